"""One row of a file made into what a contribution needs, or refused with the reason; nothing is quietly repaired."""

import math
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from flotilla.bodies import points
from flotilla.bodies.points import Point
from flotilla.exchange.mapping import Columns, Mapping

TITLE_LENGTH = 200


class RowRefused(Exception):
    """A row cannot be brought over; the text says why, for the person who has to mend the file."""


@dataclass(frozen=True)
class Prepared:
    """A row ready to be written."""

    reference: str
    title: str
    received_at: datetime
    published_at: datetime | None
    answers: dict[str, str]
    facts: dict[str, str]
    counted_supports: int = 0
    byline: str = ""
    place: str = ""
    place_words: str = ""
    point: Point | None = None
    kind: str = ""
    contact_email: str = ""
    decision: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)


def prepare(mapping: Mapping, values: Values[str, Any], *, at: datetime) -> Prepared:
    """Read one row by a mapping. Raises RowRefused; `at` stands in where the file has no date of receipt."""
    row = _Row(mapping, values)
    reference, title = row.text("reference"), " ".join(row.text("title").split())
    if not reference:
        raise RowRefused(_("It has no reference in column “%s”.") % mapping.columns["reference"][0])
    if not title:
        raise RowRefused(_("It has no title in column “%s”.") % mapping.columns["title"][0])
    for check in mapping.checks:
        CHECKS[check["kind"]](row, check)
    answers = {code: row.first(names) for code, names in mapping.answers.items()}
    if len(title) > TITLE_LENGTH and title not in {
        " ".join(answer.split()) for answer in answers.values()
    }:
        raise RowRefused(
            _("Its title is longer than %d characters and no answer holds the whole of it.")
            % TITLE_LENGTH
        )
    received_at = row.moment("received_at") or at
    return Prepared(
        reference=reference[:80],
        title=title
        if len(title) <= TITLE_LENGTH
        else title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…",
        received_at=received_at,
        published_at=row.moment("published_at") or received_at,
        answers={code: answer for code, answer in answers.items() if answer},
        facts={name: fact for name, names in mapping.facts.items() if (fact := row.first(names))},
        counted_supports=row.whole("counted_supports"),
        byline=row.text("byline") or mapping.shown_as,
        place=row.text("place")[:200],
        place_words=row.text("place_words")[:200],
        point=row.point(),
        kind=row.text("kind"),
        contact_email=row.text("contact_email"),
        decision=_decision(row, mapping.decision, received_at),
        answer=_answer(row, mapping.answer, received_at),
    )


class _Row:
    """Reads the cells of one row by the mapping's targets."""

    def __init__(self, mapping: Mapping, values: Values[str, Any]) -> None:
        self.mapping = mapping
        self.values = values

    def cell(self, column: str) -> str:
        value = self.values.get(column)
        text = "" if value is None else str(value)
        if "\x00" in text:
            raise RowRefused(_("Column “%s” holds a NUL character.") % column)
        return text.replace("\r\n", "\n").strip()

    def first(self, names: Columns) -> str:
        return next((cell for name in names if (cell := self.cell(name))), "")

    def text(self, target: str) -> str:
        return self.first(self.mapping.columns.get(target, ()))

    def moment(self, target: str) -> datetime | None:
        return self.moment_of(self.mapping.columns.get(target, ()))

    def moment_of(self, names: Columns) -> datetime | None:
        text = self.first(names)
        return _moment(text, names[0]) if text else None

    def whole(self, target: str) -> int:
        text = self.text(target)
        if not text:
            return 0
        if not text.isdecimal():
            raise RowRefused(
                _("Column “%(column)s” should be a whole number, not “%(text)s”.")
                % {"column": self.mapping.columns[target][0], "text": text[:40]}
            )
        return int(text)

    def point(self) -> Point | None:
        """The point by the rule of the pages: in two columns, or in one that holds it as people write it."""
        columns = [self.text("latitude"), self.text("longitude")]
        text = self.text("point") or (", ".join(columns) if any(columns) else "")
        try:
            return points.read(text) if text else None
        except points.NoPoint as refused:
            said = {"text": text[:40], "why": refused}
            raise RowRefused(_("“%(text)s” is no point. %(why)s") % said) from None


def _moment(text: str, column: str) -> datetime:
    """ISO 8601, with a space for the T and “ UTC” for the Z allowed; a day alone is its noon in UTC."""
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(12), UTC)
        moment = datetime.fromisoformat(
            text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else "")
        )
    except ValueError:
        raise RowRefused(
            _("Column “%(column)s” should be a date like 2026-03-11, not “%(text)s”.")
            % {"column": column, "text": text[:40]}
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(text: str, column: str, low: float = -math.inf, high: float = math.inf) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        raise RowRefused(
            _("Column “%(column)s” should be a number, not “%(text)s”.")
            % {"column": column, "text": text[:40]}
        )
    return number


def _filled_exactly_from(row: _Row, check: dict[str, Any]) -> None:
    reached = _number(row.cell(check["number"]) or "0", check["number"]) >= check["from"]
    if reached != bool(row.cell(check["column"])):
        raise RowRefused(
            _("Column “%(column)s” must be filled exactly when “%(number)s” is at least %(from)s.")
            % {"column": check["column"], "number": check["number"], "from": check["from"]}
        )


def _sum(row: _Row, check: dict[str, Any]) -> None:
    total = _number(row.cell(check["column"]), check["column"])
    parts = sum(_number(row.cell(part), part) for part in check["parts"])
    if abs(total - parts) > check.get("tolerance", 0):
        raise RowRefused(
            _("Column “%(column)s” is not the sum of %(parts)s.")
            % {"column": check["column"], "parts": " + ".join(check["parts"])}
        )


CHECKS = {"filled_exactly_from": _filled_exactly_from, "sum": _sum}


def _decision(row: _Row, rule: dict[str, Any], received_at: datetime) -> dict[str, Any]:
    """The decision that a column's value stands for; a value that the mapping does not know is refused, not guessed."""
    value = row.cell(rule["column"]) if rule else ""
    if not value or value in rule.get("undecided", ("evaluating",)):
        return {}
    if value not in rule["values"]:
        raise RowRefused(
            _("The mapping does not say what “%(value)s” in column “%(column)s” means.")
            % {"value": value[:40], "column": rule["column"]}
        )
    names = rule.get("decided_at", ())
    return {
        **rule["values"][value],
        "words": row.first(_columns(rule.get("words", ()))),
        "who_decided": rule.get("who_decided", ""),
        "rule": rule.get("rule", ""),
        "at": row.moment_of(_columns(names)) or received_at,
    }


def _answer(row: _Row, rule: dict[str, Any], received_at: datetime) -> dict[str, Any]:
    words = row.cell(rule["column"]) if rule else ""
    if not words:
        return {}
    return {
        "decided": words,
        "signatory": rule.get("signatory", ""),
        "at": row.moment_of(_columns(rule.get("answered_at", ()))) or received_at,
    }


def _columns(names: object) -> Columns:
    return (names,) if isinstance(names, str) else tuple(names)  # type: ignore[arg-type]

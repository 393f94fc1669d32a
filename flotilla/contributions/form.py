"""The form of a programme: raw answers to clean ones, by one rule for page, import and programming interface."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.bodies import points
from flotilla.bodies.models import Place
from flotilla.kit import money
from flotilla.kit.markdown import to_plain
from flotilla.kit.text import Unclean, clean
from flotilla.kit.wording import say
from flotilla.people.verbs import Sector
from flotilla.programmes.models import AwardSize, Programme
from flotilla.programmes.recipes import Field

TITLE_LENGTH = 90
TEXT_KINDS = frozenset({"short_text", "long_text", "choice", "link"})
ELSEWHERE = frozenset({"files", "place"})  # kept in rows of their own, not among the answers
NOT_AGREED = gettext_lazy("Tick this, or it cannot be published.")
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,30}")
NOWHERE = object()
LINES = {
    "byline": 120,
    "place_words": 200,
    "channel_note": 200,
    "contact_name": 120,
    "contact_phone": 40,
    "contact_address": 300,
}  # what stands beside the answers, and how long it may be


@dataclass
class Checked:
    """Clean answers by field, and for each field that could not be taken a sentence."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class _NotTaken(Exception):
    """An answer cannot be taken; the text says what to do."""


def check(
    fields: tuple[Field, ...],
    raw: Mapping[str, Any],
    *,
    currency: str = "GBP",
    lenient: bool = False,
) -> Checked:
    """Clean the answers to these fields; `lenient` lets required ones be empty, as in a draft or an import."""
    checked = Checked()
    for asked in fields:
        if asked.kind in ELSEWHERE:
            continue
        try:
            answer = _answer(asked, raw.get(asked.code), currency)
        except _NotTaken as problem:
            checked.errors[asked.code] = str(problem)
            continue
        if answer in ("", None):
            if asked.required and not lenient:
                checked.errors[asked.code] = _("Answer this: %(label)s") % {
                    "label": say(asked.label)
                }
        else:
            checked.answers[asked.code] = answer
    return checked


def check_title(raw: object, *, max_length: int = TITLE_LENGTH) -> str:
    """Return the one line by which a contribution is known. Raises ValueError with a sentence."""
    try:
        title = " ".join(_text(raw, max_length).split())
    except _NotTaken as problem:
        raise ValueError(str(problem)) from None
    if not title:
        raise ValueError(_("Say it in one line, so that others can find it."))
    return title


def check_beside(raw: Mapping[str, Any]) -> Checked:
    """Clean what stands beside the answers: how the writer is shown, where it is about, how to reach them."""
    checked = Checked()
    for name, max_length in LINES.items():
        try:
            checked.answers[name] = " ".join(_text(raw.get(name) or "", max_length).split())
        except _NotTaken as problem:
            checked.errors[name] = str(problem)
    try:
        check_phone(checked.answers.get("contact_phone", ""))
    except ValueError as problem:
        checked.errors["contact_phone"] = str(problem)
    try:
        checked.answers["contact_email"] = _email(raw.get("contact_email") or "")
    except _NotTaken as problem:
        checked.errors["contact_email"] = str(problem)
    return checked


def check_phone(raw: object) -> str:
    """Return a telephone number as it was written. Raises ValueError with a sentence."""
    text = " ".join(str(raw).split())
    if text and not PHONE.fullmatch(text):
        raise ValueError(_("Write a telephone number, such as 01632 960 001."))
    return text


def check_about(programme: Programme, raw: Mapping[str, Any]) -> Checked:
    """Clean which kind it is, as whom one writes, about which place, and which point, read or as it was typed."""
    checked = Checked(answers={"kind": "", "sector": "", "place": None})
    kinds = {one["code"] for one in programme.plan.kinds}
    for name, known in (("kind", kinds), ("sector", set(Sector.values))):
        chosen = raw.get(name) or ""
        if chosen and chosen not in known:
            checked.errors[name] = _("Choose one of the answers shown.")
        else:
            checked.answers[name] = chosen
    place = raw.get("place")
    if isinstance(place, int | str) and place:
        found = {str(one.pk): one for one in programme.body.places.all()}
        place = found.get(str(place), NOWHERE)
    if place is NOWHERE or (isinstance(place, Place) and place.body_id != programme.body_id):
        checked.errors["place"] = _("Choose one of the places shown.")
    else:
        checked.answers["place"] = place or None
    try:
        point = raw.get("point") or None
        point = points.read(point) if isinstance(point, str) else point
    except points.NoPoint as refused:
        checked.errors["point"] = str(refused)
    else:
        checked.answers["latitude"] = point.latitude if point else None
        checked.answers["longitude"] = point.longitude if point else None
    return checked


def check_size(programme: Programme, raw: object) -> tuple[AwardSize | None, dict[str, str]]:
    """Return the size of award that is asked for, if one was chosen, or the sentence that there is none such."""
    if raw in (None, ""):
        return None, {}
    key = raw.pk if isinstance(raw, AwardSize) else str(raw)
    sizes = {str(one.pk): one for one in AwardSize.objects.filter(round__programme=programme)}
    if found := sizes.get(str(key)):
        return found, {}
    return None, {"size": _("Choose one of the sizes shown.")}


def unknown(fields: Iterable[Field], raw: Mapping[str, Any]) -> dict[str, str]:
    """Say of each answer to a question that the form does not ask that there is none, so that it is not lost unseen."""
    asked = {one.code for one in fields if one.kind not in ELSEWHERE}
    return {str(code): _("There is no such question.") for code in raw if code not in asked}


def words_of(fields: tuple[Field, ...], answers: Mapping[str, Any]) -> str:
    """Return the public text of the answers, plain, for searching and for finding similar ones."""
    texts = (
        str(answers[one.code])
        for one in fields
        if one.public and one.kind in TEXT_KINDS and answers.get(one.code)
    )
    return "\n\n".join(to_plain(text) for text in texts)


def given(
    fields: Iterable[Field], answers: Mapping[str, Any], *, public: bool = True
) -> list[tuple[Field, Any]]:
    """Return the published questions that were answered, or those that only the team reads, each with its answer."""
    return [
        (one, answers[one.code])
        for one in fields
        if one.public is public
        and one.kind not in ELSEWHERE
        and answers.get(one.code) not in ("", None)
    ]


def for_judges(fields: Iterable[Field], answers: Mapping[str, Any]) -> list[tuple[Field, Any]]:
    """Return the questions that were answered and whose answers those who judge read: the published ones, and theirs alone."""
    fields = list(fields)
    aside = [pair for pair in given(fields, answers, public=False) if pair[0].judges]
    return [*given(fields, answers), *aside]


def _answer(asked: Field, raw: object, currency: str) -> Any:
    if raw is None or raw == "":
        return ""
    return KINDS[asked.kind](asked, raw, currency)


def _text(raw: object, max_length: int) -> str:
    try:
        return clean(str(raw), max_length=max_length).strip()
    except Unclean as problem:
        raise _NotTaken(str(problem)) from None


def _email(raw: object) -> str:
    text = str(raw).strip()
    try:
        if text:
            validate_email(text)
    except ValidationError:
        raise _NotTaken(_("Write a whole address, such as sam@example.org.")) from None
    if len(text) > 254:
        raise _NotTaken(_("Write a whole address, such as sam@example.org."))
    return text


def _words(asked: Field, raw: object, currency: str) -> str:
    return _text(raw, asked.max_length)


def _line(asked: Field, raw: object, currency: str) -> str:
    return " ".join(_text(raw, asked.max_length).split())


def _choice(asked: Field, raw: object, currency: str) -> str:
    if str(raw) not in {choice["code"] for choice in asked.choices}:
        raise _NotTaken(_("Choose one of the answers shown."))
    return str(raw)


def _number(asked: Field, raw: object, currency: str) -> int:
    text = str(raw).strip()
    if not re.fullmatch(r"[-+]?\d{1,15}", text):
        raise _NotTaken(_("Write a whole number, for example 12."))
    number = int(text)
    if asked.minimum is not None and number < asked.minimum:
        raise _NotTaken(_("Write a number of at least %d.") % asked.minimum)
    if asked.maximum is not None and number > asked.maximum:
        raise _NotTaken(_("Write a number of at most %d.") % asked.maximum)
    return number


def _money(asked: Field, raw: object, currency: str) -> dict[str, Any]:
    minor = raw
    if isinstance(raw, Mapping):
        if raw.get("currency", currency) != currency:
            raise _NotTaken(str(money.OtherCurrency(currency)))
        minor = raw.get("minor")
    if not isinstance(minor, int) or isinstance(minor, bool):
        try:
            minor = money.parse(str(minor), currency).minor
        except money.NotMoney as problem:
            raise _NotTaken(str(problem)) from None
    if minor < 0:
        raise _NotTaken(str(money.NegativeMoney(currency)))
    if minor > money.MOST:
        raise _NotTaken(str(money.TooMuchMoney(currency)))
    if asked.minimum is not None and minor < asked.minimum:
        raise _NotTaken(_("Write an amount of more than nothing."))
    if asked.maximum is not None and minor > asked.maximum:
        most = {"amount": money.Money(asked.maximum, currency)}
        raise _NotTaken(_("Ask for at most %(amount)s, or choose a larger size of award.") % most)
    return {"minor": minor, "currency": currency}


def _day(asked: Field, raw: object, currency: str) -> str:
    try:
        return date.fromisoformat(str(raw).strip()).isoformat()
    except ValueError:
        raise _NotTaken(_("There is no such day. Write it like 2026-03-11.")) from None


def _link(asked: Field, raw: object, currency: str) -> str:
    text = _line(asked, raw, currency)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises ValueError where what follows the colon is no port)
    except ValueError:
        host = ""
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in host or " " in text:
        raise _NotTaken(_("Write the address of a page, for example https://example.org/bench."))
    return parts.geturl()


KINDS: dict[str, Callable[[Field, object, str], Any]] = {
    "short_text": _line,
    "long_text": _words,
    "choice": _choice,
    "number": _number,
    "money": _money,
    "date": _day,
    "link": _link,
}

"""The minutes of a meeting: they write themselves from the journal, and nobody reads of an entry in which they have an interest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from flotilla.assessment.models import (
    Assessment,
    Correction,
    Criterion,
    Interest,
    Meeting,
    PanelVote,
    Presence,
    Recommendation,
    Recusal,
    Ruling,
    Scorecard,
)
from flotilla.assessment.verbs import PanelChoice, Verb
from flotilla.contributions.models import Contribution
from flotilla.journal.models import Entry
from flotilla.people.models import Person

MINUTED = frozenset(
    {
        Verb.MEETING_OPENED, Verb.CAME, Verb.WENT, Verb.ENTRY_CALLED, Verb.STEPPED_OUT, Verb.CAME_BACK, Verb.DISCUSSED,
        Verb.INTEREST_DECLARED, Verb.CHANGED, Verb.PUT_TO_VOTE, Verb.RECOMMENDED, Verb.SCORES_FROZEN,
        Verb.CORRECTION_ASKED, Verb.CORRECTION_AGREED, Verb.CORRECTION_REFUSED, Verb.MEETING_CLOSED,
        Verb.PART_ASKED, Verb.PART_ANSWERED, Verb.SPENT, Verb.TIE_RULED, Verb.LOTS_ANNOUNCED, Verb.LOTS_GIVEN_UP, Verb.LOTS_DRAWN, Verb.COUNTED_AGAIN, Verb.DRAFTED,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One criterion whose points changed; None does not apply."""

    criterion: str
    was: int | None
    points: int | None


@dataclass(frozen=True)
class Line:
    """One line of minutes: when, who, what, about which entry, and what belongs to it."""

    at: datetime
    verb: Verb
    who: str
    contribution: Contribution | None
    changes: tuple[Change, ...] = ()
    reason: str = ""
    result: Recommendation | None = None
    votes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def minutes(meeting: Meeting, person: Person) -> list[Line]:
    """Return the minutes as somebody may read them, in a number of questions that does not grow with their length."""
    told = Entry.objects.filter(
        programme_id=meeting.programme_id, at__gte=meeting.opened_at, verb__in=MINUTED
    )
    kept_from = _kept_from(person)
    entries = [one for one in told.order_by("id") if one.contribution_id not in kept_from]
    about = _Subjects(entries)
    return [about.line(one) for one in entries]


def _kept_from(person: Person) -> set[int]:
    ties = Interest.objects.standing().filter(seat__person=person).order_by()
    wrote = person.authorships.order_by().values_list("contribution_id", flat=True)
    return set(wrote.union(ties.values_list("contribution_id", flat=True)))


class _Subjects:
    """What entries of the journal are about, each kind loaded at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        ids: dict[str, set[int]] = {}
        for one in entries:
            ids.setdefault(one.subject_kind, set()).add(one.subject_id)
            ids.setdefault("person", set()).add(one.by_id or 0)
            ids.setdefault("entry", set()).add(one.contribution_id or 0)
        self.people: dict[int, Any] = Person.objects.in_bulk(ids.get("person", set()))
        self.entries: dict[int, Any] = Contribution.objects.in_bulk(ids.get("entry", set()))
        self.presences = _of(Presence.objects.select_related("seat__person"), ids, "presence")
        self.recusals = _of(Recusal.objects.select_related("seat__person"), ids, "recusal")
        self.ties = _of(Interest.objects.select_related("seat__person"), ids, "interest")
        self.corrections = _of(Correction.objects.all(), ids, "correction")
        self.results = _of(Recommendation.objects.all(), ids, "recommendation")
        self.votes: dict[int, list[PanelVote]] = {}
        cast = PanelVote.objects.filter(recommendation__in=list(self.results))
        for vote in cast.select_related("seat__person").order_by("seat_id"):
            self.votes.setdefault(vote.recommendation_id, []).append(vote)
        self.rulings = _of(Ruling.objects.all(), ids, "ruling")
        self.papers = _of(Assessment.objects.all(), ids, "assessment")
        self.cards = {
            (one.assessment_id, one.number): one
            for one in Scorecard.objects.filter(assessment__in=list(self.papers))
        }
        wanted = {one.criterion_id for one in self.corrections.values()}
        wanted |= {row["criterion"] for card in self.cards.values() for row in card.scores}
        self.criteria: dict[int, Any] = Criterion.objects.in_bulk(wanted)

    def line(self, entry: Entry) -> Line:
        """Return the line of one entry of the journal."""
        verb, number = Verb(entry.verb), entry.subject_id
        said: dict[str, Any] = {}
        if verb == Verb.CHANGED:
            said = self._changed(number, entry.details.get("version", 0))
        elif verb in (Verb.CORRECTION_ASKED, Verb.CORRECTION_AGREED, Verb.CORRECTION_REFUSED):
            said = self._corrected(number)
        elif verb in (Verb.RECOMMENDED, Verb.COUNTED_AGAIN):
            said = self._voted(number)
        elif verb == Verb.TIE_RULED and number in self.rulings:
            said = {"reason": f"{self.rulings[number].place}. {self.rulings[number].reason}"}
        about = self.entries.get(entry.contribution_id or 0)
        return Line(entry.at, verb, self._who(entry), about, **said)

    def _who(self, entry: Entry) -> str:
        """Return whom a line is about: who came, went or stayed outside, whoever wrote it down; else who did it."""
        for kind in (self.presences, self.recusals, self.ties):
            found = kind.get(entry.subject_id)
            if found is not None and found._meta.model_name == entry.subject_kind:
                return str(found.seat.holder)
        return str(self.people.get(entry.by_id or 0) or "")

    def _changed(self, number: int, version: int) -> dict[str, Any]:
        new, old = self.cards.get((number, version)), self.cards.get((number, version - 1))
        if new is None or old is None:
            return {}
        was = {row["criterion"]: row["points"] for row in old.scores}
        changes = tuple(
            Change(self._name(key), was.get(key), row["points"])
            for row in new.scores
            for key in [row["criterion"]]
            if was.get(key) != row["points"]
        )
        return {"changes": changes, "reason": new.reason}

    def _corrected(self, number: int) -> dict[str, Any]:
        found = self.corrections.get(number)
        if found is None:
            return {}
        change = Change(self._name(found.criterion_id), found.was, found.points)
        return {"changes": (change,), "reason": found.reason}

    def _voted(self, number: int) -> dict[str, Any]:
        found = self.results.get(number)
        if found is None:
            return {}
        votes = {
            choice: tuple(
                one.seat.holder for one in self.votes.get(number, ()) if one.choice == choice
            )
            for choice in PanelChoice.values
        }
        return {"reason": found.reason, "result": found, "votes": votes}

    def _name(self, criterion: int) -> str:
        return str(self.criteria.get(criterion) or "")


def _of(rows: "models.QuerySet[Any]", ids: Mapping[str, set[int]], kind: str) -> dict[int, Any]:
    wanted = ids.get(kind)
    return rows.in_bulk(wanted) if wanted else {}

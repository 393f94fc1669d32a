"""What pages show of a programme, made from its rows: the journey line, the promise, the card, where it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from flotilla.kit import written
from flotilla.kit.money import Money
from flotilla.kit.wording import say
from flotilla.programmes import queries
from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.queries import State
from flotilla.programmes.verbs import INTAKE, Influence, Part, Step
from flotilla.web.programmes import dates
from flotilla.web.programmes.words import part_name


@dataclass(frozen=True)
class Where:
    """Where a programme is, as a large line and what stands under it; whether one can contribute."""

    state: State
    title: str
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    reason: str = ""

    @property
    def takes_part(self) -> bool:
        """Whether it takes contributions now."""
        return self.state in {State.OPEN, State.REHEARSAL}


def where(programme: Programme, at: datetime) -> Where:
    """Say where a programme is at this moment."""
    state = queries.state(programme, at)
    closes, opens = _intake_closes(programme, at), _intake_opens(programme, at)
    match state:
        case State.OPEN:
            return Where(state, dates.left(closes, at), closes_at=closes)
        case State.PAUSED:
            pause = queries.pause_at(programme, at)
            reason = pause.reason if pause else ""
            return Where(state, _("Paused for now"), closes_at=closes, reason=reason)
        case State.COMING if opens:
            return Where(state, dates.until(opens, at), closes_at=closes, opens_at=opens)
        case State.CLOSED:
            return Where(state, _("Closed"))
        case State.DECIDED:
            return Where(state, _("Decided"))
        case State.DRAFT | State.REHEARSAL:
            return Where(state, _("Not open yet"), closes_at=closes, opens_at=opens)
        case _:
            nouns = say(programme.plan.nouns)
            return Where(state, _("Closed to new %(nouns)s") % {"nouns": nouns})


def _intake_closes(programme: Programme, at: datetime) -> datetime | None:
    ends = [one.closes_at for one in programme.stages.all() if one.plan.verbs & INTAKE]
    return min((end for end in ends if end and end > at), default=None)


def _intake_opens(programme: Programme, at: datetime) -> datetime | None:
    starts = [one.opens_at for one in programme.stages.all() if one.plan.verbs & INTAKE]
    return min((start for start in starts if start and start > at), default=None)


def journey_steps(
    programme: Programme, at: datetime, notes: dict[str, str] | None = None
) -> list[dict[str, str]]:
    """Return the steps for the journey line; `notes` by step code stand in place of the recipe's words, not of the team's."""
    said = notes or {}
    return [
        {
            "state": step.state,
            "stage": str(step.step.label),
            "date": dates.period(step.opens_at, step.closes_at, at),
            "note": said.get(step.step.value, step.note) if step.note == step.public else step.note,
        }
        for step in queries.journey(programme, at)
    ]


def so_far(count: int) -> dict[str, str]:
    """Return the note under the call once something came: how many."""
    said = ngettext("%(n)s contribution so far", "%(n)s contributions so far", count)
    return {Step.CALL.value: said % {"n": written.number_text(count)}} if count else {}


def promise_box(
    programme: Programme, promise: Promise | None, kept: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    """Return what the promise says, for the box with the double rule; None if there is no promise."""
    if promise is None:
        return None
    versions = promise.version - 1
    changed = ngettext(
        "Changed once since, see what and why",
        "Changed %(times)s times since, see what and why",
        versions,
    )
    return {
        "published": _published(programme, promise),
        "changes": reverse("promise_history", args=[programme.address]) if versions else "",
        "changes_words": changed % {"times": versions},
        "will": promise.will,
        "will_not": promise.will_not,
        "facts": [row for row in (_decides(promise), _money(promise), _hears(promise)) if row],
        "influence": _influence(promise),
        "kept": kept,
    }


def _published(programme: Programme, promise: Promise) -> str:
    if promise.signed_at is None:
        return _("Not signed yet.")
    day = written.day_text(promise.signed_at.astimezone(programme.body.zone).date(), "plain")
    said = _("Signed %(day)s by the %(office)s.") if promise.version == 1 else _("Amended %(day)s by the %(office)s.")  # fmt: skip
    return said % {"day": day, "office": promise.signatory}


def _decides(promise: Promise) -> dict[str, str] | None:
    if not promise.who_decides:
        return None
    first, dot, rest = promise.who_decides.partition(". ")
    strong, text = (f"{first}.", rest) if dot else (promise.who_decides, "")
    return {"name": _("Who decides"), "strong": strong, "text": text}


def _money(promise: Promise) -> dict[str, str] | None:
    if promise.money_minor is None and not promise.money_note:
        return None
    if promise.money_minor:
        amount = str(Money(promise.money_minor, promise.currency))
    else:
        amount = "" if promise.money_minor is None else _("No money is set aside.")
    return {"name": _("Money"), "strong": amount, "text": promise.money_note}


def _hears(promise: Promise) -> dict[str, str] | None:
    if not promise.first_answer_days:
        return None
    said = ngettext(
        "First answer within %(days)s working day",
        "First answer within %(days)s working days",
        promise.first_answer_days,
    )
    text = _("of sending.")
    if promise.decision_on:
        day = {"day": written.day_text(promise.decision_on)}
        text = _("of sending. Final decision with reasons by %(day)s.") % day
    strong = said % {"days": promise.first_answer_days}
    return {"name": _("You hear back"), "strong": strong, "text": text}


def _influence(promise: Promise) -> dict[str, Any] | None:
    if not promise.influence:
        return None
    level = Influence(promise.influence)
    rungs = list(Influence)
    number = rungs.index(level) + 1
    gaps = {"level": str(level.label).lower(), "number": number, "of": len(rungs)}
    return {
        "title": _("How much influence you have: %(level)s") % gaps,
        "levels": [{"label": str(one.label), "note": promise.influence_note} for one in rungs],
        "now": number,
        "label": _("Level %(number)s of %(of)s on the ladder of influence") % gaps,
    }


def card(programme: Programme, at: datetime, kept: str = "") -> dict[str, Any]:
    """Return what the card of a programme in a list shows; `kept` says how many were answered, where that is known."""
    here = where(programme, at)
    line = queries.journey(programme, at)
    place = next((number for number, step in enumerate(line, 1) if step.state == "now"), 0)
    days = dates.days_between(at, here.closes_at) if here.closes_at else None
    return {
        "title": programme.title,
        "href": reverse("programme", args=[programme.address]),
        "text": programme.summary or programme.question,
        "icon": programme.plan.icon,
        "vehicle": str(programme.plan),
        "left": here.title,
        "soon": here.state is State.OPEN and days is not None and days <= dates.SOON,
        "total": len(line) if place else 0,
        "place": place,
        "stage": _stage_words(place, line),
        "facts": _card_facts(queries.current_promise(programme), kept),
    }


def _stage_words(place: int, line: list[queries.JourneyStep]) -> str:
    if not place:
        return ""
    public = line[place - 1].public
    gaps = {"place": place, "total": len(line), "stage": public[:1].lower() + public[1:]}
    return pgettext("place on the journey", "%(place)s of %(total)s: %(stage)s") % gaps


def _card_facts(promise: Promise | None, kept: str) -> list[dict[str, str]]:
    if promise is None:
        return []
    rows = []
    if promise.first_answer_days:
        said = ngettext("within %(days)s working day", "within %(days)s working days", promise.first_answer_days)  # fmt: skip
        heard = said % {"days": promise.first_answer_days}
        text = f"{heard}. {kept}" if kept else heard
        rows.append({"name": _("You hear back"), "text": text})
    if leads := promise.will[:1]:
        if promise.money_minor:
            amount = {"amount": str(Money(promise.money_minor, promise.currency))}
            leads.append(_("%(amount)s set aside") % amount)
        rows.append({"name": _("It can lead to"), "text": ", ".join(leads)})
    if promise.who_decides:
        rows.append({"name": _("Who decides"), "text": promise.who_decides.partition(". ")[0]})
    return rows


def invitation(programme: Programme) -> str:
    """Return the words on the button, such as “Add your idea”."""
    return say(programme.plan.invitation)


def crew_shown(programme: Programme) -> list[dict[str, str]]:
    """Return who looks after a programme: part and office, never a name."""
    members = [one for one in programme.team if one.title]
    order = {part: number for number, part in enumerate(Part)}
    ranked = sorted(members, key=lambda member: order[Part(member.part)])
    return [{"name": part_name(member.part), "text": member.title} for member in ranked]


def one_journey() -> list[dict[str, str]]:
    """Return the eight steps that every programme follows, for the home page."""
    words = [
        (Step.LISTEN, _("Discover"), _("We collect lived experience and evidence.")),
        (Step.FRAME, _("Define"), _("We agree the question with people it affects.")),
        (Step.CALL, _("Most open here"), _("Anyone can send ideas, entries or applications.")),
        (Step.ASSESS, _("Published criteria"), _("A panel weighs them. Interests are declared.")),
        (Step.DECIDE, _("With reasons"), _("Every contributor gets an answer.")),
        (Step.TEST, _("Small and real"), _("We try it, and write down mistakes too.")),
        (Step.MEASURE, _("Against a baseline"), _("Money, experience, results, democracy.")),
        (Step.SPREAD, _("Other places"), _("What works is shared and adapted.")),
    ]
    states = ["done", "done", "now", *["next"] * 5]
    return [
        {"state": state, "stage": str(step.label), "date": short, "note": note}
        for state, (step, short, note) in zip(states, words, strict=True)
    ]


def standing(running: list[Programme], at: datetime) -> str:
    """Return where one can tell of any problem at any time: a standing platform that is open; nothing if there is none."""
    places = [one for one in running if one.vehicle == "standing" and where(one, at).takes_part]
    return reverse("take_part", args=[places[0].address]) if places else ""


def foreign(programme: Programme) -> str:
    """Return the language of its words if the page speaks another one, so that they are read out well."""
    page = (get_language() or "en").split("-")[0]
    return "" if programme.language.split("-")[0] == page else programme.language

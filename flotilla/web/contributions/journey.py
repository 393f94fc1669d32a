"""The journey of one contribution, and what was promised when it came, from its rows."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.contributions.models import Contribution
from flotilla.contributions.queries.joined import merges_into
from flotilla.contributions.verbs import Standing
from flotilla.decisions.models import Decision
from flotilla.decisions.verbs import Progress
from flotilla.kit import written
from flotilla.kit.working_days import working_days_between
from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.queries import current_promise, first_answer_due
from flotilla.programmes.verbs import Influence, Moderation

Step = dict[str, str]
Happened = tuple[datetime, Step]
ENDED = {
    Standing.WITHDRAWN: gettext_lazy("Withdrawn"),
    Standing.REMOVED: gettext_lazy("Removed"),
    Standing.SPLIT: gettext_lazy("Split in parts"),
}


def _step(state: str, stage: str, when: str = "", note: str = "") -> Step:
    return {"state": state, "stage": stage, "date": when, "note": note}


def _day(moment: datetime) -> str:
    return written.day_text(timezone.localtime(moment).date(), "plain")


def _by(day: date | None, since: datetime, style: str = "week") -> str:
    """By which day, with its year if that is not the year in which it was promised."""
    if day is None:
        return ""
    if day.year != timezone.localtime(since).year:
        style = {"week": "full", "short": "plain"}[style]
    return _("By %(day)s") % {"day": written.day_text(day, style)}


def ahead(programme: Programme, at: datetime) -> list[Step]:
    """Return what happens to something that is sent now, with the days that are promised."""
    promise = current_promise(programme)
    steps = [_step("now", _("Received"), _("Today"), _("You get a receipt with a link to it"))]
    if programme.moderation == Moderation.BEFORE:
        steps.append(_step("next", _("Read by a person"), "", _("Then it is public")))
    if due := first_answer_due(programme, at):
        steps.append(_step("next", _("First answer"), _by(due, at), _days_promised(promise)))
    if promise and promise.decision_on:
        note = _("With reasons, whatever it is")
        steps.append(_step("next", _("Final decision"), _by(promise.decision_on, at), note))
    return steps


def _days_promised(promise: Promise | None) -> str:
    days = promise.first_answer_days if promise else None
    if not days:
        return ""
    said = ngettext("%(days)s working day, our promise", "%(days)s working days, our promise", days)
    return said % {"days": days}


def so_far(contribution: Contribution) -> list[Step]:
    """Return the journey of a contribution: what happened, where it is, what is promised next."""
    happened = [(contribution.received_at, _received(contribution))]
    if contribution.first_answered_at:
        happened.append((contribution.first_answered_at, _heard(contribution)))
    decisions = _decisions(contribution)
    happened += _joined(contribution) + _decided(contribution, decisions)
    happened.sort(key=lambda one: one[0])
    steps = [step for _moment, step in happened]
    standing = contribution.standing
    if standing == Standing.WAITING:
        steps.append(_step("next", _("Read by a person"), "", _("Then it is public")))
    if standing in ENDED:
        steps.append(_step("stop", str(ENDED[Standing(standing)]), _ended_on(contribution)))
    else:
        steps += _promised(contribution, decisions)
    return _here(steps)


def _joined(contribution: Contribution) -> list[Happened]:
    """Return when it was joined to another, or others to it."""
    if contribution.standing == Standing.MERGED and contribution.merged_into:
        merge = next((one for one in contribution.merges.all() if one.undone_at is None), None)
        moment = merge.merged_at if merge else contribution.received_at
        into = {"number": contribution.merged_into.number}
        return [
            (moment, _step("done", _("Joined"), _day(moment), _("With number %(number)s") % into))
        ]
    if not getattr(contribution, "joined_count", 0):
        return []
    merges = merges_into(contribution)
    if not merges:
        return []
    moment = max(one.merged_at for one in merges)
    numbers = get_text_list(
        [str(one) for one in sorted(one.source.number for one in merges)], _("and")
    )
    said = ngettext("With number %(numbers)s", "With numbers %(numbers)s", len(merges))
    return [(moment, _step("done", _("Joined"), _day(moment), said % {"numbers": numbers}))]


def _decisions(contribution: Contribution) -> list[Decision]:
    """Return what was decided about it, the first one first; none before anything was said to it."""
    if contribution.first_answered_at is None:
        return []
    kept: list[Decision] | None = contribution.__dict__.get("_released_decisions")
    if kept is None:
        released = Decision.objects.released().filter(contribution=contribution)
        kept = contribution.__dict__["_released_decisions"] = list(released.order_by("pk"))
    return kept


def _decided(contribution: Contribution, decisions: list[Decision]) -> list[Happened]:
    """Return the decision and those before it, and how far what was taken forward has come, each with its day."""
    happened: list[Happened] = []
    for decision in decisions:
        happened += _decision_steps(decision)
    if contribution.decided_at and not happened:  # through what it was joined to
        moment = contribution.decided_at
        happened = [(moment, _step("done", _("Decided"), _day(moment)))]
    if not happened:
        return []
    told: set[str] = set()
    for one in contribution.replies.all():
        if one.progress and one.progress not in told and one.released_at:
            told.add(one.progress)
            happened.append((one.released_at, _progress(one.progress, one.released_at)))
    return happened


def _decision_steps(decision: Decision) -> list[Happened]:
    """Return a decision, and that a second look opened it again if one did."""
    steps: list[Happened] = []
    if moment := decision.released_at:
        note = str(decision.get_outcome_display())
        steps.append((moment, _step("done", _("Decided"), _day(moment), note)))
    if moment := decision.reopened_at:
        note = _("A second look found that it should change")
        steps.append((moment, _step("done", _("Opened again"), _day(moment), note)))
    return steps


def _progress(progress: str, moment: datetime) -> Step:
    if progress == Progress.IN_USE:
        return _step("done", str(Progress.IN_USE.label), _("Since %(day)s") % {"day": _day(moment)})
    state = "stop" if progress == Progress.STOPPED else "done"
    return _step(state, str(Progress(progress).label), _day(moment))


def _received(contribution: Contribution) -> Step:
    note = ""
    if due := contribution.answer_due_on:
        note = _("Promise: answer by %(day)s") % {"day": written.day_text(due, "short")}
    return _step("done", _("Received"), _day(contribution.received_at), note)


def _heard(contribution: Contribution) -> Step:
    answered = contribution.first_answered_at or contribution.received_at
    return _step("done", _("Heard"), _day(answered), _took(contribution))


def _took(contribution: Contribution) -> str:
    """How long the first answer took, in the working days of the body that promised it."""
    if contribution.first_answered_at is None:
        return ""
    zone = contribution.body.zone
    holidays = contribution.body.days_off
    days = working_days_between(
        contribution.received_at.astimezone(zone).date(),
        contribution.first_answered_at.astimezone(zone).date(),
        holidays=holidays,
    )
    if days < 1:
        return _("Answered on the same day")
    said = ngettext("Answered in %(days)s working day", "Answered in %(days)s working days", days)
    return said % {"days": days}


def _ended_on(contribution: Contribution) -> str:
    if contribution.standing == Standing.WITHDRAWN:
        return _day(contribution.withdrawal.withdrawn_at)
    return ""


def _promised(contribution: Contribution, decisions: list[Decision]) -> list[Step]:
    steps, came = [], contribution.received_at
    promise = current_promise(contribution.programme)
    if contribution.first_answered_at is None and contribution.answer_due_on:
        note = _("This is our promise")
        steps.append(_step("next", _("First answer"), _by(contribution.answer_due_on, came), note))
    if contribution.decided_at is None and decisions:
        steps.append(_step("next", _("New decision"), "", _("With reasons, whatever it is")))
    elif contribution.decided_at is None and promise and promise.decision_on:
        note = _("With reasons, whatever it is")
        steps.append(_step("next", _("Decision"), _by(promise.decision_on, came), note))
    if contribution.decided_at and (day := _next_word(decisions)):
        steps.append(
            _step(
                "next",
                _("Next word"),
                _by(day, contribution.decided_at),
                _("We say how far it has come"),
            )
        )
    return steps


def _next_word(decisions: list[Decision]) -> date | None:
    """The day by which we promised to say more about what was taken forward."""
    going = [one for one in decisions if one.closed_at is None and one.reopened_at is None]
    return going[0].next_word_on if going else None


def _here(steps: list[Step]) -> list[Step]:
    """Mark the last step that happened as the place where it is now."""
    done = [step for step in steps if step["state"] in {"done", "stop"}]
    if done and done[-1]["state"] == "done":
        done[-1]["state"] = "now"
    return steps


def promised_then(contribution: Contribution) -> list[dict[str, str]]:
    """Return what the promise said when the contribution came, and what came of it."""
    signed = [one for one in contribution.programme.promises.all() if one.signed_at]
    then = [one for one in signed if one.signed_at and one.signed_at <= contribution.received_at]
    promise = (then[-1] if then else signed[0]) if signed else None
    if promise is None:
        return []
    rows = [_first_answer_row(contribution, promise), _decision_row(contribution, promise)]
    if promise.who_decides:
        rows.append({"name": _("Who decides"), "text": promise.who_decides, "strong": ""})
    if promise.influence:
        rows.append({"name": _("Influence"), "text": _rung(promise.influence), "strong": ""})
    return [row for row in rows if row]


def _first_answer_row(contribution: Contribution, promise: Promise) -> dict[str, Any]:
    if not promise.first_answer_days:
        return {}
    days = ngettext("%(days)s working day.", "%(days)s working days.", promise.first_answer_days)
    came = _took(contribution)
    if not came and contribution.answer_due_on:
        came = _by(contribution.answer_due_on, contribution.received_at, "short")
    said = days % {"days": promise.first_answer_days}
    return {"name": _("First answer"), "text": f"{said} {came}".strip(), "strong": ""}


def _decision_row(contribution: Contribution, promise: Promise) -> dict[str, Any]:
    if promise.decision_on is None:
        return {}
    text = written.day_text(promise.decision_on, "plain")
    decisions = _decisions(contribution)
    given = decisions[0].released_at if decisions else contribution.decided_at
    if given:  # the first one, which was promised; a second look begins no new promise
        text = _("%(day)s. Given %(given)s") % {"day": text, "given": _day(given)}
    return {"name": _("Decision"), "text": text, "strong": ""}


def _rung(influence: str) -> str:
    rungs = list(Influence)
    gaps = {
        "level": Influence(influence).label,
        "number": rungs.index(Influence(influence)) + 1,
        "of": len(rungs),
    }
    return _("%(level)s, %(number)s of %(of)s") % gaps

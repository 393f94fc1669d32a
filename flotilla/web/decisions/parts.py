"""The official answer as it stands on the page of a contribution."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from flotilla.contributions.models import Contribution
from flotilla.decisions import queries, rules
from flotilla.decisions.models import Answer, Decision
from flotilla.decisions.reasons import named
from flotilla.decisions.verbs import AnswerKind, Outcome, Progress
from flotilla.web import doors

SHAPES = {
    Outcome.FORWARD: "good",
    Outcome.PASSED_ON: "now",
    Outcome.PARKED: "wait",
    Outcome.NOT_FORWARD: "stop",
}
STATES = {
    Progress.UNDER_WAY: "now",
    Progress.TESTING: "now",
    Progress.IN_USE: "good",
    Progress.STOPPED: "stop",
}


def shape_of(decision: Decision) -> tuple[str, str]:
    """Return the shape and the words of where a decision has got to."""
    if decision.reopened_at:
        return "wait", _("Being decided again")
    if decision.progress:
        return STATES[Progress(decision.progress)], str(Progress(decision.progress).label)
    return SHAPES[Outcome(decision.outcome)], str(Outcome(decision.outcome).label)


def answer_context(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return the public answers to a contribution: the decision that holds, those before it, the first answer, what followed."""
    if not contribution.first_answered_at:
        return {"answers": {}}
    answers = queries.released_answers(contribution)
    readings = queries.readings(contribution)
    finals = [one for one in answers if one.kind == AnswerKind.FINAL and one.decision]
    holds = [one for one in finals if one.decision and not one.decision.reopened_at]
    final = holds[0] if holds else None
    return {
        "answers": {
            "first": next((one for one in answers if one.kind == AnswerKind.FIRST), None),
            "final": final,
            "now": _decided(request, final) if final else None,
            "earlier": [_said(one) for one in reversed(finals) if one not in holds],
            "readings": readings,
            "latest": readings[-1] if readings else None,
            "updates": [_update(one) for one in answers if one.kind == AnswerKind.UPDATE],
        }
    }


def _said(final: Answer) -> dict[str, Any]:
    """What was decided, as it was told, and the second look at it if there is one."""
    decision: Decision = final.decision  # type: ignore[assignment]
    return {
        "answer": final,
        "decision": decision,
        "reasons": named(decision.reasons),
        "look": getattr(decision, "second_look", None),
    }


def _decided(request: HttpRequest, final: Answer) -> dict[str, Any]:
    said = _said(final)
    shape, words = shape_of(said["decision"])
    may_ask = said["look"] is None and rules.may_ask_second_look(
        doors.person(request), said["decision"]
    )
    return {**said, "shape": shape, "state": words, "may_ask": may_ask}


def _update(answer: Answer) -> dict[str, Any]:
    progress = Progress(answer.progress) if answer.progress else None
    holds = answer.decision is not None and answer.decision.reopened_at is None
    return {
        "answer": answer,
        "shape": STATES.get(progress, "now") if progress else "",
        "state": str(progress.label) if progress else "",
        "next_word_on": answer.next_word_on if holds else None,
    }

"""The official answer as it stands on the page of a contribution."""

from typing import Any

from django.http import HttpRequest

from flotilla.contributions.models import Contribution
from flotilla.decisions import queries, rules
from flotilla.decisions.models import Answer, Decision, SecondLook
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
    if decision.progress:
        return STATES[Progress(decision.progress)], str(Progress(decision.progress).label)
    return SHAPES[Outcome(decision.outcome)], str(Outcome(decision.outcome).label)


def answer_context(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """Return the public answers to a contribution: the decision first, then the first answer, then what followed."""
    if not contribution.first_answered_at:
        return {"answers": {}}
    answers = queries.released_answers(contribution)
    readings = queries.readings(contribution)
    final = next((one for one in answers if one.kind == AnswerKind.FINAL), None)
    return {
        "answers": {
            "first": next((one for one in answers if one.kind == AnswerKind.FIRST), None),
            "final": final,
            "readings": readings,
            "latest": readings[-1] if readings else None,
            "updates": [_update(one) for one in answers if one.kind == AnswerKind.UPDATE],
            **(_decided(request, final) if final and final.decision else {}),
        }
    }


def _decided(request: HttpRequest, final: Answer) -> dict[str, Any]:
    decision: Decision = final.decision  # type: ignore[assignment]
    shape, words = shape_of(decision)
    look = SecondLook.objects.filter(decision=decision).first()
    return {
        "decision": decision,
        "reasons": named(decision.reasons),
        "shape": shape,
        "state": words,
        "look": look,
        "may_ask": look is None and rules.may_ask_second_look(doors.person(request), decision),
    }


def _update(answer: Answer) -> dict[str, Any]:
    progress = Progress(answer.progress) if answer.progress else None
    return {
        "answer": answer,
        "shape": STATES.get(progress, "now") if progress else "",
        "state": str(progress.label) if progress else "",
    }

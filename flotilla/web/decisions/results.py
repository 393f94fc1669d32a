"""What was decided about one's own entry, as its authors read it before everybody does."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from flotilla.assessment.queries import feedback
from flotilla.contributions import tokens
from flotilla.contributions.models import Contribution
from flotilla.contributions.rules import is_author, may_read_words
from flotilla.decisions import queries
from flotilla.decisions.reasons import named
from flotilla.decisions.verbs import AnswerKind
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.decisions.parts import shape_of
from flotilla.web.doors import Audience, door


@door(Audience.SIGNED_IN, shows=("decision", "answer", "assessment", "contribution"))
def result(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show an author the decision, the scores for each criterion and what the assessors wrote for them."""
    return _result(request, contribution_at(request, address, number, rule=is_author))


@door(Audience.EVERYONE, shows=("decision", "answer", "assessment", "contribution"))
def guest_result(request: HttpRequest, token: str) -> HttpResponse:
    """Show the same to whoever sent it as a guest, by the link in their letter."""
    found = tokens.result_of(token)
    here = doors.body(request)
    if found is None or found.body_id != here.pk or not found.contact_email:
        raise Http404
    return _result(request, found)


def _result(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    decision = queries.told_decision(contribution)
    if decision is None:
        raise Http404
    shape, words = shape_of(decision)
    context: dict[str, Any] = {
        "contribution": contribution,
        "programme": contribution.programme,
        "decision": decision,
        "one": {
            "answer": decision.answers.filter(kind=AnswerKind.FINAL).first(),
            "decision": decision,
            "reasons": named(decision.reasons),
        },
        "reads": may_read_words(doors.person(request), decision.contribution),
        "shape": shape,
        "state": words,
        "feedback": feedback(decision.contribution),
    }
    answer = render(request, "decisions/result.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer

"""Judging one entry at a time: first whether there is an interest, then its words beside the criteria."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import Assessment
from flotilla.web import doors
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.panel_forms import InterestForm
from flotilla.web.assessment.score_form import ScoreForm
from flotilla.web.assessment.seats import own_seat
from flotilla.web.contributions import answers_shown
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


def _mine(request: HttpRequest, pk: int, number: int) -> tuple[Assessment, list[Assessment]]:
    """One's own assessment of an entry, and the pile that it lies in."""
    seat = own_seat(request, pk)
    if not rules.may_see_entries(me(request), seat):
        raise Http404
    pile = queries.pile(seat, me(request))
    found = next((one for one in pile if one.contribution.number == number), None)
    if found is None:
        raise Http404
    for one in pile:
        one.seat = seat
        one.contribution.programme = seat.programme
    return found, pile


@door(Audience.SIGNED_IN, shows=("assessment", "contribution", "criteria_set"))
def score(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one entry and score it: kept as a draft, or sent."""
    found, pile = _mine(request, pk, number)
    context = _around(found, pile)
    if found.cleared_at is None:
        context["asked"] = InterestForm()
        return render(request, "assessment/score.html", context)
    criteria_set = queries.criteria_set_of(found.seat.programme)
    if criteria_set is None:
        raise Http404
    form = ScoreForm(
        posted(request),
        criteria_set=criteria_set,
        assessment=found,
        scores=queries.scores_of(found),
        explains=found.sent_at is not None,
        is_draft="keep" in request.POST,
    )
    if request.method == "POST" and accepted(form, lambda: _keep(request, found, form)):
        return _onward(request, found, pile)
    entry = found.contribution
    context |= {
        "form": form,
        "texts": answers_shown.shown_to_judges(found.seat.programme.plan.form(), entry.answers),
        "others": queries.said_by_others(found, me(request)) if found.sent_at else [],
        "cards": found.scorecards.count() if found.sent_at else 0,
    }
    return render(request, "assessment/score.html", context)


def _around(found: Assessment, pile: list[Assessment]) -> dict[str, Any]:
    return {
        "assessment": found,
        "seat": found.seat,
        "programme": found.seat.programme,
        "panel": found.seat.panel,
        "entry": found.contribution,
        "pile": pile,
        "sent": sum(one.sent_at is not None for one in pile),
    }


def _keep(request: HttpRequest, found: Assessment, form: ScoreForm) -> None:
    by, at = me(request), doors.now(request)
    if "keep" not in request.POST:
        why = form.cleaned_data.get("why", "")
        actions.send_assessment(found, said=form.said(), why=why, by=by, at=at)
    else:
        actions.save_assessment(found, said=form.said(), by=by, at=at)


def _onward(request: HttpRequest, found: Assessment, pile: list[Assessment]) -> HttpResponse:
    """After sending comes the next of the pile; a draft stays where it is."""
    if "keep" in request.POST:
        messages.success(request, _("Kept. Nobody sees it before you send it."))
        return redirect("score", found.seat_id, found.contribution.number)
    messages.success(request, _("Sent. Nobody reads it before all that are due of this entry are in."))  # fmt: skip
    following = queries.next_in(pile, found)
    if following is None:
        return redirect("seat", found.seat_id)
    return redirect("score", found.seat_id, following.contribution.number)


@require_POST
@door(Audience.SIGNED_IN, shows=("assessment", "interest"))
def interest(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say whether one has an interest in an entry."""
    found, pile = _mine(request, pk, number)
    form = InterestForm(request.POST)
    if accepted(form, lambda: _say(request, found, form)):
        if form.cleaned_data["answer"] == "yes":
            messages.success(request, _("It is set aside for you. Somebody else reads it."))
            return redirect("seat", pk)
        return redirect("score", pk, number)
    return render(request, "assessment/score.html", {**_around(found, pile), "asked": form})


def _say(request: HttpRequest, found: Assessment, form: InterestForm) -> None:
    by, at = me(request), doors.now(request)
    if form.cleaned_data["answer"] == "no":
        actions.say_no_interest(found, by=by, at=at)
        return
    kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
    actions.declare_interest(found.seat, found.contribution, kind=kind, words=words, by=by, at=at)

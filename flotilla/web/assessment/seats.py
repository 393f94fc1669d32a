"""One's own seats on panels: the invitation, saying where one has interests, the entries."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import Seat
from flotilla.programmes.queries import of_body
from flotilla.web import doors
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.panel_forms import InterestsForm, SeatForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


@door(Audience.SIGNED_IN, shows=("seat", "programme"))
def mine(request: HttpRequest) -> HttpResponse:
    """List the seats on panels that somebody holds or is asked to take."""
    held = Seat.objects.open().of(me(request)).select_related("panel__programme")
    held = held.filter(panel__programme__in=of_body(doors.body(request)))
    return render(request, "assessment/seats.html", {"seats": held.order_by("-id")})


def own_seat(request: HttpRequest, pk: int) -> Seat:
    """Return the seat of a panel of this body that is the visitor's own."""
    seats = Seat.objects.open().select_related("panel__programme__body", "person")
    seats = seats.filter(panel__programme__in=of_body(doors.body(request)))
    return doors.find(request, seats, rules.is_holder, pk=pk)


@door(Audience.SIGNED_IN, shows=("seat", "contribution", "programme"))
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a seat: the invitation, then where one has interests, then what there is to judge."""
    found = own_seat(request, pk)
    context: dict[str, Any] = {
        "seat": found,
        "programme": found.programme,
        "panel": found.panel,
    }
    if found.is_accepted is None:
        context["answer"] = SeatForm(posted(request))
        if request.method == "POST" and accepted(
            context["answer"], lambda: _answer(request, found, context["answer"])
        ):
            taken = context["answer"].cleaned_data["answer"] == "yes"
            return redirect("seat", pk) if taken else redirect("seats")
    else:
        context["statement"] = InterestsForm()
    if rules.may_see_entries(me(request), found):
        context["pile"] = queries.pile(found, me(request))
        context["entries"] = queries.entries_open_to(found.panel, me(request))
    return render(request, "assessment/seat.html", context)


def _answer(request: HttpRequest, found: Seat, form: SeatForm) -> None:
    by, at = me(request), doors.now(request)
    if form.cleaned_data["answer"] == "yes":
        actions.accept_seat(found, by=by, at=at)
        return
    actions.decline_seat(found, words=form.cleaned_data["words"], by=by, at=at)
    messages.success(request, _("Those who asked you are told."))


@require_POST
@door(Audience.SIGNED_IN, shows=("seat", "contribution", "programme"))
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where one has interests."""
    found = own_seat(request, pk)
    form = InterestsForm(request.POST)
    by, at = me(request), doors.now(request)
    if accepted(form, lambda: actions.state_interests(found, **form.cleaned_data, by=by, at=at)):
        return redirect("seat", pk)
    context = {"seat": found, "programme": found.programme, "panel": found.panel}
    return render(request, "assessment/seat.html", {**context, "statement": form})

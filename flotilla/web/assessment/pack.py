"""All that somebody judges, to print: each entry with a sheet on which its scores are written by hand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from flotilla.assessment import queries, rules
from flotilla.web import doors
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.seats import own_seat
from flotilla.web.contributions import answers_shown
from flotilla.web.doors import Audience, door


@door(Audience.SIGNED_IN, shows=("seat", "assessment", "contribution", "criteria_set"))
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every entry of one's own pile with its score sheet; of those not yet cleared of interests only that they wait."""
    seat = own_seat(request, pk)
    if not rules.may_see_entries(me(request), seat):
        raise Http404
    criteria_set = queries.criteria_set_of(seat.programme)
    if criteria_set is None or criteria_set.frozen_at is None:
        raise Http404
    pile, form = queries.pile(seat, me(request)), seat.programme.plan.form()
    free = [one.contribution for one in pile if one.cleared_at is not None]
    context = {
        "seat": seat,
        "programme": seat.programme,
        "panel": seat.panel,
        "criteria_set": criteria_set,
        "sheets": [(one, answers_shown.shown_to_judges(form, one.answers)) for one in free],
        "asked": [one.contribution for one in pile if one.cleared_at is None],
        "rows": [
            (one, _points(criteria_set.points, one.descriptors))
            for one in criteria_set.criteria.all()
        ],
        "on": doors.now(request).astimezone(seat.programme.body.zone).date(),
    }
    return render(request, "assessment/pack.html", context)


def _points(points: range, words: list[str]) -> list[tuple[int, str]]:
    """Each point of the scale with its words, the highest first, as on the page."""
    return list(zip(points, words, strict=False))[::-1]

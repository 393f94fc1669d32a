"""Criteria: read by everyone, written at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import CriteriaSet, Criterion
from flotilla.assessment.verbs import CriterionKind
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.assessment.forms import CriterionForm, ScaleForm
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted


def rows(criteria_set: CriteriaSet) -> list[dict[str, Any]]:
    """Return the criteria as pages show them, each with its points from the highest down."""
    return [
        {
            "criterion": one,
            "counts": _counts(one),
            "points": list(zip(criteria_set.points, one.descriptors, strict=False))[::-1],
        }
        for one in criteria_set.criteria.all()
    ]


def _counts(criterion: Criterion) -> str:
    """How it counts, in a few words."""
    if criterion.kind == CriterionKind.WEIGHED:
        return _("Counts for %(weight)s%%") % {"weight": criterion.weight}
    if criterion.kind == CriterionKind.BONUS:
        return _("Up to %(cap)s extra points") % {"cap": criterion.cap}
    return _("Beside the total")


@door(Audience.EVERYONE, shows=("criteria_set", "programme"))
def published(request: HttpRequest, address: str) -> HttpResponse:
    """Show by what entries are judged."""
    programme = programme_at(request, address)
    found = queries.criteria_set_of(programme)
    if found is None or not rules.may_read_criteria(doors.person(request), found):
        raise Http404
    context: dict[str, Any] = {"programme": programme, "criteria_set": found, "rows": rows(found)}
    context["ladder"] = [one.name for one in queries.ladder_of(found)]
    if found.frozen_at is not None:
        context["unchanged"] = queries.digest_of(found) == found.digest
    return render(request, "assessment/criteria.html", context)


@door(Audience.DESK, shows=("criteria_set", "programme"))
def desk(request: HttpRequest, address: str) -> HttpResponse:
    """Show the criteria of a programme to those who write them; set the scale."""
    programme = programme_at(request, address, rules.may_write_criteria)
    found = queries.criteria_set_of(programme)
    form = ScaleForm(posted(request), initial=ScaleForm.initial_of(found))
    by, at = doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.set_scale(programme, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("desk_criteria", address)
    context = {
        "programme": programme,
        "criteria_set": found,
        "rows": rows(found) if found else [],
        "lacks": queries.lacking(found) if found else None,
        "proposed": len(programme.plan.criteria_of()),
        "form": form,
    }
    return render(request, "assessment/desk_criteria.html", context)


@require_POST
@door(Audience.DESK, shows="criteria_set")
def begin(request: HttpRequest, address: str) -> HttpResponse:
    """Begin with the criteria that the recipe proposes."""
    programme = programme_at(request, address, rules.may_write_criteria)
    by, at = doors.person(request), doors.now(request)
    said = _("Drafted. Change what does not suit you, then publish them.")
    done(request, lambda: actions.begin_criteria(programme, by=by, at=at), said)
    return redirect("desk_criteria", address)


def _set(request: HttpRequest, address: str) -> tuple[Programme, CriteriaSet]:
    """The programme of an address and its criteria, for those who write them."""
    programme = programme_at(request, address, rules.may_write_criteria)
    found = queries.criteria_set_of(programme)
    if found is None:
        raise Http404
    return programme, found


@door(Audience.DESK, shows="criteria_set")
def add(request: HttpRequest, address: str) -> HttpResponse:
    """Write one more criterion."""
    programme, found = _set(request, address)
    return _written(request, programme, found, None)


@door(Audience.DESK, shows="criteria_set")
def change(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Write a criterion anew."""
    programme, found = _set(request, address)
    criterion = doors.find(request, Criterion.objects.filter(criteria_set=found), pk=pk)
    return _written(request, programme, found, criterion)


def _written(
    request: HttpRequest, programme: Programme, found: CriteriaSet, criterion: Criterion | None
) -> HttpResponse:
    form = CriterionForm(posted(request), criteria_set=found, criterion=criterion)
    by, at = doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form,
        lambda: actions.write_criterion(
            found, facts=form.facts(), criterion=criterion, by=by, at=at
        ),
    ):
        return redirect("desk_criteria", programme.address)
    context = {"programme": programme, "form": form, "criterion": criterion}
    return render(request, "assessment/criterion.html", context)


@require_POST
@door(Audience.DESK, shows="criteria_set")
def remove(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Remove a criterion from a draft."""
    _programme, found = _set(request, address)
    criterion = doors.find(request, Criterion.objects.filter(criteria_set=found), pk=pk)
    by, at = doors.person(request), doors.now(request)
    done(request, lambda: actions.remove_criterion(criterion, by=by, at=at), _("Removed."))
    return redirect("desk_criteria", address)


@require_POST
@door(Audience.DESK, shows="criteria_set")
def publish(request: HttpRequest, address: str) -> HttpResponse:
    """Publish the criteria with the page of the programme."""
    _programme, found = _set(request, address)
    by, at = doors.person(request), doors.now(request)
    said = _("Published: everyone who sees the programme reads them.")
    done(request, lambda: actions.publish_criteria(found, by=by, at=at), said)
    return redirect("desk_criteria", address)


@require_POST
@door(Audience.DESK, shows="criteria_set")
def take_back(request: HttpRequest, address: str) -> HttpResponse:
    """Take published criteria back to change them."""
    _programme, found = _set(request, address)
    by, at = doors.person(request), doors.now(request)
    said = _("Taken back. Publish them again when they are ready.")
    done(request, lambda: actions.take_back_criteria(found, by=by, at=at), said)
    return redirect("desk_criteria", address)

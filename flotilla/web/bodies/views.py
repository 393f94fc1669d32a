"""The administration of a body."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from flotilla.bodies import actions
from flotilla.bodies.models import Department, Holiday, InvitationCode, Membership
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.privacy.actions import open_data
from flotilla.privacy.verbs import Opened, Purpose
from flotilla.web import doors, once
from flotilla.web.bodies import letters
from flotilla.web.bodies.forms import (
    BodyForm,
    CodesForm,
    DepartmentForm,
    HolidayForm,
    PlacesForm,
    RoleForm,
)
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import posted


@door(Audience.ADMINISTRATORS, shows="body")
def administration(request: HttpRequest) -> HttpResponse:
    """Show and change the details of the body."""
    body = doors.body(request)
    form = BodyForm.of(body, posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = {
            name: value for name, value in form.cleaned_data.items() if name != "logo" or value
        }
        try:
            changed = actions.change(
                body, facts=facts, by=doors.person(request), at=doors.now(request)
            )
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The details are saved."))
            # the address of this page may begin with the one that was just given up
            here = reverse("administration")
            return redirect(here.replace(f"/at/{body.address}/", f"/at/{changed.address}/", 1))
    return render(request, "bodies/administration.html", {"form": form})


@door(Audience.ADMINISTRATORS, shows=("department", "place", "holiday"))
def parts(request: HttpRequest) -> HttpResponse:
    """Show departments, places and holidays, with forms to add more."""
    body = doors.body(request)
    forms = {
        "department_form": DepartmentForm(),
        "places_form": PlacesForm(),
        "holiday_form": HolidayForm(),
    }
    return render(request, "bodies/parts.html", {**_lists(request), **forms, "body": body})


def _lists(request: HttpRequest) -> dict[str, object]:
    body = doors.body(request)
    return {
        "departments": body.departments.filter(closed_at=None),
        "places": body.places.all(),
        "holidays": body.holidays.filter(on__gte=doors.now(request).date()),
    }


def _again(request: HttpRequest, **form: object) -> HttpResponse:
    """Show the page again with the form that has something to look at."""
    forms = {
        "department_form": DepartmentForm(),
        "places_form": PlacesForm(),
        "holiday_form": HolidayForm(),
    }
    return render(request, "bodies/parts.html", {**_lists(request), **forms, **form}, status=422)


@require_POST
@door(Audience.ADMINISTRATORS, shows="department")
def add_department(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    form = DepartmentForm(request.POST)
    if form.is_valid():
        try:
            actions.add_department(
                doors.body(request),
                **form.cleaned_data,
                by=doors.person(request),
                at=doors.now(request),
            )
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%s is added.") % form.cleaned_data["name"])
            return redirect("body_parts")
    return _again(request, department_form=form)


@require_POST
@door(Audience.ADMINISTRATORS, shows="department")
def close_department(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a department."""
    department = get_object_or_404(Department, pk=pk, body=doors.body(request))
    actions.close_department(department, by=doors.person(request), at=doors.now(request))
    messages.success(request, _("%s is closed. What it owned stays readable.") % department)
    return redirect("body_parts")


@require_POST
@door(Audience.ADMINISTRATORS, shows="place")
def add_places(request: HttpRequest) -> HttpResponse:
    """Add places, a line each; those that are there already are left as they are."""
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _again(request, places_form=form)
    added = 0
    for name, code, middle in form.cleaned_data["names"]:
        try:
            actions.add_place(
                doors.body(request),
                name=name,
                code=code,
                middle=middle,
                by=doors.person(request),
                at=doors.now(request),
            )
            added += 1
        except actions.ThereAlready:
            continue
    messages.success(request, ngettext("%d place is added.", "%d places are added.", added) % added)
    return redirect("body_parts")


@require_POST
@door(Audience.ADMINISTRATORS, shows="holiday")
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Add a holiday."""
    form = HolidayForm(request.POST)
    if form.is_valid():
        try:
            actions.add_holiday(
                doors.body(request),
                **form.cleaned_data,
                by=doors.person(request),
                at=doors.now(request),
            )
        except Refusal as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(
                request,
                _("%s is added. Promises made before are not moved.") % form.cleaned_data["name"],
            )
            return redirect("body_parts")
    return _again(request, holiday_form=form)


@require_POST
@door(Audience.ADMINISTRATORS, shows="holiday")
def remove_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a holiday off the list."""
    actions.remove_holiday(
        get_object_or_404(Holiday, pk=pk, body=doors.body(request)),
        by=doors.person(request),
        at=doors.now(request),
    )
    return redirect("body_parts")


@door(Audience.ADMINISTRATORS, shows=("person", "membership"))
def people(request: HttpRequest) -> HttpResponse:
    """Show who holds which role, and give one."""
    body = doors.body(request)
    form = RoleForm(posted(request), body=body)
    if request.method == "POST" and form.is_valid() and _grant(request, form):
        return redirect("body_people")
    held = (
        Membership.objects.current()
        .filter(body=body)
        .select_related("person", "department")
        .order_by("role", "person__name")
    )
    _tell_people(request, [one.person for one in held])
    return render(request, "bodies/people.html", {"form": form, "held": held})


def _tell_people(request: HttpRequest, people: list[Person]) -> None:
    """Let those on the list read that an administrator looked at it."""
    me = doors.person(request)
    if me is not None:
        open_data(
            doors.body(request), what=Opened.PEOPLE, purpose=Purpose.ADMINISTER, people=dict.fromkeys(people), by=me, at=doors.now(request)
        )  # fmt: skip


def _grant(request: HttpRequest, form: RoleForm) -> bool:
    try:
        actions.appoint(
            doors.body(request),
            **form.cleaned_data,
            by=doors.person(request),
            at=doors.now(request),
        )
    except Refusal as refusal:
        form.add_error(refusal.field or "role", str(refusal))
        return False
    messages.success(
        request, _("The role is given. They are told by letter, and sign in with this address.")
    )
    return True


@require_POST
@door(Audience.ADMINISTRATORS, shows="membership")
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role."""
    membership = get_object_or_404(Membership.objects.current(), pk=pk, body=doors.body(request))
    try:
        actions.end_role(membership, by=doors.person(request), at=doors.now(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The role has ended. They are told by letter."))
    return redirect("body_people")


@door(Audience.ADMINISTRATORS, shows="invitationcode")
def codes(request: HttpRequest) -> HttpResponse:
    """Make codes and show the letters to print, once: only fingerprints are kept."""
    body = doors.body(request)
    form = CodesForm(posted(request), body=body)
    if request.method == "POST" and form.is_valid():
        made = actions.print_codes(
            body, **form.cleaned_data, by=doors.person(request), at=doors.now(request)
        )
        printed = letters.of(body, made, form.cleaned_data)
        return once.done(render(request, "bodies/code_letters.html", printed))
    batches = _batches(request)
    return render(request, "bodies/codes.html", {"form": form, "batches": batches})


def _batches(request: HttpRequest) -> QuerySet[InvitationCode, dict[str, Any]]:
    """Count what was printed and used, batch by batch."""
    batches = doors.body(request).invitation_codes.values("batch").order_by("batch")
    return batches.annotate(printed=Count("pk"), used=Count("used_at"))

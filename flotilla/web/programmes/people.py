"""The steps of the set-up that are lists: the crew, the voices that may be missing, the joint owners."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.programmes import actions, rules
from flotilla.programmes.models import CrewMember, Ownership, Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import desk_parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.programmes.forms.setting_up import CrewForm, OwnerForm, VoicesForm
from flotilla.web.programmes.set_up_steps import next_after, steps_shown
from flotilla.web.refusing import accepted, done, posted


@door(Audience.DESK, shows=("programme", "person"))
def people(request: HttpRequest, address: str) -> HttpResponse:
    """Show who runs it and what is still needed; add somebody."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    form = CrewForm(posted(request), programme=programme, initial=request.GET.dict())
    if request.method == "POST" and accepted(
        form, lambda: actions.join_crew(programme, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("set_up_people", address)
    members = desk_parts.crew_listed(programme)
    context = {
        "programme": programme,
        "members": members,
        "wanted": desk_parts.wanted(members),
        "form": form,
        "voices": VoicesForm(initial=VoicesForm.initial_of(programme), prefix="voices"),
        "onward": next_after(address, "people"),
        "name": _("People"),
        **steps_shown(address, "people"),
    }
    return render(request, "programmes/people.html", context)


@require_POST
@door(Audience.DESK, shows="programme")
def leave(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Take somebody off the crew."""
    programme = programme_at(request, address, rules.may_run)
    member = doors.find(request, CrewMember.objects.filter(programme=programme, left_at=None), pk=pk)  # fmt: skip
    by, at = doors.person(request), doors.now(request)
    done(request, lambda: actions.leave_crew(member, by=by, at=at), _("They are off the crew."))
    return redirect("set_up_people", address)


@require_POST
@door(Audience.DESK, shows="programme")
def voices(request: HttpRequest, address: str) -> HttpResponse:
    """Say which voices may be missing."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    form = VoicesForm(request.POST, prefix="voices")
    if accepted(
        form,
        lambda: actions.name_missing_voices(
            programme, voices=form.cleaned_data["voices"], by=by, at=at
        ),
    ):
        return redirect(next_after(address, "people"))
    context = {
        "programme": programme,
        "members": desk_parts.crew_listed(programme),
        "form": CrewForm(programme=programme),
        "voices": form,
        "name": _("People"),
        **steps_shown(address, "people"),
    }
    return render(request, "programmes/people.html", context)


@door(Audience.DESK, shows=("programme", "body"))
def owners(request: HttpRequest, address: str) -> HttpResponse:
    """Show who owns it, and add a department or another body."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    form = OwnerForm(posted(request), programme=programme)
    if request.method == "POST" and accepted(
        form,
        lambda: _add_owner(programme, form, by=by, at=at),
    ):
        return redirect("set_up_owners", address)
    context = {
        "programme": programme,
        "ownerships": programme.ownerships.select_related("body", "department").order_by("pk"),
        "asked": programme.owner_invitations.waiting().select_related("body"),
        "declined": programme.owner_invitations.filter(is_accepted=False).select_related("body"),
        "form": form,
        "onward": next_after(address, "owners"),
        "name": _("Joint owners"),
        **steps_shown(address, "owners"),
    }
    return render(request, "programmes/owners.html", context)


def _add_owner(programme: Programme, form: OwnerForm, **who: Any) -> None:
    """A department of one's own owns it at once; another body is asked first."""
    named, brings = form.parts(), form.cleaned_data["brings"]
    if named["body"].pk == programme.body_id:
        actions.co_own(programme, **named, brings=brings, **who)
    else:
        actions.invite_owner(programme, body=named["body"], brings=brings, **who)


@require_POST
@door(Audience.DESK, shows="programme")
def disown(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """End a joint ownership."""
    programme = programme_at(request, address, rules.may_run)
    ownership = doors.find(request, Ownership.objects.filter(programme=programme), pk=pk)
    by, at = doors.person(request), doors.now(request)
    done(request, lambda: actions.end_co_ownership(ownership, by=by, at=at), _("They own it no longer."))  # fmt: skip
    return redirect("set_up_owners", address)

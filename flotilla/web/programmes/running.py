"""The run page: where a programme is, its gates, dates, people; pausing, amending, closing."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.programmes import actions, queries, rules
from flotilla.programmes.models import Programme, Stage
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import desk_parts, parts
from flotilla.web.programmes.finding import programme_at, way_to
from flotilla.web.programmes.forms.gates import GateForm
from flotilla.web.programmes.forms.promise import AmendmentForm
from flotilla.web.programmes.forms.running import (
    CloseForm,
    DescriptionForm,
    InviteForm,
    MoveForm,
    ReasonForm,
)
from flotilla.web.refusing import accepted, done, posted


@door(Audience.DESK, shows="programme")
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes of the body for those who run, sign or oversee them."""
    body, person, at = doors.body(request), doors.person(request), doors.now(request)
    mine = Programme.objects.visible_to(person).owned_by(body).with_life()
    mine = mine.prefetch_related("stages", "pauses", "promises")
    lists = {
        "drafts": [one for one in mine if not one.has_opened],
        "underway": [one for one in mine if one.has_opened and not one.has_closed],
        "closed": [one for one in mine if one.has_closed],
    }
    rows = {
        name: [{**parts.card(one, at), "desk": way_to(one, person)} for one in found]
        for name, found in lists.items()
    }
    context = {**rows, "starts": rules.may_start(person, body)}
    return render(request, "programmes/desk_list.html", context)


@door(Audience.DESK, shows=("programme", "stage", "promise"))
def run(request: HttpRequest, address: str) -> HttpResponse:
    """Show where a programme is, how its gates stand, who runs it, and what can be done."""
    programme, at = programme_at(request, address, rules.may_run_or_sign), doors.now(request)
    if not programme.has_opened:
        return redirect("review_programme", address)
    found = desk_parts.findings_above(programme)
    context = {
        "programme": programme,
        "where": parts.where(programme, at),
        "steps": parts.journey_steps(programme, at),
        "rows": desk_parts.stages_listed(programme, found, at),
        "members": desk_parts.crew_listed(programme),
        "ownerships": programme.ownerships.select_related("body", "department"),
        "pause": queries.pause_at(programme, at),
        "capacity": desk_parts.capacity_said(programme, at),
        "promise": parts.promise_box(programme, queries.current_promise(programme)),
        "runs": rules.may_run(doors.person(request), programme),
        "signs": rules.may_sign(doors.person(request), programme),
    }
    return render(request, "programmes/run.html", context)


def _stage(request: HttpRequest, address: str, code: str) -> Stage:
    """The stage of an open programme that the person runs."""
    programme = programme_at(request, address, rules.may_run)
    if not programme.has_opened:
        raise Http404
    stage = doors.find(request, Stage.objects.filter(programme=programme), code=code)
    stage.programme = programme
    return stage


def _page(
    request: HttpRequest, programme: Programme, form: Form, title: str, button: str, **more: Any
) -> HttpResponse:
    """A page with one form about a programme."""
    context = {"programme": programme, "form": form, "heading": title, "button": button, **more}
    return render(request, "programmes/run_form.html", context)


@door(Audience.DESK, shows="stage")
def move(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Move when a stage opens or closes."""
    stage = _stage(request, address, code)
    form, by, at = MoveForm(posted(request), stage=stage), doors.person(request), doors.now(request)  # fmt: skip
    if request.method == "POST" and accepted(
        form, lambda: actions.move_date(stage, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("run_programme", address)
    title = _("Move “%(stage)s”") % {"stage": stage.plan}
    return _page(request, stage.programme, form, title, _("Move it"))


@door(Audience.DESK, shows="stage")
def gate(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Pass the gate at the end of a stage: what is met, what is open, what one says to it."""
    stage = _stage(request, address, code)
    found = desk_parts.findings_above(stage.programme)
    checked = queries.checklist(stage, found)
    form = GateForm(request.POST if request.method == "POST" else None, checked=checked)
    by, at = doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.pass_gate(stage, findings=found, **form.said(), by=by, at=at)
    ):
        return redirect("run_programme", address)
    checks = desk_parts.checks(stage.programme, checked)
    shut = any(one.is_shut for one in checked)
    title = _("Gate at the end of “%(stage)s”") % {"stage": stage.plan}
    return _page(request, stage.programme, form, title, _("Pass the gate"), checks=checks, shut=shut)  # fmt: skip


@door(Audience.DESK, shows="programme")
def pause(request: HttpRequest, address: str) -> HttpResponse:
    """Take no new contributions for a while."""
    programme = programme_at(request, address, rules.may_run)
    form, by, at = ReasonForm(posted(request)), doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.pause(programme, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("run_programme", address)
    return _page(request, programme, form, _("Pause new contributions"), _("Pause"))


@require_POST
@door(Audience.DESK, shows="programme")
def resume(request: HttpRequest, address: str) -> HttpResponse:
    """Take new contributions again."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    done(request, lambda: actions.resume(programme, by=by, at=at), _("It takes new contributions again."))  # fmt: skip
    return redirect("run_programme", address)


@door(Audience.DESK, shows="promise")
def amend(request: HttpRequest, address: str) -> HttpResponse:
    """Amend the promise, as a sponsor, with a reason that everyone gets."""
    programme = programme_at(request, address, rules.may_sign)
    by, at = doors.person(request), doors.now(request)
    initial = AmendmentForm.initial_of(programme, queries.current_promise(programme))
    initial |= desk_parts.signatory_of(programme, by)
    form = AmendmentForm(posted(request), initial=initial)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("reason", "signatory")}
        actions.amend_promise(programme, facts=form.facts(), **said, by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        return redirect("promise_history", address)
    return _page(request, programme, form, _("Amend the promise"), _("Sign the amendment"))


@door(Audience.DESK, shows="programme")
def close(request: HttpRequest, address: str) -> HttpResponse:
    """End a programme with what was learned and the day of the next conversation."""
    programme = programme_at(request, address, rules.may_run)
    form, by, at = CloseForm(posted(request)), doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.close(programme, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("programme", address)
    return _page(request, programme, form, _("Close the programme"), _("Close it"))


@door(Audience.DESK, shows=("programme", "person"))
def invite(request: HttpRequest, address: str) -> HttpResponse:
    """Invite somebody to a programme that is not public."""
    programme = programme_at(request, address, rules.may_run)
    form, by, at = InviteForm(posted(request)), doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.admit(programme, person=form.cleaned_data["email"], by=by, at=at)
    ):
        return redirect("invite_to_programme", address)
    admitted = programme.admissions.select_related("person").order_by("-admitted_at")
    return _page(request, programme, form, _("Invite somebody"), _("Invite"), admitted=admitted)


@door(Audience.DESK, shows="programme")
def describe(request: HttpRequest, address: str) -> HttpResponse:
    """Write the description anew while it is open."""
    programme = programme_at(request, address, rules.may_run)
    form = DescriptionForm(posted(request), initial=DescriptionForm.initial_of(programme))
    by, at = doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.change(programme, facts=form.cleaned_data, by=by, at=at)
    ):
        return redirect("run_programme", address)
    return _page(request, programme, form, _("Change the description"), _("Save"))

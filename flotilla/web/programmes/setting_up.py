"""The guided set-up: from a few questions to a programme that can open, each step saved as one goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from flotilla.people.models import Person
from flotilla.programmes import actions, queries, rules
from flotilla.programmes.models import Programme
from flotilla.programmes.recipes import suiting
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import desk_parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.programmes.forms.dates import DatesForm
from flotilla.web.programmes.forms.promise import PromiseForm
from flotilla.web.programmes.forms.setting_up import QuestionForm, SettingsForm
from flotilla.web.programmes.forms.starting import CopyForm, StartForm, SuitingForm
from flotilla.web.programmes.set_up_steps import next_after, steps_shown, way_to
from flotilla.web.refusing import accepted, posted


@dataclass(frozen=True)
class Step:
    """One page of the set-up: its form, and the action that keeps what it says."""

    code: str
    name: Words
    form: Callable[[Programme, Any, datetime], Form]
    keep: Callable[[Programme, Any, Person | None, datetime], object]


def _question(programme: Programme, data: Any, _at: datetime) -> Form:
    return QuestionForm(data, initial=QuestionForm.initial_of(programme))


def _promise(programme: Programme, data: Any, _at: datetime) -> Form:
    promised = queries.current_promise(programme)
    return PromiseForm(data, initial=PromiseForm.initial_of(programme, promised))


def _dates(programme: Programme, data: Any, at: datetime) -> Form:
    return DatesForm(data, programme=programme, at=at)


def _settings(programme: Programme, data: Any, _at: datetime) -> Form:
    return SettingsForm(data, programme=programme, initial=SettingsForm.initial_of(programme))


def _change(programme: Programme, form: Any, by: Person | None, at: datetime) -> object:
    return actions.change(programme, facts=form.cleaned_data, by=by, at=at)


def _write(programme: Programme, form: Any, by: Person | None, at: datetime) -> object:
    return actions.write_promise(programme, facts=form.facts(), by=by, at=at)


def _plan(programme: Programme, form: Any, by: Person | None, at: datetime) -> object:
    return actions.plan_dates(programme, times=form.times(), by=by, at=at)


PAGES = {
    step.code: step
    for step in (
        Step("question", _("Question"), _question, _change),
        Step("promise", _("Promise"), _promise, _write),
        Step("dates", _("Dates"), _dates, _plan),
        Step("settings", _("Settings"), _settings, _change),
    )
}


@door(Audience.DESK, shows="vehicle")
def start(request: HttpRequest) -> HttpResponse:
    """Ask a few questions, suggest a vehicle with the reasons, and begin."""
    body, person = doors.body(request), doors.person(request)
    if not rules.may_start(person, body):
        raise Http404
    asked = SuitingForm(request.GET or None)
    found = suiting.suggestions(asked.cleaned_data) if asked.is_answered else []
    order = [one.vehicle.code for one in found]
    origin = asked.cleaned_data["origin"] if found else ""
    form = StartForm(posted(request), order=order, initial={"origin": origin, **_best(found)})
    begun: list[Programme] = []

    def begin() -> None:
        facts = form.cleaned_data
        begun.append(actions.draft(body, **facts, by=person, at=doors.now(request)))

    if request.method == "POST" and accepted(form, begin):
        return redirect("set_up", begun[0].address, "question")
    context = {"asked": asked, "form": form, **desk_parts.suggested(found), "earlier": queries.opened(body, person).exists()}  # fmt: skip
    return render(request, "programmes/start.html", context)


def _best(found: list[suiting.Suggestion]) -> dict[str, str]:
    built = [one.vehicle.code for one in found if one.vehicle.is_built]
    return {"vehicle": built[0]} if built else {}


@door(Audience.DESK, shows="programme")
def copy(request: HttpRequest) -> HttpResponse:
    """Begin from an earlier programme."""
    body, person = doors.body(request), doors.person(request)
    if not rules.may_start(person, body):
        raise Http404
    sources = Programme.objects.visible_to(person).filter(body=body)
    form = CopyForm(posted(request), sources=sources, initial=request.GET.dict())
    made: list[Programme] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(actions.copy(said["source"], title=said["title"], by=person, at=doors.now(request)))  # fmt: skip

    if request.method == "POST" and accepted(form, act):
        return redirect("set_up", made[0].address, "question")
    return render(request, "programmes/copy.html", {"form": form})


@door(Audience.DESK, shows="programme")
def set_up(request: HttpRequest, address: str, step: str) -> HttpResponse:
    """Show and save one step of the set-up; what is missing still can wait for the review."""
    programme = programme_at(request, address, rules.may_run)
    page, at = PAGES.get(step), doors.now(request)
    if page is None:
        raise Http404
    if programme.has_opened:
        return redirect("run_programme", address)
    form = page.form(programme, posted(request), at)
    person = doors.person(request)
    if request.method == "POST" and accepted(form, lambda: page.keep(programme, form, person, at)):
        return redirect(_onward(request, programme, step))
    context = {"programme": programme, "form": form, "name": page.name, **steps_shown(address, step)}  # fmt: skip
    return render(request, "programmes/set_up.html", context)


def _onward(request: HttpRequest, programme: Programme, step: str) -> str:
    address = Programme.objects.get(pk=programme.pk).address
    if "review" in request.POST:
        return way_to(address, "review")
    return next_after(address, step)

"""Heats: how many went on, for everyone; who goes on, at the desk; mending what was missing."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.bodies.models import Body
from flotilla.kit.wording import say
from flotilla.prizes import actions, queries, rules
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.forms import ReviseForm
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.page import named
from flotilla.web.contributions.versions import typed
from flotilla.web.doors import Audience, door
from flotilla.web.prizes.forms import PassForm
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, posted

MANY = 25


@door(Audience.EVERYONE, shows=("passing", "contribution", "programme"))
def shown(request: HttpRequest, address: str) -> HttpResponse:
    """Show how many entries there were, how many went on, and why others did not."""
    programme = programme_at(request, address, rules.may_see_heats)
    context = {
        "programme": programme,
        "received": queries.received(programme),
        "heats": queries.heats(programme, doors.person(request)),
        "reach": queries.reach(programme),
        "fewest": queries.FEWEST,
    }
    return render(request, "prizes/heats.html", context)


@door(Audience.DESK, shows=("passing", "programme"))
def desk(request: HttpRequest, address: str) -> HttpResponse:
    """Show the heats to those who say which entries go on."""
    programme = programme_at(request, address, rules.may_pass)
    found = queries.heats(programme, doors.person(request))
    rows = [(one, queries.to_pass(programme, one.code).count()) for one in found]
    return render(request, "prizes/desk_heats.html", {"programme": programme, "rows": rows})


@door(Audience.DESK, shows=("passing", "contribution", "programme"))
def decide(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Say of entries whether they go on to a heat, and why."""
    programme = programme_at(request, address, rules.may_pass)
    heat = next((one for one in programme.plan.heats if one["code"] == code), None)
    if heat is None:
        raise Http404
    by, at = doors.person(request), doors.now(request)
    waiting = queries.to_pass(programme, code)
    entries, screens = list(waiting[:MANY]), bool(heat.get("screens"))
    form = PassForm(posted(request), entries=entries, screens=screens)

    def act() -> None:
        until = _end_of(form.cleaned_data.get("mend_on"), programme.body)
        actions.pass_entries(programme, code, form.said(), mend_until=until, by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        said = len(form.said())
        done = ngettext("%d entry is decided.", "%d entries are decided.", said) % said
        messages.success(request, done)
        return redirect("pass_entries", address, code)
    context: dict[str, Any] = {
        "programme": programme,
        "form": form,
        "entries": entries,
        "heat": say(heat["name"]),
        "left": waiting.count(),
        "judges": screens and rules.judges(by, programme),
    }
    return render(request, "prizes/pass_entries.html", context)


def _end_of(day: date | None, body: Body) -> datetime | None:
    """The end of a day where the body is, by its own clock."""
    return datetime.combine(day + timedelta(days=1), time(), body.zone) if day else None


@door(Audience.SIGNED_IN, shows=("contribution", "passing"))
def mend(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Let an author mend what was missing, as long as there is time."""
    found = contribution_at(request, address, number, rules.may_mend)
    by, at = doors.person(request), doors.now(request)
    asked = queries.to_mend(found, at)
    before = {"title": found.title, **typed(found)}
    form = ReviseForm(posted(request), initial=before, programme=found.programme, size=found.size)

    def act() -> None:
        answers = {**found.answers, **dict.fromkeys(form.codes), **form.answers}
        note = form.cleaned_data["note"]
        actions.mend(found, title=form.title, answers=answers, note=note, by=by, at=at)  # type: ignore[arg-type]

    if request.method == "POST" and accepted(form, act):
        messages.success(request, _("Thank you. It is looked at again."))
        return redirect(page_of(found))
    return render(request, "prizes/mend.html", {**named(found), "form": form, "asked": asked})

"""The review before opening: what is missing, the rehearsal, the signature, the opening."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.contributions.actions import discard, launch, wipe_rehearsal
from flotilla.programmes import actions, queries, rules
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import desk_parts, parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.programmes.forms.gates import GateForm
from flotilla.web.programmes.forms.promise import SignatureForm
from flotilla.web.programmes.set_up_steps import steps_shown
from flotilla.web.refusing import accepted, done, posted


@door(Audience.DESK, shows=("programme", "promise"))
def review(request: HttpRequest, address: str) -> HttpResponse:
    """Show what is there and what is missing, with the ways to rehearse, sign and open."""
    programme = programme_at(request, address, rules.may_run_or_sign)
    if programme.has_opened:
        return redirect("run_programme", address)
    return _review(request, programme)


def _review(
    request: HttpRequest,
    programme: Programme,
    opening: Form | None = None,
    signature: Form | None = None,
) -> HttpResponse:
    person, at = doors.person(request), doors.now(request)
    checked = queries.opening_checklist(programme, desk_parts.findings_before(programme))
    context: dict[str, Any] = {
        "programme": programme,
        "checks": desk_parts.checks(programme, checked),
        "lacks": [one for one in checked if one.is_shut],
        "warnings": desk_parts.warnings(programme, at),
        "promised": queries.current_promise(programme),
        "promise": parts.promise_box(programme, queries.current_promise(programme)),
        "opening": opening or GateForm(checked=checked),
        "signature": signature or SignatureForm(initial=desk_parts.signatory_of(programme, person)),
        "runs": rules.may_run(person, programme),
        "signs": rules.may_sign(person, programme),
        "discards": rules.may_discard(person, programme),
        "name": _("Review and open"),
        **steps_shown(programme.address, "review"),
    }
    context["form"] = opening or signature
    return render(request, "programmes/review.html", context)


@require_POST
@door(Audience.DESK, shows="programme")
def rehearsal(request: HttpRequest, address: str) -> HttpResponse:
    """Begin a rehearsal."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    said = _("The rehearsal is on. Only the team sees it; everything sent now is wiped at opening.")
    if done(request, lambda: actions.begin_rehearsal(programme, by=by, at=at), said):
        return redirect("programme", address)
    return redirect("review_programme", address)


@require_POST
@door(Audience.DESK, shows="programme")
def end_rehearsal(request: HttpRequest, address: str) -> HttpResponse:
    """End a rehearsal and wipe what it made."""
    programme = programme_at(request, address, rules.may_run)
    by, at = doors.person(request), doors.now(request)
    said = _("The rehearsal is over, and what was sent in it is gone.")
    done(request, lambda: wipe_rehearsal(programme, by=by, at=at), said)
    return redirect("review_programme", address)


@require_POST
@door(Audience.DESK, shows="promise")
def signature(request: HttpRequest, address: str) -> HttpResponse:
    """Sign the promise, as a sponsor."""
    programme = programme_at(request, address, rules.may_sign)
    form, by, at = SignatureForm(request.POST), doors.person(request), doors.now(request)
    if accepted(
        form,
        lambda: actions.sign_promise(
            programme, signatory=form.cleaned_data["signatory"], by=by, at=at
        ),
    ):
        return redirect("review_programme", address)
    return _review(request, programme, signature=form)


@require_POST
@door(Audience.DESK, shows="programme")
def opening(request: HttpRequest, address: str) -> HttpResponse:
    """Open it: wipe the rehearsal, freeze recipe and promise, let people see it."""
    programme = programme_at(request, address, rules.may_run)
    if programme.has_opened:
        return redirect("run_programme", address)
    by, at = doors.person(request), doors.now(request)
    found = desk_parts.findings_before(programme)
    form = GateForm(request.POST, checked=queries.opening_checklist(programme, found))
    if accepted(form, lambda: launch(programme, findings=found, **form.said(), by=by, at=at)):
        return redirect("run_programme", address)
    return _review(request, programme, opening=form)


@door(Audience.DESK, shows="programme")
def discarding(request: HttpRequest, address: str) -> HttpResponse:
    """Say what would go, and throw the draft away when that is confirmed."""
    programme = programme_at(request, address, rules.may_discard)
    by, at, title = doors.person(request), doors.now(request), programme.title
    form = Form(posted(request))
    if request.method == "POST" and accepted(form, lambda: discard(programme, by=by, at=at)):
        messages.success(request, _("“%s” is discarded.") % title)
        return redirect("desk_programmes")
    trials = programme.contributions.count()
    context = {"programme": programme, "form": form, "trials": trials}
    return render(request, "programmes/discarding.html", context)

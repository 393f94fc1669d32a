"""Pages of a person's own settings."""

from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.bodies import actions as bodies
from flotilla.bodies import roles, verification
from flotilla.bodies.actions import CodeUnknown
from flotilla.bodies.queries import level_of
from flotilla.people import actions
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.people.forms import CodeForm, DetailsForm, LettersForm
from flotilla.web.refusing import posted

DETAILS = ("name", "byline", "sector", "language")


def _me(request: HttpRequest) -> Person:
    person = doors.person(request)
    if person is None:  # the door let in only people who are signed in
        raise TypeError
    return person


@door(Audience.SIGNED_IN, shows=("person", "membership"))
def settings(request: HttpRequest) -> HttpResponse:
    """Show and change one's own details."""
    me = _me(request)
    form = DetailsForm(posted(request), initial={name: getattr(me, name) for name in DETAILS})
    if request.method == "POST" and form.is_valid():
        actions.change_settings(me, facts=form.cleaned_data, by=me, at=doors.now(request))
        messages.success(request, _("Your details are saved."))
        return redirect("settings")
    held = me.memberships.filter(ended_at=None).select_related("body")
    mine = [{"membership": one, "role": roles.ROLES[one.role]} for one in held]
    return render(
        request, "people/settings.html", {"form": form, "mine": mine, **_about(request, me)}
    )


def _about(request: HttpRequest, me: Person) -> dict[str, object]:
    factors = Authenticator.objects.filter(user=me).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return {
        "level": level_of(me, doors.body(request)),
        "factors": factors.count(),
        "ways": [
            way
            for way in verification.in_use().values()
            if way is not verification.OIDC_CLAIM or site.OIDC
        ],
    }


@door(Audience.SIGNED_IN, shows=("person", "muting"))
def letters(request: HttpRequest) -> HttpResponse:
    """Choose how often to be written to, and see which programmes are muted."""
    me = _me(request)
    form = LettersForm(posted(request), initial={"cadence": me.cadence})
    if request.method == "POST" and form.is_valid():
        actions.choose_letters(
            me, cadence=form.cleaned_data["cadence"], by=me, at=doors.now(request)
        )
        messages.success(request, _("Saved. We write to you as you chose."))
        return redirect("letter_settings")
    muted = Programme.objects.visible_to(me).filter(pk__in=me.mutings.values("programme_id"))
    return render(
        request, "people/letters.html", {"form": form, "muted": muted.select_related("body")}
    )


@require_POST
@door(Audience.SIGNED_IN, shows="muting")
def unmute(request: HttpRequest, programme: int) -> HttpResponse:
    """Hear of a programme again."""
    actions.unmute(_me(request), programme_id=programme, by=_me(request), at=doors.now(request))
    messages.success(request, _("You hear of it again."))
    return redirect("letter_settings")


@door(Audience.SIGNED_IN, shows="verification", limit="code of a letter")
def use_code(request: HttpRequest) -> HttpResponse:
    """Use the code of a printed letter, so that the body is surer of who one is."""
    form = CodeForm(posted(request), initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        try:
            bodies.use_code(
                doors.body(request),
                code=form.cleaned_data["code"],
                by=_me(request),
                at=doors.now(request),
            )
        except CodeUnknown as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("Thank you. Your code is used, and you are confirmed."))
            return redirect("settings")
    return render(request, "people/code.html", {"form": form})

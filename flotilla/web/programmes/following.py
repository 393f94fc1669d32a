"""Following a whole programme from its page: one button, which also takes it back."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from flotilla.contributions import actions
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import done


@door(Audience.EVERYONE, shows="programme")
def follow(request: HttpRequest, address: str) -> HttpResponse:
    """Follow a programme or follow it no longer; lead who is not signed in to sign in first."""
    programme = programme_at(request, address)
    back, person = reverse("programme", args=(address,)), doors.person(request)
    if request.method != "POST":
        return redirect(back)
    if person is None:
        return redirect_to_login(back)
    undo, at = "undo" in request.POST, doors.now(request)
    action = actions.unfollow if undo else actions.follow
    said = _("You follow this no longer.") if undo else _("You follow this now. You hear when something happens.")  # fmt: skip
    done(request, lambda: action(programme, by=person, at=at), said)
    return redirect(back)


def button(programme: Programme) -> dict[str, Any]:
    """Return what the button says: follow, or stop following."""
    follows = bool(getattr(programme, "is_followed", False))
    return {
        "href": reverse("follow_programme", args=(programme.address,)),
        "undo": follows,
        "words": _("Stop following") if follows else _("Follow"),
    }

"""Supporting and following from the page: one button each, which also takes it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from flotilla.contributions import actions
from flotilla.kit.refusal import Refusal
from flotilla.web import doors
from flotilla.web.contributions.finding import pressed_at
from flotilla.web.contributions.links import page_of
from flotilla.web.doors import Audience, door

WISH = "wish"  # what somebody pressed before they signed in, and on which contribution


@door(Audience.EVERYONE, shows="contribution", once=False, limit="support")
def support(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Support a contribution, or take the support back."""
    undo = "undo" in request.POST
    said = (
        _("Your support is taken back.")
        if undo
        else _("You support this now. You hear what comes of it.")
    )
    return _do(request, address, number, actions.unsupport if undo else actions.support, said)


@door(Audience.EVERYONE, shows="contribution", once=False, limit="support")
def follow(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Follow a contribution, or follow it no longer."""
    undo = "undo" in request.POST
    said = _("You follow this no longer.") if undo else _("You follow this now.")
    return _do(request, address, number, actions.unfollow if undo else actions.follow, said)


def _do(
    request: HttpRequest, address: str, number: int, action: Callable[..., Any], said: str
) -> HttpResponse:
    """Do it for whoever is signed in and go back to the page; lead all others to sign in first, and then do it.

    Only a button that was pressed in this browser does it: coming by the address alone changes nothing.
    """
    found = pressed_at(request, address, number)
    back = page_of(found)
    person = doors.person(request)
    if request.method != "POST" and (
        person is None or request.session.pop(WISH, None) != [action.__name__, found.pk]
    ):
        return redirect(back)
    if person is None:
        request.session[WISH] = [action.__name__, found.pk]
        return redirect_to_login(request.path)
    try:
        action(found, by=person, at=doors.now(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(f"{back}#support")

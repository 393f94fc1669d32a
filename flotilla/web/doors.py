"""What every page does first: who may come in, finding only what they may see, asking what time it is.

The declaration `@door(...)` on each view is the census of surfaces: a house test refuses a view without one.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial, wraps
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from flotilla.bodies import rules
from flotilla.bodies.models import Body
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.kit.census import Audience, Door, declared, seen
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.web import once as counted_once
from flotilla.web.limits import too_often
from flotilla.web.once import submission_key

__all__ = ["Audience", "Door", "body", "door", "find", "has_second_factor", "now", "person", "submission_key"]  # fmt: skip

Thing = TypeVar("Thing", bound=models.Model)
SEARCH = "search"
View = Callable[..., HttpResponseBase]


def door(
    audience: Audience,
    *,
    shows: tuple[str, ...] | str = (),
    cacheable: bool = False,
    may: str = "",
    once: bool = True,
    limit: str = "act",
) -> Callable[[View], View]:
    """Declare a view's audience and what it shows, and let nobody else in.

    `may` names what a role in the body visited must allow (bodies/roles.toml); without it the page is not there.
    What is posted to it counts once for the key of its form (once.py), in one transaction with all that the view does,
    unless `once` says that it needs none: where doing it again changes nothing, or what counts is a cookie.
    `limit` names how often it may be posted to (kit/limits.py); a page named "search" is counted when it is asked for.
    """
    says = declared(audience, shows, cacheable=cacheable)

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if turned_away := _turned_away(request, audience):
                return turned_away
            if may and not rules.may(person(request), body(request), may):
                raise Http404
            if (request.method == "POST" or limit == SEARCH) and (
                page := too_often(request, limit, person(request))
            ):
                return page
            answer = partial(view, request, *args, **kwargs)
            if not once or request.method != "POST":
                return answer()
            return counted_once.answered(
                request, answer, by=person(request), now=partial(now, request)
            )

        guarded.door = says  # type: ignore[attr-defined]
        guarded.limit = limit  # type: ignore[attr-defined]
        guarded.once = once  # type: ignore[attr-defined]
        return guarded

    return wrap


def _turned_away(request: HttpRequest, audience: Audience) -> HttpResponse | None:
    if audience in {Audience.EVERYONE, Audience.MACHINE}:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if audience is Audience.SIGNED_IN:
        return None
    here, who = body(request), person(request)
    if rules.held_codes(who, here) & STAFF_ROLES and not who.has_second_factor():  # type: ignore[union-attr]
        messages.warning(request, _("People who work for a body need a second factor. Set it up."))
        return redirect("mfa_index")
    rule = rules.may_administer if audience is Audience.ADMINISTRATORS else rules.may_see_desk
    if not rule(who, here):
        raise Http404
    return None


def has_second_factor(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether somebody has a passkey or an app for codes; sign-in then asked for it."""
    factors = Authenticator.objects.filter(user_id=person.pk)
    is_there: bool = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
    return is_there


def body(request: HttpRequest) -> Body:
    """Return the body being visited; 404 on a server that has none yet."""
    found: Body | None = request.public_body  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def person(request: HttpRequest) -> Person | None:
    """Return who is signed in, or None. The roles of staff rest until they have a second factor, asked only of them."""
    if not isinstance(request.user, Person):
        return None
    who = request.user
    if not hasattr(who, "has_second_factor"):
        known = getattr(who, "came_with_second_factor", None)  # see web/people/backend.py
        who.has_second_factor = (  # type: ignore[attr-defined]
            cache(partial(has_second_factor, who)) if known is None else lambda: known
        )
    return who


def now(request: HttpRequest) -> datetime:
    """Return the moment of this request by the clock of the database, asked once."""
    if not hasattr(request, "_database_now"):
        request._database_now = database_now()  # type: ignore[attr-defined]
    moment: datetime = request._database_now  # type: ignore[attr-defined]
    return moment


def came_at(request: HttpRequest, moment: datetime) -> None:
    """Take a moment that came with another question for that of this request, unless it was asked already."""
    if not hasattr(request, "_database_now"):
        request._database_now = moment  # type: ignore[attr-defined]


def find(
    request: HttpRequest,
    things: "models.QuerySet[Thing]",
    rule: Callable[[Person | None, Any], bool] | None = None,
    **lookup: Any,
) -> Thing:
    """Load a thing that the person may see and that the rule allows; for all else answer as if it were not there."""
    thing = seen(things, person(request), rule, **lookup)
    if thing is None:
        raise Http404
    return thing

"""Access tokens: what lets programs act for a person, made here, shown once, and ended here."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flotilla.kit.tokens import new_token
from flotilla.people import actions, queries
from flotilla.people.models import AccessToken, Person
from flotilla.web import doors, once
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import OneOf
from flotilla.web.refusing import accepted, posted

PREFIX = "flotilla_"  # so that a secret that got lost in a file is known for what it is
DAYS = {"30": gettext_lazy("30 days"), "90": gettext_lazy("90 days"), "365": gettext_lazy("A year")}


class TokenForm(forms.Form):
    """What a token is for, and how long it works."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("So that you know it again, such as “Map of our street”."),
        max_length=actions.LONGEST_TOKEN_NAME,
    )
    ends_on = OneOf(
        label=gettext_lazy("How long should it work?"),
        choices=list(DAYS.items()),
        initial="90",
    )


def _me(request: HttpRequest) -> Person:
    person = doors.person(request)
    if person is None:  # the door let in only people who are signed in
        raise Http404
    return person


@door(Audience.SIGNED_IN, shows="access token")
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, with the day on which each was used last."""
    today = timezone.localtime(doors.now(request)).date()
    mine = queries.tokens_of(_me(request))
    return render(request, "people/tokens.html", {"tokens": mine, "today": today})


@never_cache
@door(Audience.SIGNED_IN, shows="access token")
def new(request: HttpRequest) -> HttpResponse:
    """Make a token, after saying once more who one is, and show its secret this one time."""
    if is_reauthentication_required(request, app="flotilla"):
        if request.method == "POST":
            return redirect("new_token")
        raise ReauthenticationRequired
    form, secret = TokenForm(posted(request)), PREFIX + new_token()
    if request.method == "POST" and accepted(form, lambda: _make(request, form, secret)):
        return once.done(render(request, "people/token_made.html", {"secret": secret}))
    return render(request, "people/token_new.html", {"form": form})


def _make(request: HttpRequest, form: TokenForm, secret: str) -> None:
    """Make it, and tell the person by letter, as of every other change of how one signs in."""
    me, at = _me(request), doors.now(request)
    days = timedelta(days=int(form.cleaned_data["ends_on"]))
    ends_on = timezone.localtime(at).date() + days
    token = actions.make_token(
        me, name=form.cleaned_data["name"], secret=secret, ends_on=ends_on, by=me, at=at
    )
    context = {"user": me, "token": token}
    get_adapter(request).send_notification_mail(
        "account/email/access_token_made", me, context, email=me.email
    )


@require_POST
@door(Audience.SIGNED_IN, shows="access token")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's tokens at once."""
    token = AccessToken.objects.filter(person=_me(request), pk=pk).first()
    if token is None:
        raise Http404
    actions.revoke_token(token, by=_me(request), at=doors.now(request))
    messages.success(request, _("It is revoked. Whatever used it is shut out from now on."))
    return redirect("tokens")

"""Who is meant: a person who is signed in, or whoever came by the link of a letter to their address."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flotilla.kit.refusal import Refusal
from flotilla.kit.tokens import new_token
from flotilla.letters import links
from flotilla.letters.actions import post_letter
from flotilla.letters.models import Letter
from flotilla.privacy import actions, holdings
from flotilla.privacy.holdings import Subject
from flotilla.web import doors, once
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import posted

OPEN_FOR = timedelta(hours=1)
MOST_LETTERS_A_DAY = 3
KEPT = "privacy_address"


class AddressForm(forms.Form):
    """The address that somebody left without an account."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("The one that you left with what you sent, or with a report."),
    )


def subject(request: HttpRequest) -> Subject | None:
    """Return about whom this visitor may ask: themselves, or the address to which the letter came."""
    me = doors.person(request)
    if me is not None:
        return holdings.subject_of(me)
    email, until = request.session.get(KEPT, ("", ""))
    if not email or datetime.fromisoformat(until) < doors.now(request):
        return None
    return Subject(None, (email,))


def ask_who() -> HttpResponse:
    """Lead whoever is not known yet to where they say so."""
    return redirect("privacy_by_letter")


@door(Audience.EVERYONE)
def by_letter(request: HttpRequest) -> HttpResponse:
    """Send a link to an address, whether or not something is held under it: the page says the same."""
    form = AddressForm(posted(request))
    if request.method == "POST" and form.is_valid():
        _post_link(request, form.cleaned_data["email"].lower())
        sent_to = {"email": form.cleaned_data["email"]}
        return once.done(render(request, "privacy/link_sent.html", sent_to))
    return render(request, "privacy/by_letter.html", {"form": form})


def _post_link(request: HttpRequest, email: str) -> None:
    """Nobody's address is written to more often than they could have asked for; the page does not tell."""
    at = doors.now(request)
    lately = Letter.objects.filter(kind="privacy_link", written_at__gt=at - timedelta(days=1))
    if lately.filter(email__iexact=email).count() >= MOST_LETTERS_A_DAY:
        return
    token = new_token()
    actions.make_link(email, token=token, by=None, at=at)
    body = doors.body(request)
    post_letter(
        "privacy_link",
        email=email,
        body=body,
        context={"link": links.page(body, "privacy_link", token)},
        language=get_language() or "",
        is_urgent=True,
        at=at,
    )


@never_cache
@door(Audience.EVERYONE, shows="privacylink")
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the page by the link of a letter: looking at the link does nothing, the button uses it up."""
    if request.method != "POST":
        return render(request, "privacy/open_link.html")
    at = doors.now(request)
    try:
        found = actions.open_link(token, by=None, at=at)
    except Refusal as refused:
        messages.error(request, str(refused))
        return ask_who()
    request.session.cycle_key()
    if doors.person(request) is None:
        request.session.set_expiry(int(OPEN_FOR.total_seconds()))
    request.session[KEPT] = (found.email, (at + OPEN_FOR).isoformat())
    return redirect("privacy_mine")


@require_POST
@door(Audience.EVERYONE)
def leave(request: HttpRequest) -> HttpResponse:
    """Close what the link of the letter opened, on this device."""
    request.session.pop(KEPT, None)
    messages.success(request, _("It is closed on this device."))
    return redirect("home")

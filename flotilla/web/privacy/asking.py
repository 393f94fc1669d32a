"""Asking the body about one's data, and reading what it answered."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from flotilla.kit.written import day_text
from flotilla.letters.actions import post_letter
from flotilla.privacy import actions
from flotilla.privacy.actions.asking import LONGEST
from flotilla.privacy.holdings import Subject
from flotilla.privacy.models import DataRequest
from flotilla.privacy.verbs import RequestKind
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.privacy import keys
from flotilla.web.refusing import accepted, posted

ASKED_HERE = [kind for kind in RequestKind.choices if kind[0] != RequestKind.NOT_ME]


class RequestForm(forms.Form):
    """What somebody asks about their data."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you ask?"), choices=ASKED_HERE, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("Say where we find it, and what should be different."),
        widget=forms.Textarea({"rows": 6}),
        max_length=LONGEST,
    )


@never_cache
@door(Audience.EVERYONE, shows="datarequest")
def requests(request: HttpRequest) -> HttpResponse:
    """List what one asked, with the day by which it is answered, and the answers."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    mine = DataRequest.objects.filter(_by(who)).select_related("body")
    return render(request, "privacy/requests.html", {"rows": mine})


def _by(who: Subject) -> Q:
    return Q(asked_by=who.person) if who.person else Q(email__in=who.addresses)


@door(Audience.EVERYONE, shows="datarequest")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the body that is visited; a letter says at once that it came and by when it is answered."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    form = RequestForm(posted(request), initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and accepted(form, lambda: _ask(request, form, who)):
        messages.success(request, _("It is with them. A letter says by when they answer."))
        return redirect("privacy_requests")
    return render(request, "privacy/ask.html", {"form": form})


@transaction.atomic
def _ask(request: HttpRequest, form: RequestForm, who: Subject) -> None:
    body, at = doors.body(request), doors.now(request)
    made = actions.ask(
        body,
        **form.cleaned_data,
        email=who.said,
        language=get_language() or "",
        by=who.person,
        at=at,
    )
    tell_received(made, at=at)


def tell_received(made: DataRequest, *, at: datetime) -> None:
    """Write at once that a request came, and by which day it is answered."""
    post_letter(
        "data_request_received",
        email=made.email,
        body=made.body,
        context={"kind": made.kind, "due_on": day_text(made.due_on, "plain")},
        by=made.asked_by,
        language=made.language,
        at=at,
    )

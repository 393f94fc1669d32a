"""Erasing: what to choose from, what will happen and what stays, and a code before an account goes."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flotilla.contributions.models import Comment, Contribution, Support
from flotilla.kit.tokens import fingerprint
from flotilla.letters.actions import post_letter
from flotilla.people.models import Person
from flotilla.privacy import actions, queries, tombstones
from flotilla.privacy.holdings import Subject
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.privacy import keys
from flotilla.web.refusing import accepted, posted

WORKS_FOR = timedelta(minutes=15)
MOST_TRIES = 5
KEPT = "privacy_code"
SCOPES = ("account", "everything", "address", "address-and-words")


@dataclass(frozen=True)
class Preview:
    """What an erasure would do, in numbers, and whether something forbids it for now."""

    contributions: int
    comments: int
    supports: int
    held: int


class SureForm(forms.Form):
    """The second look before something is erased."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have read what goes and what stays. Nobody can bring it back."),
        error_messages={"required": gettext_lazy("Say that you have read it, or leave it as it is.")},
    )  # fmt: skip


class CodeForm(SureForm):
    """The second look, with the code that went to the address of the account."""

    code = forms.CharField(
        label=gettext_lazy("The code of the letter"),
        max_length=10,
        help_text=gettext_lazy("Six digits. Ask for the letter above."),
    )


@never_cache
@door(Audience.EVERYONE, shows=("person", "contribution"))
def choose(request: HttpRequest) -> HttpResponse:
    """Show what can be erased: the account, with or without the words; or one thing at a time."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    context = {"who": who, "mine": queries.authored(who).select_related("programme")[:100]}
    return render(request, "privacy/erase.html", {**context, "preview": _preview(who)})


def _preview(who: Subject) -> Preview:
    mine = queries.authored(who)
    person = who.person
    return Preview(
        contributions=mine.count(),
        comments=Comment.objects.filter(person=person).count() if person else 0,
        supports=Support.objects.filter(person=person).count() if person else 0,
        held=queries.held(mine).count(),
    )


@require_POST
@door(Audience.SIGNED_IN)
def send_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the address of the account, which alone lets it be erased."""
    me, at = doors.person(request), doors.now(request)
    scope = request.POST.get("scope", "")
    if me is None or scope not in SCOPES:
        raise Http404
    code = f"{secrets.randbelow(10**6):06}"
    request.session[KEPT] = {"print": fingerprint(code), "until": (at + WORKS_FOR).isoformat(), "tries": 0}  # fmt: skip
    post_letter(
        "erasure_code",
        email=me.email,
        body=doors.body(request),
        context={"code": code},
        by=me,
        language=get_language() or "",
        is_urgent=True,
        at=at,
    )
    messages.success(request, _("The letter with the code is on its way."))
    return redirect("privacy_erase_all", scope)


@never_cache
@door(Audience.EVERYONE, shows=("person", "contribution", "comment", "support"))
def check(request: HttpRequest, scope: str) -> HttpResponse:
    """Show what goes and what stays when an account or an address is erased, and do it after the second look."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    if scope not in SCOPES or (who.person is None) != scope.startswith("address"):
        raise Http404
    form = (CodeForm if who.person else SureForm)(posted(request))
    if request.method == "POST" and _is_confirmed(request, form, who):
        with_words = scope in {"everything", "address-and-words"}
        if accepted(form, lambda: _erase_all(who, with_words, doors.now(request))):
            return _erased(request)
    context = {"form": form, "who": who, "scope": scope, "preview": _preview(who)}
    return render(request, "privacy/erase_all.html", context)


def _is_confirmed(request: HttpRequest, form: SureForm, who: Subject) -> bool:
    """Whether the code is the one that was sent; five wrong ones and it is worth nothing."""
    if not form.is_valid():
        return False
    if who.person is None:  # whoever came by the letter has just shown that the address is theirs
        return True
    kept = request.session.get(KEPT)
    if kept and datetime.fromisoformat(kept["until"]) > doors.now(request):
        typed = "".join(form.cleaned_data["code"].split())
        if kept["tries"] < MOST_TRIES and secrets.compare_digest(kept["print"], fingerprint(typed)):
            return True
        request.session[KEPT] = {**kept, "tries": kept["tries"] + 1}
    form.add_error("code", _("This is not the code, or its time is over. Ask for another letter."))
    return False


def _erase_all(who: Subject, with_words: bool, at: datetime) -> None:
    if who.person is not None:
        actions.erase_account(who.person, with_words=with_words, by=who.person, at=at)
    else:
        actions.erase_address(who, with_words=with_words, by=None, at=at)
    transaction.on_commit(partial(tombstones.carry_outside, at=at))


def _erased(request: HttpRequest) -> HttpResponse:
    logout(request)
    return render(request, "privacy/erased.html")


@never_cache
@door(Audience.EVERYONE, shows=("contribution", "comment"))
def check_one(request: HttpRequest, scope: str, pk: int) -> HttpResponse:
    """Show what goes and what stays when the words of one thing are erased, and do it after the second look."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    thing = _own(who, scope, pk)
    form = SureForm(posted(request))
    if request.method == "POST" and accepted(form, lambda: _erase_one(thing, who, request)):
        messages.success(request, _("The words are erased. That something was there stays, and counts as before."))  # fmt: skip
        return redirect("privacy_mine")
    words = thing.text if isinstance(thing, Comment) else thing.title
    return render(request, "privacy/erase_one.html", {"form": form, "words": words, "scope": scope})


def _own(who: Subject, scope: str, pk: int) -> Contribution | Comment:
    found: Any = None
    if scope == "words":
        found = queries.authored(who).filter(pk=pk).first()
    elif scope == "comment" and who.person is not None:
        found = Comment.objects.filter(person=who.person, pk=pk).first()
    if found is None:
        raise Http404
    thing: Contribution | Comment = found
    return thing


def _erase_one(thing: Contribution | Comment, who: Subject, request: HttpRequest) -> None:
    by: Person | None = who.person
    at = doors.now(request)
    if isinstance(thing, Comment):
        actions.erase_comment(thing, subject=who, by=by, at=at)
    else:
        actions.erase_words(thing, subject=who, by=by, at=at)
    transaction.on_commit(partial(tombstones.carry_outside, at=at))

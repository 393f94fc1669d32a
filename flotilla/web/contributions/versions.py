"""The versions of a contribution with what changed, changing its text, and taking it back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from flotilla.contributions import actions, rules
from flotilla.contributions.models import Contribution, Revision
from flotilla.kit.text import Piece, difference
from flotilla.kit.wording import say
from flotilla.web import doors
from flotilla.web.contributions import words
from flotilla.web.contributions.answers_shown import as_text
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.forms import ReviseForm, WithdrawForm
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.page import named
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


@dataclass(frozen=True)
class Change:
    """One question whose answer changed: the text with what went and what came."""

    name: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """One version for the page."""

    revision: Revision
    who: str
    changes: list[Change]


@door(Audience.EVERYONE, shows=("contribution", "revision"))
def versions(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show every version and what each changed, the newest first."""
    found = contribution_at(request, address, number, rules.may_read_words)
    return render(request, "contributions/versions.html", {**named(found), "versions": told(found)})


def told(found: Contribution) -> list[Version]:
    """Return the versions with their differences, the newest first. Only public answers are compared."""
    revisions = list(found.revisions.all())
    bylines = {
        one.person_id: words.shown_as(one.byline, one.sector) for one in found.authorships.all()
    }
    pairs = zip(revisions, [None, *revisions], strict=False)
    return [
        Version(new, bylines.get(new.made_by_id, ""), _changes(found, old, new) if old else [])
        for new, old in pairs
    ][::-1]


def _changes(found: Contribution, old: Revision, new: Revision) -> list[Change]:
    texts = [(_("In one line"), old.title, new.title)]
    for one in found.programme.plan.form():
        if one.public:
            before, after = (
                as_text(one, version.answers[one.code]) if one.code in version.answers else ""
                for version in (old, new)
            )
            texts.append((say(one.label), before, after))
    return [
        Change(name, difference(before, after)) for name, before, after in texts if before != after
    ]


@door(Audience.SIGNED_IN, shows="contribution")
def revise(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Let an author change the text; the version before stays readable."""
    found = contribution_at(request, address, number, rules.may_revise)
    before = {"title": found.title, **typed(found)}
    form = ReviseForm(posted(request), initial=before, programme=found.programme, size=found.size)
    if request.method == "POST" and form.is_valid():
        answers = {**found.answers, **dict.fromkeys(form.codes), **form.answers}
        given = {"title": form.title, "answers": answers, "note": form.cleaned_data["note"]}
        if _done(request, form, actions.revise, found, **given):
            messages.success(request, _("Your new version is there now."))
            return redirect(page_of(found))
    return render(request, "contributions/revise.html", {**named(found), "form": form})


def typed(found: Contribution) -> dict[str, Any]:
    """Return the answers as they would be typed again."""
    kinds = {one.code: one.kind for one in found.programme.plan.form()}
    return {
        code: (answer["minor"] if kinds.get(code) == "money" else answer)
        for code, answer in found.answers.items()
    }


@door(Audience.SIGNED_IN, shows="contribution")
def withdraw(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Let an author take a contribution back, with a reason if they like."""
    found = contribution_at(request, address, number, rules.may_withdraw)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _done(request, form, actions.withdraw, found, reason=reason):
            messages.success(request, _("It is withdrawn. Its words are no longer shown."))
            return redirect(page_of(found))
    return render(request, "contributions/withdraw.html", {**named(found), "form": form})


def _done(request: HttpRequest, form: Any, action: Any, found: Contribution, **given: Any) -> bool:
    """Do it, or say at the form why it cannot be done."""
    by, at = doors.person(request), doors.now(request)
    return accepted(form, lambda: action(found, by=by, at=at, **given))

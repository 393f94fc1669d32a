"""Reporting to the moderators, without an account, and appealing against a removal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from flotilla.contributions import actions, rules
from flotilla.contributions.models import Comment, Contribution, Removal
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.page import named
from flotilla.web.contributions.talk_forms import AppealForm, ReportForm
from flotilla.web.contributions.talking import comment_of, own_comment
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


@door(Audience.EVERYONE, shows=("contribution",), limit="report")
def report(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Report a contribution."""
    found = contribution_at(request, address, number)
    if found.standing in rules.HIDDEN:
        raise Http404
    return _report(request, found, found, found.title)


@door(Audience.EVERYONE, shows=("contribution", "comment"), limit="report")
def report_comment(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Report a comment."""
    found = contribution_at(request, address, number, rules.may_read_words)
    comment = comment_of(request, found, pk)
    if comment.withdrawn_at or comment.removals.filter(undone_at=None).exists():
        raise Http404
    return _report(request, found, comment, comment.text)


def _report(
    request: HttpRequest, found: Contribution, thing: Contribution | Comment, quote: str
) -> HttpResponse:
    person = doors.person(request)
    form = ReportForm(posted(request), person=person)

    def act() -> None:
        said = form.cleaned_data
        actions.report(
            thing,
            reason=said["reason"],
            words=said["words"],
            email=said.get("email", ""),
            by=person,
            at=doors.now(request),
        )

    if request.method == "POST" and accepted(form, act):
        messages.success(request, _("Thank you. A person looks at it."))
        return redirect(page_of(found))
    asked = {
        "heading": _("Report to the moderators"),
        "quote": quote,
        "button": _("Report it"),
        "lead": _("It stays where it is until somebody has looked. You need no account."),
    }
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})


@door(Audience.SIGNED_IN, shows=("contribution",))
def appeal(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask for the removal of one's own contribution to be looked at again."""
    found = contribution_at(request, address, number, rules.is_author)
    return _appeal(request, found, found.removals.filter(undone_at=None).first())


@door(Audience.SIGNED_IN, shows=("contribution", "comment"))
def appeal_comment(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Ask for the removal of one's own comment to be looked at again."""
    found = contribution_at(request, address, number)
    comment = own_comment(request, found, pk)
    return _appeal(request, found, comment.removals.filter(undone_at=None).first())


def _appeal(request: HttpRequest, found: Contribution, removal: Removal | None) -> HttpResponse:
    if removal is None:
        raise Http404
    person, form = doors.person(request), AppealForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.appeal(
            removal, words=form.cleaned_data["words"], by=person, at=doors.now(request)
        ),
    ):
        messages.success(request, _("Thank you. Somebody who did not remove it decides."))
        return redirect(page_of(found))
    asked = {
        "heading": _("Ask for it to be looked at again"),
        "quote": removal.words,
        "button": _("Send the appeal"),
    }
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})

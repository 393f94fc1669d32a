"""Writing in the conversation, taking a comment back, saying that a concern is met, closing and opening."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from flotilla.contributions import actions, queries, rules
from flotilla.contributions.models import Comment, Contribution
from flotilla.people.models import Person
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.page import named
from flotilla.web.contributions.talk_forms import CommentForm, MetForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, done, posted


@door(Audience.EVERYONE, shows=("contribution", "comment"), limit="comment")
def comments(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Write in the conversation, or answer what somebody wrote."""
    found = contribution_at(request, address, number, rules.may_read_words)
    person = doors.person(request)
    parent = _answered(request, found)
    form = CommentForm(posted(request), person=person)
    if request.method == "POST":
        kept: list[Comment] = []
        if accepted(form, lambda: kept.append(_post(found, form, parent, person, request))):
            waits = kept[0].published_at is None
            messages.success(request, _("Thank you. Somebody reads it first.") if waits else _("Thank you. It stands in the conversation."))  # fmt: skip
            return redirect(f"{page_of(found)}#comment-{kept[0].pk}")
    context = {**named(found), "form": form, "parent": parent, "heading": _("Answer") if parent else _("Add to the conversation")}  # fmt: skip
    return render(request, "contributions/comment.html", context)


def _answered(request: HttpRequest, found: Contribution) -> Comment | None:
    """Return the comment that is answered, if the address names one that is shown."""
    number = request.POST.get("to") or request.GET.get("to") or ""
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return found.comments.shown().filter(pk=int(number)).first()  # type: ignore[attr-defined,no-any-return]


def _post(
    found: Contribution,
    form: forms.Form,
    parent: Comment | None,
    person: Person | None,
    request: HttpRequest,
) -> Comment:
    said = form.cleaned_data
    return actions.post_comment(
        found,
        text=said["text"],
        kind=said["kind"] or "comment",
        change_mind=said["change_mind"],
        byline=said["byline"] or (person.byline if person else ""),
        sector=person.sector if person else "",
        parent=parent,
        submission_key=doors.submission_key(request),
        by=person,
        at=doors.now(request),
    )


def comment_of(request: HttpRequest, found: Contribution, pk: int) -> Comment:
    """Return a comment of a contribution that the person may see; else 404."""
    seen = Comment.objects.select_related("contribution__programme")
    return doors.find(request, seen, contribution=found, pk=pk)


def own_comment(request: HttpRequest, found: Contribution, pk: int) -> Comment:
    """Return a comment that the person wrote; else 404."""
    comment, person = comment_of(request, found, pk), doors.person(request)
    if person is None or comment.person_id != person.pk:
        raise Http404
    return comment


@door(Audience.SIGNED_IN, shows=("contribution", "comment"))
def withdraw_comment(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Take a comment back, after being asked."""
    found = contribution_at(request, address, number)
    comment = own_comment(request, found, pk)
    if request.method == "POST":
        act = partial(actions.withdraw_comment, comment, by=doors.person(request), at=doors.now(request))  # fmt: skip
        done(request, act, _("Taken back. That something stood there stays to be seen."))
        return redirect(f"{page_of(found)}#talk")
    asked = {
        "heading": _("Take your comment back"),
        "quote": comment.text,
        "button": _("Take it back"),
        "lead": _("Answers to it stay. It cannot be shown again; you can write a new one."),
    }
    return render(
        request, "contributions/ask.html", {**named(found), **asked, "form": forms.Form()}
    )


@door(Audience.SIGNED_IN, shows=("contribution", "comment"))
def concern_met(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Say that one's own concern is met."""
    found = contribution_at(request, address, number)
    comment, person = own_comment(request, found, pk), doors.person(request)
    form = MetForm(posted(request))
    if request.method == "POST" and accepted(
        form, lambda: actions.resolve_concern(comment, words=form.cleaned_data["words"], by=person, at=doors.now(request)),  # type: ignore[arg-type]
    ):  # fmt: skip
        messages.success(request, _("Thank you. Everyone sees that it is met."))
        return redirect(f"{page_of(found)}#comment-{pk}")
    asked = {
        "heading": _("Your concern is met"),
        "quote": comment.change_mind,
        "button": _("It is met"),
        "lead": _("Only you can say so. Leave it open if it is not."),
    }
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})


class ClosureForm(forms.Form):
    """Why a conversation is closed."""

    reason = forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}))


@door(Audience.DESK, shows=("contribution",))
def close_talk(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Close the conversation with a reason, or open it again."""
    found = contribution_at(request, address, number, rules.may_moderate)
    closed, who = queries.closure_of(found), {"by": doors.person(request), "at": doors.now(request)}
    form = forms.Form(posted(request)) if closed else ClosureForm(posted(request))
    if not closed:
        form.fields["reason"].label = _("Why is it closed?")
        form.fields["reason"].help_text = _("Everyone reads this.")
    act = partial(actions.open_talk, found, **who) if closed else lambda: actions.close_talk(found, reason=form.cleaned_data["reason"], **who)  # type: ignore[arg-type]  # fmt: skip
    if request.method == "POST" and accepted(form, act):
        return redirect(f"{page_of(found)}#talk")
    asked = {
        "heading": _("Open the conversation again") if closed else _("Close the conversation"),
        "quote": closed.reason if closed else "",
        "button": _("Open it") if closed else _("Close it"),
    }
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})

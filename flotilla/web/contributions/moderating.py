"""The moderators' pages: what waits, and deciding about one thing; and what everyone may know of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.contributions import actions, queries, rules
from flotilla.contributions.models import Comment, Contribution
from flotilla.contributions.queries.moderation import Waiting, Waits
from flotilla.contributions.reasons import REASONS, named
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions import answers_shown, words
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.lists import extract
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import OneOf
from flotilla.web.refusing import accepted, done, posted

Thing = Contribution | Comment
HEADINGS = {
    Waits.UNREAD: gettext_lazy("Waiting to be read"),
    Waits.REPORTED: gettext_lazy("Reported"),
    Waits.APPEALED: gettext_lazy("Appeals"),
    Waits.OBJECTED: gettext_lazy("Objections to a joining"),
}


class RemoveForm(forms.Form):
    """Taking something out of sight."""

    words = forms.CharField(
        label=gettext_lazy("Words to the author"),
        help_text=gettext_lazy("Which part, and what they can do. Only the author reads this."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"] = OneOf(
            label=_("Reason"),
            choices=[(code, str(one), one.said) for code, one in REASONS.items()],
            error_messages={"required": _("Choose a reason from the list.")},
        )
        self.order_fields(["reason", "words"])


class AppealDecisionForm(forms.Form):
    """Deciding an appeal."""

    restored = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            ("yes", gettext_lazy("Show it again")),
            ("no", gettext_lazy("The removal stays")),
        ],
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=gettext_lazy("Reply to the author"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


@door(Audience.DESK, shows=("contribution", "comment", "report", "appeal"), may="moderate")
def moderation(request: HttpRequest) -> HttpResponse:
    """Show what waits for the moderators, oldest first."""
    at = doors.now(request)
    queue = queries.moderation_queue(doors.body(request), doors.person(request))
    groups = [
        {
            "why": why.value,
            "heading": HEADINGS[why],
            "rows": [waiting_row(one, one.days(at)) for one in queue if one.why is why],
        }
        for why in Waits
    ]
    return render(request, "contributions/moderation.html", {"groups": [one for one in groups if one["rows"]]})  # fmt: skip


def waiting_row(one: Waiting, days: int) -> dict[str, Any]:
    """Return what a queue shows of something that waits: how long, what, and where to decide."""
    text = one.comment.text if one.comment else one.contribution.words
    reports = ngettext("%(n)d report", "%(n)d reports", one.reports) % {"n": one.reports}
    return {
        "days": days,
        "title": one.contribution.title,
        "is_comment": one.comment is not None,
        "text": extract(text),
        "programme": one.contribution.programme.title,
        "reports": reports if one.reports else "",
        "reason": str(one.reason) if one.reason else "",
        "href": where_decided(one),
    }


def where_decided(one: Waiting) -> str:
    """Return the page on which a moderator decides about something that waits."""
    if one.appeal:
        return reverse("decide_appeal", args=[one.appeal.pk])
    place = [one.contribution.programme.address, one.contribution.number]
    if one.why is Waits.OBJECTED:
        return reverse("unjoin", args=place)
    if one.comment:
        return reverse("moderate_comment", args=[one.comment.pk])
    return reverse("moderate", args=place)


@door(Audience.DESK, shows=("contribution", "report"))
def moderate(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Decide about one contribution: publish, keep, remove with a reason, restore."""
    found = contribution_at(request, address, number, rules.may_moderate)
    said = answers_shown.shown(found.programme.plan.form(), found.answers)
    return _decide(request, found, found, {"texts": said})


@door(Audience.DESK, shows=("contribution", "comment", "report"))
def moderate_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about one comment."""
    comment = _comment(request, pk)
    return _decide(request, comment, comment.contribution, {"comment": comment})


def _comment(request: HttpRequest, pk: int) -> Comment:
    seen = Comment.objects.select_related("contribution__programme__body")

    def moderates(person: Any, comment: Comment) -> bool:
        return rules.may_moderate(person, comment.contribution)

    return doors.find(request, seen, moderates, pk=pk)


def _decide(
    request: HttpRequest, thing: Thing, about: Contribution, shown: dict[str, Any]
) -> HttpResponse:
    who = {"by": doors.person(request), "at": doors.now(request)}
    choice = request.POST.get("choice", "")
    form = RemoveForm(request.POST if choice == "remove" else None)
    others = _choices(thing, who)
    if choice == "remove":
        remove = actions.remove if isinstance(thing, Contribution) else actions.remove_comment
        if accepted(form, lambda: remove(thing, **form.cleaned_data, **who)):  # type: ignore[arg-type]
            return redirect("moderation")
    elif choice in others:
        label, act = others[choice]
        if done(request, act, label):
            return redirect("moderation")
    removal = thing.removals.filter(undone_at=None).first()
    context = {
        **shown,
        "contribution": about,
        "programme": about.programme,
        "numbered": words.numbered(about),
        "form": form,
        "reports": thing.reports.filter(settled_at=None),
        "reasons": {code: str(one) for code, one in REASONS.items()},
        "removal": removal,
        "removal_reason": named(removal.reason) if removal else None,
        "choices": list(others),
    }
    return render(request, "contributions/moderate.html", context)


def _choices(thing: Thing, who: dict[str, Any]) -> dict[str, tuple[str, Callable[[], object]]]:
    """Return what can be done besides removing, with what is said when it is done."""
    is_contribution = isinstance(thing, Contribution)
    publish = actions.publish if is_contribution else actions.publish_comment
    restore = actions.restore if is_contribution else actions.restore_comment
    if thing.removals.filter(undone_at=None).exists():
        return {"restore": (_("It is shown again."), partial(restore, thing, **who))}  # type: ignore[arg-type]
    found: dict[str, tuple[str, Callable[[], object]]] = {}
    if thing.published_at is None:
        found["publish"] = (_("It is published."), partial(publish, thing, **who))  # type: ignore[arg-type]
    if thing.reports.filter(settled_at=None).exists():
        found["keep"] = (_("It stays. Whoever reported it is told."), partial(actions.keep, thing, **who))  # type: ignore[arg-type]  # fmt: skip
    return found


@door(Audience.DESK, shows=("contribution", "comment", "appeal"))
def decide_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an appeal about what somebody else removed."""
    person = doors.person(request)
    waiting = queries.open_appeals(Programme.objects.owned_by(doors.body(request)))
    appeal = doors.find(request, waiting, lambda who, one: rules.may_moderate(who, one.contribution), pk=pk)  # fmt: skip
    form = AppealDecisionForm(posted(request))

    def act() -> None:
        yes = form.cleaned_data["restored"] == "yes"
        actions.decide_appeal(appeal, restored=yes, reply=form.cleaned_data["reply"], by=person, at=doors.now(request))  # type: ignore[arg-type]  # fmt: skip

    if request.method == "POST" and accepted(form, act):
        return redirect("moderation")
    context = {
        "appeal": appeal,
        "removal": appeal.removal,
        "removal_reason": named(appeal.removal.reason),
        "contribution": appeal.contribution,
        "comment": appeal.removal.comment,
        "texts": answers_shown.shown(appeal.contribution.programme.plan.form(), appeal.contribution.answers),
        "own": appeal.removed_by_id == (person.pk if person else 0),
        "form": form,
    }  # fmt: skip
    return render(request, "contributions/decide_appeal.html", context)


@door(Audience.EVERYONE, shows=("removal",), cacheable=True)
def moderation_log(request: HttpRequest) -> HttpResponse:
    """Say by which rules things are removed, how often that happens, and how often it was undone."""
    body = doors.body(request)
    context = {
        "record": queries.moderation_record(body),
        "log": queries.moderation_log(body),
        "house_rules": body.house_rules,
    }
    return render(request, "contributions/moderation_log.html", context)

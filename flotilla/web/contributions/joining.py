"""Joining contributions that say the same, splitting one that says several, and undoing both."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from flotilla.contributions import actions, queries, rules
from flotilla.contributions.actions import Part
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import Wish
from flotilla.contributions.queries.similar import text_of
from flotilla.programmes import rules as programme_rules
from flotilla.web import doors
from flotilla.web.contributions import answers_shown, words
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.lists import extract
from flotilla.web.contributions.page import named
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted

PARTS_ASKED = 4


class JoinForm(forms.Form):
    """Why two belong together."""

    reason = forms.CharField(
        label=gettext_lazy("Why do they belong together?"),
        help_text=gettext_lazy("The authors and everyone read this."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class ObjectForm(forms.Form):
    """Why it should stand alone."""

    words = forms.CharField(
        label=gettext_lazy("If it should stand alone: why?"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class SplitForm(forms.Form):
    """The parts, each with its line and its text."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for n in range(1, PARTS_ASKED + 1):
            needed = n <= 2
            self.fields[f"title_{n}"] = forms.CharField(
                label=_("Part %(n)d in one line") % {"n": n}, max_length=90, required=needed
            )
            self.fields[f"text_{n}"] = forms.CharField(
                label=_("Text of part %(n)d") % {"n": n},
                max_length=5000,
                required=needed,
                widget=forms.Textarea({"rows": 4}),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why is it better apart?"),
            max_length=300,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )

    def parts(self) -> list[Part]:
        """Return what was written; empty parts are left out."""
        rows = [
            Part(self.cleaned_data[f"title_{n}"], self.cleaned_data[f"text_{n}"])
            for n in range(1, PARTS_ASKED + 1)
        ]
        return [one for one in rows if one.title or one.text]


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": doors.person(request), "at": doors.now(request)}


def _beside(one: Contribution) -> dict[str, Any]:
    """Return what stands in one of two columns."""
    return {
        "one": one,
        "numbered": words.numbered(one),
        "byline": words.shown_as(one.byline, one.sector),
        "texts": answers_shown.shown(one.programme.plan.form(), one.answers),
    }


@door(Audience.DESK, shows=("contribution", "merge"))
def join(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Choose what to join a contribution to, see both side by side and what it comes to, and join them."""
    found = contribution_at(request, address, number, rules.may_moderate)
    chosen = _target(request, found, "into" in request.POST)
    form = JoinForm(posted(request))
    if request.method == "POST" and chosen is not None:
        reason = request.POST.get("reason", "")
        if accepted(form, lambda: actions.merge(found, chosen, reason=reason, **_who(request))):
            messages.success(request, _("Joined. The author is told and may object; you can undo it."))  # fmt: skip
            return redirect(page_of(chosen))
    elif request.method == "POST":
        form.add_error(None, _("Choose what to join it to. What was chosen is not here."))
    target = chosen or _target(request, found)
    context = {**named(found), "form": form, "source": _beside(found)}
    if target is not None:
        context |= {"target": _beside(target), **_preview(found, target)}
    else:
        context |= _to_choose_from(request, found)
    return render(request, "contributions/join.html", context)


def _target(
    request: HttpRequest, found: Contribution, is_posted: bool = False
) -> Contribution | None:
    """What was chosen in the form, else what the address of the page says."""
    number = (request.POST if is_posted else request.GET).get("into", "")
    if not (number.isascii() and number.isdecimal()) or len(number) > 9:
        return None
    return found.programme.contributions.visible_to(doors.person(request)).exclude(pk=found.pk).select_related("programme").filter(number=int(number)).first()  # type: ignore[attr-defined,no-any-return]  # fmt: skip


def _preview(source: Contribution, target: Contribution) -> dict[str, Any]:
    seen = queries.preview(source, target)
    names = dict.fromkeys(words.shown_as(one.byline, one.sector) for one in seen.authors)
    return {"preview": seen, "credited": list(names)}


def _to_choose_from(request: HttpRequest, found: Contribution) -> dict[str, Any]:
    """Return what is like it, and what a search finds."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:200]
    alike = queries.similar(found.programme, text_of(found), doors.person(request), found, 5)
    hits = queries.listed(found.programme, Wish(search=asked), size=10).items if asked else []
    return {
        "asked": asked,
        "alike": [_choice(one.contribution) for one in alike],
        "hits": [_choice(one) for one in hits if one.pk != found.pk],
    }


def _choice(one: Contribution) -> dict[str, Any]:
    return {"one": one, "numbered": words.numbered(one), "text": extract(one.words)}


@door(Audience.DESK, shows=("contribution", "merge"))
def unjoin(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Undo a joining, after reading what the author says against it."""
    found = contribution_at(request, address, number, rules.may_moderate)
    merge = queries.merge_of(found)
    if merge is None:
        raise Http404
    form = JoinForm(posted(request))
    form.fields["reason"].label = _("Why is it undone?")
    if request.method == "POST" and accepted(
        form,
        lambda: actions.unmerge(merge, reason=form.cleaned_data["reason"], **_who(request)),
    ):
        messages.success(request, _("It stands alone again, with its own supporters."))
        return redirect(page_of(found))
    asked = {
        "heading": _("Undo the joining"),
        "quote": merge.objection,
        "lead": _("It is joined to “%(title)s”.") % {"title": merge.target.title},
        "button": _("Let it stand alone"),
    }
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})


@door(Audience.SIGNED_IN, shows=("contribution", "merge"))
def joining(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Agree or object to the joining of one's own contribution."""
    found = contribution_at(request, address, number, rules.is_author)
    merge = queries.merge_of(found)
    if merge is None:
        raise Http404
    form = ObjectForm(posted(request))
    person, at = doors.person(request), doors.now(request)
    if request.method == "POST":
        yes = request.POST.get("choice") == "agree"
        act = partial(actions.agree_to_merge, merge, by=person, at=at) if yes else lambda: actions.object_to_merge(merge, words=form.cleaned_data["words"], by=person, at=at)  # type: ignore[arg-type]  # fmt: skip
        if accepted(form, act):
            messages.success(request, _("Thank you. Everyone sees that you agreed.") if yes else _("Thank you. Somebody looks at it again."))  # fmt: skip
            return redirect(page_of(found))
    asked = {
        "heading": _("Joined to another: do you agree?"),
        "quote": merge.reason,
        "lead": _("It was joined to “%(title)s”. Your text stays readable, you are credited there and get every answer.") % {"title": merge.target.title},
        "button": _("I agree"), "button_value": "agree", "other": _("I object"), "other_value": "object",
    }  # fmt: skip
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})


@door(Audience.DESK, shows=("contribution",))
def split(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Split a contribution that says several things."""
    found = contribution_at(request, address, number, rules.may_moderate)
    form = SplitForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.split(
            found, parts=form.parts(), reason=form.cleaned_data["reason"], **_who(request)
        ),
    ):
        messages.success(request, _("Split. Each part gets its own answer; you can undo it."))
        return redirect(page_of(found))
    context = {**named(found), "form": form, "source": _beside(found)}
    return render(request, "contributions/split.html", context)


@door(Audience.DESK, shows=("contribution",))
def unsplit(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Undo a splitting."""
    found = contribution_at(request, address, number, rules.may_moderate)
    holding = queries.split_of(found)
    if holding is None:
        raise Http404
    form = forms.Form(posted(request))
    if request.method == "POST":
        act = partial(actions.unsplit, holding, **_who(request))
        done(request, act, _("It stands as a whole again; the parts are joined to it."))
        return redirect(page_of(found))
    asked = {
        "heading": _("Undo the splitting"),
        "quote": holding.reason,
        "lead": _("The whole stands in the list again. The parts stay readable and are joined to it."),
        "button": _("Make it whole"),
    }  # fmt: skip
    return render(request, "contributions/ask.html", {**named(found), **asked, "form": form})


@door(Audience.DESK, shows=("contribution",))
def alike(request: HttpRequest, address: str) -> HttpResponse:
    """Show pairs that may say the same, to be joined or told apart."""
    programme = programme_at(request, address, programme_rules.may_moderate)
    pairs = [
        {
            "source": _choice(one.source),
            "target": _choice(one.target),
        }
        for one in queries.suggested_merges(programme)
    ]
    return render(request, "contributions/alike.html", {"programme": programme, "pairs": pairs})


@require_POST
@door(Audience.DESK, shows=("contribution",))
def tell_apart(request: HttpRequest, address: str, number: int, other: int) -> HttpResponse:
    """Say that two which are alike are not the same."""
    first = contribution_at(request, address, number, rules.may_moderate)
    second = contribution_at(request, address, other, rules.may_moderate)
    act = partial(actions.tell_apart, first, second, **_who(request))
    done(request, act, _("Noted. You are not asked about these two again."))
    return redirect("alike", address)

"""Before the form of a fund: a few plain questions of which nothing is kept, and the size of award one asks for."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from flotilla.contributions.models import Draft
from flotilla.programmes import queries
from flotilla.programmes.models import AwardSize, EligibilityQuestion, Programme, Round
from flotilla.programmes.queries import not_met, round_of
from flotilla.web.contributions import drafting
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import OneOf
from flotilla.web.programmes import parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.programmes.rounds import sizes_shown
from flotilla.web.refusing import posted


class QuizForm(forms.Form):
    """Yes or no to each question before the form."""

    def __init__(self, *given: Any, questions: list[EligibilityQuestion], **more: Any) -> None:
        super().__init__(*given, **more)
        self.questions = questions
        for one in questions:
            self.fields[f"q{one.pk}"] = OneOf(
                label=one.asks, choices=[("yes", _("Yes")), ("no", _("No"))]
            )

    def clean(self) -> dict[str, Any]:
        """Take no question that was answered with both."""
        for name in self.fields:
            if isinstance(self.data, QueryDict) and len(self.data.getlist(name)) > 1:
                self.add_error(name, _("Choose one of the answers shown."))
        return self.cleaned_data

    def said(self) -> dict[int, bool]:
        """Return the answers by question."""
        return {one.pk: self.cleaned_data[f"q{one.pk}"] == "yes" for one in self.questions}


class SizeChoiceForm(forms.Form):
    """Which size of award one asks for."""

    def __init__(self, *given: Any, rows: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["size"] = OneOf(
            label=_("How much would you ask for?"),
            help_text=_("A small award asks for less. You can choose again until you send it."),
            choices=[(str(row["size"].pk), row["name"], row["hint"]) for row in rows],
        )


def size_in(programme: Programme, draft: Draft | None) -> AwardSize | None:
    """Return the size of award that was chosen for a draft, if there is one."""
    chosen = draft.content.get("size") if draft else None
    if not chosen or not queries.has_sizes(programme):
        return None
    sizes = AwardSize.objects.filter(round__programme=programme)
    return sizes.filter(pk=chosen).first() if str(chosen).isdecimal() else None


def _round_at(request: HttpRequest, address: str) -> tuple[Programme, Round]:
    programme = programme_at(request, address)
    held = round_of(programme) if queries.has_sizes(programme) else None
    if held is None:
        raise Http404
    return programme, held


@door(Audience.EVERYONE, shows=("eligibility question", "programme"), once=False)
def eligibility(request: HttpRequest, address: str) -> HttpResponse:
    """Ask in plain words whether one can apply, and say why not and where else to go; no answer is kept anywhere."""
    programme, held = _round_at(request, address)
    questions = list(held.questions.all())
    if not questions:
        return redirect("choose_size", address)
    form = QuizForm(posted(request), questions=questions)
    missed = None
    if request.method == "POST" and form.is_valid():
        missed = not_met(questions, form.said())
        if not missed:
            return redirect("choose_size", address)
    context = {
        "programme": programme,
        "form": form,
        "missed": missed,
        "invitation": parts.invitation(programme),
    }
    return render(request, "contributions/eligibility.html", context)


@door(Audience.EVERYONE, shows=("award size", "programme"), once=False)
def choose_size(request: HttpRequest, address: str) -> HttpResponse:
    """Ask how much one would ask for, since that decides what is asked; begin the draft with it."""
    programme, held = _round_at(request, address)
    draft = drafting.draft_in(request, programme)
    rows = [_named(row) for row in sizes_shown(programme, held)]
    chosen = size_in(programme, draft)
    initial = {"size": str(chosen.pk)} if chosen else {}
    form = SizeChoiceForm(posted(request), rows=rows, initial=initial)
    if request.method == "POST" and form.is_valid():
        content = {"size": form.cleaned_data["size"]}
        _draft, token = drafting.save(request, programme, draft, content)
        response = redirect("take_part", address)
        if token:
            drafting.keep(response, programme.pk, token)
        return response
    context = {"programme": programme, "form": form, "invitation": parts.invitation(programme)}
    return render(request, "contributions/choose_size.html", context)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    size, burden = row["size"], row["burden"]
    name = _("%(size)s, up to %(amount)s") % {"size": size.name, "amount": row["up_to"]}
    gaps = {"questions": burden.questions, "minutes": burden.minutes}
    hint = _("%(questions)s questions, about %(minutes)s minutes") % gaps
    return {**row, "name": name, "hint": hint}

"""Due diligence at the desk: what is looked into about whoever applies, and what was found. Never on any other page."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.awards import actions, queries
from flotilla.awards.models import Flag
from flotilla.awards.verbs import FlagSection, FlagState
from flotilla.contributions.models import Contribution
from flotilla.web import doors
from flotilla.web.desk.answering import me
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import OneOf
from flotilla.web.refusing import accepted, posted


class FlagForm(forms.Form):
    """What is to be looked into, by whom, and why."""

    contribution = forms.ModelChoiceField(
        label=gettext_lazy("Which application?"), queryset=Contribution.objects.none()
    )
    section = forms.ChoiceField(label=gettext_lazy("What about?"), choices=FlagSection.choices)
    team = forms.CharField(label=gettext_lazy("Which team looks into it?"), max_length=80)
    reason = forms.CharField(
        label=gettext_lazy("What is to be looked into, and why?"),
        help_text=gettext_lazy(
            "Facts and where they are from. Whoever applied may ask to read this about them."
        ),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *given: object, contributions: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        self.fields["contribution"].queryset = contributions  # type: ignore[attr-defined]


class SettleFlagForm(forms.Form):
    """What was found."""

    state = OneOf(
        label=gettext_lazy("What was found?"),
        choices=[
            (
                FlagState.RESOLVED,
                gettext_lazy("It is resolved"),
                gettext_lazy("An award may be offered"),
            ),
            (
                FlagState.STOPPED,
                gettext_lazy("It stops here"),
                gettext_lazy("Nothing is awarded until somebody else resolves it"),
            ),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=600, widget=forms.Textarea({"rows": 3})
    )


@door(Audience.DESK, shows=("flag", "contribution"), may="award")
def flags(request: HttpRequest) -> HttpResponse:
    """Show what is looked into and what was found, and ask for something to be looked into."""
    body = doors.body(request)
    form = FlagForm(posted(request), contributions=queries.looked_into(body))
    if request.method == "POST" and accepted(
        form, lambda: actions.raise_flag(**form.cleaned_data, by=me(request), at=doors.now(request))
    ):
        messages.success(request, _("Asked. No award is offered before it is resolved."))
        return redirect("flags")
    found = queries.flags_of(body)
    context = {
        "open": [one for one in found if one.state != FlagState.RESOLVED],
        "resolved": [one for one in found if one.state == FlagState.RESOLVED],
        "form": form,
    }
    return render(request, "awards/flags.html", context)


@door(Audience.DESK, shows=("flag", "contribution"), may="award")
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was found."""
    own = Flag.objects.filter(contribution__body=doors.body(request))
    found = doors.find(request, own.select_related("contribution__programme"), pk=pk)
    form = SettleFlagForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.settle_flag(
            found, **form.cleaned_data, by=me(request), at=doors.now(request)
        ),
    ):
        messages.success(request, _("Kept: what was found, by whom and when."))
        return redirect("flags")
    return render(request, "awards/flag.html", {"flag": found, "form": form})

"""From the meeting to decisions: what the panel recommends becomes drafts that a second person checks."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.assessment.models import AgendaItem, Meeting
from flotilla.decisions import actions, rules
from flotilla.decisions.verbs import Way
from flotilla.web import doors
from flotilla.web.assessment.panel import me
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import DayField
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, posted


class DraftForm(forms.Form):
    """Who decides, and the words for all; each gets the panel's own reason besides."""

    who_decided = forms.CharField(label=gettext_lazy("Who decides"), max_length=200)
    way = forms.ChoiceField(
        label=gettext_lazy("How it is taken forward"), choices=Way.choices, initial=Way.DEVELOP
    )
    next_word_on = DayField(label=gettext_lazy("Next word by"))
    forward = forms.CharField(
        label=gettext_lazy("To those above the line"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The sum and the panel's reason are added."),
    )
    not_forward = forms.CharField(
        label=gettext_lazy("To all others"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The panel's reason is added."),
    )


@door(Audience.DESK, shows=("meeting", "agenda_item", "decision", "contribution"))
def draft(request: HttpRequest, address: str) -> HttpResponse:
    """Draft a decision for every entry of a closed meeting."""
    programme = programme_at(request, address)
    rows = Meeting.objects.filter(panel__programme=programme).select_related("panel")
    found = doors.find(request, rows, rules.may_draft_from_meeting, panel__programme=programme.pk)
    found.panel.programme = programme
    start = {
        "who_decided": _("%(body)s, on the recommendation of the panel") % {"body": programme.body},
        "forward": _("We take it forward, as the panel recommends."),
        "not_forward": _("We do not take it forward this time. This is what the panel says of it."),
    }
    form = DraftForm(posted(request), initial=start)
    by, at = me(request), doors.now(request)
    drafted: list[int] = []

    def act() -> None:
        made = actions.draft_from_meeting(found, **form.cleaned_data, by=by, at=at)
        drafted.append(len(made))

    if request.method == "POST" and accepted(form, act):
        words = ngettext("%d decision is drafted.", "%d decisions are drafted.", drafted[0])
        messages.success(request, words % drafted[0] + " " + _("Somebody else checks them now."))
        return redirect("meeting", address)
    items = AgendaItem.objects.filter(meeting=found).select_related("contribution")
    context = {
        "programme": programme,
        "meeting": found,
        "form": form,
        "within": items.filter(is_within=True).count(),
        "others": items.exclude(is_within=True).count(),
    }
    return render(request, "assessment/meeting_decisions.html", context)

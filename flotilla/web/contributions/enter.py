"""An officer writes down what somebody sent on paper, by phone or in person: one page, then the next."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.contributions import actions
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Channel
from flotilla.kit.refusal import Refusal
from flotilla.programmes.models import Programme
from flotilla.programmes.rules import may_enter_for_others
from flotilla.web import doors
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.steps import IdeaForm, PlaceForm, a_phone
from flotilla.web.contributions.take_part import takes
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import DayField, OneOf
from flotilla.web.programmes import parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import posted, put_into

CHANNELS = [
    (Channel.PAPER, gettext_lazy("Paper")),
    (Channel.PHONE, gettext_lazy("Phone")),
    (Channel.PERSON, gettext_lazy("In person")),
    (Channel.LETTER, gettext_lazy("E-mail or letter")),
]


CONTACT = ("contact_name", "contact_email", "contact_phone", "contact_address")


THEIRS = {
    "kind": gettext_lazy("What is it?"),
    "title": gettext_lazy("In one line"),
    "place_words": gettext_lazy("The place in their words"),
    "byline": gettext_lazy("How they want to be shown"),
    "sector": gettext_lazy("They are"),
}


class EnterForm(PlaceForm):
    """Everything on one page, with how and when it came."""

    def __init__(self, *given: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*given, programme=programme, person=None, **more)
        self._ask_words(programme)
        self.fields["channel"] = OneOf(label=_("How did it come?"), choices=CHANNELS)
        self.fields["received_on"] = DayField(
            label=_("On which day did it come?"),
            help_text=_("The promise counts from this day. Empty means today."),
            required=False,
        )
        self.fields["channel_note"] = forms.CharField(
            label=_("Where it was taken down"),
            help_text=_("Such as “Library, Eastfield, comment box”."),
            max_length=200,
            required=False,
        )
        self._ask_contact()
        self.order_fields(["channel", "received_on", "channel_note", "kind", "title"])
        for name, label in THEIRS.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, ""
        first_asked = "title" if self.initial.get("channel") else "channel"
        self.fields[first_asked].widget.attrs["autofocus"] = True

    @property
    def words(self) -> list[forms.BoundField]:
        """How it came, and what it says."""
        names = ("channel", "received_on", "channel_note", "kind", "title", *self.codes)
        return [self[name] for name in names if name in self.fields]

    @property
    def people(self) -> list[forms.BoundField]:
        """Where it is about, who it is from, and how to answer them."""
        shown = {bound.name for bound in self.words}
        return [bound for bound in self if bound.name not in shown]

    def _ask_words(self, programme: Programme) -> None:
        first = IdeaForm(programme=programme, person=None)
        self.asked = (*first.asked, *self.asked)
        for name, field in first.fields.items():
            if name not in {"files", "alt"}:
                self.fields[name] = field
        self.order_fields(["kind", "title", *first.codes, *self.codes])

    def _ask_contact(self) -> None:
        self.fields["contact_name"] = forms.CharField(
            label=_("Their name"), max_length=120, required=False
        )
        self.fields["contact_email"] = forms.EmailField(
            label=_("Their e-mail address"), max_length=254, required=False
        )
        self.fields["contact_phone"] = forms.CharField(
            label=_("Their telephone"), max_length=40, required=False, validators=[a_phone]
        )
        self.fields["contact_address"] = forms.CharField(
            label=_("Their postal address"),
            help_text=_("If the answer should come by letter. Only the team that answers sees it."),
            max_length=300,
            required=False,
        )


@door(Audience.DESK, shows="programme")
def enter(request: HttpRequest, address: str) -> HttpResponse:
    """Take down one contribution after the other for people who do not use the site."""
    programme = programme_at(request, address, may_enter_for_others)
    kept = {name: request.GET[name] for name in ("channel", "channel_note") if name in request.GET}
    form = EnterForm(posted(request), programme=programme, initial=kept)
    if contribution := _entered(request, programme, form):
        return _next(request, contribution)
    context = {
        "programme": programme,
        "entered": programme.contributions.filter(entered_by=doors.person(request)).count(),
        "form": form,
        "open": takes(request, programme),
        "where": parts.where(programme, doors.now(request)),
    }
    return render(request, "contributions/enter.html", context)


def _entered(request: HttpRequest, programme: Programme, form: EnterForm) -> Contribution | None:
    """Keep what was posted, with how and when it came; say at the form why not, if it cannot be."""
    if request.method != "POST" or not form.is_valid():
        return None
    given, at = form.cleaned_data, doors.now(request)
    aside = ("place_words", "channel_note", *CONTACT)
    try:
        return actions.submit(
            programme,
            title=form.title,
            answers=form.answers,
            kind=given.get("kind", ""),
            byline=given["byline"],
            sector=given["sector"],
            place=form.place(),
            point=form.point(),
            channel=given["channel"],
            entered_by=doors.person(request),
            received_at=_came_at(programme, given["received_on"], at),
            submission_key=doors.submission_key(request),
            by=None,
            at=at,
            language=programme.language,
            **{name: given.get(name, "") for name in aside},
        )
    except Refusal as refused:
        put_into(form, refused)
        return None


def _came_at(programme: Programme, day: Any, at: datetime) -> datetime | None:
    """Return the moment that counts: noon of the day on which it came, now if that is today or was not said."""
    zone = programme.body.zone
    if day is None or day == at.astimezone(zone).date():
        return None
    noon = datetime.combine(day, time(12), zone)
    opened = programme.opening.opened_at if programme.has_opened else None
    if opened and day == opened.astimezone(zone).date():
        return max(noon, opened)
    return noon


def _next(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Go to the empty form for the next one, keeping the channel; or to the page of the one entered."""
    if "another" not in request.POST:
        return redirect(page_of(contribution))
    words = _("Kept as number %(number)s.") % {"number": contribution.number}
    link = format_html('{} <a href="{}">{}</a>', words, page_of(contribution), contribution.title)
    messages.success(request, link)
    kept = QueryDict(mutable=True)
    kept.update({"channel": contribution.channel, "channel_note": contribution.channel_note})
    address = reverse("enter_contribution", args=(contribution.programme.address,))
    return redirect(f"{address}?{kept.urlencode()}")

"""Forms about panels, seats and interests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.assessment.models import Panel, Seat
from flotilla.assessment.models.panel import MOST_PAID, MOST_QUORUM, MOST_READERS
from flotilla.assessment.verbs import InterestKind, SeatPart
from flotilla.contributions.models import Contribution
from flotilla.web.inputs import DayField, MoneyField, OneOf


def _words(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    box = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, max_length=600, required=required, help_text=hint, widget=box
    )


class PanelForm(forms.Form):
    """How many read each entry, and by when."""

    readers = forms.IntegerField(
        label=_("How many people read each entry"),
        min_value=1,
        max_value=MOST_READERS,
        initial=3,
        help_text=_("Three at least: more readers help more than any arithmetic."),
    )
    wants_lived = forms.BooleanField(
        label=_("At least one of them lives with the problem"), required=False, initial=True
    )
    quorum = forms.IntegerField(
        label=_("How many must vote on an entry"),
        min_value=1,
        max_value=MOST_QUORUM,
        initial=3,
        help_text=_("Present at the meeting and without an interest in the entry."),
    )
    due_on = DayField(label=_("Assessments are due on"), required=False)

    @staticmethod
    def initial_of(panel: Panel | None) -> dict[str, Any]:
        """What stands in the boxes."""
        names = ("readers", "wants_lived", "quorum", "due_on")
        return {name: getattr(panel, name) for name in names} if panel else {}


class InviteForm(forms.Form):
    """Somebody to invite to a seat."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    part = forms.ChoiceField(
        label=_("As what"), choices=SeatPart.choices, initial=SeatPart.ASSESSOR
    )
    lived_experience = forms.BooleanField(label=_("Lives with the problem"), required=False)
    most = forms.IntegerField(
        label=_("Entries to read at most"), min_value=1, max_value=200, initial=20
    )
    reward = MoneyField(
        label=_("Reward"),
        required=False,
        most=MOST_PAID,
        help_text=_("People who judge in their own time are paid. The letter says how much."),
    )
    words = _words(_("A word to them"))


class CostsForm(forms.Form):
    """What somebody is paid for judging."""

    reward = MoneyField(label=_("Reward"), required=False, most=MOST_PAID)
    expenses = MoneyField(label=_("Expenses paid back"), required=False, most=MOST_PAID)


class DepartureForm(forms.Form):
    """Why a seat ends."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Kept with the panel. What they have said stays in the history."),
    )


class SettleForm(forms.Form):
    """What somebody found who looked at a suspected interest."""

    answer = OneOf(
        label=_("What did you find?"),
        choices=[
            ("confirm", _("There is an interest"), _("They see nothing of this entry")),
            ("clear", _("There is none"), _("They may judge it; say why")),
        ],
    )
    words = _words(_("Why"))


class SeatForm(forms.Form):
    """Yes or no to a seat."""

    answer = OneOf(
        label=_("Your answer"),
        choices=[
            ("yes", _("I take the seat"), _("You say next where you have interests")),
            ("no", _("I do not"), _("Those who asked are told")),
        ],
    )
    words = _words(_("A word to those who asked"))


class InterestsForm(forms.Form):
    """Where somebody has interests, before any name is seen."""

    words = forms.CharField(
        label=_("Where do you have interests?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Employers, boards, clubs and firms of yourself, your family and close friends; who manages you; your landlord and suppliers; a political role. If there are none, write “none”."
        ),
    )


class HandForm(forms.Form):
    """An entry and somebody to read it."""

    contribution = forms.TypedChoiceField(label=_("Entry"))
    seat = forms.TypedChoiceField(label=_("Reader"))

    def __init__(
        self, *args: Any, seats: Iterable[Seat], entries: Iterable[Contribution], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        offered: dict[str, Iterable[Any]] = {"contribution": entries, "seat": seats}
        for name, things in offered.items():
            found = {str(one.pk): one for one in things}
            choices = [(key, str(one)) for key, one in found.items()]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].coerce = found.__getitem__  # type: ignore[attr-defined]


class FoundForm(HandForm):
    """An interest that somebody heard of: whose, in what, and which."""

    kind = forms.ChoiceField(label=_("Which interest"), choices=InterestKind.choices)
    words = _words(_("How it came to be known"))


class InterestForm(forms.Form):
    """Whether there is an interest in one entry."""

    answer = OneOf(
        label=_("Do you have an interest in this entry?"),
        choices=[
            ("no", _("No, none"), _("You see its words and judge it")),
            ("yes", _("Yes"), _("It is set aside for you, and given to somebody else")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("If so, which?"), choices=[("", "–"), *InterestKind.choices], required=False
    )
    words = _words(_("In a few words"))

"""Forms about who is above the line: spending, parts, equals, lots."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.assessment.queries import Placed
from flotilla.assessment.verbs import SpendRule
from flotilla.awards.models import Pot
from flotilla.contributions.models import Contribution
from flotilla.numerics.budget import Rule
from flotilla.web.inputs import DayField, MoneyField, OneOf

RULES = [*SpendRule.choices, (Rule.BEST.value, _("Only to look at: the largest total score"))]


class SpendForm(forms.Form):
    """How the line is drawn: by places, or by a sum or a pot of money."""

    rule = forms.ChoiceField(
        label=_("How it is spent"), choices=RULES, initial=SpendRule.PLACES, required=False
    )
    money = MoneyField(label=_("How much money there is"), required=False)
    pot = forms.TypedChoiceField(label=_("Or what a pot has left"), required=False)

    def __init__(self, *args: Any, pots: Iterable[Pot], **more: Any) -> None:
        super().__init__(*args, **more)
        found = {str(one.pk): one for one in pots}
        choices = [(key, f"{one} ({one.money(one.free_minor)})") for key, one in found.items()]
        self.fields["pot"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        self.fields["pot"].coerce = found.__getitem__  # type: ignore[attr-defined]

    def asked(self) -> tuple[str, int | None, str]:
        """Return the rule, the sum and its currency."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        pot, money = said.get("pot") or None, said.get("money")
        if money is None and isinstance(pot, Pot):
            money = pot.free_minor
        rule = said.get("rule") or (SpendRule.PLACES if money is None else SpendRule.STRICT)
        return rule, money, pot.currency if isinstance(pot, Pot) else "GBP"


class SettleForm(forms.Form):
    """A sum for each entry that names none, and a reason for each that is skipped."""

    def __init__(
        self, *args: Any, lacking: Sequence[Placed], skipped: Sequence[Placed], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for one in lacking:
            self.fields[f"amount_{one.entry.pk}"] = MoneyField(
                label=_("Sum for %(title)s") % {"title": one.entry}, required=False, least=1
            )
        for one in skipped:
            self.fields[f"why_{one.entry.pk}"] = forms.CharField(
                label=_("Why %(title)s is skipped") % {"title": one.entry},
                required=False,
                max_length=600,
                widget=forms.Textarea({"rows": 2}),
            )

    def said(self, name: str) -> dict[int, Any]:
        """Return what was said of each entry under a name."""
        start = f"{name}_"
        return {
            int(key.removeprefix(start)): value
            for key, value in self.cleaned_data.items()
            if key.startswith(start) and value not in (None, "")
        }


class PartForm(forms.Form):
    """A part of the sum that an applicant is asked about."""

    amount = MoneyField(label=_("What the panel could give"), least=1)
    reason = forms.CharField(
        label=_("Why not the whole sum"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("They read it in the letter."),
    )


class PartAnswerForm(forms.Form):
    """Whether a part would do."""

    answer = OneOf(
        label=_("Would this part do?"),
        choices=[
            (
                "yes",
                _("Yes"),
                _("You agree to be given this part, if the panel's choice falls on you"),
            ),
            ("no", _("No"), _("Only the whole sum makes sense")),
        ],
    )
    reply = forms.CharField(
        label=_("A word to the panel"),
        required=False,
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
    )


class RulingForm(forms.Form):
    """The places of equals, and why."""

    def __init__(self, *args: Any, entries: Sequence[Contribution], **more: Any) -> None:
        super().__init__(*args, **more)
        self.entries = list(entries)
        for place, one in enumerate(entries, start=1):
            self.fields[f"place_{one.pk}"] = forms.IntegerField(
                label=_("Place of %(title)s") % {"title": one},
                initial=place,
                min_value=1,
                max_value=len(self.entries),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 3})
        )

    def order(self) -> list[Contribution]:
        """Return the entries by the places they were given; two in one place stand for one."""
        given = {one.pk: self.cleaned_data[f"place_{one.pk}"] for one in self.entries}
        if len(set(given.values())) < len(given):
            return [self.entries[0]] * len(given)
        return sorted(self.entries, key=lambda one: given[one.pk])


class LotsForm(forms.Form):
    """Where chance comes from, and when."""

    source = forms.CharField(
        label=_("Public source of chance"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Something that anybody can look up afterwards and nobody can choose, and how it is written. For example: the six main numbers of the National Lottery of Saturday, ascending, with commas and no spaces."),
    )  # fmt: skip
    day = DayField(label=_("Day of the drawing"))
    hour = forms.TimeField(
        label=_("Hour of the drawing"),
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("Such as 21:30."),
    )

    def draw_at(self, zone: ZoneInfo) -> datetime:
        """Return the moment that was chosen."""
        hour: time = self.cleaned_data["hour"]
        return datetime.combine(self.cleaned_data["day"], hour, tzinfo=zone)


class DrawForm(forms.Form):
    """What the source says, and who watched."""

    randomness = forms.CharField(label=_("What the source says"), max_length=400)
    first_witness = forms.CharField(
        label=_("First witness"),
        max_length=120,
        help_text=_("Name and office, as everybody may read them."),
    )
    second_witness = forms.CharField(label=_("Second witness"), max_length=120)


class GiveUpForm(forms.Form):
    """Why a drawing does not take place."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": 2}))

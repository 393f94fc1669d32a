"""Forms of the meeting of a panel."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.assessment.models import Assessment, CriteriaSet, PanelVote, Seat
from flotilla.assessment.verbs import PanelChoice

NA = "na"


class OpenForm(forms.Form):
    """How many can win: where the line is, and so which entries are too close to call."""

    places = forms.IntegerField(
        label=_("How many can win"),
        min_value=1,
        max_value=500,
        help_text=_("The entries nearest to this line are discussed first."),
    )


class CountForm(forms.Form):
    """What hands were raised, and why the panel decided as it did."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stands in the minutes and goes into the draft of the decision."),
    )

    def __init__(
        self, *args: Any, able: Sequence[Seat], votes: Mapping[int, PanelVote], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.able, self.cast = {one.pk: one for one in able}, votes
        choices = [("", _("Has not voted")), *PanelChoice.choices]
        hands = {
            f"vote_{one.pk}": forms.ChoiceField(
                label=one.holder,
                choices=choices,
                required=False,
                initial=votes[one.pk].choice if one.pk in votes else "",
            )
            for one in able
        }
        self.fields = {**hands, "reason": self.fields["reason"]}

    def raised(self) -> list[tuple[Seat, str]]:
        """Return who voted otherwise than was known, and how."""
        return [
            (seat, choice)
            for pk, seat in self.able.items()
            for choice in [self.cleaned_data.get(f"vote_{pk}", "")]
            if choice and (pk not in self.cast or self.cast[pk].choice != choice)
        ]


class CorrectionForm(forms.Form):
    """A frozen score that was wrong."""

    reading = forms.TypedChoiceField(label=_("Which assessment"))
    criterion = forms.TypedChoiceField(label=_("Which criterion"))
    points = forms.ChoiceField(label=_("What it should be"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "A second person has to agree. Both points and the reason stay in the minutes."
        ),
    )

    def __init__(
        self,
        *args: Any,
        papers: Sequence[tuple[Assessment, str]],
        criteria_set: CriteriaSet,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        criteria = {str(one.pk): one for one in criteria_set.criteria.all()}
        known = {str(one.pk): one for one, _name in papers}
        offered = {
            "reading": ([(str(one.pk), name) for one, name in papers], known.__getitem__),
            "criterion": ([(key, one.name) for key, one in criteria.items()], criteria.__getitem__),
        }
        for name, (choices, coerce) in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            self.fields[name].coerce = coerce  # type: ignore[attr-defined]
        points = [(str(one), str(one)) for one in criteria_set.points]
        self.fields["points"].choices = [*points, (NA, _("Does not apply"))]  # type: ignore[attr-defined]

    def new_points(self) -> int | None:
        """Return the points; None does not apply."""
        said = self.cleaned_data["points"]
        return None if said == NA else int(said)

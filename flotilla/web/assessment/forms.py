"""Forms about criteria."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.assessment.models import HIGHEST, CriteriaSet, Criterion
from flotilla.assessment.models.criteria import MOST_BONUS
from flotilla.assessment.verbs import CriterionKind, TieEnd

FACTS = ("name", "asks", "kind", "weight", "threshold", "cap", "tie_place")
MOST_TIES = 12


class ScaleForm(forms.Form):
    """The points that can be given."""

    lowest = forms.IntegerField(label=_("Lowest point"), min_value=0, max_value=HIGHEST, initial=0)
    highest = forms.IntegerField(
        label=_("Highest point"),
        min_value=1,
        max_value=HIGHEST,
        initial=4,
        help_text=_("Five points, from 0 to 4, are enough for most panels."),
    )
    reason_below = forms.IntegerField(
        label=_("A reason is compulsory for points below"),
        required=False,
        min_value=0,
        max_value=HIGHEST,
        help_text=_("Leave it empty if reasons are always free."),
    )
    ties_by = forms.ChoiceField(
        label=_("What tells equals apart when no criterion does"),
        choices=TieEnd.choices,
        initial=TieEnd.CHAIR,
    )

    @staticmethod
    def initial_of(criteria_set: CriteriaSet | None) -> dict[str, Any]:
        """What stands in the boxes."""
        names = ("lowest", "highest", "reason_below", "ties_by")
        return {name: getattr(criteria_set, name) for name in names} if criteria_set else {}


class CriterionForm(forms.Form):
    """One criterion, with words for each point of the scale."""

    name = forms.CharField(label=_("Name"), max_length=80)
    asks = forms.CharField(
        label=_("What it asks"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("In plain words, as a question to whoever judges."),
    )
    kind = forms.ChoiceField(
        label=_("How it counts"), choices=CriterionKind.choices, widget=forms.RadioSelect
    )
    weight = forms.IntegerField(
        label=_("Weight, in per cent"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("If it counts towards the total. All weights together are 100."),
    )
    threshold = forms.IntegerField(
        label=_("An entry fails below"),
        required=False,
        min_value=0,
        max_value=HIGHEST,
        help_text=_("Leave it empty if no entry fails by this criterion alone."),
    )
    cap = forms.IntegerField(
        label=_("Extra points at most"),
        required=False,
        min_value=1,
        max_value=MOST_BONUS,
        help_text=_("If it adds extra points to a total out of 100."),
    )
    tie_place = forms.IntegerField(
        label=_("Tells equals apart, as number"),
        required=False,
        min_value=1,
        max_value=MOST_TIES,
        help_text=_("1 is asked first. Leave it empty if it never tells equals apart."),
    )

    def __init__(
        self, *args: Any, criteria_set: CriteriaSet, criterion: Criterion | None = None, **more: Any
    ) -> None:
        said = criterion.descriptors if criterion else []
        start = {name: getattr(criterion, name) for name in FACTS} if criterion else {}
        start = {name: value for name, value in start.items() if value != 0}
        more["initial"] = {"kind": CriterionKind.WEIGHED, **start}
        super().__init__(*args, **more)
        self.points = criteria_set.points
        for place, point in enumerate(self.points):
            self.fields[f"point_{point}"] = forms.CharField(
                label=_("%(point)s means") % {"point": point},
                required=False,
                max_length=400,
                initial=said[place] if place < len(said) else "",
            )

    def facts(self) -> dict[str, Any]:
        """Return what was said, for the action."""
        said = [self.cleaned_data[f"point_{point}"] for point in self.points]
        return {name: self.cleaned_data[name] for name in FACTS} | {"descriptors": said}

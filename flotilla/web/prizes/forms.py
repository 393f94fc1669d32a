"""The forms of heats."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.contributions.models import Contribution
from flotilla.prizes.actions import Said
from flotilla.prizes.actions.passing import LONGEST
from flotilla.prizes.verbs import Outcome


class PassForm(forms.Form):
    """Of each entry whether it goes on, and why; those without an answer are left for another time."""

    def __init__(
        self, *given: Any, entries: Sequence[Contribution], screens: bool, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.entries = entries
        outcomes = [Outcome.ON, Outcome.OUT, *([Outcome.MEND] if screens else [])]
        choices = [("", _("Not yet")), *((one.value, one.label) for one in outcomes)]
        for one in entries:
            title = f"{one.number}. {one.title}"
            self.fields[f"outcome_{one.pk}"] = forms.ChoiceField(
                label=title, choices=choices, required=False
            )
            self.fields[f"words_{one.pk}"] = forms.CharField(
                label=_("Why? (%(title)s)") % {"title": title},
                max_length=LONGEST,
                required=False,
            )
        if screens:
            self.fields["mend_on"] = forms.DateField(
                label=gettext_lazy("Until which day can it be mended?"),
                required=False,
                widget=forms.DateInput({"type": "date"}),
            )

    def said(self) -> dict[int, Said]:
        """Return what was decided, by entry."""
        given = self.cleaned_data
        return {
            one.pk: Said(given[f"outcome_{one.pk}"], given.get(f"words_{one.pk}", ""))
            for one in self.entries
            if given.get(f"outcome_{one.pk}")
        }

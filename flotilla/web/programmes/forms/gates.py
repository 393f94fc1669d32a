"""What a person says to pass a gate: reasons for what is open, ticks for what no record can show."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.programmes.queries import Checked


class GateForm(forms.Form):
    """A box for the reason of every soft condition that is open, and a tick for each that a person confirms."""

    def __init__(self, *args: Any, checked: Iterable[Checked], **more: Any) -> None:
        super().__init__(*args, **more)
        for one in checked:
            if one.is_met:
                continue
            code, words = one.condition.code, str(one.condition)
            if one.condition.confirm:
                self.fields[f"tick_{code}"] = forms.BooleanField(
                    label=words, required=one.condition.hard
                )
            if not one.condition.hard:
                self.fields[f"why_{code}"] = forms.CharField(
                    label=words,
                    max_length=300,
                    required=not one.condition.confirm,
                    help_text=_("This is still open. To go on in spite of it, say why; the reason is public."),
                )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return overrides and confirmations as the actions take them."""
        said = self.cleaned_data
        return {
            "overrides": {
                name.removeprefix("why_"): value
                for name, value in said.items()
                if name.startswith("why_") and value
            },
            "confirmed": [
                name.removeprefix("tick_")
                for name, value in said.items()
                if name.startswith("tick_") and value
            ],
        }

"""The form in which one entry is scored, made of the frozen criteria."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.assessment.actions import Given, Said
from flotilla.assessment.models import Assessment, CriteriaSet, Score
from flotilla.web.inputs import OneOf

NOT_APPLICABLE = "na"
LONGEST = 4_000


def _words(label: Any, hint: Any = "") -> forms.CharField:
    box = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, help_text=hint, widget=box
    )


class ScoreForm(forms.Form):
    """Points and a reason for each criterion; words for the entrant and for the panel."""

    def __init__(
        self,
        *args: Any,
        criteria_set: CriteriaSet,
        assessment: Assessment,
        scores: dict[int, Score],
        explains: bool,
        is_draft: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.criteria = list(criteria_set.criteria.all())
        below = criteria_set.reason_below
        for one in self.criteria:
            points = [
                (str(point), str(point), words)
                for point, words in zip(criteria_set.points, one.descriptors, strict=False)
            ][::-1]
            choices = [*points, (NOT_APPLICABLE, _("Does not apply"), _("Left out, never counted as zero"))]  # fmt: skip
            given = scores.get(one.pk)
            self.fields[f"points_{one.pk}"] = OneOf(
                label=one.name,
                choices=choices,
                required=not is_draft,
                initial=_initial(given),
                error_messages={
                    "required": _("Give points, or say that it does not apply: %(names)s.")
                    % {"names": one.name}
                },
                help_text=one.asks,
            )
            hint = (
                _("Compulsory for fewer than %(points)s points.") % {"points": below}
                if below is not None
                else ""
            )
            self.fields[f"reason_{one.pk}"] = _words(_("Your reason"), hint)
            self.fields[f"reason_{one.pk}"].initial = given.reason if given else ""
        self.fields["for_entrant"] = _words(
            _("To whoever entered"), _("Written for them, without your name.")
        )
        self.fields["for_panel"] = _words(_("To the panel"), _("Only the panel reads this."))
        for name in ("for_entrant", "for_panel"):
            self.fields[name].initial = getattr(assessment, name)
        if explains:
            self.fields["why"] = forms.CharField(
                label=_("Why you change it"),
                max_length=600,
                required=False,
                widget=forms.Textarea({"rows": 2}),
                help_text=_("Compulsory once all assessments are in. Every version is kept."),
            )

    def said(self) -> Said:
        """Return what was said, for the action."""
        given = {
            one.pk: _given(
                self.cleaned_data[f"points_{one.pk}"], self.cleaned_data[f"reason_{one.pk}"]
            )
            for one in self.criteria
        }
        return Said(given, self.cleaned_data["for_entrant"], self.cleaned_data["for_panel"])


def _initial(score: Score | None) -> str:
    if score is None:
        return ""
    if score.is_na:
        return NOT_APPLICABLE
    return "" if score.points is None else str(score.points)


def _given(choice: str, reason: str) -> Given:
    """The form offers nothing else than points of the scale."""
    if choice == NOT_APPLICABLE:
        return Given(is_na=True, reason=reason)
    return Given(int(choice) if choice else None, reason=reason)

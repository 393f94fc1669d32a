"""The forms of the run page: moving a date, pausing, closing, inviting, describing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.people.models import Person
from flotilla.programmes.models import Programme, Stage
from flotilla.web.inputs import DayField
from flotilla.web.programmes.forms.fields import MomentField
from flotilla.web.programmes.forms.setting_up import QuestionForm


class MoveForm(forms.Form):
    """New times of a stage, with the reason that everyone reads."""

    opens_at = MomentField(label=_("Opens"), required=False)
    closes_at = MomentField(label=_("Closes"), required=False)
    note = forms.CharField(label=_("Note under it on the journey line"), required=False, max_length=120)  # fmt: skip
    reason = forms.CharField(
        label=_("Why it moves"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("This is public, and stands on the timeline."),
    )

    def __init__(self, *args: Any, stage: Stage, **more: Any) -> None:
        initial = {name: getattr(stage, name) for name in ("opens_at", "closes_at", "note")}
        more["initial"] = initial
        super().__init__(*args, **more)

    def clean(self) -> dict[str, Any]:
        """Leave a moment that stands as it stood, with the seconds that its boxes do not show."""
        super().clean()
        for name in {"opens_at", "closes_at"} - set(self.changed_data):
            self.cleaned_data[name] = None
        return self.cleaned_data


class ReasonForm(forms.Form):
    """A reason that everyone reads."""

    reason = forms.CharField(
        label=_("Why you pause"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everyone reads this. Say until when, if you know."),
    )


class CloseForm(forms.Form):
    """What was learned of running it, and the day of the next conversation."""

    learned = forms.CharField(
        label=_("What you learned of running it"),
        max_length=8000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Mistakes first: they help others most. This is public."),
    )
    next_conversation_on = DayField(
        label=_("The next conversation is on"),
        help_text=_("The day on which people hear from you again about this matter."),
    )


class InviteForm(forms.Form):
    """Somebody to invite to a programme that is not public."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def clean_email(self) -> Person:
        """Find the person of this address."""
        person = Person.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody with this address has an account here yet. Ask them to sign in once.")
            )
        return person


class DescriptionForm(QuestionForm):
    """What may be written anew while it is open: not the title, not the question."""

    other_ways = forms.CharField(
        label=_("Other ways to take part"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )  # fmt: skip
    capacity_per_week = forms.IntegerField(
        label=_("How many answers can the team write in a week?"), required=False, min_value=1, max_value=10_000
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for frozen in ("title", "question", "origin"):
            del self.fields[frozen]

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """What stands in the boxes."""
        more = ("other_ways", "capacity_per_week")
        return QuestionForm.initial_of(programme) | {
            name: getattr(programme, name) for name in more
        }

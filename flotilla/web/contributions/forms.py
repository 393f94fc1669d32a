"""The forms around one contribution: changing it, taking it back, its co-authors."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.programmes.models import Programme
from flotilla.web.contributions.questions import QuestionsForm

ALL_PAGES = range(1, 100)


class ReviseForm(QuestionsForm):
    """All the questions again, and a word on what changed."""

    def __init__(self, *given: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*given, programme=programme, pages=ALL_PAGES, is_first=False, **more)
        self.add_title()
        self.fields["note"] = forms.CharField(
            label=_("What did you change, and why?"),
            help_text=_("Others read it beside the new version."),
            max_length=200,
            required=False,
        )
        self.order_fields(["title"])


class WithdrawForm(forms.Form):
    """Taking a contribution back."""

    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("Everyone can read this. Leave it empty if you would rather not say."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class InviteForm(forms.Form):
    """Asking somebody to be a co-author."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("They get a link and say yes or no."),
        error_messages={"invalid": _("Write a whole address, such as sam@example.org.")},
        max_length=254,
    )
    message = forms.CharField(
        label=_("A word to them"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class AskForm(forms.Form):
    """Asking the authors to be a co-author."""

    message = forms.CharField(
        label=_("What would you add?"),
        help_text=_("The authors read this and say yes or no."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class SettleForm(forms.Form):
    """Saying yes or no to a co-author."""

    ANSWERS: ClassVar = [("yes", _("Yes")), ("no", _("No"))]

    accepted = forms.ChoiceField(label=_("Your answer"), choices=ANSWERS)
    did = forms.CharField(
        label=_("What did you add?"),
        help_text=_("Shown beside your role, such as “Wrote how it fits the ward day”."),
        max_length=200,
        required=False,
    )

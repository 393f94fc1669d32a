"""The forms of the conversation and of reporting and appealing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.contributions.actions.talk import LONGEST, LONGEST_CHANGE
from flotilla.contributions.reasons import REASONS
from flotilla.contributions.verbs import CommentKind
from flotilla.people.consents import agreements
from flotilla.people.models import Person
from flotilla.web.inputs import OneOf


class CommentForm(forms.Form):
    """Writing in the conversation."""

    text = forms.CharField(
        label=_("Add to the conversation"),
        help_text=_(
            "Build on it, ask, or say what worries you. Published under your role, not your name."
        ),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=CommentKind.choices,
        initial=CommentKind.COMMENT,
        required=False,
    )
    change_mind = forms.CharField(
        label=_("If it is a concern: what would change your mind?"),
        help_text=_("Only you can say later that it is met."),
        max_length=LONGEST_CHANGE,
        required=False,
    )
    byline = forms.CharField(
        label=_("Shown as"),
        max_length=120,
        required=False,
    )

    def __init__(self, *given: Any, person: Person | None = None, **more: Any) -> None:
        more.setdefault("initial", {"byline": person.byline if person else ""})
        more["auto_id"] = "comment-%s"
        super().__init__(*given, **more)
        self.fields["byline"].help_text = agreements()["shown_as"].said


class MetForm(forms.Form):
    """Saying that a concern is met."""

    words = forms.CharField(
        label=_("What changed?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


def _reasons() -> list[tuple[str, str, str]]:
    return [(code, str(one), one.said) for code, one in REASONS.items()]


class ReportForm(forms.Form):
    """Asking the moderators to look at something."""

    reason = forms.CharField()
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What should we look at? Only the moderators read this."),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("If you want to hear what we did. We use it for nothing else."),
        error_messages={"invalid": _("Write a whole address, such as sam@example.org.")},
        required=False,
    )

    def __init__(self, *given: Any, person: Person | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"] = OneOf(
            label=_("What is wrong with it?"),
            choices=_reasons(),
            error_messages={"required": _("Choose the reason that fits best.")},
        )
        if person is not None:
            del self.fields["email"]
        self.order_fields(["reason", "words", "email"])


class AppealForm(forms.Form):
    """Asking for a removal to be looked at again."""

    words = forms.CharField(
        label=_("Why should we look at it again?"),
        help_text=_("Somebody who did not remove it reads this and decides."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )

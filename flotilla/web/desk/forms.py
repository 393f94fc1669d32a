"""Forms of the desk."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body, Department
from flotilla.bodies.roles import STAFF_ROLES
from flotilla.decisions.models import Decision
from flotilla.decisions.reasons import REASONS
from flotilla.decisions.verbs import LookOutcome, Outcome, Progress, Way
from flotilla.exchange import mapping
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web.inputs import DayField, SeveralField

LONG = 20_000
FIRST_HOUR, LAST_HOUR = 9, 17


def _text(
    label: Any, rows: int = 4, *, required: bool = False, hint: Any = "", key: str = ""
) -> forms.CharField:
    """Make a field for words; `key` is the single key that leads to it at the desk."""
    attrs: dict[str, Any] = {"rows": rows, **({"data-desk-key": key} if key else {})}
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs),
    )


class AnswerForm(forms.Form):
    """A first answer, in up to three parts."""

    said = _text(_("What you said"), 2, hint=_("In a sentence, so that they see they were heard."))
    decided = _text(_("Our answer"), 6, required=True, key="w")
    fit = _text(_("How the two fit"), 3)
    signatory = forms.CharField(
        label=_("Signed"),
        max_length=120,
        required=False,
        help_text=_("By office, for example Head of Transport."),
    )


class DecisionForm(forms.Form):
    """A decision with its answer in three parts."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=_("How it is taken forward"), choices=[("", "–"), *Way.choices], required=False
    )
    next_word_on = DayField(
        label=_("They hear again by"),
        required=False,
        help_text=_("Compulsory if it is taken forward."),
    )
    passed_to = forms.CharField(label=_("Who it is passed to"), max_length=200, required=False)
    parked_until = forms.CharField(
        label=_("Parked: we tell you if"), max_length=200, required=False
    )
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        choices=[(code, reason) for code, reason in REASONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _text(
        _("The reasons in your own words"),
        4,
        hint=_("Compulsory if it is parked or not taken forward."),
    )
    said = _text(_("What you said"), 2)
    decided = _text(_("What was decided"), 4, required=True)
    fit = _text(_("How the two fit"), 4)
    who_decided = forms.CharField(label=_("Who decided"), max_length=200)
    rule = forms.CharField(label=_("By which rule"), max_length=200, required=False)
    considered = forms.CharField(label=_("What was considered"), max_length=600, required=False)
    signatory = forms.CharField(label=_("Signed"), max_length=120, required=False)


class NoteForm(forms.Form):
    """A note for the team."""

    text = _text(
        _("A note for the team"),
        2,
        required=True,
        hint=_("Only people who answer in this body read it."),
    )


class AssignmentForm(forms.Form):
    """Ask a colleague or a department."""

    person = forms.ModelChoiceField(
        label=_("Colleague"), queryset=Person.objects.none(), required=False
    )
    department = forms.ModelChoiceField(
        label=_("Or department"), queryset=Department.objects.none(), required=False
    )
    question = forms.CharField(
        label=_("What you need from them"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    due_on = DayField(label=_("By"))

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Person.objects.filter(
            memberships__body=body, memberships__ended_at=None, memberships__role__in=STAFF_ROLES
        )
        self.fields["person"].queryset = staff.distinct().order_by("name")  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.filter(body=body, closed_at=None)  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Some words, for a reply or for giving something back."""

    words = _text(_("Your words"), 4, required=True)


class UpdateForm(forms.Form):
    """News of what was taken forward."""

    progress = forms.ChoiceField(label=_("Where it stands"), choices=Progress.choices)
    words = _text(_("What has happened"), 5, required=True)
    next_word_on = DayField(label=_("They hear again by"), required=False)
    closes = forms.BooleanField(label=_("This is the last word: the result is in"), required=False)
    signatory = forms.CharField(label=_("Signed"), max_length=120, required=False)


class LookForm(forms.Form):
    """A second look."""

    outcome = forms.ChoiceField(
        label=_("The second look"), choices=LookOutcome.choices, widget=forms.RadioSelect
    )
    reply = _text(
        _("Reply, which is public"),
        6,
        required=True,
        hint=_("If the decision changes: what should change, and why. It is then decided again."),
    )
    signatory = forms.CharField(
        label=_("Signed"),
        max_length=120,
        required=False,
        help_text=_("By office, for example Head of Transport."),
    )


class TemplateForm(forms.Form):
    """Words to use again, with {{gaps}}."""

    name = forms.CharField(label=_("Name"), max_length=80)
    said = _text(_("What you said"), 2)
    decided = _text(
        _("Our answer"),
        5,
        required=True,
        hint=_("Write {{what is missing}} where something must be filled in each time."),
    )
    fit = _text(_("How the two fit"), 3)


class ReleaseForm(forms.Form):
    """Which checked decisions, and when."""

    decisions = SeveralField(
        label=_("Decisions"), queryset=Decision.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("hour", _("Together at an hour"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("On which day"), required=False)
    hour = forms.ChoiceField(
        label=_("At which hour"),
        choices=[(str(hour), f"{hour}:00") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
        initial="12",
        required=False,
        help_text=_("Working hours, so that somebody is there when people ring."),
    )

    def __init__(
        self, *args: Any, checked: Any, zone: ZoneInfo, suggested: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["decisions"].queryset = checked  # type: ignore[attr-defined]
        self.fields["decisions"].initial = [one.pk for one in checked]  # each was checked by itself
        self.fields["day"].initial = suggested.date()

    def clean(self) -> dict[str, Any]:
        """Add `release_at`, the moment that was chosen, or None for now."""
        facts = super().clean() or {}
        facts["release_at"] = None
        if facts.get("when") == "hour":
            if day := facts.get("day"):
                hour = time(int(facts.get("hour") or "12"))
                facts["release_at"] = datetime.combine(day, hour, tzinfo=self.zone)
            elif "day" not in self.errors:
                self.add_error("day", _("Say on which day."))
        return facts


class ImportForm(forms.Form):
    """A file to bring over."""

    programme = forms.ModelChoiceField(
        label=_("Into which programme"), queryset=Programme.objects.none()
    )
    file = forms.FileField(label=_("The file"), help_text=_("CSV, TSV, XLSX, JSON or JSON Lines."))
    mapping = forms.ChoiceField(
        label=_("What the columns mean"), choices=[(name, name) for name in mapping.shipped()]
    )
    links = forms.FileField(
        label=_("A second file that says which belong together"), required=False
    )
    rehearse = forms.BooleanField(
        label=_("Try it first, change nothing"), required=False, initial=True
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

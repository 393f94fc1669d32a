"""Forms for the administration of a body."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from flotilla.bodies import points, roles
from flotilla.bodies.holidays import CALENDARS
from flotilla.bodies.models import COLOUR, Body, Department, Place
from flotilla.bodies.verbs import Level
from flotilla.kit import contrast, files
from flotilla.web.inputs import DayField

MOST_CODES = 500


class BodyForm(forms.Form):
    """Name, colours, sender, languages and texts of a body."""

    name = forms.CharField(label=_("Name"), max_length=120)
    tagline = forms.CharField(label=_("Tagline"), max_length=120, required=False)
    address = forms.SlugField(
        label=_("Address on the site"),
        max_length=50,
        help_text=_("Small letters, numbers and hyphens: /at/address/."),
        error_messages={
            "invalid": _("Only small letters, numbers and hyphens, for example marlhaven.")
        },
    )
    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=7,
        validators=[COLOUR],
        help_text=_("A # and six digits. It is checked for contrast, by day and by night."),
    )
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG, JPEG or WebP."))
    sender_name = forms.CharField(label=_("Name on letters"), max_length=120, required=False)
    sender_email = forms.EmailField(
        label=_("Sender address of letters"), max_length=254, required=False
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    postal_address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone) for zone in sorted(available_timezones()) if "/" in zone],
    )
    meet_us = forms.CharField(
        label=_("Where to meet us"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    house_rules = forms.CharField(
        label=_("House rules"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    terms = forms.CharField(
        label=_("Terms"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 4})
    )
    privacy_notice = forms.CharField(
        label=_("Privacy notice"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    accessibility_note = forms.CharField(
        label=_("Accessibility"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    @classmethod
    def of(cls, body: Body, data: Any, uploads: Any) -> "BodyForm":
        """Return the form filled with what the body is now."""
        names = [name for name in cls.base_fields if name != "logo"]
        return cls(data, uploads, initial={name: getattr(body, name) for name in names})

    def clean_accent(self) -> str:
        """Refuse a colour that cannot be read, and say which near it can."""
        accent = self.cleaned_data["accent"].upper()
        if not contrast.works(accent):
            near = contrast.shades(accent).day
            raise forms.ValidationError(
                _now("This colour is too light to read on our paper. %s is near it and works.")
                % near
            )
        return str(accent)

    def clean_logo(self) -> Any:
        """Take only a picture, by its content."""
        logo = self.cleaned_data.get("logo")
        if logo:
            try:
                inspected = files.inspect(logo.file, logo.name)
            except files.FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from None
            if not inspected.is_picture:
                raise forms.ValidationError(_now("A logo is a picture: PNG, JPEG or WebP."))
            logo.seek(0)
        return logo


class DepartmentForm(forms.Form):
    """A department."""

    name = forms.CharField(label=_("Name of the department"), max_length=120)
    email = forms.EmailField(
        label=_("Shared mailbox"),
        max_length=254,
        required=False,
        help_text=_("Questions for the department go there."),
    )


class PlacesForm(forms.Form):
    """Wards or other areas, a line each."""

    names = forms.CharField(
        label=_("Places to add"),
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "One a line. A code may follow after a semicolon, and after another the point in its middle, "
            "so that the nearest is found: Eastfield; E05000001; 51.5074, -0.1278."
        ),
    )

    def clean_names(self) -> list[tuple[str, str, points.Point | None]]:
        """Return names with their codes and the points in their middle."""
        lines = self.cleaned_data["names"].splitlines()
        rows = [[*(part.strip() for part in line.split(";", 2)), "", ""][:3] for line in lines]
        rows = [row for row in rows if row[0]]
        if long := [name for name, _code, _point in rows if len(name) > 120]:
            raise forms.ValidationError(_now("This name is too long: %s") % long[0][:60])
        return [(name, code[:20], _middle(name, text)) for name, code, text in rows]


def _middle(name: str, text: str) -> points.Point | None:
    try:
        return points.read(text) if text else None
    except points.NoPoint as refused:
        raise forms.ValidationError(f"{name}: {refused}") from None


class HolidayForm(forms.Form):
    """A day on which nobody works."""

    on = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name of the day"), max_length=80)


class CalendarForm(forms.Form):
    """Which country's holidays, in which year."""

    country = forms.ChoiceField(
        label=_("Country"), choices=[(code, name) for code, (name, _days) in CALENDARS.items()]
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2099)


class RoleForm(forms.Form):
    """Give somebody a role."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They sign in with it, by a code or as they chose."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=roles.CHOICES)
    title = forms.CharField(
        label=_("Job title"),
        max_length=120,
        required=False,
        help_text=_("Shown when they speak for the body."),
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(body=body, closed_at=None)  # type: ignore[attr-defined]


class CodesForm(forms.Form):
    """Codes to print on letters."""

    batch = forms.CharField(
        label=_("Name of the batch"), max_length=80, help_text=_("For example: Eastfield, March.")
    )
    count = forms.IntegerField(label=_("How many letters"), min_value=1, max_value=MOST_CODES)
    level = forms.ChoiceField(
        label=_("How they reach people"),
        choices=[
            (Level.CODE, _("Handed over in person, as a card")),
            (Level.RESIDENCE, _("Sent to an address, as a letter")),
        ],
        widget=forms.RadioSelect,
        initial=Level.CODE,
        help_text=_("A letter to an address shows that somebody lives there; a card does not."),
    )
    place = forms.ModelChoiceField(
        label=_("Place"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("Everywhere"),
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(body=body)  # type: ignore[attr-defined]

    def clean_level(self) -> Level:
        """Return the level that a code stands for."""
        return Level(int(self.cleaned_data["level"]))

"""Steps of the set-up: question, people, settings, owners. The promise and the dates have files of their own."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from flotilla.bodies import roles
from flotilla.bodies.models import Body, Department, Membership
from flotilla.bodies.verbs import Level
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.verbs import Audience, Basis, Kept, Moderation, Part
from flotilla.web.inputs import OneOf
from flotilla.web.programmes.forms.fields import LinesField, Unhurried

QUOTES = "“\"«„'‘"
PARTS_OF_A_FACT = 4


class QuestionForm(Unhurried):
    """What is asked, what is known, what was tried, who framed it."""

    needed: ClassVar[tuple[str, ...]] = ("title", "question", "summary")
    title = forms.CharField(label=_("Title"), max_length=90, widget=forms.TextInput({"data-count": ""}))  # fmt: skip
    question = forms.CharField(
        label=_("The question"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Limited: answered in an evening. Actionable: you can do something with the answers. Specific: for whom, where, when. Supported: somebody with power wants it. Owned: somebody will carry it out."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("In one or two sentences, for somebody who has ten seconds"),
        max_length=400,
        widget=forms.Textarea({"rows": 2}),
    )
    known = LinesField(
        label=_("Facts and voices"),
        required=False,
        most=12,
        longest=600,
        help_text=_("One a line: the figure or a quotation | what it says | where it is from | a link. For example: 41% | of homes have no car | Data: census 2021"),
    )  # fmt: skip
    background = forms.CharField(label=_("What else you know"), required=False, max_length=8000, widget=forms.Textarea({"rows": 4}))  # fmt: skip
    already_tried = forms.CharField(
        label=_("What was tried before"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line, with what came of it. It saves people from telling you again."),
    )
    framed_by = forms.CharField(
        label=_("Who framed the question"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Try it on five people who live with the problem before you open."),
    )
    origin = forms.ChoiceField(
        label=_("Who raised it?"),
        choices=Programme._meta.get_field("origin").choices,  # type: ignore[arg-type]
    )

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """What stands in the boxes."""
        names = (
            "title",
            "question",
            "summary",
            "background",
            "already_tried",
            "framed_by",
            "origin",
        )
        return {
            **{name: getattr(programme, name) for name in names},
            "known": [_as_line(fact) for fact in programme.known],
        }

    def clean_title(self) -> str:
        """A title stays: a programme cannot be without one."""
        return self.cleaned_data["title"] or str(self.initial.get("title", ""))

    def clean_known(self) -> list[dict[str, Any]]:
        """Read each line as a fact or a voice."""
        return [_as_fact(line) for line in self.cleaned_data["known"]]


def _as_fact(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|")]
    lead, text, source, link = (*parts, "", "", "", "")[:PARTS_OF_A_FACT]
    voice = lead[:1] in QUOTES
    if link:
        try:
            URLValidator(["http", "https"])(link)
        except ValidationError:
            said = _("This is not the address of a page: %(link)s")
            raise ValidationError(said, code="link", params={"link": link[:80]}) from None
    return {
        "lead": lead.strip("“”\"«»„'‘’ ") if voice else lead,
        "voice": voice,
        "text": text,
        "source": source,
        "link": link,
    }


def _as_line(fact: dict[str, Any]) -> str:
    lead = f"“{fact.get('lead', '')}”" if fact.get("voice") else fact.get("lead", "")
    parts = [lead, *(fact.get(name, "") for name in ("text", "source", "link"))]
    return " | ".join(parts).rstrip(" |")


class CrewForm(forms.Form):
    """Somebody with a part in running it."""

    part = forms.ChoiceField(label=_("Part"), choices=Part.choices)
    person = forms.ModelChoiceField(
        label=_("Colleague"), queryset=Person.objects.none(), required=False, empty_label=_("Somebody else")
    )  # fmt: skip
    name = forms.CharField(label=_("Name, if they have no account here"), required=False, max_length=120)  # fmt: skip
    title = forms.CharField(
        label=_("Shown to the public as"),
        required=False,
        max_length=120,
        help_text=_("An office, such as “Head of Transport”. Names are never shown."),
    )
    hours_a_week = forms.DecimalField(
        label=_("Hours a week"), required=False, min_value=0, max_value=60, max_digits=4, decimal_places=1
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        held = Membership.objects.current().filter(body__in=programme.owners, role__in=roles.STAFF_ROLES)  # fmt: skip
        people = Person.objects.filter(pk__in=held.values("person_id")).order_by("name", "email")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class VoicesForm(forms.Form):
    """Voices that may be missing, and what will be done to hear each."""

    voices = LinesField(
        label=_("Which voices may be missing, and what will you do to hear them?"),
        required=False,
        most=12,
        longest=400,
        help_text=_("One a line, with a colon between: “Shift workers: we go to the depot at five in the morning”."),
    )  # fmt: skip

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """What stands in the box."""
        named = programme.missing_voices.order_by("pk")
        return {"voices": [f"{one.who}: {one.what_we_do}".rstrip(": ") for one in named]}

    def clean_voices(self) -> list[tuple[str, str]]:
        """Split each line at its first colon."""
        pairs = [line.partition(":") for line in self.cleaned_data["voices"]]
        if any(len(who) > 120 or len(what.strip()) > 300 for who, _colon, what in pairs):
            raise ValidationError(
                _("Keep who it is under 120 characters, and what you do under 300.")
            )
        return [(who.strip(), what.strip()) for who, _colon, what in pairs]


class SettingsForm(forms.Form):
    """Who may see it and take part, how it is moderated, how much the team can take on."""

    audience = OneOf(
        label=_("Who may see it?"),
        choices=[
            (Audience.PUBLIC, Audience.PUBLIC.label, _("The rule. Answers and decisions are public too")),
            (Audience.STAFF, Audience.STAFF.label, _("Needs a reason")),
            (Audience.INVITED, Audience.INVITED.label, _("Needs a reason")),
        ],
    )  # fmt: skip
    private_reason = forms.CharField(
        label=_("Why it is not public"), required=False, max_length=300
    )
    moderation = OneOf(
        label=_("Moderation"),
        choices=[
            (Moderation.AFTER, Moderation.AFTER.label, _("People see at once that it arrived")),
            (
                Moderation.BEFORE,
                Moderation.BEFORE.label,
                _("Where people or a case could be harmed"),
            ),
        ],
    )
    allows_guests = forms.BooleanField(label=_("People may take part without an account"), required=False)  # fmt: skip
    contribute_level = forms.TypedChoiceField(label=_("To contribute one must have"), coerce=int, choices=Level.choices)  # fmt: skip
    support_level = forms.TypedChoiceField(label=_("To support one must have"), coerce=int, choices=Level.choices)  # fmt: skip
    capacity_per_week = forms.IntegerField(
        label=_("How many answers can the team write in a week?"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_(
            "Its run page warns you when more wait than you can answer in time, and you can pause."
        ),
    )
    listen_days = forms.IntegerField(
        label=_("Days in which officials only ask questions"),
        min_value=0,
        max_value=60,
        help_text=_("Judging early silences people. Three to seven days are usual; 0 for none."),
    )
    other_ways = forms.CharField(
        label=_("Other ways to take part"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "One a line: where to come by, which number to ring, where the paper forms lie."
        ),
    )
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none(), required=False)  # fmt: skip
    address = forms.SlugField(
        label=_("Address on the site"),
        max_length=60,
        help_text=_("Short, without spaces. It cannot change after opening."),
    )
    lawful_basis = OneOf(
        label=_("The lawful basis of what the form asks"),
        choices=[
            (Basis.PUBLIC_TASK, Basis.PUBLIC_TASK.label, _("The rule for a public body")),
            (Basis.LEGAL_OBLIGATION, Basis.LEGAL_OBLIGATION.label, _("Where a law makes you ask")),
            (Basis.CONSENT, Basis.CONSENT.label, _("Rarely: most people cannot freely say no to a public body")),
        ],
    )  # fmt: skip
    kept_days = forms.TypedChoiceField(
        label=_("How long after its end do you keep how to reach people, and notes about them?"),
        coerce=int,
        choices=[one for one in Kept.choices if one[0]],
    )
    cost_note = forms.CharField(label=_("What running it costs"), required=False, max_length=200)
    language = forms.ChoiceField(
        label=_("Language of its words"), choices=settings.LANGUAGES, help_text=_("Readers of other languages are told.")
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        departments = Department.objects.filter(body=programme.body, closed_at=None)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(programme: Programme) -> dict[str, Any]:
        """What stands in the boxes."""
        names = (name for name in SettingsForm.base_fields if name != "department")
        return {name: getattr(programme, name) for name in names} | {"department": programme.department_id}  # fmt: skip


class OwnerForm(forms.Form):
    """Another department or body that owns it too."""

    owner = forms.ChoiceField(label=_("Department or body"), choices=[])
    brings = forms.CharField(label=_("What it brings"), required=False, max_length=200)

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        inside = Department.objects.filter(body=programme.body, closed_at=None)
        inside = inside.exclude(pk=programme.department_id or 0)
        others = Body.objects.exclude(pk=programme.body_id).order_by("name")
        self.found = {f"d{one.pk}": one for one in inside} | {f"b{one.pk}": one for one in others}
        field = self.fields["owner"]
        field.choices = [(code, str(one)) for code, one in self.found.items()]  # type: ignore[attr-defined]

    def parts(self) -> dict[str, Any]:
        """Return the body, and the department if it is one."""
        found = self.found[self.cleaned_data["owner"]]
        if isinstance(found, Department):
            return {"body": found.body, "department": found}
        return {"body": found}

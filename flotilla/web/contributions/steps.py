"""The four steps of sending something: which there are, and the form of each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.bodies.models import Place
from flotilla.bodies.points import Point
from flotilla.contributions.form import LINES, NOT_AGREED, check_phone
from flotilla.kit.wording import say
from flotilla.people.consents import agreements
from flotilla.people.models import Person
from flotilla.people.verbs import Sector
from flotilla.programmes.models import AwardSize, Programme
from flotilla.web.contributions.questions import QuestionsForm
from flotilla.web.inputs import FilesField, OneOf, PointField

NAMES: dict[str, str | Promise] = {
    "idea": gettext_lazy("Your idea"),
    "place": gettext_lazy("Place and people"),
    "reach": gettext_lazy("How to reach you"),
    "check": gettext_lazy("Check and send"),
}
CODES = list(NAMES)


def a_phone(text: str) -> None:
    """Say at a field of a form what is wrong with a telephone number, by the one rule."""
    try:
        check_phone(text)
    except ValueError as problem:
        raise ValidationError(str(problem)) from None


class IdeaForm(QuestionsForm):
    """Step 1: what it is, in one line and at more length, with files."""

    def __init__(
        self, *given: Any, programme: Programme, person: Person | None, **more: Any
    ) -> None:
        super().__init__(*given, programme=programme, pages=range(1, 2), **more)
        kinds = [(one["code"], say(one["label"]), say(one["hint"])) for one in programme.plan.kinds]
        if kinds:
            self.fields["kind"] = OneOf(
                label=_("What are you sending?"),
                help_text=_("All count the same, and all get an answer."),
                choices=kinds,
                initial=kinds[0][0],
            )
        self.add_title()
        self.order_fields(["kind", "title"])
        self.files_asked = next((one for one in self.all_asked if one.kind == "files"), None)
        if self.files_asked:
            self.fields["files"] = FilesField(
                label=say(self.files_asked.label),
                help_text=say(self.files_asked.hint),
                required=False,
            )
            self.fields["alt"] = forms.CharField(
                label=_("What do they show?"),
                help_text=_("For people who cannot see them."),
                max_length=200,
                required=False,
            )


class PlaceForm(QuestionsForm):
    """Step 2: where it is about, whom it helps, and how the writer is shown."""

    def __init__(
        self, *given: Any, programme: Programme, person: Person | None, **more: Any
    ) -> None:
        super().__init__(*given, programme=programme, pages=range(2, 100), **more)
        asked = next((one for one in self.all_asked if one.kind == "place"), None)
        if asked:
            self._ask_place(programme, say(asked.label), say(asked.hint))
        self.fields["byline"] = forms.CharField(
            label=_("How should we show you?"),
            help_text=" ".join(
                (
                    agreements()["shown_as"].said,
                    _("Your name is not shown unless you write it here."),
                )
            ),
            max_length=LINES["byline"],
            required=False,
            initial=person.byline if person else "",
        )
        self.fields["sector"] = forms.ChoiceField(
            label=_("You are writing as"),
            choices=[("", _("I would rather not say")), *Sector.choices],
            help_text=agreements()["who_is_missing"].said,
            required=False,
            initial=person.sector if person else "",
        )
        self.order_fields(["place", "place_words", "point"])

    def _ask_place(self, programme: Programme, label: str, hint: str) -> None:
        places = programme.body.places.all()
        if places:
            rows = [(str(place.pk), place.name) for place in places]
            self.fields["place"] = forms.ChoiceField(
                label=label,
                help_text=hint,
                required=False,
                choices=[("", _("Everywhere, or I am not sure")), *rows],
            )
        self.fields["place_words"] = forms.CharField(
            label=_("The place in your own words") if places else label,
            help_text=_("Such as “Mill Road, between the bus stop and the chemist”."),
            max_length=LINES["place_words"],
            required=False,
        )

        self.fields["point"] = PointField(
            label=_("The point on a map"),
            help_text=_(
                "Two numbers such as 51.5074, -0.1278, a grid reference such as TQ 300 804, or the link of a map. "
                "Everybody sees it, to about 10 metres: do not give your own home."
            ),
            required=False,
        )

    def point(self) -> Point | None:
        """The point that was given."""
        return self.cleaned_data.get("point")

    def place(self) -> Place | None:
        """The place that was chosen."""
        chosen = self.cleaned_data.get("place")
        return Place.objects.filter(pk=chosen, body=self.programme.body).first() if chosen else None


class ReachForm(forms.Form):
    """Step 3: how the writer hears back."""

    contact_name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("For the team only, to greet you by."),
        max_length=LINES["contact_name"],
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send the receipt and every answer there."),
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("Write a whole address, such as sam@example.org.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("If you would rather be rung."),
        max_length=LINES["contact_phone"],
        required=False,
        validators=[a_phone],
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(
        self,
        *given: Any,
        programme: Programme,
        person: Person | None,
        size: AwardSize | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        if person is not None:
            del self.fields["contact_name"], self.fields["contact_email"]


class SendForm(forms.Form):
    """Step 4: what one agrees to, and which draft it was, by which it counts once and for ever."""

    draft = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    consent = forms.BooleanField(error_messages={"required": NOT_AGREED})
    wants_test = forms.BooleanField(
        label=gettext_lazy("Ask me if it is tested, so that I can help"), required=False
    )

    def __init__(self, *given: Any, byline: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["wants_test"].help_text = agreements()["ask_me"].said
        said = _("You may publish this, and others may build on it, with credit to “%(byline)s”")
        self.fields["consent"].label = said % {"byline": byline}


FORMS: dict[str, type[forms.Form]] = {"idea": IdeaForm, "place": PlaceForm, "reach": ReachForm}

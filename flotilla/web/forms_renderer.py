"""How every form of the site is drawn: our templates, and what each field tells a screen reader."""

import pathlib
from typing import Any

import django.forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BoundField, CheckboxInput, Field, RadioSelect, Textarea, TextInput
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Templates
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.kit.written import number_text

#: Django's own sentences, which we say more plainly.
COMMON = {Field.default_error_messages["required"], MaxLengthValidator.message}
OURS = pathlib.Path(__file__).with_name("_forms")
DJANGOS = pathlib.Path(django.forms.__file__).with_name("templates")


class FieldOnPage(BoundField):
    """A field of a form with the marks that our style and assistive technology need."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: django.forms.Widget | None = None
    ) -> dict[str, Any]:
        """Name the style; describe by hint, error and count; leave checking to us, in words."""
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        own = f"{widget.attrs.get('class', '')} {attrs.get('class', '')}".strip()
        attrs["class"] = f"ds-input {own}".strip()
        if type(self.form).__module__.startswith("allauth."):
            attrs["placeholder"] = (
                False  # it says the label once more, and vanishes while one types
            )
        if self.limit:
            attrs["maxlength"] = False  # a browser would cut what is pasted without a word
            attrs["data-count"] = f"{self.auto_id}_count"
        if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10":
            attrs |= {"rows": "4", "cols": False}
        if not self.field.required:
            attrs.pop("aria-required", None)
        return attrs

    @property
    def limit(self) -> int:
        """How many characters fit, where it is said: in every long text, and where a field asks for it."""
        widget = self.field.widget
        counted = isinstance(widget, Textarea) or (
            isinstance(widget, TextInput) and "data-count" in widget.attrs
        )
        return (getattr(self.field, "max_length", None) or 0) if counted else 0

    @property
    def aria_describedby(self) -> str | None:
        """The hint, the error and the count of this field, in the order in which they stand."""
        told = super().aria_describedby
        if told is not None and self.limit and self.auto_id:
            return f"{told} {self.auto_id}_count".strip()
        return told

    @property
    def look(self) -> str:
        """Which of our drawings the field has: check, choices, boxes or plain."""
        widget = self.field.widget
        if isinstance(widget, RadioSelect):
            return "choices"
        if isinstance(widget, CheckboxInput):
            return "check"
        return getattr(widget, "look", "plain")

    @property
    def options(self) -> list[dict[str, Any]]:
        """The choices as they are drawn: the box, its id, its label and, if the field has one, its hint."""
        hints = getattr(self.field, "hints", {})
        return [
            {
                "box": option.tag(),
                "id": option.id_for_label,
                "label": option.choice_label,
                "hint": hints.get(str(option.data["value"]), ""),
            }
            for option in self.subwidgets
        ]

    @property
    def problems(self) -> list[str]:
        """What is wrong, in words that say what to do; a sentence of the form's own is left as it is."""
        return [self._in_words(problem) for problem in self.errors.as_data()]

    def _in_words(self, problem: ValidationError) -> str:
        common = problem.message in COMMON
        if problem.code == "required" and common:
            asks = {"choices": _("Please choose."), "check": _("Please tick this to go on.")}
            return asks.get(self.look, _("Please fill this in."))
        if problem.code == "max_length" and common and problem.params:
            limit = problem.params["limit_value"]
            over = problem.params["show_value"] - limit
            said = ngettext(
                "This is %(over)s character too long. Please shorten it to %(limit)s.",
                "This is %(over)s characters too long. Please shorten it to %(limit)s.",
                over,
            )
            return said % {"over": number_text(over), "limit": number_text(limit)}
        if problem.code == "null_characters_not_allowed":
            return _("There is a sign in this that is not text. Please remove it, or type it anew.")
        return problem.messages[0]

    @property
    def sign(self) -> str:
        """What stands before the box, such as a sign of money."""
        return getattr(self.field, "sign", "")

    @property
    def first_id(self) -> str:
        """The id that a link in the error summary leads to: the first box of several."""
        return f"{self.auto_id}_0" if self.look in {"choices", "boxes"} else self.auto_id


class Renderer(DjangoTemplates):
    """Draw forms with the templates in `_forms`, and what is not there with Django's."""

    bound_field_class = FieldOnPage
    form_template_name = "form.html"
    field_template_name = "field.html"

    @cached_property
    def engine(self) -> Templates:
        """The template engine of forms: independent of the pages' own."""
        return Templates(
            {"APP_DIRS": False, "DIRS": [OURS, DJANGOS], "NAME": "forms", "OPTIONS": {}}
        )

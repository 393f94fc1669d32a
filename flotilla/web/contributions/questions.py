"""The questions of a programme as fields of a form, and what was typed as clean answers."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from flotilla.contributions import form as rules_of_form
from flotilla.contributions.form import ELSEWHERE, TITLE_LENGTH
from flotilla.kit.wording import say
from flotilla.programmes.models import AwardSize, Programme
from flotilla.programmes.queries import asked, current_promise
from flotilla.programmes.recipes import Field
from flotilla.web.inputs import DayField, MoneyField, OneOf

FEW = 4


def field_of(asked: Field, currency: str) -> forms.Field:
    """Return the form field for one question of the recipe."""
    told = {
        "label": say(asked.label),
        "help_text": say(asked.hint),
        "required": asked.required,
    }
    return MAKERS[asked.kind](asked, currency, told)


def _line(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=asked.max_length, **told)


def _words(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=asked.max_length, widget=forms.Textarea, **told)


def _choice(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    rows = [(one["code"], say(one["label"])) for one in asked.choices]
    if len(rows) <= FEW:
        return OneOf(choices=rows, **told)
    return forms.ChoiceField(choices=[("", _("Choose")), *rows], **told)


def _number(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    box = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(max_length=20, widget=box, **told)


def _money(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    return MoneyField(currency=currency, **told)


def _day(asked: Field, currency: str, told: dict[str, Any]) -> forms.Field:
    return DayField(**told)


MAKERS: dict[str, Callable[[Field, str, dict[str, Any]], forms.Field]] = {
    "short_text": _line,
    "link": _line,
    "long_text": _words,
    "choice": _choice,
    "number": _number,
    "money": _money,
    "date": _day,
}


class QuestionsForm(forms.Form):
    """A form that asks some of a programme's questions; `title` and `answers` are clean once it is valid."""

    def __init__(
        self,
        *given: Any,
        programme: Programme,
        pages: range,
        size: AwardSize | None = None,
        is_first: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.programme = programme
        promise = current_promise(programme)
        self.currency = promise.currency if promise else "GBP"
        self.all_asked = asked(programme, size, is_first=is_first)
        self.asked = tuple(
            one for one in self.all_asked if one.page in pages and one.kind not in ELSEWHERE
        )
        self.answers: dict[str, Any] = {}
        self.title = ""
        for one in self.asked:
            self.fields[one.code] = field_of(one, self.currency)

    @property
    def codes(self) -> list[str]:
        """The questions that this form asks."""
        return [one.code for one in self.asked]

    def add_title(self) -> None:
        """Ask for the one line by which it is known."""
        self.fields["title"] = forms.CharField(
            label=_("Say it in one line"),
            help_text=_("As you would to a neighbour."),
            max_length=TITLE_LENGTH,
            widget=forms.TextInput({"data-count": ""}),
        )

    def clean(self) -> dict[str, Any]:
        """Check every answer by the one rule that import and programming interface follow too."""
        cleaned = super().clean() or self.cleaned_data
        raw = {code: _plain(cleaned.get(code)) for code in self.codes if code not in self.errors}
        asked = tuple(one for one in self.asked if one.code in raw)
        checked = rules_of_form.check(asked, raw, currency=self.currency)
        for code, sentence in checked.errors.items():
            self.add_error(code, sentence)
        self.answers = checked.answers
        if "title" in self.fields and "title" not in self.errors:
            try:
                self.title = rules_of_form.check_title(cleaned.get("title"))
            except ValueError as problem:
                self.add_error("title", str(problem))
        return cleaned


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def as_data(form: forms.Form, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was kept of a form as if it were posted, boxes of a day each by itself."""
    data: dict[str, Any] = {}
    for name in form.fields:
        value = kept.get(name)
        if isinstance(value, list):
            data |= {f"{name}_{number}": part for number, part in enumerate(value)}
        elif value not in (None, False):
            data[name] = "on" if value is True else value
    return data


def typed(form: forms.Form) -> dict[str, Any]:
    """Return what was typed, as it was typed, but for signs that no database keeps; files are not among it."""
    return {
        name: _storable(field.widget.value_from_datadict(form.data, {}, form.add_prefix(name)))
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


LONGEST = 60_000


def _storable(value: Any) -> Any:
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, str):
        text = value[:LONGEST].replace("\x00", "")
        return text.encode("utf-8", "replace").decode("utf-8")
    return value

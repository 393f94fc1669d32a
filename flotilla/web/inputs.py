"""Fields that forms of several areas use: a day, money, files, and the key of a form that counts once."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from flotilla.bodies import points
from flotilla.kit import money, written

CHOSEN = SafeString(" selected")


class Cards(forms.RadioSelect):
    """A choice between few things, drawn as cards."""

    cards = True


class OneOf(forms.ChoiceField):
    """A choice between few things, each with a word on what it means: (value, label, hint)."""

    widget = Cards

    def __init__(self, *, choices: Iterable[tuple[Any, ...]], **more: Any) -> None:
        rows = [(*row, "")[:3] for row in choices]
        super().__init__(choices=[row[:2] for row in rows], **more)
        self.hints = {str(value): hint for value, _label, hint in rows}


class PlainSelect(forms.Select):
    """A choice of a few, written without a template: a filter has three of them on the pages that are read most."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the element."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, CHOSEN if str(key) in chosen else "", words) for key, words in self.choices),
        )
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(own), options)


class SeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows of those that are offered; a key that no database could hold is a row that is not offered."""

    def clean(self, value: Any) -> Any:
        """Return the rows."""
        keys = [str(key) for key in value] if isinstance(value, (list, tuple)) else []
        for key in keys:
            if not (key.isascii() and key.isdecimal() and len(key) < 19):
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": key[:40]},
                )
        return super().clean(value)


class DayInput(forms.MultiWidget):
    """A day as three boxes: nothing pops up, and what was typed stays as it was typed."""

    look = "boxes"
    template_name = "boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        labels = [
            pgettext_lazy("of a date", "Day"),
            pgettext_lazy("of a date", "Month"),
            pgettext_lazy("of a date", "Year"),
        ]
        super().__init__([forms.TextInput({"label": label}) for label in labels], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Split a day into its three boxes."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.Field):
    """A day of the calendar."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Write the day, the month and the year."),
        "partial": _("Write all three: the day, the month and the year."),
        "digits": _("Write the day as numbers, such as 27 3 2026."),
        "year": _("Write the year with four digits, such as 2026."),
        "impossible": _(
            "There is no such day: %(day)s %(month)s %(year)s. Check the day and the month."
        ),
        "early": _("Choose a day from %(limit)s on."),
        "late": _("Choose a day up to %(limit)s."),
    }

    def __init__(
        self, *, first: datetime.date | None = None, last: datetime.date | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.first, self.last = first, last

    def to_python(self, value: Any) -> datetime.date | None:
        """Read the three boxes."""
        if value is None or isinstance(value, datetime.date):
            return value
        texts = [str(text or "").strip() for text in value]
        if not any(texts):
            return None
        if not all(texts):
            raise ValidationError(self.error_messages["partial"], code="partial")
        if not all(text.isascii() and text.isdigit() and len(text) < 5 for text in texts):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if len(texts[2]) != 4:
            raise ValidationError(self.error_messages["year"], code="year")
        day, month, year = map(int, texts)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            names = {"day": texts[0], "month": texts[1], "year": texts[2]}
            raise ValidationError(
                self.error_messages["impossible"], code="impossible", params=names
            ) from None

    def validate(self, value: datetime.date | None) -> None:
        """Refuse a day outside the limits."""
        super().validate(value)
        if value and self.first and value < self.first:
            limit = {"limit": written.day_text(self.first)}
            raise ValidationError(self.error_messages["early"], code="early", params=limit)
        if value and self.last and value > self.last:
            limit = {"limit": written.day_text(self.last)}
            raise ValidationError(self.error_messages["late"], code="late", params=limit)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not texts."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(forms.CharField):
    """An amount of money; its value is whole smallest units, such as pence."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "small": _("Write an amount of at least %(limit)s."),
        "large": _("Write an amount of at most %(limit)s."),
    }

    def __init__(
        self, *, currency: str = "GBP", least: int = 0, most: int = money.MOST, **more: Any
    ) -> None:
        more.setdefault("widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=40, **more)
        self.currency, self.least, self.most = currency, least, most
        self.sign = money.SYMBOLS.get(currency, currency)

    def prepare_value(self, value: Any) -> Any:
        """Write an amount into the box; leave what somebody typed as it is."""
        if not isinstance(value, int):
            return value
        places = (
            money.decimals_of(self.currency)
            if value % 10 ** money.decimals_of(self.currency)
            else 0
        )
        return number_format(money.Money(value, self.currency).amount, places, force_grouping=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not how they are written."""
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def clean(self, value: Any) -> int | None:
        """Read an amount however people write it, and keep it within the limits."""
        if isinstance(value, int):
            return value
        text = super().clean(value)
        if not text:
            return None
        try:
            minor = money.parse(text, self.currency).minor
        except money.NotMoney as refused:
            raise ValidationError(str(refused), code=refused.code) from None
        for code, wrong, limit in (
            ("small", minor < self.least, self.least),
            ("large", minor > self.most, self.most),
        ):
            if wrong:
                words = {"limit": money.Money(limit, self.currency)}
                raise ValidationError(self.error_messages[code], code=code, params=words)
        return minor


class PointInput(forms.TextInput):
    """A box for a point, beside which a script may put a button that asks the browser where it is."""

    def __init__(self) -> None:
        super().__init__(
            {
                "autocomplete": "off",
                "data-here": _("Use where I am now"),
                "data-asking": _("Asking your device…"),
                "data-denied": _("Your device did not say where it is. Write the point instead."),
            }
        )


class PointField(forms.CharField):
    """A point on the earth, typed or pasted; its value is a points.Point, or None."""

    widget = PointInput

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=points.LONGEST, **more)

    def clean(self, value: Any) -> points.Point | None:
        """Read the point by the one rule for pages, imports and programming interface."""
        text = super().clean(str(value) if isinstance(value, points.Point) else value)
        if not text:
            return None
        try:
            return points.read(text)
        except points.NoPoint as refused:
            raise ValidationError(str(refused), code=refused.code) from None


class FilesInput(forms.ClearableFileInput):
    """A box for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is a list, empty if there are none."""

    widget = FilesInput
    default_error_messages: ClassVar[dict[str, Any]] = {"many": _("Choose at most %(most)s files.")}

    def __init__(self, *, most: int = 5, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file, and how many there are."""
        files = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        if len(files) > self.most:
            raise ValidationError(
                self.error_messages["many"], code="many", params={"most": self.most}
            )
        if not files:
            super().clean(None, initial)
        return [super(FilesField, self).clean(file) for file in files]

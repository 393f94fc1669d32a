"""Fields that forms of several areas use: a day, money, files, and the key of a form that counts once."""

import datetime
import re
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from flotilla.kit import written


class Cards(forms.RadioSelect):
    """A choice between few things, drawn as cards."""

    cards = True


class OneOf(forms.ChoiceField):
    """A choice between few things, each with a word on what it means: (value, label, hint)."""

    widget = Cards

    def __init__(self, *, choices: Iterable[tuple], **more: Any) -> None:
        rows = [(*row, "")[:3] for row in choices]
        super().__init__(choices=[row[:2] for row in rows], **more)
        self.hints = {str(value): hint for value, _label, hint in rows}


class DayInput(forms.MultiWidget):
    """A day as three boxes: nothing pops up, and what was typed stays as it was typed."""

    look = "boxes"
    template_name = "boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None) -> None:
        labels = [
            pgettext_lazy("of a date", "Day"),
            pgettext_lazy("of a date", "Month"),
            pgettext_lazy("of a date", "Year"),
        ]
        super().__init__([forms.TextInput({"label": label}) for label in labels], attrs)

    def decompress(self, value: Any) -> list:
        """Split a day into its three boxes."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.Field):
    """A day of the calendar."""

    widget = DayInput
    default_error_messages: ClassVar[dict] = {
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

    default_error_messages: ClassVar[dict] = {
        "amount": _("Write an amount of money, such as 1200 or 1200.50."),
        "small": _("Write an amount of at least %(limit)s."),
        "large": _("Write an amount of at most %(limit)s."),
    }

    def __init__(
        self, *, currency: str = "GBP", least: int = 0, most: int = 10**14, **more: Any
    ) -> None:
        more.setdefault("widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=40, **more)
        self.currency, self.least, self.most = currency, least, most
        self.digits = written.DIGITS.get(currency, 2)
        self.sign = written.SIGNS.get(currency, currency)

    def prepare_value(self, value: Any) -> Any:
        """Write an amount into the box; leave what somebody typed as it is."""
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 10**self.digits)
        return f"{whole}.{rest:0{self.digits}}" if rest else str(whole)

    def to_python(self, value: Any) -> Any:
        """Read an amount however people write it: 1,200.50 or 1 200,50 or £1200."""
        if isinstance(value, int):
            return value
        text = super().to_python(value) or ""
        if not text:
            return None
        text = text.replace(self.sign, "").replace(self.currency, "")
        return self.amount("".join(text.split()).replace("\u2019", "").replace("'", ""))

    def amount(self, text: str) -> int:
        """Turn the cleaned text into smallest units. The last sign before one or two digits parts them."""
        cut = max(text.rfind("."), text.rfind(","))
        after = len(text) - cut - 1 if cut >= 0 else 0
        parted = 0 < after <= self.digits and after != 3
        whole, rest = (text[:cut], text[cut + 1 :]) if parted else (text, "")
        grouped = re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})*|[0-9]*", whole)
        whole = whole.replace(",", "").replace(".", "") or ("0" if parted else "")
        if not (grouped and 0 < len(whole) < 16 and re.fullmatch(r"[0-9]*", rest)):
            raise ValidationError(self.error_messages["amount"], code="amount")
        return int(whole) * 10**self.digits + int(rest.ljust(self.digits, "0") or 0)

    def run_validators(self, value: Any) -> None:
        """Refuse an amount outside the limits."""
        if value is None:
            return
        for code, wrong, limit in [
            ("small", value < self.least, self.least),
            ("large", value > self.most, self.most),
        ]:
            if wrong:
                words = {"limit": written.money_text(limit, self.currency)}
                raise ValidationError(self.error_messages[code], code=code, params=words)


class FilesInput(forms.ClearableFileInput):
    """A box for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its value is a list, empty if there are none."""

    widget = FilesInput
    default_error_messages: ClassVar[dict] = {"many": _("Choose at most %(most)s files.")}

    def __init__(self, *, most: int = 5, **more: Any) -> None:
        super().__init__(**more)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list:
        """Check each file, and how many there are."""
        files = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        if len(files) > self.most:
            raise ValidationError(
                self.error_messages["many"], code="many", params={"most": self.most}
            )
        if not files:
            super().clean(None, initial)
        return [super(FilesField, self).clean(file) for file in files]


class OnceField(forms.CharField):
    """A hidden key, new with every form that is shown, by which a form sent twice counts once."""

    widget = forms.HiddenInput

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=40, initial=lambda: uuid.uuid4().hex, **more)

    def clean(self, value: Any) -> str:
        """Return the key; a missing or spoiled one is replaced, for nobody can mend it by hand."""
        try:
            return uuid.UUID(str(value)).hex
        except ValueError:
            return uuid.uuid4().hex

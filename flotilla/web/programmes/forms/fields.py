"""Fields of these forms: texts line by line, a moment with its day and time, what may be saved half done."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from flotilla.programmes import queries
from flotilla.web.inputs import DayField

# a clock of any zone can be reckoned with between these
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)
TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


class Unhurried(forms.Form):
    """A form that can be saved half done: what is needed before opening is marked as such, and checked at the review."""

    needed: ClassVar[tuple[str, ...]] = ()

    def full_clean(self) -> None:
        """Check what was typed; leave empty what was left empty."""
        with self._nothing_compulsory():
            super().full_clean()

    @contextmanager
    def _nothing_compulsory(self) -> Iterator[None]:
        fields = [self.fields[name] for name in self.needed if name in self.fields]
        for field in fields:
            field.required = False
        yield
        for field in fields:
            field.required = True


class LinesField(forms.CharField):
    """Several sentences, one a line; its value is a list."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "many": _("Write at most %(most)s lines."),
        "long": _("Line %(number)s is too long. Please shorten it to %(limit)s characters."),
    }

    def __init__(self, *, most: int = 10, longest: int = 300, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(**more)
        self.most, self.longest = most, longest

    def prepare_value(self, value: Any) -> Any:
        """Write a list into the box, one a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Read the lines that say something."""
        lines = [line.strip() for line in (super().clean(value) or "").splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > self.most:
            raise ValidationError(
                self.error_messages["many"], code="many", params={"most": self.most}
            )
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                where = {"number": number, "limit": self.longest}
                raise ValidationError(self.error_messages["long"], code="long", params=where)
        return lines


class MomentInput(forms.MultiWidget):
    """A moment as four boxes: day, month, year and time of day."""

    look = "boxes"
    template_name = "boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        labels = [
            pgettext_lazy("of a date", "Day"),
            pgettext_lazy("of a date", "Month"),
            pgettext_lazy("of a date", "Year"),
            _("Time"),
        ]
        super().__init__([forms.TextInput({"label": label}) for label in labels], attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Split a moment into its boxes, as the clock on the wall shows it."""
        if value is None:
            return [None, None, None, None]
        wall = timezone.localtime(value)
        return [wall.day, wall.month, wall.year, f"{wall:%H:%M}"]


class MomentField(forms.Field):
    """A moment, in the zone of the body; an hour that comes twice or never in the night of a clock change is refused."""

    widget = MomentInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Write the day, the month, the year and the time."),
        "time": _("Write the time as hours and minutes, such as 12:00 or 5pm."),
        "doubtful": _(
            "In that night the clocks change, so this hour comes twice or not at all. Choose another hour."
        ),
    }

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Read the four boxes."""
        if value is None or isinstance(value, datetime.datetime):
            return value
        *day_boxes, time_box = [str(text or "").strip() for text in value]
        day = DayField(required=False, first=FIRST, last=LAST).clean(day_boxes)
        if day is None:
            return None
        zone = timezone.get_current_timezone()
        moment = datetime.datetime.combine(day, self._time(time_box or "12:00"), tzinfo=zone)
        if isinstance(zone, ZoneInfo) and not queries.happens_once(moment, zone):
            raise ValidationError(self.error_messages["doubtful"], code="doubtful")
        return moment

    def _time(self, text: str) -> datetime.time:
        found = TIME.fullmatch(text)
        if not found:
            raise ValidationError(self.error_messages["time"], code="time")
        hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half:
            hours = hours % 12 + (12 if half == "pm" else 0) if 1 <= hours <= 12 else 99
        try:
            return datetime.time(hours, minutes)
        except ValueError:
            raise ValidationError(self.error_messages["time"], code="time") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare moments, not texts, to the minute: the boxes hold no seconds."""
        try:
            was, now = self.to_python(initial), self.to_python(data)
        except ValidationError:
            return True
        return (was and was.replace(second=0, microsecond=0)) != now

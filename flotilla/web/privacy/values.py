"""A value of a row as people read it."""

from datetime import datetime
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from flotilla.kit import written


def shown(value: Any) -> str:
    """Return a value in words: yes and no, days in the reader's way, lists and tables as lines."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return written.moment_text(value)
    if isinstance(value, FieldFile):
        return (value.name or "").rpartition("/")[2]
    if isinstance(value, dict):
        return "\n".join(f"{key}: {shown(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(shown(inner) for inner in value)
    return str(value)

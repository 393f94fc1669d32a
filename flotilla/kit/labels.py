"""What a field is called on pages."""

from django.db import models


def label_of(model: type[models.Model], name: str) -> str:
    """Return the label of a field, in the language in use."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))

"""What somebody has begun to write and not sent yet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_noop

from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class Draft(models.Model):
    """A contribution being written, kept on the server so that a lost connection loses nothing."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("whose draft it is, if signed in"),
        "fingerprint": gettext_noop("the secret of the link to it"),
        "content": gettext_noop("what was typed so far"),
    }
    impersonal: ClassVar[set[str]] = set()

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="drafts")
    fingerprint = models.CharField(max_length=64, unique=True)
    content = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("saved_at",), name="draft_age"),)

    def __str__(self) -> str:
        return f"Draft for {self.programme}"

"""The outbox: letters to be sent, and which journal entries were read for it."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body
from flotilla.kit.codes import one_of_or_empty
from flotilla.letters.verbs import Why
from flotilla.people.models import Person


class Reading(models.Model):
    """That an entry of the journal was read and its letters, if any, were written."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    entry_id = models.BigIntegerField(primary_key=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Entry {self.entry_id}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters by whether they are on their way."""

    def waiting(self, at: datetime) -> Self:
        """Those to be sent now, in the order in which they are due."""
        return self.filter(
            sent_at__isnull=True, given_up_at__isnull=True, next_try_at__lte=at
        ).order_by("next_try_at", "id")

    def digest_of(self, one: "Letter", day: date) -> Self:
        """What waits for one reader's digest by a day, even if another post has it in its hands; the newest day first."""
        return self.filter(
            body=one.body_id,
            email__iexact=one.email,
            digest_on__lte=day,
            sent_at__isnull=True,
            given_up_at__isnull=True,
        ).order_by("-digest_on", "id")

    def bounced(self, email: str, since: datetime) -> Self:
        """Those to an address that came back since a moment."""
        return self.filter(bounced_at__gte=since, email__iexact=email)

    def urgent(self, at: datetime) -> Self:
        """Those that somebody waits for at this moment, even if they were written after the post began its round."""
        due = Q(next_try_at__lte=at) | Q(tries=0)
        return self.filter(
            due, is_urgent=True, sent_at__isnull=True, given_up_at__isnull=True
        ).order_by("next_try_at", "id")


class Letter(models.Model):
    """One envelope to one recipient. Its words are made at the moment of sending, with the recipient's rights."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who gets it"),
        "email": gettext_noop("where it goes"),
        "context": gettext_noop("what it is about"),
        "subject": gettext_noop("kept only where letters can be read at a local page"),
        "text": gettext_noop("kept only where letters can be read at a local page"),
        "html": gettext_noop("kept only where letters can be read at a local page"),
    }
    impersonal: ClassVar[set[str]] = {"kind", "why", "language", "error", "message_id", "bounce"}

    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="letters")
    entry_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=40)
    why = models.CharField(max_length=30, choices=Why.choices, blank=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="letters"
    )
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    context = models.JSONField(default=dict)
    is_urgent = models.BooleanField(default=False)
    must_arrive = models.BooleanField(default=True)
    digest_on = models.DateField(null=True, blank=True)  # whose digest it waits for
    leads_digest = models.BooleanField(default=False)  # its envelope carries that day's digest
    message_id = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)  # it left, and came back for good
    bounce = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = (
            *one_of_or_empty("letter", why=Why),
            models.UniqueConstraint(
                fields=("entry_id", "kind", "email"),
                condition=Q(entry_id__isnull=False),
                name="letter_once",
            ),
            models.UniqueConstraint(
                Coalesce("body", 0),
                Lower("email"),
                "digest_on",
                condition=Q(leads_digest=True),
                name="letter_one_digest_a_day",
            ),
            models.CheckConstraint(
                condition=Q(leads_digest=False) | Q(digest_on__isnull=False),
                name="letter_digest_has_day",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="letter_waiting",
            ),
            models.Index(
                fields=("next_try_at",),
                condition=Q(is_urgent=True, sent_at__isnull=True, given_up_at__isnull=True),
                name="letter_urgent",
            ),
            models.Index(fields=("body", "sent_at"), name="letter_sent"),
            models.Index(
                fields=("email",), condition=Q(bounced_at__isnull=False), name="letter_bounced"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.email}"

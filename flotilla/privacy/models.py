"""Requests, erasures, legal holds, disposals, disclosures, consents."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.privacy.verbs import Opened, Purpose, RequestKind, RequestOutcome, Scope
from flotilla.programmes.models import Programme


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    """Requests by whether they wait."""

    def waiting(self) -> Self:
        """Those that nobody has settled, the most pressing first."""
        return self.filter(settled_at__isnull=True).order_by("due_on", "id")


class DataRequest(models.Model):
    """What somebody asks a body about their data, and by which day it is answered."""

    personal: ClassVar[dict[str, str]] = {
        "asked_by": gettext_noop("who asks, if with an account"),
        "email": gettext_noop("to answer"),
        "words": gettext_noop("the person's own words"),
        "reply": gettext_noop("said to the person"),
    }
    impersonal: ClassVar[set[str]] = {"kind", "outcome", "language"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="data_requests")
    kind = models.CharField(_("what you ask"), max_length=12, choices=RequestKind.choices)
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="data_requests"
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=10, blank=True)
    words = models.TextField(_("in your words"), blank=True)
    due_on = models.DateField(_("answer by"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="data_requests"
    )
    outcome = models.CharField(max_length=10, choices=RequestOutcome.choices, blank=True)
    reply = models.TextField(_("what was done, or why not"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        constraints = (
            *one_of("data_request", kind=RequestKind),
            *one_of_or_empty("data_request", outcome=RequestOutcome),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""),
                name="data_request_settled_with_outcome",
            ),
        )
        indexes = (
            models.Index(
                fields=("body", "due_on"),
                condition=Q(settled_at__isnull=True),
                name="data_request_waiting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.asked_at:%Y-%m-%d}"


class Erasure(models.Model):
    """That something was erased: numbers and hashes only, so that a restored backup is cleaned again."""

    personal: ClassVar[dict[str, str]] = {"erased_by": gettext_noop("who erased it, as a number")}
    impersonal: ClassVar[set[str]] = {"scope", "digest"}

    scope = models.CharField(max_length=10, choices=Scope.choices)
    subject_id = models.BigIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_outside = models.BooleanField(default=False)
    is_swept = models.BooleanField(default=False)

    class Meta:
        constraints = one_of("erasure", scope=Scope)
        indexes = (
            models.Index(fields=("id",), condition=Q(is_outside=False), name="erasure_not_outside"),
        )

    def __str__(self) -> str:
        return f"{self.scope} {self.subject_id or self.digest[:8]}"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Legal holds by whether they hold."""

    def standing(self) -> Self:
        """Those that were not lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(models.Model):
    """That something must be kept because a court, an inquiry or a law asks for it; erasure and retention wait."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="legal_holds")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="legal_holds")
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="legal_holds"
    )
    reason = models.CharField(_("who asks for it to be kept, and why"), max_length=300)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="legal_hold_has_reason"),
        )

    def __str__(self) -> str:
        return f"Hold on {self.contribution or self.programme}"


class Disposal(models.Model):
    """That rows of one class lapsed and were let go by the schedule: which class, how many, up to when."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"lapse"}

    lapse = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    before = models.DateTimeField()
    disposed_at = models.DateTimeField()

    class Meta:
        ordering = ("-disposed_at", "-id")

    def __str__(self) -> str:
        return f"{self.count} of {self.lapse}"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Disclosures by whose data was opened."""

    def since(self, at: datetime) -> Self:
        """Those from a moment on."""
        return self.filter(opened_at__gte=at)


class Disclosure(models.Model):
    """That somebody who works for a body opened personal data: who, when, for which purpose, what of whom."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("whose data it is"),
        "mark": gettext_noop("a hash of the address whose data it is, if there is no account"),
        "opened_by": gettext_noop("who opened it, and answers for it"),
        "opened_by_name": gettext_noop("the name that the person concerned reads"),
    }
    impersonal: ClassVar[set[str]] = {"what", "purpose", "words", "role"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="disclosures")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="disclosures"
    )
    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="disclosures"
    )
    mark = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=10, choices=Opened.choices)
    purpose = models.CharField(_("what you need it for"), max_length=12, choices=Purpose.choices)
    words = models.CharField(_("in your words"), max_length=200, blank=True)
    role = models.CharField(max_length=60, blank=True)
    opened_by_name = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="disclosures_made"
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-id")
        constraints = (
            *one_of("disclosure", what=Opened, purpose=Purpose),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(contribution__isnull=False) | ~Q(mark=""),
                name="disclosure_of_somebody",
            ),
        )
        indexes = (
            models.Index(fields=("body", "opened_at"), name="disclosure_body"),
            models.Index(fields=("mark",), condition=~Q(mark=""), name="disclosure_mark"),
        )

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.opened_at:%Y-%m-%d}"


class PrivacyLink(models.Model):
    """That the link of one letter opens, once and for a day, what is held under an address without an account."""

    personal: ClassVar[dict[str, str]] = {
        "email": gettext_noop("whose data it opens"),
        "fingerprint": gettext_noop("a hash, to know the link when it comes"),
    }
    impersonal: ClassVar[set[str]] = set()

    email = models.EmailField()
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Link of {self.made_at:%Y-%m-%d}"

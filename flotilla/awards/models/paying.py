"""What is to be reached, what is claimed for it, what was paid and what was given back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from flotilla.awards.models.award import Award
from flotilla.awards.models.pot import Posting
from flotilla.people.models import Person


class Milestone(models.Model):
    """What is to be reached by a day, and the instalment that may be claimed then."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"title"}

    award = models.ForeignKey(Award, models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title = models.CharField(_("what is reached"), max_length=200)
    amount_minor = models.BigIntegerField()
    due_on = models.DateField(_("by"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("due_on", "number")
        constraints = (
            models.UniqueConstraint(fields=("award", "number"), name="milestone_number_once"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="milestone_amount"),
        )

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """That an instalment is asked for, with a light report; agreed or refused by somebody else."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"words", "refused_words"}

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="claims")
    amount_minor = models.BigIntegerField()
    words = models.TextField(_("what was reached, and what was learned"))
    claimed_at = models.DateTimeField()
    claimed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    refused_words = models.CharField(_("why not"), max_length=600, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("milestone",),
                condition=Q(refused_at__isnull=True),
                name="claim_once",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="claim_of_something"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | Q(claimed_by__isnull=True)
                | ~Q(agreed_by=F("claimed_by")),
                name="claim_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(refused_at__isnull=True),
                name="claim_settled_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount_minor} for {self.milestone}"


class Payment(models.Model):
    """That the finance system paid a claim. It is recorded here, not made here, and once for each claim."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reference"}

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="payment")
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="payment")
    paid_on = models.DateField(_("paid on"))
    reference = models.CharField(_("reference of the payment"), max_length=80)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.reference


class Repayment(models.Model):
    """Money that a recipient gave back to the pot."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    award = models.ForeignKey(Award, models.PROTECT, related_name="repayments")
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="repayment")
    received_on = models.DateField(_("received on"))
    reason = models.CharField(_("why"), max_length=400)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.reason[:60]

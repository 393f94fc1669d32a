"""Awards, the agreements to them, and how they are changed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.awards.models.pot import Pot
from flotilla.awards.verbs import INSIDE, NEXT, OVER, RecipientKind, State
from flotilla.bodies.models import Body
from flotilla.bodies.rules import where_may
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.kit.money import Money
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class AwardQuerySet(models.QuerySet["Award"]):
    """Awards by how far they are and by who may see them."""

    def visible_to(self, person: Person | None) -> Self:
        """Those of the bodies in which a person gives awards; everybody else reads what is published."""
        return self.filter(body__in=where_may(person, "award"))

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(state=State.WITHDRAWN)

    def to_approve(self) -> Self:
        """Drafts over their pot's limit, the oldest first."""
        waiting = self.filter(state=State.DRAFTED, amount_minor__gt=F("approval_over_minor"))
        return waiting.order_by("drafted_at", "pk")


class Award(models.Model):
    """Money promised out of a pot to one recipient, from the draft to the last report."""

    personal: ClassVar[dict[str, str]] = {
        "recipient_name": gettext_noop("who is given the money; may be a person"),
        "subsidy_confirmer": gettext_noop("who confirmed it for the recipient"),
        "bank_sealed": gettext_noop("where to pay to; sealed, and gone when the award is over"),
        "bank_tail": gettext_noop("its last four signs, so that two people can compare"),
    }
    impersonal: ClassVar[set[str]] = {
        "title", "purpose", "recipient_ref", "who_decided", "reasons", "withdrawn_reason",
    }  # fmt: skip

    body = models.ForeignKey(Body, models.PROTECT, related_name="awards")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="awards")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="awards"
    )
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="awards"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=140)
    purpose = models.TextField(_("what it is for"))
    recipient_kind = models.CharField(
        _("who is given it"),
        max_length=12,
        choices=RecipientKind.choices,
        default=RecipientKind.ORGANISATION,
    )
    recipient_name = models.CharField(_("recipient"), max_length=200)
    recipient_ref = models.CharField(
        _("identifier of the organisation"), max_length=120, blank=True
    )
    is_enterprise = models.BooleanField(_("the recipient is an enterprise"), default=False)
    who_decided = models.CharField(_("who decided"), max_length=200)
    reasons = models.TextField(_("reasons"))
    amount_minor = models.BigIntegerField()
    promised_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)
    returned_minor = models.BigIntegerField(default=0)
    approval_over_minor = models.BigIntegerField()
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFTED)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    begun_at = models.DateTimeField(null=True, blank=True)
    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=400, blank=True)
    subsidy_earlier_minor = models.BigIntegerField(null=True, blank=True)
    subsidy_total_minor = models.BigIntegerField(null=True, blank=True)
    subsidy_limit_minor = models.BigIntegerField(null=True, blank=True)
    subsidy_stated_at = models.DateTimeField(null=True, blank=True)
    subsidy_stated_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subsidy_confirmer = models.CharField(_("who confirmed"), max_length=120, blank=True)
    subsidy_confirmed_at = models.DateTimeField(null=True, blank=True)
    subsidy_confirmed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    bank_sealed = models.TextField(blank=True)
    bank_tail = models.CharField(max_length=4, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            *one_of("award", state=State, recipient_kind=RecipientKind),
            models.UniqueConstraint(fields=("pot", "number"), name="award_number_once"),
            models.UniqueConstraint(
                fields=("contribution",),
                condition=~Q(state=State.WITHDRAWN) & Q(contribution__isnull=False),
                name="award_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, promised_minor__lte=F("amount_minor")),
                name="award_promises_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(paid_minor__gte=0, paid_minor__lte=F("promised_minor")),
                name="award_pays_what_it_promised",
            ),
            models.CheckConstraint(
                condition=Q(returned_minor__gte=0), name="award_returned_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | Q(promised_minor=0, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="award_withdrawn_promises_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED)
                | Q(promised_minor=F("paid_minor"), closed_at__isnull=False),
                name="award_closed_owes_nothing",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(approved_by=F("drafted_by")),
                name="award_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFTED, State.WITHDRAWN))
                | Q(amount_minor__lte=F("approval_over_minor"))
                | Q(approved_at__isnull=False),
                name="award_approved_over_limit",
            ),
            models.CheckConstraint(
                condition=Q(is_enterprise=False)
                | Q(state__in=INSIDE)
                | Q(subsidy_confirmed_at__isnull=False),
                name="award_subsidy_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(subsidy_total_minor__isnull=True)
                | Q(subsidy_total_minor__lte=F("subsidy_limit_minor")),
                name="award_subsidy_within_limit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OVER) | Q(bank_sealed="", bank_tail=""),
                name="award_over_keeps_no_bank",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="award_ends_after_it_starts",
            ),
        )
        indexes = (
            models.Index(fields=("body", "state"), name="award_state"),
            models.Index(fields=("body", "recipient_ref"), name="award_recipient"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def money(self) -> Money:
        """What it comes to."""
        return self.pot.money(self.amount_minor)

    @property
    def owed_minor(self) -> int:
        """What was promised and is not paid yet."""
        return self.promised_minor - self.paid_minor

    @property
    def needs_approval(self) -> bool:
        """Whether a second person must approve it and has not."""
        return self.amount_minor > self.approval_over_minor and self.approved_at is None

    def may_become(self, state: str) -> bool:
        """Whether the next step can be this one."""
        return state in NEXT[self.state]


class Agreement(models.Model):
    """What body and recipient agreed, and who signed for the recipient."""

    personal: ClassVar[dict[str, str]] = {"signatory": gettext_noop("who signed for the recipient")}
    impersonal: ClassVar[set[str]] = {"words"}

    award = models.OneToOneField(Award, models.PROTECT, related_name="agreement")
    words = models.TextField(_("what was agreed"))
    signatory = models.CharField(_("signed for the recipient by"), max_length=120)
    signed_on = models.DateField(_("signed on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.signatory}, {self.signed_on}"


class Variation(models.Model):
    """That an award is to be worth another amount or to end on another day, agreed by a second person."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason", "refused_words"}

    award = models.ForeignKey(Award, models.PROTECT, related_name="variations")
    amount_minor = models.BigIntegerField(null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=600)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    refused_words = models.CharField(_("why not"), max_length=600, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("award",),
                condition=Q(agreed_at__isnull=True, refused_at__isnull=True),
                name="variation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True) | Q(amount_minor__gt=0),
                name="variation_of_something",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=False) | Q(ends_on__isnull=False),
                name="variation_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(agreed_by=F("asked_by")),
                name="variation_agreed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(refused_at__isnull=True),
                name="variation_settled_once",
            ),
        )

    def __str__(self) -> str:
        return self.reason[:60]

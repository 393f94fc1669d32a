"""Pots of money, and every movement in them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.awards.verbs import ROUTES, Account, PostingKind
from flotilla.bodies.models import Body
from flotilla.bodies.rules import where_may
from flotilla.kit.codes import one_of
from flotilla.kit.money import MOST, SYMBOLS, Money
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class PotQuerySet(models.QuerySet["Pot"]):
    """Pots by who may see them."""

    def visible_to(self, person: Person | None) -> Self:
        """Those of the bodies in which a person gives awards."""
        return self.filter(body__in=where_may(person, "award"))

    def open(self) -> Self:
        """Those from which something can be promised."""
        return self.filter(closed_at__isnull=True)


class Pot(models.Model):
    """Money that a body has for one purpose. What is promised and paid out of it can never be more than was put in."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "address", "purpose", "currency"}

    body = models.ForeignKey(Body, models.PROTECT, related_name="pots")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="pots"
    )
    address = models.SlugField(_("address"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what it is for"), max_length=400, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="GBP")
    approval_over_minor = models.BigIntegerField(
        _("a second person approves awards over this amount"), default=0
    )
    total_minor = models.BigIntegerField(default=0)
    promised_minor = models.BigIntegerField(default=0)
    paid_minor = models.BigIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PotQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            *one_of("pot", currency=SYMBOLS),
            models.UniqueConstraint(fields=("body", "address"), name="pot_address_once"),
            models.CheckConstraint(
                condition=Q(promised_minor__gte=0, promised_minor__lte=F("total_minor")),
                name="pot_never_overspent",
            ),
            models.CheckConstraint(
                condition=Q(paid_minor__gte=0, paid_minor__lte=F("promised_minor")),
                name="pot_pays_what_it_promised",
            ),
            models.CheckConstraint(
                condition=Q(approval_over_minor__gte=0), name="pot_approval_over_nothing"
            ),
            models.CheckConstraint(condition=Q(total_minor__lte=MOST), name="pot_total_possible"),
        )

    def __str__(self) -> str:
        return self.name

    def money(self, minor: int) -> Money:
        """Return an amount in the currency of this pot."""
        return Money(minor, self.currency)

    @property
    def free_minor(self) -> int:
        """What nobody was promised."""
        return self.total_minor - self.promised_minor

    @property
    def owed_minor(self) -> int:
        """What was promised and is not paid yet."""
        return self.promised_minor - self.paid_minor


def _on_its_route() -> Q:
    routes = Q()
    for kind, (start, end) in ROUTES.items():
        routes |= Q(kind=str(kind), from_account=str(start), to_account=str(end))
    return routes


class Posting(models.Model):
    """One movement of money in a pot: taken from one account and added to another, so its two entries always sum to zero.

    Never changed, never deleted: the database refuses both (kit.kept).
    """

    personal: ClassVar[dict[str, str]] = {
        "posted_by": gettext_noop("who did it, as a number that erasure empties of meaning")
    }
    impersonal: ClassVar[set[str]] = set()

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="postings")
    award = models.ForeignKey(
        "flotilla.Award", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    kind = models.CharField(max_length=8, choices=PostingKind.choices)
    from_account = models.CharField(max_length=8, choices=Account.choices)
    to_account = models.CharField(max_length=8, choices=Account.choices)
    amount_minor = models.BigIntegerField()
    posted_at = models.DateTimeField()
    posted_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("posting", kind=PostingKind, from_account=Account, to_account=Account),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=MOST),
                name="posting_of_something",
            ),
            models.CheckConstraint(condition=_on_its_route(), name="posting_on_its_route"),
            models.CheckConstraint(
                condition=Q(kind__in=["filled", "drawn"], award__isnull=True)
                | (~Q(kind__in=["filled", "drawn"]) & Q(award__isnull=False)),
                name="posting_of_an_award",
            ),
        )
        indexes = (models.Index(fields=("pot", "id"), name="posting_pot"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor} in {self.pot_id}"

    @property
    def entries(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """The two sides: account and signed amount."""
        return (self.from_account, -self.amount_minor), (self.to_account, self.amount_minor)

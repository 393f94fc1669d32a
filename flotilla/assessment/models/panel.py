"""The panel of a programme: who sits on it, and in which entries they have an interest."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from flotilla.assessment.verbs import InterestKind, InterestState, SeatPart
from flotilla.bodies.rules import where_may
from flotilla.contributions.models import Contribution
from flotilla.kit.codes import one_of
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

MOST_READERS, MOST_QUORUM = 9, 99
MOST_PAID = 10_000_000  # of the smallest unit, to one person for one panel


class Panel(models.Model):
    """Those who judge the entries of one programme, how many of them read each, by when, and how many must vote."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="panel")
    readers = models.PositiveSmallIntegerField(default=3)
    wants_lived = models.BooleanField(default=True)
    quorum = models.PositiveSmallIntegerField(default=3)
    due_on = models.DateField(null=True, blank=True)
    set_up_at = models.DateTimeField()
    set_up_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(readers__gte=1, readers__lte=MOST_READERS), name="panel_readers"
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1, quorum__lte=MOST_QUORUM), name="panel_quorum"
            ),
        )

    def __str__(self) -> str:
        return f"Panel of {self.programme}"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by whether they are taken, and by who may know of them."""

    def open(self) -> Self:
        """Those that nobody has declined or left."""
        return self.filter(left_at__isnull=True).exclude(is_accepted=False)

    def taken(self) -> Self:
        """Those whose holder has accepted and has not left."""
        return self.filter(is_accepted=True, left_at__isnull=True)

    def of(self, person: Person) -> Self:
        """A person's own: those they hold, and those that their address was invited to."""
        return self.filter(Q(person=person) | Q(person__isnull=True, email=person.email.lower()))

    def visible_to(self, person: Person | None) -> Self:
        """A person's own, and those of programmes that they run."""
        if person is None or not person.is_authenticated:
            return self.none()
        mine = Q(pk__in=Seat.objects.of(person).values("pk"))
        if runs := where_may(person, "run_programmes"):
            mine |= Q(panel__programme__in=Programme.objects.owned_by_any(runs))
        return self.filter(mine)


class Seat(models.Model):
    """A place on a panel: who was invited to it, as what, what they are paid, and whether they took it."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who judges"),
        "email": gettext_noop("to invite them"),
        "words": gettext_noop("words to each other"),
        "reply": gettext_noop("words to each other"),
        "lived_experience": gettext_noop("so that those who live with a problem judge, too"),
        "reward_minor": gettext_noop("what they are paid for it"),
        "expenses_minor": gettext_noop("what they are paid back"),
        "interests": gettext_noop("so that nobody judges where they have an interest"),
    }
    impersonal: ClassVar[set[str]] = {"currency", "left_reason"}

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="panel_seats"
    )
    email = models.EmailField(max_length=254)
    part = models.CharField(max_length=10, choices=SeatPart.choices)
    lived_experience = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(default=20)
    reward_minor = models.PositiveIntegerField(default=0)
    expenses_minor = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="GBP")
    words = models.CharField(max_length=600, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    is_accepted = models.BooleanField(null=True, blank=True)
    reply = models.CharField(max_length=600, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    interests = models.TextField(blank=True)
    stated_at = models.DateTimeField(null=True, blank=True)
    stated_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    left_reason = models.CharField(max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("seat", part=SeatPart),
            models.UniqueConstraint(
                fields=("panel", "email"),
                condition=Q(left_at__isnull=True) & ~Q(email=""),
                name="seat_address_once",
            ),
            models.UniqueConstraint(
                fields=("panel", "person"),
                condition=Q(left_at__isnull=True, person__isnull=False),
                name="seat_person_once",
            ),
            models.UniqueConstraint(
                fields=("panel",),
                condition=Q(part=SeatPart.CHAIR, left_at__isnull=True),
                name="seat_one_chair",
            ),
            models.UniqueConstraint(
                fields=("panel",),
                condition=Q(part=SeatPart.DEPUTY, left_at__isnull=True),
                name="seat_one_deputy",
            ),
            models.CheckConstraint(
                condition=Q(is_accepted__isnull=True) | Q(settled_at__isnull=False),
                name="seat_settled_at",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | ~Q(left_reason=""), name="seat_left_has_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder}, {self.get_part_display()}"

    @property
    def holder(self) -> str:
        """Who holds it: by name once they have accepted; before, by the address that was written, which tells no name."""
        return str(self.person) if self.person and self.is_accepted else self.email

    @property
    def programme(self) -> Programme:
        """The programme whose entries are judged."""
        return self.panel.programme

    @property
    def programme_id(self) -> int:
        """Its number."""
        return self.panel.programme_id

    @property
    def is_taken(self) -> bool:
        """Whether its holder sits on the panel now."""
        return self.is_accepted is True and self.left_at is None


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interests by whether they stand."""

    def standing(self) -> Self:
        """Those that keep somebody from an entry: declared, or suspected until somebody has looked."""
        return self.exclude(state=InterestState.CLEARED)

    def keeping_out(self, person: Person) -> "models.QuerySet[Interest, Any]":
        """The entries of which a person learns nothing that is judged, as (subquery of) their numbers."""
        return self.standing().filter(seat__person=person).values("contribution_id")

    def visible_to(self, person: Person | None) -> Self:
        """A person's own, and those in programmes that they run, but for entries that they wrote or have an interest in themselves."""
        if person is None or not person.is_authenticated:
            return self.none()
        seats = Seat.objects.visible_to(person)
        theirs = Q(contribution__in=person.authorships.values("contribution_id"))
        theirs |= Q(contribution__in=Interest.objects.keeping_out(person))
        return self.filter(seat__in=seats).exclude(~Q(seat__person=person) & theirs)


class Interest(models.Model):
    """What ties somebody on a panel to an entry: it hides the entry from them, unless somebody looked and cleared it."""

    personal: ClassVar[dict[str, str]] = {
        "seat": gettext_noop("whose interest it is"),
        "words": gettext_noop("what the interest is"),
        "reply": gettext_noop("why there is none"),
    }
    impersonal: ClassVar[set[str]] = set()

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="conflicts")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=InterestKind.choices)
    state = models.CharField(max_length=10, choices=InterestState.choices)
    words = models.CharField(max_length=600, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reply = models.CharField(max_length=600, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            *one_of("interest", kind=InterestKind, state=InterestState),
            models.UniqueConstraint(fields=("seat", "contribution"), name="interest_once"),
            models.CheckConstraint(
                condition=~Q(state=InterestState.CLEARED)
                | Q(settled_at__isnull=False) & ~Q(reply=""),
                name="interest_cleared_with_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seat} in {self.contribution}"

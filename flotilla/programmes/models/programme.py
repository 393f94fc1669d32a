"""Programmes, and who may know of them."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body, Department
from flotilla.bodies.rules import where_may
from flotilla.bodies.verbs import Level
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.programmes import recipes
from flotilla.programmes.verbs import Audience, Basis, Kept, Moderation, Origin

if TYPE_CHECKING:
    from flotilla.programmes.models.crew import CrewMember


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by state and by who may see them."""

    def opened(self) -> Self:
        """Those that have opened, whether or not they have closed since."""
        return self.filter(opening__isnull=False)

    def underway(self) -> Self:
        """Those that have opened and not closed."""
        return self.opened().filter(closure__isnull=True)

    def drafts(self) -> Self:
        """Those that have not opened yet."""
        return self.filter(opening__isnull=True)

    def with_life(self) -> Self:
        """The same, with what every page asks of a programme already loaded."""
        return self.select_related("body", "department", "opening", "closure", "rehearsal")

    def owned_by(self, body: Body) -> Self:
        """Those a body leads or owns jointly."""
        return self.owned_by_any([body.pk])

    def owned_by_any(self, bodies: Iterable[int]) -> Self:
        """Those that one of these bodies (numbers) leads or owns jointly."""
        joint = self.model.objects.filter(ownerships__body__in=bodies).values("pk")
        return self.filter(Q(body__in=bodies) | Q(pk__in=joint))

    def visible_to(self, person: Person | None) -> Self:
        """Those a person may know of: open public ones; staff and invited ones if they belong; drafts if they run or sign them."""
        public = Q(audience=Audience.PUBLIC, opening__isnull=False)
        if person is None or not person.is_authenticated:
            return self.filter(public)
        every = self.model.objects
        kinds = [
            every.filter(crew__person=person, crew__left_at=None),
            every.filter(admissions__person=person, opening__isnull=False),
        ]
        if runs := where_may(person, "run_programmes", "sign_promises"):
            kinds.append(every.owned_by_any(runs))
        if serves := where_may(person, "see_staff_matters"):
            staffs = every.owned_by_any(serves)
            kinds.append(staffs.filter(audience=Audience.STAFF, opening__isnull=False))
        for kind in kinds:
            public |= Q(pk__in=kind.order_by().values("pk"))
        return self.filter(public)


class Programme(models.Model):
    """One run of a vehicle by a body."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {
        "address", "title", "question", "summary", "background", "known", "already_tried", "framed_by", "other_ways", "vehicle",
        "recipe", "language",
        "audience", "lawful_basis", "private_reason", "moderation", "origin", "cost_note",
    }  # fmt: skip

    body = models.ForeignKey(Body, models.PROTECT, related_name="programmes")
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="programmes"
    )
    address = models.SlugField(_("address"), max_length=60)
    title = models.CharField(_("title"), max_length=90)
    summary = models.CharField(_("in one or two sentences"), max_length=400, blank=True)
    question = models.CharField(_("the question"), max_length=400, blank=True)
    background = models.TextField(_("what we know so far"), blank=True)
    known = models.JSONField(_("facts and voices"), default=list, blank=True)
    already_tried = models.TextField(_("what was tried before"), blank=True)
    framed_by = models.TextField(_("who framed the question"), blank=True)
    other_ways = models.TextField(_("other ways to take part"), blank=True)
    vehicle = models.CharField(_("vehicle"), max_length=40)
    recipe = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    audience = models.CharField(
        _("who may see it"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC
    )
    private_reason = models.CharField(_("why it is not public"), max_length=300, blank=True)
    moderation = models.CharField(
        _("moderation"), max_length=10, choices=Moderation.choices, default=Moderation.AFTER
    )
    origin = models.CharField(
        _("who raised the question"),
        max_length=20,
        choices=Origin.choices,
        default=Origin.BODY,
    )
    allows_guests = models.BooleanField(_("people may take part without an account"), default=True)
    support_level = models.PositiveSmallIntegerField(
        _("needed to support"), choices=Level.choices, default=Level.EMAIL
    )
    contribute_level = models.PositiveSmallIntegerField(
        _("needed to contribute"), choices=Level.choices, default=Level.NONE
    )
    listen_days = models.PositiveSmallIntegerField(
        _("days in which officials only ask questions"), default=0
    )
    capacity_per_week = models.PositiveIntegerField(
        _("answers the team can write in a week"), null=True, blank=True
    )
    lawful_basis = models.CharField(
        _("the lawful basis of what the form asks"),
        max_length=20,
        choices=Basis.choices,
        blank=True,
    )
    kept_days = models.PositiveSmallIntegerField(
        _("how long after its end people can still be reached"),
        choices=Kept.choices,
        default=Kept.UNSAID,
    )
    cost_note = models.CharField(_("what running it costs"), max_length=200, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    last_number = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            *one_of("programme", audience=Audience, moderation=Moderation, origin=Origin),
            *one_of("programme", support_level=Level, contribute_level=Level),
            *one_of_or_empty("programme", lawful_basis=Basis),
            *one_of("programme", kept_days=Kept),
            models.UniqueConstraint(fields=("body", "address"), name="programme_address_once"),
            models.CheckConstraint(
                condition=Q(audience="public") | ~Q(private_reason=""),
                name="programme_private_has_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @cached_property
    def plan(self) -> recipes.Recipe:
        """The recipe: the programme's own copy, frozen at opening."""
        return recipes.understood(self.recipe or recipes.data(self.vehicle))

    @cached_property
    def owners(self) -> list[Body]:
        """The body that leads it and those that own it jointly."""
        joint = {one.body_id for one in self.ownerships.all()} - {self.body_id}
        if not joint:
            return [self.body]
        return [self.body, *Body.objects.filter(pk__in=joint).order_by("pk")]

    @property
    def team(self) -> "list[CrewMember]":
        """Who has a part in running it now, in the order in which they came."""
        return sorted(
            (one for one in self.crew.all() if one.left_at is None), key=lambda one: one.pk
        )

    @property
    def needs_account(self) -> bool:
        """Whether only people with an account send and say something here."""
        return not self.allows_guests or self.contribute_level > Level.NONE

    @property
    def has_opened(self) -> bool:
        """Whether it has ever opened."""
        return hasattr(self, "opening")

    @property
    def is_on_record(self) -> bool:
        """Whether everybody can read in the public log what happens in it."""
        return self.audience == Audience.PUBLIC and self.has_opened

    @property
    def has_closed(self) -> bool:
        """Whether it has ended."""
        return hasattr(self, "closure")

    @property
    def is_rehearsing(self) -> bool:
        """Whether the team is trying it out before opening."""
        return (
            not self.has_opened and hasattr(self, "rehearsal") and self.rehearsal.wiped_at is None
        )

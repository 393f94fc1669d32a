"""Programmes and what belongs to them: stages, promise, crew, owners, gates."""

from datetime import datetime
from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from flotilla.bodies import roles
from flotilla.bodies.models import Body, Department, Membership
from flotilla.bodies.verbs import Level
from flotilla.people.models import Person
from flotilla.programmes import recipes
from flotilla.programmes.verbs import Audience, Influence, Moderation, Part


def _bodies_where(person: Person | None, intention: str) -> models.QuerySet[Membership, int]:
    """The bodies in which a person may do something, as a subquery of their numbers."""
    held = Membership.objects.current().filter(person=person, role__in=roles.that_may(intention))
    return held.values_list("body_id", flat=True)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes by state and by who may see them."""

    def opened(self) -> Self:
        """Those that have opened, whether or not they have closed since."""
        return self.filter(opening__isnull=False)

    def underway(self) -> Self:
        """Those that have opened and not closed."""
        return self.opened().filter(closure__isnull=True)

    def owned_by(self, body: Body) -> Self:
        """Those a body leads or owns jointly."""
        return self.filter(Q(body=body) | Q(ownerships__body=body)).distinct()

    def visible_to(self, person: Person | None) -> Self:
        """Those a person may know of: open public ones; staff and invited ones if they belong; drafts if they run them."""
        public = Q(audience=Audience.PUBLIC, opening__isnull=False)
        if person is None or not person.is_authenticated:
            return self.filter(public)
        sees_staff, runs = (
            _bodies_where(person, "see_staff_matters"),
            _bodies_where(person, "run_programmes"),
        )
        mine = Programme.objects.filter(
            Q(crew__person=person, crew__left_at=None)
            | Q(admissions__person=person, opening__isnull=False)
        )
        owned = Ownership.objects.filter(body__in=runs)
        return self.filter(
            public
            | Q(audience=Audience.STAFF, opening__isnull=False, body__in=sees_staff)
            | Q(body__in=runs)
            | Q(pk__in=owned.values("programme_id"))
            | Q(pk__in=mine.values("pk"))
        )


class Programme(models.Model):
    """One run of a vehicle by a body."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {
        "address", "title", "question", "summary", "background", "already_tried", "other_ways", "vehicle", "recipe", "language",
        "audience", "private_reason", "moderation", "origin", "cost_note",
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
    already_tried = models.TextField(_("what was tried before"), blank=True)
    other_ways = models.TextField(_("other ways to take part"), blank=True)
    vehicle = models.CharField(_("vehicle"), max_length=40)
    recipe = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    audience = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.PUBLIC,
    )
    private_reason = models.CharField(_("why it is not public"), max_length=300, blank=True)
    moderation = models.CharField(
        _("moderation"),
        max_length=10,
        choices=Moderation.choices,
        default=Moderation.AFTER,
    )
    origin = models.CharField(
        _("who raised the question"),
        max_length=20,
        choices=[
            ("body", _("The body")),
            ("residents", _("Residents")),
            ("both", _("Both")),
        ],
        default="body",
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
        return recipes.read(self.recipe or recipes.data(self.vehicle))


class StageQuerySet(models.QuerySet["Stage"]):
    """Stages by the clock."""

    def open_at(self, at: datetime) -> Self:
        """Those whose time it is at this moment."""
        return self.filter(opens_at__lte=at).filter(Q(closes_at__isnull=True) | Q(closes_at__gt=at))


class Stage(models.Model):
    """When one stage of a programme opens and closes, and when its gate was passed. Its words are in the recipe."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"code", "note"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stages")
    code = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    note = models.CharField(_("note for the public"), max_length=120, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    passed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("programme", "code"), name="stage_once"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="stage_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}: {self.code}"

    @property
    def plan(self) -> recipes.StagePlan:
        """What the recipe says of this stage."""
        return self.programme.plan.stage(self.code)


class Promise(models.Model):
    """One version of what a body promises in a programme. The first is frozen at opening; later ones are amendments."""

    personal: ClassVar[dict[str, str]] = {
        "signatory": "who signed, by office",
        "signed_by": "who signed",
    }
    impersonal: ClassVar[set[str]] = {
        "will",
        "will_not",
        "who_decides",
        "influence",
        "influence_note",
        "currency",
        "money_note",
        "reason",
    }

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="promises")
    version = models.PositiveSmallIntegerField(default=1)
    will = models.JSONField(_("what it may lead to"), default=list)
    will_not = models.JSONField(_("what it will not lead to"), default=list)
    who_decides = models.CharField(_("who decides"), max_length=400, blank=True)
    influence = models.CharField(
        _("how much influence people have"),
        max_length=20,
        choices=Influence.choices,
        blank=True,
    )
    influence_note = models.CharField(_("what that means here"), max_length=200, blank=True)
    money_minor = models.BigIntegerField(_("money"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    money_note = models.CharField(_("about the money"), max_length=300, blank=True)
    first_answer_days = models.PositiveSmallIntegerField(
        _("first answer within this many working days"), null=True, blank=True
    )
    decision_on = models.DateField(_("decision by"), null=True, blank=True)
    likely_from = models.PositiveIntegerField(
        _("likely to be taken forward, at least"), null=True, blank=True
    )
    likely_to = models.PositiveIntegerField(
        _("likely to be taken forward, at most"), null=True, blank=True
    )
    signatory = models.CharField(_("signed by, in words"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("why it was amended"), max_length=600, blank=True)

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("programme", "version"), name="promise_version_once"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="amendment_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(likely_to__isnull=True)
                | Q(likely_from__isnull=True)
                | Q(likely_to__gte=F("likely_from")),
                name="promise_likely_range",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}, promise {self.version}"


class Ownership(models.Model):
    """A further body or department that owns a programme jointly, and keeps its own private matter."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"brings"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="ownerships")
    body = models.ForeignKey(Body, models.CASCADE, related_name="ownerships")
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="ownerships"
    )
    brings = models.CharField(_("what it brings"), max_length=200, blank=True)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "body"),
                condition=Q(department__isnull=True),
                name="ownership_body_once",
            ),
            models.UniqueConstraint(
                fields=("programme", "department"),
                condition=Q(department__isnull=False),
                name="ownership_department_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.department or self.body} in {self.programme}"


class CrewMember(models.Model):
    """Somebody with a part in running a programme, and the time they give."""

    personal: ClassVar[dict[str, str]] = {
        "person": "who it is",
        "name": "who it is, if without an account",
        "title": "how they are shown",
    }
    impersonal: ClassVar[set[str]] = {"part"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="crew")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="crew_parts"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("shown as"), max_length=120, blank=True)
    part = models.CharField(_("part"), max_length=20, choices=Part.choices)
    hours_a_week = models.DecimalField(
        _("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "person", "part"),
                condition=Q(left_at__isnull=True),
                name="crew_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="crew_is_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title or self.name or self.person}, {self.get_part_display()}"


class MissingVoice(models.Model):
    """A group that may be missing, and what will be done to hear it."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"who", "what_we_do"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="missing_voices")
    who = models.CharField(_("who may be missing"), max_length=120)
    what_we_do = models.CharField(_("what we will do"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.who


class Admission(models.Model):
    """That a person was invited to a programme which is not public."""

    personal: ClassVar[dict[str, str]] = {"person": "who was invited"}
    impersonal: ClassVar[set[str]] = set()

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="admissions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="admissions")
    admitted_at = models.DateTimeField()
    admitted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("programme", "person"), name="admission_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.programme}"


class Rehearsal(models.Model):
    """A time before opening in which the team tries everything out; what it made is wiped at opening."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="rehearsal")
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    wiped_at = models.DateTimeField(null=True, blank=True)
    wiped_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Rehearsal of {self.programme}"


class Opening(models.Model):
    """That a programme opened: from here on its recipe and its promise are frozen."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="opening")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Opening of {self.programme}"


class Closure(models.Model):
    """That a programme ended, with what was learned of running it and when the next conversation is."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"learned"}

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="closure")
    learned = models.TextField(_("what we learned of running it"), blank=True)
    next_conversation_on = models.DateField(_("next conversation"), null=True, blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Closure of {self.programme}"


class Pause(models.Model):
    """A time in which a programme takes no new contributions, with the public reason."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pauses")
    reason = models.CharField(_("public reason"), max_length=300)
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(resumed_at__isnull=True),
                name="pause_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.programme} paused"


class Override(models.Model):
    """That a soft condition of a gate was open and somebody went on, with their reason."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"condition", "reason"}

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="overrides")
    condition = models.CharField(max_length=40)
    reason = models.CharField(_("reason"), max_length=300)
    overridden_at = models.DateTimeField()
    overridden_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("stage", "condition"), name="override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.stage}: {self.condition}"

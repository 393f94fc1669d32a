"""Bodies, departments, places, holidays, and the roles people hold there."""

from datetime import date
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies import roles
from flotilla.bodies.verbs import Level
from flotilla.kit.codes import one_of
from flotilla.people.models import Person

COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits, for example #0B5563.")
)


class Body(models.Model):
    """One public body: a council, a ministry, a health service, a university."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {
        "name", "tagline", "address", "host", "accent", "logo", "sender_name", "sender_email", "phone", "postal_address",
        "languages", "time_zone", "terms", "house_rules", "privacy_notice", "meet_us", "accessibility_note",
    }  # fmt: skip

    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=120, blank=True)
    address = models.SlugField(_("address on the site"), max_length=50, unique=True)
    host = models.CharField(_("own host name"), max_length=253, null=True, blank=True, unique=True)
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#0B5563", validators=[COLOUR]
    )
    logo = models.FileField(_("logo"), upload_to="logos", blank=True)
    sender_name = models.CharField(_("name on letters"), max_length=120, blank=True)
    sender_email = models.EmailField(_("sender address of letters"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=300, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    terms = models.TextField(_("terms"), blank=True)
    house_rules = models.TextField(_("house rules"), blank=True)
    privacy_notice = models.TextField(_("privacy notice"), blank=True)
    meet_us = models.TextField(_("where to meet us"), blank=True)
    accessibility_note = models.TextField(_("accessibility"), blank=True)
    founded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    @property
    def days_off(self) -> set[date]:
        """The days on which nobody works here, beside weekends."""
        return {holiday.on for holiday in self.holidays.all()}

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which this body's days begin and end."""
        return ZoneInfo(self.time_zone)


class Department(models.Model):
    """A part of a body that can own a programme or be asked for an answer."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "email"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="departments")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("shared mailbox"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("body", "name"), name="department_once"),)

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A ward or other area of a body, which contributions may name."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "code"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(_("official code"), max_length=20, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("body", "name"), name="place_once"),)

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day on which a body does not work, so that no promise is counted on it."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="holidays")
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ("on",)
        constraints = (models.UniqueConstraint(fields=("body", "on"), name="holiday_once"),)

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by whether they still hold."""

    def current(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)


class Membership(models.Model):
    """A role that a person holds in a body, from a moment on, until it ends."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who holds the role"),
        "title": gettext_noop("how they are shown when they speak for the body"),
    }
    impersonal: ClassVar[set[str]] = {"role"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=roles.CHOICES)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("body", "person", "role"),
                condition=Q(ended_at__isnull=True),
                name="membership_once",
            ),
            *one_of("membership", role=roles.CODES),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.role} of {self.body}"


class Verification(models.Model):
    """That a body made sure of a person, how, and how sure it is. The proof itself is not kept."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who was verified"),
        "level": gettext_noop("how sure the body is"),
    }
    impersonal: ClassVar[set[str]] = {"method", "issuer"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="verifications")
    person = models.ForeignKey(Person, models.CASCADE, related_name="verifications")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    method = models.CharField(max_length=40)
    issuer = models.CharField(max_length=120, blank=True)
    verified_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (
            *one_of("verification", level=Level),
            models.UniqueConstraint(fields=("body", "person", "method"), name="verification_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_level_display()}"


class InvitationCode(models.Model):
    """A code printed on one letter, that one person can use once."""

    personal: ClassVar[dict[str, str]] = {"used_by": gettext_noop("who used the code")}
    impersonal: ClassVar[set[str]] = {"batch", "fingerprint", "tail"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="invitation_codes")
    batch = models.CharField(_("batch"), max_length=80)
    fingerprint = models.CharField(max_length=64, unique=True)
    tail = models.CharField(max_length=4)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.CODE)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            *one_of("invitation_code", level=Level),
            models.CheckConstraint(
                condition=Q(used_by__isnull=True) | Q(used_at__isnull=False),
                name="invitation_code_used_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} …{self.tail}"

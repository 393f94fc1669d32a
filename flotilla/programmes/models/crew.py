"""Who runs a programme, who owns it too, whose voice is missing, who was invited."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body, Department
from flotilla.kit.codes import one_of
from flotilla.people.models import Person
from flotilla.programmes.models.programme import Programme
from flotilla.programmes.verbs import Part


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
        "person": gettext_noop("who it is"),
        "name": gettext_noop("who it is, if without an account"),
        "title": gettext_noop("how they are shown"),
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
            *one_of("crew_member", part=Part),
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

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("who was invited")}
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

"""The work that leads to an answer: reading, asking colleagues, notes, words to use again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body, Department
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person


class Consideration(models.Model):
    """That a named person read a contribution, when, and what they did with it."""

    personal: ClassVar[dict[str, str]] = {"considered_by": gettext_noop("who read it")}
    impersonal: ClassVar[set[str]] = {"words"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="considerations")
    words = models.CharField(_("what we did with it"), max_length=300, blank=True)
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("considered_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("contribution", "considered_by"), name="consideration_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.considered_by} read {self.contribution}"


class Assignment(models.Model):
    """That a colleague or a department was asked for an answer, by a day."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("who is asked")}
    impersonal: ClassVar[set[str]] = {"question", "reply"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    question = models.CharField(_("what you need from them"), max_length=600, blank=True)
    due_on = models.DateField(_("by"))
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reply = models.TextField(_("their reply"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(department__isnull=False),
                name="assignment_to_somebody",
            ),
            models.UniqueConstraint(
                fields=("contribution", "person"),
                condition=Q(settled_at__isnull=True, person__isnull=False),
                name="assignment_person_once",
            ),
            models.UniqueConstraint(
                fields=("contribution", "department"),
                condition=Q(settled_at__isnull=True, person__isnull=True),
                name="assignment_department_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person or self.department}: {self.contribution}"


class Note(models.Model):
    """A note for the team of one body; other owners of a joint programme never see it."""

    personal: ClassVar[dict[str, str]] = {
        "noted_by": gettext_noop("who wrote it"),
        "text": gettext_noop("may name people"),
    }
    impersonal: ClassVar[set[str]] = set()

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="notes")
    body = models.ForeignKey(Body, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("noted_at",)

    def __str__(self) -> str:
        return self.text[:40]


class AnswerTemplate(models.Model):
    """Words that a body uses again, with {{gaps}} that must be filled for each contribution."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "said", "decided", "fit", "language"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="answer_templates")
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(max_length=10, default="en-gb")
    said = models.TextField(_("what you said"), blank=True)
    decided = models.TextField(_("what was decided"), blank=True)
    fit = models.TextField(_("how the two fit"), blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("body", "name"), name="template_once"),)

    def __str__(self) -> str:
        return self.name

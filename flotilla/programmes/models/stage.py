"""Stages: their time, and how their gate was passed."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from flotilla.people.models import Person
from flotilla.programmes import recipes
from flotilla.programmes.models.programme import Programme


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


class Rescheduling(models.Model):
    """That a date of an open programme was moved: from when to when, and why."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="reschedulings")
    opens_was = models.DateTimeField(null=True, blank=True)
    closes_was = models.DateTimeField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300)
    rescheduled_at = models.DateTimeField()
    rescheduled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("rescheduled_at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="rescheduling_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.stage} moved"

"""In which order the outcome of judging is told: winners, all other entrants, everybody."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class Telling(models.Model):
    """One round of telling the decisions of a judged programme, in three steps that cannot change places."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tellings")
    winners_at = models.DateTimeField()
    winners_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    entrants_at = models.DateTimeField(null=True, blank=True)
    entrants_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    public_at = models.DateTimeField(null=True, blank=True)
    public_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("programme",),
                condition=Q(public_at__isnull=True),
                name="telling_open_once",
            ),
            models.CheckConstraint(
                condition=Q(entrants_at__isnull=True) | Q(entrants_at__gte=F("winners_at")),
                name="telling_winners_first",
            ),
            models.CheckConstraint(
                condition=Q(public_at__isnull=True)
                | Q(entrants_at__isnull=False, public_at__gte=F("entrants_at")),
                name="telling_public_last",
            ),
        )

    def __str__(self) -> str:
        return f"Telling of {self.programme}, {self.winners_at:%Y-%m-%d}"

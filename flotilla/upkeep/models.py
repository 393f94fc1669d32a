"""What the clock did last."""

from typing import ClassVar

from django.db import models

from flotilla.people.models import Person


class Tick(models.Model):
    """When one job of the clock last ran through, and when and how it last failed; written at most twice a minute."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"job", "place", "fault"}

    job = models.CharField(max_length=100, primary_key=True)
    every_seconds = models.FloatField()
    place = models.CharField(max_length=100, blank=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("job",)

    def __str__(self) -> str:
        return self.job


class Backup(models.Model):
    """A backup that was taken: when, where it lies, how much is in it, and the sum of its list, by which it is known."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"place", "sha256"}

    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=300)
    bytes_kept = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-taken_at", "-id")

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d %H:%M} in {self.place}"

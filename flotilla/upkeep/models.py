"""What the clock did last."""

from typing import ClassVar

from django.db import models


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

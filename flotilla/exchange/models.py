"""Imports: what was asked for, how far it is, what was refused and why."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.people.models import Person
from flotilla.programmes.models import Programme


class ImportRun(models.Model):
    """One file being brought over into one programme. It can stop at any row and go on, and be repeated."""

    personal: ClassVar[dict[str, str]] = {
        "file": gettext_noop("the rows to bring over; deleted when the run is finished")
    }
    impersonal: ClassVar[set[str]] = {"file_name", "mapping", "links_file", "tallies", "problem"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="import_runs")
    file = models.FileField(upload_to="imports", blank=True)
    links_file = models.FileField(upload_to="imports", blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    mapping = models.JSONField()
    is_rehearsal = models.BooleanField(_("try it first, change nothing"), default=False)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    tallies = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(finished_at__isnull=True),
                name="import_unfinished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} into {self.programme}"

    @property
    def last_line(self) -> str:
        """The sum of it, the same wherever it is shown."""
        return f"read {self.rows_read}, accepted {self.accepted}, refused {self.refused}, unchanged {self.unchanged}"


class ImportRefusal(models.Model):
    """One row that was not brought over, by its line in the file, and why."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reference", "reason"}

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=400)

    class Meta:
        ordering = ("line", "id")

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"

"""What somebody without an account agreed to by filling in a field that nobody must."""

from typing import ClassVar

from django.db import models

from flotilla.contributions.models.contribution import Contribution


class GuestConsent(models.Model):
    """That whoever sent a contribution without an account agreed to one purpose: which wording, under which notice."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"purpose", "wording", "notice"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="guest_consents")
    purpose = models.CharField(max_length=40)
    wording = models.CharField(max_length=12)
    notice = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("contribution", "purpose"), name="guest_consent_once"),
            models.CheckConstraint(condition=~models.Q(notice=""), name="guest_consent_has_notice"),
        )

    def __str__(self) -> str:
        return f"{self.contribution}: {self.purpose}"

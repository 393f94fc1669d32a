"""What a body promises, version by version."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.kit.codes import one_of_or_empty
from flotilla.people.models import Person
from flotilla.programmes.models.programme import Programme
from flotilla.programmes.verbs import Influence

SAID = (
    "version", "will", "will_not", "who_decides", "influence", "influence_note", "money_minor", "currency", "money_note",
    "first_answer_days", "likely_from", "likely_to", "reason",
)  # fmt: skip


class Promise(models.Model):
    """One version of what a body promises in a programme. The first is frozen at opening; later ones are amendments."""

    personal: ClassVar[dict[str, str]] = {
        "signatory": gettext_noop("who signed, by office"),
        "signed_by": gettext_noop("who signed"),
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
        _("how much influence people have"), max_length=20, choices=Influence.choices, blank=True
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
            *one_of_or_empty("promise", influence=Influence),
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

    def public_words(self) -> dict[str, Any]:
        """Return what is promised, as the public log digests it."""
        words = {name: getattr(self, name) for name in SAID}
        return words | {"decision_on": self.decision_on.isoformat() if self.decision_on else None}

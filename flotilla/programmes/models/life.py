"""The turns in the life of a programme: rehearsal, opening, pauses, closure."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flotilla.people.models import Person
from flotilla.programmes.models.programme import Programme


class Rehearsal(models.Model):
    """A time before opening in which the team tries everything out; what it made is wiped at opening."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = set()

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="rehearsal")
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    wiped_at = models.DateTimeField(null=True, blank=True)
    wiped_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Rehearsal of {self.programme}"


class Opening(models.Model):
    """That a programme opened: from here on its recipe, its promise and its notice of privacy are frozen."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"notice"}

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="opening")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    notice = models.CharField(max_length=12)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(notice=""), name="opening_has_notice"),)

    def __str__(self) -> str:
        return f"Opening of {self.programme}"

    def public_words(self) -> dict[str, Any]:
        """Return the question, the rules and the first promise, frozen here, as the public log digests them."""
        promise = self.programme.promises.order_by("version").first()
        return {
            "title": self.programme.title,
            "question": self.programme.question,
            "vehicle": self.programme.vehicle,
            "recipe": self.programme.recipe,
            "promise": promise.public_words() if promise else None,
        }


class Closure(models.Model):
    """That a programme ended, with what was learned of running it and when the next conversation is."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"learned"}

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="closure")
    learned = models.TextField(_("what we learned of running it"), blank=True)
    next_conversation_on = models.DateField(_("next conversation"), null=True, blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Closure of {self.programme}"


class Pause(models.Model):
    """A time in which a programme takes no new contributions, with the public reason."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pauses")
    reason = models.CharField(_("public reason"), max_length=300)
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme",), condition=Q(resumed_at__isnull=True), name="pause_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.programme} paused"

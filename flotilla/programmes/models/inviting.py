"""Another body that was asked to own a programme jointly."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes.models.programme import Programme


class OwnerInvitationQuerySet(models.QuerySet["OwnerInvitation"]):
    """Invitations by whether they were answered."""

    def waiting(self) -> "OwnerInvitationQuerySet":
        """Those that nobody has answered or taken back."""
        return self.filter(settled_at=None)

    def answered(self, programme_id: int, body_id: int | None) -> "OwnerInvitationQuerySet":
        """Those that this body answered, the newest first."""
        settled = self.filter(programme=programme_id, body=body_id, is_accepted__isnull=False)
        return settled.order_by("-settled_at", "-id")


class OwnerInvitation(models.Model):
    """That another body was asked to own a programme jointly. Until it accepts, no page names it."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"brings", "words"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="owner_invitations")
    body = models.ForeignKey(Body, models.CASCADE, related_name="owner_invitations")
    brings = models.CharField(_("what it brings"), max_length=200, blank=True)
    words = models.CharField(_("why, or on which condition"), max_length=600, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OwnerInvitationQuerySet.as_manager()

    class Meta:
        ordering = ("invited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "body"),
                condition=Q(settled_at__isnull=True),
                name="owner_invitation_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body} asked into {self.programme}"

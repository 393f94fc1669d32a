"""What entries are judged by: a scale, and criteria with words for each of its points."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from flotilla.assessment.verbs import CriterionKind, TieEnd
from flotilla.kit.codes import one_of
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

LOWEST, HIGHEST = 0, 10  # the widest scale
MOST_BONUS = 20  # of a total out of 100


class CriteriaSet(models.Model):
    """The criteria of one programme and their scale: drafted, published with the call, frozen when assessing begins."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"digest"}

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="criteria_set")
    lowest = models.PositiveSmallIntegerField(default=0)
    highest = models.PositiveSmallIntegerField(default=4)
    reason_below = models.PositiveSmallIntegerField(null=True, blank=True)
    ties_by = models.CharField(max_length=5, choices=TieEnd.choices, default=TieEnd.CHAIR)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            *one_of("criteria_set", ties_by=TieEnd),
            models.CheckConstraint(
                condition=Q(highest__gt=F("lowest"), highest__lte=HIGHEST),
                name="criteria_set_scale",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, digest="")
                | Q(frozen_at__isnull=False, published_at__isnull=False) & ~Q(digest=""),
                name="criteria_set_frozen_once_published",
            ),
        )

    def __str__(self) -> str:
        return f"Criteria of {self.programme}"

    @property
    def points(self) -> range:
        """The points of the scale, from the lowest."""
        return range(self.lowest, self.highest + 1)


class Criterion(models.Model):
    """One thing that entries are judged by: what is asked, words for each point, and how it counts."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "asks", "descriptors"}

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    asks = models.CharField(max_length=400, blank=True)
    descriptors = models.JSONField(default=list)
    kind = models.CharField(
        max_length=12,
        choices=CriterionKind.choices,
        default=CriterionKind.WEIGHED,
    )
    weight = models.PositiveSmallIntegerField(default=0)
    threshold = models.PositiveSmallIntegerField(null=True, blank=True)
    cap = models.PositiveSmallIntegerField(null=True, blank=True)
    tie_place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            *one_of("criterion", kind=CriterionKind),
            models.UniqueConstraint(fields=("criteria_set", "name"), name="criterion_name_once"),
            models.UniqueConstraint(
                fields=("criteria_set", "position"), name="criterion_position_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=CriterionKind.WEIGHED, weight__gte=1, weight__lte=100)
                | ~Q(kind=CriterionKind.WEIGHED) & Q(weight=0),
                name="criterion_weight_of_the_weighed",
            ),
            models.CheckConstraint(
                condition=Q(kind=CriterionKind.BONUS, cap__gte=1, cap__lte=MOST_BONUS)
                | ~Q(kind=CriterionKind.BONUS) & Q(cap__isnull=True),
                name="criterion_cap_of_the_bonus",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_name"),
            models.UniqueConstraint(
                fields=("criteria_set", "tie_place"), name="criterion_tie_place_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def public_words(self) -> dict[str, Any]:
        """Return all that is published of it, as the hash of the frozen criteria takes it in."""
        names = ("name", "asks", "descriptors", "kind", "weight", "threshold", "cap", "tie_place")
        return {name: getattr(self, name) for name in names}

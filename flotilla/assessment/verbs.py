"""What can happen when a panel judges."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    SCALE_SET = "criteria.scale_set", _("set the scale of the criteria")
    CRITERION_WRITTEN = "criteria.written", _("wrote a criterion")
    CRITERION_REMOVED = "criteria.removed", _("removed a criterion")
    CRITERIA_PUBLISHED = "criteria.published", _("published the criteria")
    CRITERIA_TAKEN_BACK = "criteria.taken_back", _("took the criteria back to change them")


class CriterionKind(models.TextChoices):
    """How a criterion counts."""

    WEIGHED = "weighed", _("Counts towards the total, by its weight")
    INDEPENDENT = "independent", _("Stands beside the total: pass or fail, or for information")
    BONUS = "bonus", _("Adds extra points, up to a cap")


PUBLIC = frozenset({Verb.CRITERIA_PUBLISHED, Verb.CRITERIA_TAKEN_BACK})

"""What can be asked of criteria."""

import hashlib
import json
from dataclasses import dataclass

from flotilla.assessment.models import CriteriaSet, Criterion
from flotilla.assessment.verbs import CriterionKind
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import Finding

ALL = 100


def criteria_set_of(programme: Programme) -> CriteriaSet | None:
    """Return the criteria of a programme with every criterion in order, or None; two questions."""
    found = CriteriaSet.objects.filter(programme=programme).prefetch_related("criteria").first()
    if found is not None:
        found.programme = programme
    return found


@dataclass(frozen=True)
class Lacks:
    """What keeps criteria from being published: the sum of the weights, and which have points without words."""

    weights: int
    wordless: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether nothing is lacking."""
        return self.weights == ALL and not self.wordless


def lacking(criteria_set: CriteriaSet) -> Lacks:
    """Return what is still to be done before the criteria can be published."""
    criteria = list(criteria_set.criteria.all())
    weighed = [one.weight for one in criteria if one.kind == CriterionKind.WEIGHED]
    wordless = [one.name for one in criteria if not _has_words(one, len(criteria_set.points))]
    return Lacks(sum(weighed), tuple(wordless))


def _has_words(criterion: Criterion, points: int) -> bool:
    said = criterion.descriptors
    return len(said) == points and all(str(one).strip() for one in said)


def findings(programme: Programme) -> list[Finding]:
    """Return what criteria show about the gates of a programme: published or not."""
    published = CriteriaSet.objects.filter(programme=programme, published_at__isnull=False)
    return [Finding("criteria_published", met=published.exists())]


def digest_of(criteria_set: CriteriaSet) -> str:
    """Return the SHA-256 of all that is published of the criteria, so that anybody can see whether a word has changed."""
    said = {
        "lowest": criteria_set.lowest,
        "highest": criteria_set.highest,
        "reason_below": criteria_set.reason_below,
        "ties_by": criteria_set.ties_by,
        "criteria": [one.public_words() for one in criteria_set.criteria.all()],
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

"""Writing criteria and publishing them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from flotilla.assessment.actions import meeting_refusals, refusals
from flotilla.assessment.models import HIGHEST, LOWEST, CriteriaSet, Criterion
from flotilla.assessment.models.criteria import MOST_BONUS
from flotilla.assessment.queries import lacking
from flotilla.assessment.verbs import CriterionKind, TieEnd, Verb
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.programmes.actions import Judged, draft_form
from flotilla.programmes.actions.locking import locked, locked_unclosed
from flotilla.programmes.models import Programme

MOST_CRITERIA = 12
LONGEST = {"name": 80, "asks": 400, "descriptor": 400}


@transaction.atomic
def set_scale(
    programme: Programme,
    *,
    lowest: int,
    highest: int,
    reason_below: int | None,
    ties_by: str = TieEnd.CHAIR,
    by: Person | None,
    at: datetime,
) -> CriteriaSet:
    """Set the points that can be given, below which a reason is compulsory, and what tells equals apart in the end.

    Raises WrongScale, OutsideScale, NotListed, AlreadyPublished, CriteriaFrozen, AlreadyClosed.
    """
    held = locked_unclosed(programme)
    if not LOWEST <= lowest < highest <= HIGHEST:
        raise refusals.WrongScale
    if reason_below is not None and not lowest <= reason_below <= highest:
        raise refusals.OutsideScale(lowest=lowest, highest=highest, field="reason_below")
    criteria_set = CriteriaSet.objects.filter(programme=held).first()
    if criteria_set is None:
        criteria_set = CriteriaSet(programme=held, drafted_at=at, drafted_by=by)
    _refuse_what_stands(criteria_set)
    criteria_set.lowest, criteria_set.highest = lowest, highest
    criteria_set.reason_below = reason_below
    criteria_set.ties_by = str(listed(ties_by, TieEnd, field="ties_by"))
    criteria_set.save()
    record(Verb.SCALE_SET, criteria_set, by=by, at=at, lowest=lowest, highest=highest)
    return criteria_set


@transaction.atomic
def begin_criteria(programme: Programme, *, by: Person | None, at: datetime) -> CriteriaSet:
    """Draft the criteria that the recipe proposes, in the language of whoever asks; they can be changed until published.

    Raises NothingProposed, HasCriteria, AlreadyPublished, CriteriaFrozen, AlreadyClosed.
    """
    plan = programme.plan
    proposed = plan.criteria_of()
    if not proposed:
        raise refusals.NothingProposed
    if Criterion.objects.filter(criteria_set__programme=programme).exists():
        raise refusals.HasCriteria
    held = set_scale(programme, **asdict(plan.scale), by=by, at=at)
    for one in proposed:
        facts = {
            "kind": one.kind,
            "name": say(one.label),
            "asks": say(one.hint),
            "descriptors": [say(words) for words in one.descriptors],
            "weight": one.weight,
            "threshold": one.threshold,
            "cap": one.cap,
            "tie_place": None,
        }
        write_criterion(held, facts=facts, by=by, at=at)
    return held


@transaction.atomic
def write_criterion(
    criteria_set: CriteriaSet,
    *,
    facts: Mapping[str, Any],
    criterion: Criterion | None = None,
    by: Person | None,
    at: datetime,
) -> Criterion:
    """Add a criterion, or write one anew.

    Raises NoName, SameName, NotListed, WrongWeight, WrongCap, OutsideScale, SameTiePlace, TooMany, AlreadyPublished, CriteriaFrozen.
    """
    held = _held(criteria_set)
    _refuse_what_stands(held)
    if criterion is None:
        last = held.criteria.order_by("position").last()
        if held.criteria.count() >= MOST_CRITERIA:
            raise refusals.TooMany(most=MOST_CRITERIA)
        criterion = Criterion(criteria_set=held, position=last.position + 1 if last else 1)
    for name, value in _checked(held, criterion, facts).items():
        setattr(criterion, name, value)
    criterion.save()
    record(Verb.CRITERION_WRITTEN, held, by=by, at=at, criterion=criterion.pk)
    return criterion


def _checked(held: CriteriaSet, criterion: Criterion, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a criterion as they are kept; what its kind does not have is left out."""
    kind = CriterionKind(str(listed(facts["kind"], CriterionKind, field="kind")))
    name = str(facts["name"]).strip()[: LONGEST["name"]]
    if not name:
        raise refusals.NoName
    if held.criteria.filter(name__iexact=name).exclude(pk=criterion.pk).exists():
        raise refusals.SameName
    threshold = facts.get("threshold") if kind != CriterionKind.BONUS else None
    if threshold is not None and threshold not in held.points:
        raise refusals.OutsideScale(lowest=held.lowest, highest=held.highest, field="threshold")
    tie_place = facts.get("tie_place")
    others = held.criteria.filter(tie_place=tie_place, tie_place__isnull=False)
    if others.exclude(pk=criterion.pk).exists():
        raise meeting_refusals.SameTiePlace
    return {
        "tie_place": tie_place,
        "kind": kind,
        "name": name,
        "asks": str(facts.get("asks") or "").strip()[: LONGEST["asks"]],
        "descriptors": [
            str(one).strip()[: LONGEST["descriptor"]] for one in facts.get("descriptors", ())
        ],
        "weight": _weight(facts.get("weight")) if kind == CriterionKind.WEIGHED else 0,
        "threshold": threshold,
        "cap": _cap(facts.get("cap")) if kind == CriterionKind.BONUS else None,
    }


def _weight(weight: int | None) -> int:
    if weight is None or not 1 <= weight <= 100:
        raise refusals.WrongWeight
    return weight


def _cap(cap: int | None) -> int:
    if cap is None or not 1 <= cap <= MOST_BONUS:
        raise refusals.WrongCap
    return cap


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Person | None, at: datetime) -> CriteriaSet:
    """Remove a criterion from a draft. Raises AlreadyPublished, CriteriaFrozen."""
    held = _held(criterion.criteria_set)
    _refuse_what_stands(held)
    number = criterion.pk
    Criterion.objects.filter(pk=number).delete()
    record(Verb.CRITERION_REMOVED, held, by=by, at=at, criterion=number)
    return held


@transaction.atomic
def publish_criteria(criteria_set: CriteriaSet, *, by: Person | None, at: datetime) -> CriteriaSet:
    """Publish the criteria with the page of the programme; before it opens, its form is drafted from them.

    Posted twice it is done once. Raises WeightsDoNotAddUp, WordsMissing.
    """
    held = _held(criteria_set)
    if held.published_at is not None:
        return held
    lacks = lacking(held)
    if lacks.wordless:
        raise refusals.WordsMissing(names=", ".join(lacks.wordless))
    if not lacks.none:
        raise refusals.WeightsDoNotAddUp(sum=lacks.weights)
    held.published_at, held.published_by = at, by
    held.save(update_fields=["published_at", "published_by"])
    if held.programme.plan.criteria and not held.programme.has_opened:
        judged = [Judged(one.pk, one.name, one.asks) for one in held.criteria.all()]
        draft_form(held.programme, judged, hint=_("Judged as “%s”."), by=by, at=at)
    record(Verb.CRITERIA_PUBLISHED, held, by=by, at=at)
    return held


@transaction.atomic
def take_back_criteria(
    criteria_set: CriteriaSet, *, by: Person | None, at: datetime
) -> CriteriaSet:
    """Take published criteria back to change them, as long as nobody has entered. Raises NotPublished, PeopleHaveEntered, CriteriaFrozen."""
    held = _held(criteria_set)
    if held.frozen_at is not None:
        raise refusals.CriteriaFrozen
    if held.published_at is None:
        raise refusals.NotPublished
    if held.programme.has_opened and held.programme.contributions.exists():
        raise refusals.PeopleHaveEntered
    held.published_at = held.published_by = None
    held.save(update_fields=["published_at", "published_by"])
    record(Verb.CRITERIA_TAKEN_BACK, held, by=by, at=at)
    return held


def _held(criteria_set: CriteriaSet) -> CriteriaSet:
    """Hold the programme and then its criteria, so that nobody enters or changes a word meanwhile."""
    programme = locked(criteria_set.programme)
    held = CriteriaSet.objects.select_for_update(of=("self",)).get(pk=criteria_set.pk)
    held.programme = programme
    return held


def _refuse_what_stands(criteria_set: CriteriaSet) -> None:
    if criteria_set.frozen_at is not None:
        raise refusals.CriteriaFrozen
    if criteria_set.published_at is not None:
        raise refusals.AlreadyPublished

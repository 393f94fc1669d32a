"""What the gates need, and what of it is there."""

from collections.abc import Iterable
from dataclasses import dataclass

from flotilla.programmes.models import Programme, Round, Stage
from flotilla.programmes.queries.notice import missing_in_notice
from flotilla.programmes.queries.promise import current_promise, missing_in
from flotilla.programmes.recipes import Condition, StagePlan
from flotilla.programmes.verbs import Audience, Part

ALWAYS = ("promise_signed", "crew_named", "dates_set", "private_with_reason", "data_lawful")
CONDITIONS = frozenset(
    {*ALWAYS, "question_written", "round_described", "time_given", "voices_considered", "rehearsed"}
)
CONDITIONS_ABOVE = frozenset(
    {
        "every_contribution_decided",
        "every_contribution_answered",
        "next_words_dated",
        "moderation_done",
        "criteria_published",
    }
)
"""What the areas above answer with findings of their own."""
NEEDED_PARTS = (Part.SPONSOR, Part.HOST, Part.DELIVERY_OWNER)


@dataclass(frozen=True)
class Finding:
    """Whether one condition of a gate is met, and what is missing if it is not (codes or numbers, for the page)."""

    condition: str
    met: bool
    missing: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class Checked:
    """One condition of a gate beside what was found."""

    condition: Condition
    finding: Finding | None

    @property
    def is_met(self) -> bool:
        """Met only if somebody found so; what nobody looked at is not met."""
        return self.finding is not None and self.finding.met

    @property
    def is_shut(self) -> bool:
        """Whether it holds up whatever a person says: hard, not met, and nothing that a person confirms."""
        return not self.is_met and self.condition.hard and not self.condition.confirm


def findings(programme: Programme) -> list[Finding]:
    """Return what the programme itself shows; higher areas have findings of their own."""
    promise = current_promise(programme)
    missing = missing_in(promise)
    signed = promise is not None and promise.signed_at is not None
    crew = programme.team
    parts = {member.part for member in crew}
    absent = tuple(str(part) for part in NEEDED_PARTS if part not in parts)
    undated = _undated(programme)
    public_or_reason = programme.audience == Audience.PUBLIC or bool(programme.private_reason)
    unsaid = missing_in_notice(programme)
    return [
        Finding(
            "promise_signed", signed and not missing, missing or (() if signed else ("signed",))
        ),
        Finding("crew_named", not absent, absent),
        Finding("dates_set", not undated, undated),
        Finding("private_with_reason", public_or_reason),
        Finding("question_written", bool(programme.question.strip())),
        Finding("round_described", not programme.plan.sizes or _has_round(programme)),
        Finding("time_given", bool(crew) and all(member.hours_a_week for member in crew)),
        Finding("voices_considered", any(one.what_we_do for one in programme.missing_voices.all())),
        Finding("rehearsed", hasattr(programme, "rehearsal")),
        Finding("data_lawful", not unsaid, unsaid),
    ]


def _has_round(programme: Programme) -> bool:
    return Round.objects.filter(programme=programme).exists()


def _undated(programme: Programme) -> tuple[str, ...]:
    """The stages that have no dates, or whose dates do not follow each other."""
    dated = {stage.code: stage for stage in programme.stages.all()}
    bad, before = [], None
    for plan in programme.plan.stages:
        stage = dated.get(plan.code)
        if plan.optional and (stage is None or stage.opens_at is None):
            continue
        if (
            stage is None
            or _lacks_dates(stage, plan)
            or (before and stage.opens_at and stage.opens_at < before)
        ):
            bad.append(plan.code)
        before = stage.opens_at if stage and stage.opens_at else before
    return tuple(bad)


def _lacks_dates(stage: Stage, plan: StagePlan) -> bool:
    return stage.opens_at is None or (plan.duration is not None and stage.closes_at is None)


def checklist(stage: Stage, found: Iterable[Finding]) -> list[Checked]:
    """Return the conditions of a stage's gate, each with what was found; the first unmet finding of several counts."""
    return _beside(stage.plan.gate, [*findings(stage.programme), *found])


def opening_checklist(programme: Programme, found: Iterable[Finding] = ()) -> list[Checked]:
    """Return all that opening needs: the gates of the stages before it, and what no recipe can leave out."""
    conditions = [one for stage in programme.plan.preparation for one in stage.gate]
    named = {one.code for one in conditions}
    conditions += [
        Condition(code, hard=True, words={"en": code}) for code in ALWAYS if code not in named
    ]
    return _beside(conditions, [*findings(programme), *found])


def _beside(conditions: Iterable[Condition], found: list[Finding]) -> list[Checked]:
    ranked = sorted(found, key=lambda finding: finding.met)
    by_code: dict[str, Finding] = {}
    for finding in ranked:
        by_code.setdefault(finding.condition, finding)
    return [Checked(one, by_code.get(one.code)) for one in conditions]

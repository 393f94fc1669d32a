"""Turning what a panel recommends into draft decisions, which the deciding authority then checks like any other."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from flotilla.assessment.actions.spending import frozen_meeting
from flotilla.assessment.models import Correction, Meeting
from flotilla.assessment.queries import Placed, final_order
from flotilla.assessment.verbs import Verb as AssessmentVerb
from flotilla.decisions.actions import refusals
from flotilla.decisions.actions.deciding import draft_decision
from flotilla.decisions.models import Decision
from flotilla.decisions.verbs import Outcome
from flotilla.journal.actions import record
from flotilla.kit.money import Money
from flotilla.people.models import Person

BEHIND = "lower_priority"


@transaction.atomic
def draft_from_meeting(
    meeting: Meeting,
    *,
    who_decided: str,
    way: str,
    next_word_on: date,
    forward: str,
    not_forward: str,
    by: Person,
    at: datetime,
) -> list[Decision]:
    """Draft a decision for every entry of a closed meeting, with the panel's own reason; each is checked by itself.

    `forward` and `not_forward` are the words for all that are above the line and for all others. What was drafted by
    hand already stays. From here on the settlement stays. Raises MeetingNotOver, NotSettled, VoteSpoilt, SettleAgain,
    SettledAlready, and what draft_decision raises.
    """
    held, criteria_set = frozen_meeting(meeting)
    if held.closed_at is None:
        raise refusals.MeetingNotOver
    if held.spent_at is None:
        raise refusals.NotSettled
    order = final_order(held, criteria_set)
    if spoilt := [one for one in order if not one.is_standing or one.item.is_within is None]:
        raise refusals.VoteSpoilt(titles=", ".join(str(one.entry) for one in spoilt))
    later = Correction.objects.filter(is_agreed=True, settled_at__gt=held.spent_at)
    if later.filter(assessment__seat__panel=held.panel_id).exists():
        raise refusals.SettleAgain
    known = set(
        Decision.objects.current()
        .filter(contribution__in=[one.entry for one in order])
        .values_list("contribution_id", flat=True)
    )
    drafted = [
        _drafted(
            one,
            held,
            {"who_decided": who_decided, "next_word_on": next_word_on, "way": way},
            (forward, not_forward),
            by=by,
            at=at,
        )
        for one in order
        if one.entry.pk not in known
    ]
    held.drafted_at, held.drafted_by = at, by
    held.save(update_fields=["drafted_at", "drafted_by"])
    record(AssessmentVerb.DRAFTED, held, by=by, at=at, number=len(drafted))
    return drafted


def _drafted(
    one: Placed,
    meeting: Meeting,
    facts: dict[str, object],
    words: Sequence[str],
    *,
    by: Person,
    at: datetime,
) -> Decision:
    found = one.recommendation
    if found is None:
        raise refusals.VoteSpoilt(titles=str(one.entry))
    forward, not_forward = words
    said = {
        **facts,
        "rule": f"{found.yes}–{found.no}–{found.abstained}; ≥ {found.quorum}",
        "words": " ".join(filter(None, (found.reason, one.item.skip_reason))),
    }
    if not one.item.is_within:
        said |= {"outcome": Outcome.NOT_FORWARD, "reasons": [BEHIND], "next_word_on": None}
        return draft_decision(one.entry, decided=f"{not_forward}\n\n{said['words']}", **said, by=by, at=at)  # type: ignore[arg-type]  # fmt: skip
    granted = one.item.granted_minor
    currency = one.asks.currency if one.asks else meeting.currency
    sum_ = [str(Money(granted, currency))] if granted is not None else []
    decided = "\n\n".join([forward, *sum_, found.reason])
    return draft_decision(one.entry, outcome=Outcome.FORWARD, decided=decided, **said, by=by, at=at)  # type: ignore[arg-type]  # fmt: skip

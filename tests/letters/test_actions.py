"""Who is written to when something happens, and that nobody is written to twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flotilla.contributions.models import Follow
from flotilla.contributions.verbs import Verb
from flotilla.decisions.models import Answer
from flotilla.decisions.verbs import Verb as DecisionVerb
from flotilla.journal.actions import record
from flotilla.letters import actions
from flotilla.letters.models import Letter
from flotilla.people.verbs import Cadence
from flotilla.programmes.models import CrewMember
from tests import factories
from tests.factories import NOON


def addressed() -> list[tuple[str, str, str]]:
    """Every letter of the outbox as (address, kind, why)."""
    return sorted(Letter.objects.values_list("email", "kind", "why"))


def test_the_author_gets_a_receipt_for_what_they_sent(bench, ada):
    record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    assert actions.read_journal(at=NOON) == 1
    assert addressed() == [("ada@example.org", "receipt", "author")]


def test_a_guest_who_left_an_address_gets_a_receipt_too(campaign):
    idea = factories.a_contribution(campaign, contact_email="guest@example.org")
    record(Verb.SUBMITTED, idea, by=None, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == [("guest@example.org", "receipt", "author")]


def test_a_guest_who_left_no_address_gets_no_letter(campaign):
    idea = factories.a_contribution(campaign)
    record(Verb.SUBMITTED, idea, by=None, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == []


def test_an_entry_is_read_once(bench, ada):
    record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    assert actions.read_journal(at=NOON + timedelta(days=1)) == 0
    assert Letter.objects.count() == 1


def test_an_entry_is_found_long_after_earlier_ones_were_read(bench, ada):
    record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    actions.read_journal(at=NOON + timedelta(days=2))
    record(Verb.PUBLISHED, bench, by=None, at=NOON + timedelta(days=2))
    assert actions.read_journal(at=NOON + timedelta(days=2)) == 1


def test_an_answer_reaches_authors_supporters_and_followers_in_one_envelope_each(
    bench, ada, bo, dee
):
    factories.a_support(bench, dee)
    Follow.objects.create(person=dee, contribution=bench, followed_at=NOON)
    answer = Answer.objects.create(
        contribution=bench, kind="first", decided="Yes.", drafted_at=NOON, released_at=NOON
    )
    record(DecisionVerb.ANSWER_RELEASED, answer, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == [
        ("ada@example.org", "answered", "author"),
        ("dee@example.org", "answered", "supporter"),
    ]


def test_authors_of_joined_contributions_get_the_answer_too(campaign, bench, bo):
    factories.a_contribution(
        campaign, contact_email="joined@example.org", standing="merged", merged_into=bench
    )
    answer = Answer.objects.create(
        contribution=bench, kind="first", decided="Yes.", drafted_at=NOON, released_at=NOON
    )
    record(DecisionVerb.ANSWER_RELEASED, answer, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    assert ("joined@example.org", "answered", "joined") in addressed()


def test_nobody_hears_of_their_own_comment(bench, ada):
    comment = factories.a_comment(bench, ada)
    record(Verb.COMMENTED, comment, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == []


def test_a_supporter_who_wants_no_letters_gets_none_but_an_author_is_still_answered(
    bench, ada, dee, bo
):
    for person in (ada, dee):
        person.cadence = Cadence.NEVER
        person.save()
    factories.a_support(bench, dee)
    answer = Answer.objects.create(
        contribution=bench, kind="first", decided="Yes.", drafted_at=NOON, released_at=NOON
    )
    record(DecisionVerb.ANSWER_RELEASED, answer, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == [("ada@example.org", "answered", "author")]


def test_a_muted_programme_is_silent_except_for_what_must_arrive(bench, ada, dee):
    factories.a_support(bench, dee)
    actions.stop_letters(dee, programme_id=bench.programme_id, by=dee, at=NOON)
    record(Verb.WITHDRAWN, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == []


def test_a_rehearsal_writes_to_nobody_outside_the_team(marlhaven, bo):
    programme = factories.a_draft_programme(marlhaven)
    outsider = factories.a_contribution(programme, contact_email="outside@example.org")
    inside = factories.a_contribution(programme, by=bo)
    record(Verb.SUBMITTED, outsider, by=None, at=NOON)
    record(Verb.SUBMITTED, inside, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == [("bo@example.org", "receipt", "author")]


def test_who_has_left_the_crew_is_outside_of_its_rehearsal(marlhaven, dee):
    programme = factories.a_draft_programme(marlhaven)
    part = CrewMember.objects.create(
        programme=programme, person=dee, part="facilitator", joined_at=NOON, left_at=NOON
    )
    record(Verb.SUBMITTED, factories.a_contribution(programme, by=dee), by=dee, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == []
    part.left_at = None
    part.save()
    record(Verb.SUBMITTED, factories.a_contribution(programme, by=dee), by=dee, at=NOON)
    actions.read_journal(at=NOON)
    assert addressed() == [("dee@example.org", "receipt", "author")]


@pytest.mark.parametrize(
    ("cadence", "asked", "leaves"),
    [
        (
            Cadence.AT_ONCE,
            datetime(2026, 3, 11, 12, tzinfo=UTC),
            datetime(2026, 3, 11, 12, tzinfo=UTC),
        ),
        (
            Cadence.DAILY,
            datetime(2026, 3, 11, 12, tzinfo=UTC),
            datetime(2026, 3, 12, 7, tzinfo=UTC),
        ),
        (Cadence.DAILY, datetime(2026, 3, 11, 5, tzinfo=UTC), datetime(2026, 3, 11, 7, tzinfo=UTC)),
        (
            Cadence.WEEKLY,
            datetime(2026, 3, 11, 12, tzinfo=UTC),
            datetime(2026, 3, 16, 7, tzinfo=UTC),
        ),
        (
            Cadence.WEEKLY,
            datetime(2026, 3, 16, 6, tzinfo=UTC),
            datetime(2026, 3, 16, 7, tzinfo=UTC),
        ),
        (
            Cadence.WEEKLY,
            datetime(2026, 3, 16, 8, tzinfo=UTC),
            datetime(2026, 3, 23, 7, tzinfo=UTC),
        ),
    ],
)
def test_a_digest_leaves_in_the_morning_of_the_body(cadence, asked, leaves):
    assert actions.next_digest(cadence, asked, ZoneInfo("Europe/London")) == leaves

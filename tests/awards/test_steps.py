"""An award goes from draft to end by its steps alone, and nobody says yes to their own."""

from datetime import UTC, date, datetime

import pytest

from flotilla.awards import actions, queries
from flotilla.awards.actions import refusals
from flotilla.awards.models import Award, PublishedAward
from flotilla.awards.subsidy import rule
from flotilla.awards.verbs import NEXT, State
from flotilla.kit.codes import NotListed
from tests import factories
from tests.awards.makers import a_pot, a_running_award, an_award
from tests.factories import NOON

TODAY = NOON.date()
LIMIT = 31_500_000


@pytest.fixture
def pot(marlhaven):
    """The community fund, with much in it."""
    return a_pot(marlhaven, total=100_000_000)


def test_over_the_limit_a_second_person_approves(pot, bo, bea):
    award = an_award(pot, by=bo, amount_minor=500_001)
    with pytest.raises(refusals.NotApproved) as refused:
        actions.offer(award, by=bo, at=NOON)
    assert str(refused.value).startswith("It is over £5,000")
    with pytest.raises(refusals.SelfApproved):
        actions.approve(award, by=bo, at=NOON)
    assert list(queries.to_approve(bea, pot.body)) == [award]
    assert list(queries.to_approve(bo, pot.body)) == []
    actions.approve(award, by=bea, at=NOON)
    assert list(queries.to_approve(bea, pot.body)) == []
    assert actions.offer(award, by=bo, at=NOON).state == State.OFFERED


def test_up_to_the_limit_it_is_offered_at_once(pot, bo):
    assert (
        actions.offer(an_award(pot, by=bo, amount_minor=500_000), by=bo, at=NOON).offered_by == bo
    )


def steps(bo, bea):
    """Every step as a deed, by the state it leads to."""
    return {
        State.APPROVED: lambda award: actions.approve(award, by=bea, at=NOON),
        State.OFFERED: lambda award: actions.offer(award, by=bo, at=NOON),
        State.ACCEPTED: lambda award: actions.accept(award, words="Yes.", signatory="Ines", signed_on=TODAY, by=bo, at=NOON),
        State.RUNNING: lambda award: actions.begin(award, by=bo, at=NOON),
        State.CLOSED: lambda award: actions.close_award(award, by=bo, at=NOON),
        State.WITHDRAWN: lambda award: actions.withdraw_award(award, reason="No.", by=bo, at=NOON),
    }  # fmt: skip


PATHS = {
    State.DRAFTED: (),
    State.APPROVED: (State.APPROVED,),
    State.OFFERED: (State.OFFERED,),
    State.ACCEPTED: (State.OFFERED, State.ACCEPTED),
    State.RUNNING: (State.OFFERED, State.ACCEPTED, State.RUNNING),
    State.CLOSED: (State.OFFERED, State.ACCEPTED, State.RUNNING, State.CLOSED),
    State.WITHDRAWN: (State.WITHDRAWN,),
}


@pytest.mark.parametrize("state", State)
def test_from_each_state_only_the_steps_that_follow_are_taken(pot, bo, bea, state):
    deeds = steps(bo, bea)
    for goal in State:
        if goal == State.DRAFTED:
            continue
        award = an_award(pot, by=bo)
        for one in PATHS[state]:
            award = deeds[one](award)
        assert award.state == state
        if goal in NEXT[state]:
            assert deeds[goal](award).state == goal
        else:
            with pytest.raises(refusals.NotThisStep):
                deeds[goal](award)
            award.refresh_from_db()
            assert award.state == state


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reasons": " "}, refusals.NotSaid),
        ({"who_decided": ""}, refusals.NotSaid),
        ({"recipient_name": ""}, refusals.NotSaid),
        ({"recipient_kind": "god"}, NotListed),
        ({"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}, refusals.EndsBeforeItStarts),
    ],
)
def test_a_draft_says_all_that_an_award_needs(pot, bo, changes, refusal):
    with pytest.raises(refusal):
        an_award(pot, by=bo, **changes)
    pot.refresh_from_db()
    assert pot.promised_minor == 0


def test_somebody_signs_for_the_recipient(pot, bo):
    award = actions.offer(an_award(pot, by=bo), by=bo, at=NOON)
    with pytest.raises(refusals.NoSignatory):
        actions.accept(award, words="Yes.", signatory=" ", signed_on=TODAY, by=bo, at=NOON)


def test_closing_sets_free_what_was_not_paid_and_withdrawing_all_of_it(pot, bo, bea):
    running = a_running_award(pot, by=bo, second=bea)
    closed = actions.close_award(running, by=bo, at=NOON)
    assert (closed.promised_minor, closed.paid_minor) == (0, 0)
    actions.withdraw_award(an_award(pot, by=bo), reason="No.", by=bo, at=NOON)
    pot.refresh_from_db()
    assert pot.free_minor == 100_000_000
    assert queries.imbalance(pot.body) == 0


def an_enterprise(pot, by, amount=100_000, **changes):
    return an_award(pot, by=by, amount_minor=amount, is_enterprise=True, recipient_ref="GB-COH-07962245", **changes)  # fmt: skip


def test_an_enterprise_confirms_its_statement_before_the_award(pot, bo):
    award = an_enterprise(pot, bo)
    with pytest.raises(refusals.NotConfirmed):
        actions.offer(award, by=bo, at=NOON)
    with pytest.raises(refusals.NotConfirmed):
        actions.confirm_subsidy(award, confirmer="Ines Okoro", by=bo, at=NOON)
    award = actions.state_subsidy(award, earlier_minor=1_000_000, by=bo, at=NOON)
    assert award.subsidy_total_minor == 1_100_000
    with pytest.raises(refusals.NotConfirmed):
        actions.offer(award, by=bo, at=NOON)
    actions.confirm_subsidy(award, confirmer="Ines Okoro", by=bo, at=NOON)
    assert actions.offer(award, by=bo, at=NOON).state == State.OFFERED


def test_a_statement_that_is_written_again_is_confirmed_again(pot, bo):
    award = actions.state_subsidy(an_enterprise(pot, bo), earlier_minor=0, by=bo, at=NOON)
    actions.confirm_subsidy(award, confirmer="Ines Okoro", by=bo, at=NOON)
    actions.state_subsidy(award, earlier_minor=1, by=bo, at=NOON)
    with pytest.raises(refusals.NotConfirmed):
        actions.offer(award, by=bo, at=NOON)


def test_exactly_the_limit_is_given_and_a_penny_more_is_not(pot, bo):
    award = an_enterprise(pot, bo)
    with pytest.raises(refusals.OverSubsidyLimit) as refused:
        actions.state_subsidy(award, earlier_minor=LIMIT - 99_999, by=bo, at=NOON)
    assert str(refused.value) == "With what it had since 1 April 2023 it would come to £315,000.01; the limit is £315,000."  # fmt: skip
    assert actions.state_subsidy(award, earlier_minor=LIMIT - 100_000, by=bo, at=NOON).subsidy_total_minor == LIMIT  # fmt: skip


def test_what_this_body_gave_it_in_three_financial_years_counts(pot, bo):
    def given(at):
        award = actions.state_subsidy(an_enterprise(pot, bo), earlier_minor=0, by=bo, at=at)
        actions.confirm_subsidy(award, confirmer="Ines Okoro", by=bo, at=at)
        return actions.offer(award, by=bo, at=at)

    given(datetime(2023, 3, 30, tzinfo=UTC))
    given(datetime(2023, 4, 2, tzinfo=UTC))
    given(NOON)
    an_enterprise(pot, bo)
    award = actions.state_subsidy(an_enterprise(pot, bo), earlier_minor=5, by=bo, at=NOON)
    assert award.subsidy_total_minor == 300_005


def test_two_statements_that_fit_alone_do_not_pass_the_limit_together(pot, bo):
    awards = [an_enterprise(pot, bo) for _two in range(2)]
    for award in awards:
        actions.state_subsidy(award, earlier_minor=LIMIT - 150_000, by=bo, at=NOON)
        actions.confirm_subsidy(award, confirmer="Ines Okoro", by=bo, at=NOON)
    actions.offer(awards[0], by=bo, at=NOON)
    with pytest.raises(refusals.OverSubsidyLimit):
        actions.offer(awards[1], by=bo, at=NOON)


def test_the_years_count_from_april(pot, bo):
    assert rule().counts_from(date(2026, 3, 31)) == date(2023, 4, 1)
    assert rule().counts_from(date(2026, 4, 1)) == date(2024, 4, 1)
    with pytest.raises(refusals.NoEnterprise):
        actions.state_subsidy(an_award(pot, by=bo), earlier_minor=0, by=bo, at=NOON)


def test_an_accepted_award_is_published_and_a_person_has_no_name(pot, bo, bea):
    with pytest.raises(refusals.NotYours):
        actions.publish_award(an_award(pot, by=bo), by=bo, at=NOON)
    choir = actions.publish_award(a_running_award(pot, by=bo, second=bea), by=bo, at=NOON)
    assert (choir.identifier, choir.recipient_ref) == (
        "360G-marlhaven-community-2",
        "GB-CHC-1234567",
    )
    person = actions.publish_award(
        a_running_award(pot, by=bo, second=bea, recipient_kind="individual", recipient_name="Ines Okoro"), by=bo, at=NOON
    )  # fmt: skip
    assert "Ines" not in str(person.said())
    assert queries.sums(queries.published(pot.body)) == {"GBP": 600_000}


def test_publishing_again_changes_nothing_and_withdrawing_takes_it_off(pot, bo, bea):
    award = a_running_award(pot, by=bo, second=bea)
    first = actions.publish_award(award, by=bo, at=NOON)
    assert actions.publish_award(award, by=bea, at=NOON).published_by == first.published_by
    actions.withdraw_award(award, reason="They moved away.", by=bo, at=NOON)
    assert list(PublishedAward.objects.all()) == []


def test_what_happens_in_a_programme_for_staff_is_not_published(pot, bo, bea):
    staff = factories.a_programme(pot.body, audience="staff", private_reason="About staff.")
    award = a_running_award(pot, by=bo, second=bea)
    Award.objects.filter(pk=award.pk).update(programme=staff)
    with pytest.raises(refusals.NotPublic):
        actions.publish_award(award, by=bo, at=NOON)

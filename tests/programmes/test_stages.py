"""What is open at a moment: by the dates, to the microsecond, whatever the clocks on the wall do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes import actions, queries
from flotilla.programmes.models import Programme, Stage
from flotilla.programmes.queries import State
from tests import factories
from tests.programmes import ready

TICK = timedelta(microseconds=1)
SENDING = "contribution.submitted"


def again(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


@pytest.fixture
def gather(campaign: Programme) -> Stage:
    return campaign.stages.get(code="gather")


def takes(programme: Programme, at: datetime) -> bool:
    return SENDING in queries.open_verbs(programme, at)


def test_a_stage_opens_at_its_very_moment(campaign: Programme, gather: Stage) -> None:
    assert [takes(campaign, gather.opens_at + step) for step in (-TICK, TICK * 0, TICK)] == [
        False,
        True,
        True,
    ]


def test_a_stage_closes_at_its_very_moment(campaign: Programme, gather: Stage) -> None:
    assert [takes(campaign, gather.closes_at + step) for step in (-TICK, TICK * 0, TICK)] == [
        True,
        False,
        False,
    ]


def test_the_database_agrees_to_the_microsecond(gather: Stage) -> None:
    def found(at: datetime) -> bool:
        return Stage.objects.open_at(at).filter(pk=gather.pk).exists()

    edges = (gather.opens_at, gather.closes_at)
    assert [(found(edge - TICK), found(edge)) for edge in edges] == [(False, True), (True, False)]


def test_the_clock_of_the_database_decides(campaign: Programme, gather: Stage) -> None:
    now = database_now()
    Stage.objects.filter(pk=gather.pk).update(opens_at=now - timedelta(days=1), closes_at=now)
    assert not takes(again(campaign), database_now())


def test_a_closing_time_holds_through_the_night_in_which_clocks_go_forward(
    campaign: Programme, gather: Stage
) -> None:
    london = ZoneInfo("Europe/London")
    closes = datetime(2026, 3, 29, 12, 0, tzinfo=london)
    Stage.objects.filter(pk=gather.pk).update(closes_at=closes)
    held = again(campaign)
    assert closes.astimezone(UTC).hour == 11
    assert takes(held, datetime(2026, 3, 29, 10, 59, 59, tzinfo=UTC))
    assert not takes(held, datetime(2026, 3, 29, 11, 0, tzinfo=UTC))


def test_a_closing_time_holds_through_the_night_in_which_clocks_go_back(
    campaign: Programme, gather: Stage
) -> None:
    london = ZoneInfo("Europe/London")
    Stage.objects.filter(pk=gather.pk).update(
        closes_at=datetime(2026, 10, 25, 12, 0, tzinfo=london)
    )
    held = again(campaign)
    assert takes(held, datetime(2026, 10, 25, 11, 59, 59, tzinfo=UTC))
    assert not takes(held, datetime(2026, 10, 25, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wall", "once"),
    [
        (datetime(2026, 3, 29, 1, 30), False),
        (datetime(2026, 10, 25, 1, 30), False),
        (datetime(2026, 10, 25, 0, 59), True),
        (datetime(2026, 3, 29, 3, 0), True),
        (datetime(2026, 3, 30, 1, 30), True),
    ],
)
def test_an_hour_in_the_night_of_a_change_does_not_happen_once(wall: datetime, once: bool) -> None:
    london = ZoneInfo("Europe/London")
    assert queries.happens_once(wall.replace(tzinfo=london), london) is once


def test_nothing_is_open_before_opening_and_after_closure(
    campaign: Programme, marlhaven: Body, bo: Person, noon: datetime
) -> None:
    assert queries.open_verbs(factories.a_draft_programme(marlhaven), noon) == frozenset()
    at = ready.pass_all_gates(campaign, by=bo, at=noon)
    actions.close(
        again(campaign),
        learned="Ask earlier.",
        next_conversation_on=(at + timedelta(days=30)).date(),
        by=bo,
        at=at,
    )
    assert queries.open_verbs(again(campaign), at) == frozenset()
    assert takes(again(campaign), noon)


def test_a_pause_closes_the_door_for_new_ones_and_nothing_else(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    before = queries.open_verbs(campaign, noon)
    actions.pause(campaign, reason="Two of us are ill.", by=bo, at=noon)
    held = again(campaign)
    assert queries.open_verbs(held, noon) == before - {SENDING}
    assert queries.open_verbs(held, noon - TICK) == before
    assert queries.state(held, noon) is State.PAUSED
    actions.resume(held, by=bo, at=noon + timedelta(days=2))
    assert takes(again(campaign), noon + timedelta(days=2))


def test_a_stage_with_a_hard_gate_does_not_end_before_it_is_passed(
    campaign: Programme, bo: Person
) -> None:
    decide, deliver = campaign.stages.get(code="decide"), campaign.stages.get(code="deliver")
    late = deliver.opens_at + timedelta(days=3)
    assert [stage.code for stage in queries.stages_open(campaign, late)] == ["decide"]
    actions.pass_gate(decide, findings=ready.all_met(decide), overrides={}, by=bo, at=late)
    assert [stage.code for stage in queries.stages_open(again(campaign), late)] == ["deliver"]


def test_a_gate_that_is_still_shut_does_not_hold_the_door_open_for_new_ones(
    marlhaven: Body, noon: datetime
) -> None:
    standing = factories.a_programme(marlhaven, vehicle="standing")
    call = standing.stages.get(code="standing")
    assert takes(standing, noon + timedelta(days=900))
    call.closes_at = noon
    call.save()
    after = queries.open_verbs(again(standing), noon)
    assert after == call.plan.verbs - {SENDING}


def test_a_rehearsal_opens_everything(marlhaven: Body, bo: Person, noon: datetime) -> None:
    draft = ready.a_draft(marlhaven, by=bo, at=noon)
    actions.begin_rehearsal(draft, by=bo, at=noon)
    verbs = queries.open_verbs(again(draft), noon)
    assert {SENDING, "decision.released", "answer.released"} <= verbs


@pytest.mark.parametrize(
    ("days", "state"),
    [(-38, State.DRAFT), (0, State.OPEN), (5, State.WORKING), (60, State.WORKING)],
)
def test_the_state_follows_the_dates(
    campaign: Programme, noon: datetime, days: int, state: State
) -> None:
    assert queries.state(campaign, noon + timedelta(days=days)) is state


def test_an_announced_programme_is_coming(marlhaven: Body, bo: Person, noon: datetime) -> None:
    assert queries.state(ready.an_open_programme(marlhaven, by=bo, at=noon), noon) is State.COMING


def test_what_is_delivered_is_decided(campaign: Programme, bo: Person, noon: datetime) -> None:
    decide = campaign.stages.get(code="decide")
    later = decide.closes_at + timedelta(days=1)
    actions.pass_gate(decide, findings=ready.all_met(decide), overrides={}, by=bo, at=later)
    assert queries.state(again(campaign), later) is State.DECIDED


def test_the_journey_has_the_steps_of_the_recipe_in_order(
    campaign: Programme, noon: datetime
) -> None:
    line = [(step.step.value, step.state) for step in queries.journey(campaign, noon)]
    assert line == [
        ("frame", "done"),
        ("call", "now"),
        ("assess", "next"),
        ("decide", "next"),
        ("test", "next"),
        ("measure", "next"),
        ("spread", "next"),
    ]


def test_a_journey_tells_of_listening_only_if_it_has_dates(
    campaign: Programme, noon: datetime
) -> None:
    listen = campaign.stages.get(code="listen")
    listen.opens_at, listen.closes_at = noon - timedelta(days=90), noon - timedelta(days=60)
    listen.note = "38 interviews"
    listen.save()
    first = queries.journey(again(campaign), noon)[0]
    assert (first.step.value, first.state, first.note) == ("listen", "done", "38 interviews")


def test_the_line_of_a_closed_programme_ends_where_it_ended(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    at = ready.pass_all_gates(campaign, by=bo, at=noon)
    day = (at + timedelta(days=9)).date()
    actions.close(campaign, learned="Much.", next_conversation_on=day, by=bo, at=at)
    states = {step.step.value: step.state for step in queries.journey(again(campaign), at)}
    assert states["call"] == "done"
    assert states["measure"] == "stop"


def test_the_next_turn_is_when_a_page_must_be_made_again(
    campaign: Programme, gather: Stage, noon: datetime
) -> None:
    assert queries.next_turn_at(campaign, noon) == gather.closes_at
    assert queries.last_day_in(campaign) == gather.closes_at

"""The promise, the days of answers, the lists and the suggested dates."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.bodies.models import Body
from flotilla.people.models import Person
from flotilla.programmes import actions, queries, recipes
from flotilla.programmes.models import Programme, Stage
from tests import factories
from tests.programmes import ready


def test_the_first_answer_is_due_in_working_days_of_the_body(
    campaign: Programme, marlhaven: Body
) -> None:
    sent = datetime(2026, 3, 11, 12, tzinfo=UTC)
    assert queries.first_answer_due(campaign, sent) == date(2026, 4, 8)
    marlhaven.holidays.create(on=date(2026, 4, 3), name="Good Friday")
    marlhaven.holidays.create(on=date(2026, 4, 6), name="Easter Monday")
    assert queries.first_answer_due(campaign, sent) == date(2026, 4, 10)


def test_the_day_of_sending_is_the_day_where_the_body_is(campaign: Programme) -> None:
    just_after_midnight_in_summer = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert queries.first_answer_due(campaign, just_after_midnight_in_summer) == date(2026, 6, 30)


def test_without_a_promise_nothing_is_due(marlhaven: Body, noon: datetime) -> None:
    assert queries.first_answer_due(factories.a_draft_programme(marlhaven), noon) is None


def test_the_newest_version_is_the_promise(
    campaign: Programme, sol: Person, noon: datetime
) -> None:
    first = queries.current_promise(campaign)
    second = actions.amend_promise(
        campaign,
        facts={"first_answer_days": 30},
        reason="So many came.",
        signatory="Head of Transport",
        by=sol,
        at=noon,
    )
    assert queries.current_promise(campaign) == second
    (amendment,) = queries.amendments(campaign)
    assert (amendment.before, amendment.changed) == (first, ("first_answer_days",))


def test_a_promise_without_an_end_needs_no_day_of_decision(
    marlhaven: Body, bo: Person, noon: datetime
) -> None:
    facts = {name: value for name, value in ready.PROMISE.items() if name != "decision_on"}
    standing = actions.draft(marlhaven, title="Ideas", vehicle="standing", by=bo, at=noon)
    campaign = actions.draft(marlhaven, title="Trips", vehicle="campaign", by=bo, at=noon)
    missing = [
        queries.missing_in(actions.write_promise(one, facts=facts, by=bo, at=noon))
        for one in (standing, campaign)
    ]
    assert missing == [(), ("decision_on",)]


def test_what_a_promise_must_say(marlhaven: Body, bo: Person, noon: datetime) -> None:
    draft = ready.a_draft(marlhaven, by=bo, at=noon)
    needed = ("will", "will_not", "who_decides", "influence", "first_answer_days")
    assert queries.missing_in(None) == needed
    empty = actions.write_promise(draft, facts={}, by=bo, at=noon)
    assert queries.missing_in(empty) == (*needed, "decision_on", "money_minor")


def test_suggested_turns_are_at_noon_of_working_days(marlhaven: Body) -> None:
    zone = ZoneInfo("Europe/London")
    begins = datetime(2026, 3, 11, 12, tzinfo=zone)
    holidays = {date(2026, 4, 3), date(2026, 4, 6)}
    times = queries.suggested_times(recipes.read(recipes.data("campaign")), begins, zone, holidays)
    turns = [one.closes_at.astimezone(zone) for one in times if one.closes_at]
    assert {(turn.hour, turn.minute) for turn in turns} == {(12, 0)}
    assert all(turn.weekday() < 5 and turn.date() not in holidays for turn in turns)
    assert all(queries.is_in_working_hours(turn, zone, holidays) for turn in turns)


def test_midnight_is_not_in_working_hours() -> None:
    zone = ZoneInfo("Europe/London")
    late = datetime(2026, 3, 30, 23, 59, tzinfo=zone)
    assert not queries.is_in_working_hours(late, zone)
    assert queries.is_in_working_hours(late.replace(hour=17, minute=0), zone)
    assert not queries.is_in_working_hours(late.replace(hour=12), zone, {date(2026, 3, 30)})


def test_the_lists_hold_each_programme_once(marlhaven: Body, bo: Person, noon: datetime) -> None:
    soon = factories.a_programme(marlhaven, address="soon", opened_at=noon - timedelta(days=41))
    later = factories.a_programme(marlhaven, address="later")
    announced = ready.an_open_programme(marlhaven, by=bo, at=noon)
    over = factories.a_programme(marlhaven, address="over", opened_at=noon - timedelta(days=90))
    hidden = factories.a_programme(marlhaven, audience="staff", private_reason="Rotas.")
    assert queries.open_now(marlhaven, None, noon) == [soon, later]
    assert queries.coming_up(marlhaven, None, noon) == [announced]
    assert queries.ended(marlhaven, None, noon) == [over]
    assert hidden in queries.open_now(marlhaven, bo, noon)


def test_a_joint_programme_is_in_the_lists_of_every_owner(
    campaign: Programme, harrowmere: Body, bo: Person, noon: datetime
) -> None:
    assert queries.open_now(harrowmere, None, noon) == []
    actions.co_own(campaign, body=harrowmere, by=bo, at=noon)
    assert queries.open_now(harrowmere, None, noon) == [campaign]


@pytest.mark.parametrize("rows", [1, 3])
def test_open_programmes_take_the_same_questions_however_many(
    marlhaven: Body, noon: datetime, rows: int
) -> None:
    for number in range(rows):
        factories.a_programme(marlhaven, address=f"one-{number}")
    with CaptureQueriesContext(connection) as asked:
        for one in queries.open_now(marlhaven, None, noon):
            queries.journey(one, noon)
    assert len(asked) == 2


def test_the_timeline_tells_public_acts_only(marlhaven: Body, bo: Person, noon: datetime) -> None:
    programme = ready.an_open_programme(marlhaven, by=bo, at=noon)
    actions.pause(programme, reason="Too many.", by=bo, at=noon)
    verbs = [entry.verb for entry in queries.timeline(programme)]
    assert verbs == ["programme.signed", "programme.opened", "programme.paused"]


def test_dates_that_go_backwards_are_found(marlhaven: Body, bo: Person, noon: datetime) -> None:
    draft = ready.a_draft(marlhaven, by=bo, at=noon)
    Stage.objects.filter(programme=draft, code="decide").update(
        opens_at=noon - timedelta(days=9), closes_at=noon
    )
    found = {
        one.condition: one.missing for one in queries.findings(Programme.objects.get(pk=draft.pk))
    }
    assert found["dates_set"] == ("decide",)

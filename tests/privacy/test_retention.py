"""The schedule lets go of what has lapsed, leaves what has not, waits for a legal hold, and writes down what it did."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from flotilla.contributions.actions import drafts
from flotilla.contributions.models import Report
from flotilla.letters.models import Letter
from flotilla.people import actions as people
from flotilla.people.models import Person
from flotilla.privacy import actions, retention
from flotilla.privacy.actions.lapsing import HoldLifted, NoReason
from flotilla.privacy.models import Disposal
from flotilla.programmes.models import Closure
from tests import factories

YEARS = timedelta(days=731)


def test_every_row_of_the_schedule_is_carried_out_and_nothing_else_is():
    assert set(retention.table()) == set(retention.RULES) | retention.ELSEWHERE
    assert retention.table()["drafts"].days == drafts.KEPT.days
    assert retention.table()["deeds"].days == people.KEPT.days


@pytest.fixture
def reached(campaign, noon):
    """An idea of a guest who left how to reach them, in a campaign that has ended."""
    Closure.objects.create(programme=campaign, closed_at=noon)
    return factories.a_contribution(
        campaign, contact_name="Gus", contact_email="gus@example.org", contact_phone="01234 567890"
    )


def test_how_to_reach_somebody_goes_two_years_after_the_end(reached, noon):
    actions.let_go(at=noon + timedelta(days=729))
    reached.refresh_from_db()
    assert reached.contact_email == "gus@example.org"
    actions.let_go(at=noon + YEARS)
    reached.refresh_from_db()
    assert (reached.contact_name, reached.contact_email, reached.contact_phone) == ("", "", "")
    assert reached.title == "A bench every 200 metres"


def test_what_is_underway_keeps_how_to_reach_people(campaign, noon):
    idea = factories.a_contribution(campaign, contact_email="gus@example.org")
    actions.let_go(at=noon + YEARS * 3)
    idea.refresh_from_db()
    assert idea.contact_email == "gus@example.org"


def test_a_legal_hold_stops_it_until_it_is_lifted(reached, campaign, marlhaven, max_, noon):
    hold = actions.place_hold(
        campaign, reason="County court, claim 12", body=marlhaven, by=max_, at=noon
    )
    assert actions.let_go(at=noon + YEARS) == 0
    actions.lift_hold(hold, by=max_, at=noon + YEARS)
    assert actions.let_go(at=noon + YEARS) == 1
    with pytest.raises(HoldLifted):
        actions.lift_hold(hold, by=max_, at=noon + YEARS)


def test_a_hold_of_one_contribution_keeps_that_one_alone(reached, campaign, marlhaven, max_, noon):
    other = factories.a_contribution(campaign, contact_email="pia@example.org")
    actions.place_hold(campaign, contribution=reached, reason="An inquiry", body=marlhaven, by=max_, at=noon)  # fmt: skip
    assert actions.let_go(at=noon + YEARS) == 1
    other.refresh_from_db()
    reached.refresh_from_db()
    assert (other.contact_email, reached.contact_email) == ("", "gus@example.org")
    assert Disposal.objects.get().held == 1


def test_a_hold_says_who_asks_for_it(campaign, marlhaven, max_, noon):
    with pytest.raises(NoReason):
        actions.place_hold(campaign, reason="  ", body=marlhaven, by=max_, at=noon)


def test_what_was_let_go_is_in_the_disposal_log(reached, noon):
    actions.let_go(at=noon + YEARS)
    [log] = Disposal.objects.all()
    assert (log.lapse, log.count, log.before) == ("contact", 1, noon + YEARS - timedelta(days=730))


def test_letters_lose_their_words_after_a_month_and_go_after_a_year(marlhaven, ada, noon):
    letter = Letter.objects.create(body=marlhaven, kind="receipt", person=ada, email=ada.email, message_id="<1@x>", context={"link": "secret"}, text="Dear Ada", written_at=noon, next_try_at=noon, sent_at=noon)  # fmt: skip
    actions.let_go(at=noon + timedelta(days=31))
    letter.refresh_from_db()
    assert (letter.text, letter.context) == ("", {})
    actions.let_go(at=noon + timedelta(days=366))
    assert Letter.objects.count() == 0


def test_the_last_part_of_an_internet_address_goes_after_a_week(ada, noon):
    for key, ip in (("four", "203.0.113.77"), ("six", "2001:db8:1:2::77")):
        UserSession.objects.create(user=ada, ip=ip, user_agent="x", session_key=key)
    UserSession.objects.update(last_seen_at=noon)
    assert actions.let_go(at=noon + timedelta(days=8)) == 2
    assert sorted(UserSession.objects.values_list("ip", flat=True)) == ["2001:db8:1::", "203.0.113.0"]  # fmt: skip
    assert actions.let_go(at=noon + timedelta(days=9)) == 0


def test_sessions_that_ended_go(db, noon):
    Session.objects.create(session_key="a", session_data="x", expire_date=noon - timedelta(days=2))
    Session.objects.create(session_key="b", session_data="x", expire_date=noon)
    actions.let_go(at=noon)
    assert [one.session_key for one in Session.objects.all()] == ["b"]


def test_an_account_that_nobody_confirmed_goes_after_a_month(ada, noon):
    person = factories.a_person("Nobody")
    EmailAddress.objects.create(user=person, email=person.email, verified=False)
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True)
    Person.objects.update(joined_at=noon)
    actions.let_go(at=noon + timedelta(days=31))
    assert list(Person.objects.all()) == [ada]


def test_reporters_are_forgotten_half_a_year_after_the_report_was_settled(bench, noon):
    facts = {"contribution": bench, "reason": "private", "email": "gus@example.org", "reported_at": noon}  # fmt: skip
    settled = Report.objects.create(**facts, settled_at=noon, outcome="kept", words="There")
    waiting = Report.objects.create(**facts)
    actions.let_go(at=noon + timedelta(days=181))
    for one in (settled, waiting):
        one.refresh_from_db()
    assert (settled.email, settled.words, waiting.email) == ("", "", "gus@example.org")

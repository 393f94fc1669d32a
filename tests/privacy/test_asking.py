"""What somebody asks about their data is due after a calendar month, and is answered once, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flotilla.kit.codes import NotListed
from flotilla.kit.tokens import new_token
from flotilla.privacy import actions
from flotilla.privacy.actions.asking import AlreadySettled, LinkSpent, NotSaid, a_month_after
from flotilla.privacy.models import PrivacyLink


def ask(marlhaven, ada, noon, **changes):
    facts = {"kind": "access", "words": "The recording of the workshop", "email": "", **changes}
    return actions.ask(marlhaven, **facts, by=ada, at=noon)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 3, 11), date(2026, 4, 11)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_it_is_due_after_a_calendar_month(on, due):
    assert a_month_after(on) == due


def test_the_month_begins_on_the_day_of_the_body(marlhaven, ada):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight of 1 July in London
    assert ask(marlhaven, ada, late).due_on == date(2026, 8, 1)


def test_it_says_what_it_is_about(marlhaven, ada, noon):
    with pytest.raises(NotSaid):
        ask(marlhaven, ada, noon, words=" ")
    with pytest.raises(NotListed):
        ask(marlhaven, ada, noon, kind="gossip")


def test_it_is_answered_once_and_in_words(marlhaven, ada, max_, noon):
    asked = ask(marlhaven, ada, noon)
    with pytest.raises(NotSaid):
        actions.settle(asked, outcome="done", reply="", by=max_, at=noon)
    actions.settle(asked, outcome="refused", reply="It is not kept.", by=max_, at=noon)
    with pytest.raises(AlreadySettled):
        actions.settle(asked, outcome="done", reply="Here.", by=max_, at=noon)


def test_a_link_of_a_letter_works_once_and_for_a_day(db, noon):
    token, late = new_token(), new_token()
    actions.make_link("Gus@example.org", token=token, at=noon)
    actions.make_link("gus@example.org", token=late, at=noon)
    assert actions.open_link(token, at=noon).email == "gus@example.org"
    for spent, at in ((token, noon), (late, noon + timedelta(days=1)), ("nonsense", noon)):
        with pytest.raises(LinkSpent):
            actions.open_link(spent, at=at)
    assert not PrivacyLink.objects.filter(fingerprint__contains=token).exists()

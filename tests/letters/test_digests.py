"""No reader gets two digests for one day, however many posts are at work."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from flotilla.letters import actions, post
from flotilla.letters.models import Letter
from flotilla.people import actions as people
from flotilla.people.verbs import Cadence
from tests import factories
from tests.doors.racing import at_once
from tests.factories import NOON

DAY = NOON.date() + timedelta(days=1)
MORNING = actions.next_digest(Cadence.DAILY, NOON, ZoneInfo("Europe/London"))
ROUNDS = 5


def news(body, person, number, **more):
    """One piece of news that waits for a person's digest."""
    facts = {"body": body, "person": person, "email": person.email, "message_id": f"<{number}@test>", "kind": "account", "context": {"heading": f"News {number}", "words": "Words."},
             "must_arrive": False, "written_at": NOON, "next_try_at": MORNING, "digest_on": DAY}  # fmt: skip
    return Letter.objects.create(**{**facts, **more})


def subjects(postbox):
    """What the letters that arrived are called."""
    return Counter(letter["Subject"] for letter in postbox.letters)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_posts_that_each_hold_a_piece_of_one_digest_send_it_once(marlhaven, postbox, round_):
    """Each post has leased another letter of the same reader and day: no lease keeps them apart, only the constraint does."""
    dee = factories.a_person("Dee")
    for number in range(8):
        news(marlhaven, dee, number)
    held = list(Letter.objects.select_related("body", "person"))
    assert all(post._lease(letter, MORNING) for letter in held)

    def send(letter):
        with post.get_connection() as smtp:
            return post._send_digest(letter, smtp, MORNING)

    ends = at_once([lambda letter=one: send(letter) for one in held])
    assert ends == {8: 1, 0: 7}
    assert subjects(postbox) == {"8 pieces of news": 1}
    assert Letter.objects.filter(leads_digest=True).count() == 1


@pytest.mark.parametrize("site_wide", [False, True])
def test_the_database_takes_one_leading_letter_a_reader_and_day(marlhaven, dee, site_wide):
    body = None if site_wide else marlhaven
    news(body, dee, 1, leads_digest=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        news(body, dee, 2, leads_digest=True, email=dee.email.upper())
    news(body, dee, 3, leads_digest=True, digest_on=DAY + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        news(body, dee, 4, leads_digest=True, digest_on=None)


def test_what_comes_after_the_digest_of_its_day_waits_for_the_next(marlhaven, dee, postbox):
    dee.cadence = Cadence.DAILY
    dee.save()
    news(marlhaven, dee, 1)
    assert post.send_due(at=MORNING) == 1
    late = news(marlhaven, dee, 2)
    assert post.send_due(at=MORNING + timedelta(seconds=5)) == 0
    late.refresh_from_db()
    assert (late.digest_on, late.sent_at) == (DAY + timedelta(days=1), None)
    assert post.send_due(at=late.next_try_at) == 1
    assert len(postbox.letters) == 2


def test_after_days_without_a_post_all_that_waits_is_one_digest(marlhaven, dee, postbox):
    news(marlhaven, dee, 1)
    news(
        marlhaven,
        dee,
        2,
        digest_on=DAY + timedelta(days=1),
        next_try_at=MORNING + timedelta(days=1),
    )
    assert post.send_due(at=MORNING + timedelta(days=2)) == 2
    assert subjects(postbox) == {"2 pieces of news": 1}


def test_a_piece_whose_words_cannot_be_made_holds_up_no_digest(marlhaven, dee, postbox, caplog):
    broken = news(marlhaven, dee, 1, kind="no_such_letter")
    news(marlhaven, dee, 2)
    assert post.send_due(at=MORNING) == 1
    broken.refresh_from_db()
    assert (len(postbox.letters), broken.sent_at, broken.error != "") == (1, None, True)


def test_two_bodies_write_a_digest_each(marlhaven, harrowmere, dee, postbox):
    news(marlhaven, dee, 1)
    news(harrowmere, dee, 2)
    assert post.send_due(at=MORNING) == 2
    assert len(postbox.letters) == 2


def test_what_waits_for_a_digest_stays_when_its_reader_chooses_never(marlhaven, dee, postbox):
    for number in range(2):
        news(marlhaven, dee, number)
    news(marlhaven, dee, 3, must_arrive=True, digest_on=None)
    people.choose_letters(dee, cadence=Cadence.NEVER, by=dee, at=NOON)
    assert post.send_due(at=MORNING) == 1
    assert subjects(postbox) == {"News 3": 1}
    assert not Letter.objects.waiting(MORNING + timedelta(days=9)).exists()


def test_what_waits_stays_when_its_programme_is_muted_meanwhile(campaign, dee, postbox):
    about = {"heading": "News", "words": "Words.", "programme_id": campaign.pk}
    news(campaign.body, dee, 1, context=about)
    news(campaign.body, dee, 2, context={**about, "programme_id": campaign.pk + 1})
    people.mute(dee, programme_id=campaign.pk, by=dee, at=NOON)
    assert post.send_due(at=MORNING) == 1
    assert Letter.objects.filter(sent_at=MORNING).count() == 2  # one is left out of the envelope
    assert len(postbox.letters) == 1

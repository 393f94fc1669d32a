"""What comes back: a report marks the letter it names, and whoever lies about it changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.kit.moments import database_now
from flotilla.letters import bounces, post, queries
from flotilla.letters.models import Letter
from tests.factories import NOON
from tests.letters.test_digests import news

pytestmark = pytest.mark.django_db
SECRET = "shared-with-the-mail-service"
REPORT = """From: Mail Delivery System <mailer-daemon@mx.example>
To: together@marlhaven.example
Subject: Undelivered mail
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {email}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: {sort}

Message-ID: {message_id}
Subject: We have it

--b--
"""


def report(**changes):
    """A report on Dee's letter, as a mail system writes it."""
    facts = {"email": "dee@example.org", "action": "failed", "status": "5.1.1", "sort": "message/rfc822", "message_id": "<1@test>"}  # fmt: skip
    return REPORT.format(**{**facts, **changes}).encode()


@pytest.fixture
def left(marlhaven, dee):
    """A letter to Dee that left an hour ago."""
    return news(marlhaven, dee, 1, digest_on=None, must_arrive=True, sent_at=NOON)


@pytest.mark.parametrize("sort", bounces.ORIGINAL)
def test_a_report_marks_the_letter_that_it_names(left, marlhaven, sort):
    assert bounces.take_back(report(sort=sort), at=NOON) == 1
    left.refresh_from_db()
    assert (left.bounced_at, left.bounce) == (NOON, "5.1.1 smtp; 550 5.1.1 no such user")
    assert list(queries.given_up(marlhaven)) == [left]
    assert bounces.take_back(report(sort=sort), at=NOON + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    "lie",
    [
        {"message_id": "<another@test>"},
        {"email": "ada@example.org"},
        {"action": "delayed"},
        {"status": "4.2.2"},
        {"message_id": ""},
    ],
)
def test_what_names_no_letter_of_ours_or_no_failure_marks_nothing(left, lie):
    assert bounces.take_back(report(**lie), at=NOON) == 0


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"\xff\x00\xfe",
        b"From: dee@example.org\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away. <1@test> 5.1.1",
        b"Content-Type: multipart/report; boundary=b\n\nno parts",
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n--b--",
        b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; dee@example.org\nAction: failed",
    ],
)
def test_an_absence_note_and_broken_mail_are_ignored_and_nothing_is_answered(left, other):
    assert bounces.take_back(other, at=NOON) == 0
    assert Letter.objects.count() == 1


def test_only_what_must_arrive_goes_to_an_address_that_sent_one_back(left, marlhaven, dee, postbox):
    bounces.take_back(report(), at=NOON)
    for number, must in ((2, True), (3, False)):
        news(marlhaven, dee, number, must_arrive=must, digest_on=None, next_try_at=NOON)
    assert post.send_due(at=NOON) == 1
    assert [letter["Subject"] for letter in postbox.letters] == ["News 2"]
    later = NOON + timedelta(days=91)
    news(marlhaven, dee, 4, digest_on=None, next_try_at=later)
    assert post.send_due(at=later) == 1


def test_letters_come_back_to_the_address_for_it(left, marlhaven, dee, postbox, settings):
    settings.BOUNCE_ADDRESS = "returned@marlhaven.example"
    news(marlhaven, dee, 2, must_arrive=True, digest_on=None, next_try_at=NOON)
    post.send_due(at=NOON)
    (letter,) = postbox.letters
    assert letter["From"] == "Marlhaven Council <together@marlhaven.example>"
    assert letter["Auto-Submitted"] == "auto-generated"


def handed_over(client, written, *, secret=SECRET, ago=0, stamp=None):
    """What the door says to a report that is signed with a secret, some seconds ago."""
    stamp = stamp or str(int(database_now().timestamp()) - ago)
    headers = {"X-Flotilla-Time": stamp}
    if secret:
        headers["X-Flotilla-Signature"] = bounces.signature(written, stamp=stamp)
    return client.post("/letters/bounces/", written, content_type="message/rfc822", headers=headers).status_code  # fmt: skip


def test_the_door_takes_what_is_signed_and_new(client: Client, left, settings):
    settings.BOUNCE_SECRET = SECRET
    assert handed_over(client, report()) == 204
    assert Letter.objects.exclude(bounced_at=None).count() == 1


def test_a_webhook_that_lies_finds_nothing_there(client: Client, left, settings):
    settings.BOUNCE_SECRET = "another-secret"
    stamp = str(int(database_now().timestamp()))
    forged = bounces.signature(report(), stamp=stamp)
    settings.BOUNCE_SECRET = SECRET
    sent = {"content_type": "message/rfc822"}
    tries = [
        {"X-Flotilla-Time": stamp, "X-Flotilla-Signature": forged},
        {"X-Flotilla-Time": stamp, "X-Flotilla-Signature": "\u00e9"},
        {"X-Flotilla-Time": "now", "X-Flotilla-Signature": forged},
        {"X-Flotilla-Time": "9" * 400, "X-Flotilla-Signature": forged},
        {},
    ]
    for headers in tries:
        assert client.post("/letters/bounces/", report(), headers=headers, **sent).status_code == 404  # fmt: skip
    assert handed_over(client, report(), ago=301) == 404
    assert handed_over(client, report(), ago=-301) == 404
    settings.BOUNCE_SECRET = ""
    assert handed_over(client, report()) == 404
    assert not Letter.objects.exclude(bounced_at=None).exists()

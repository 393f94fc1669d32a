"""`bin/flotilla post` as an operator starts it: a process that empties a full outbox into a real SMTP server."""

import contextlib
import time
from collections import Counter

import pytest

from flotilla.kit.moments import database_now
from flotilla.letters import actions
from flotilla.letters.models import Letter
from tests.operating import started

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 40
PATIENCE = 60.0


def fill(body, many=LETTERS):
    """Put letters into the outbox, each to somebody else; one is to no address at all and can never leave."""
    at = database_now()
    for number in range(many):
        context = {"heading": f"News {number}", "words": "It is built."}
        email = f"p{number}@example.org" if number else "a@b.example, c@d.example"
        actions.post_letter("account", email=email, body=body, context=context, at=at)


@contextlib.contextmanager
def posts(postbox_settings, many=1):
    """Let so many posts run beside the test, and end them as a service manager does."""
    smtp = {
        "FLOTILLA_EMAIL_BACKEND": postbox_settings.EMAIL_BACKEND,
        "FLOTILLA_SMTP_HOST": postbox_settings.EMAIL_HOST,
        "FLOTILLA_SMTP_PORT": str(postbox_settings.EMAIL_PORT),
    }
    running = [started("post", **smtp) for _one in range(many)]
    try:
        yield running
    finally:
        for one in running:
            one.terminate()
            one.communicate(timeout=PATIENCE)


def wait_until(is_so, running):
    """Wait for something the posts do; a post that has ended by itself is a failure that says why."""
    until = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < until:
        for one in running:
            assert one.poll() is None, one.communicate()[1][-2000:]
        time.sleep(0.1)
    assert is_so()


def test_every_letter_of_the_outbox_arrives_once_and_so_does_what_is_written_meanwhile(
    marlhaven, postbox, settings
):
    fill(marlhaven)
    with posts(settings, many=2) as running:
        wait_until(lambda: len(postbox.letters) == LETTERS - 1, running)
        late = {"email": "late@example.org", "context": {"heading": "Your code", "words": "123456"}}
        actions.post_letter("account", body=marlhaven, at=database_now(), is_urgent=True, **late)
        wait_until(lambda: Letter.objects.exclude(sent_at=None).count() == LETTERS, running)
    arrived = Counter(letter["To"] for letter in postbox.letters)
    assert arrived == {f"p{number}@example.org": 1 for number in range(1, LETTERS)} | {
        "late@example.org": 1
    }
    assert {letter["Message-ID"] for letter in postbox.letters} == set(
        Letter.objects.exclude(sent_at=None).values_list("message_id", flat=True)
    )
    (stuck,) = Letter.objects.filter(sent_at=None)
    assert (stuck.tries, "Invalid address" in stuck.error) == (1, True)

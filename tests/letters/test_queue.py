"""The order of the queue: a code to sign in leaves next, however many wait; and nothing that is broken holds up the rest."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.contributions.verbs import Verb
from flotilla.journal.actions import record
from flotilla.letters import actions, post, table
from flotilla.letters.models import Letter
from flotilla.letters.post import FEW
from tests import factories
from tests.factories import NOON

MANY = 100_000


class Outgoing:
    """A connection that keeps who was written to, in order, and lets something happen on the way."""

    def __init__(self, at_the_fifth) -> None:
        self.to: list[str] = []
        self.at_the_fifth = at_the_fifth

    def send_messages(self, messages) -> int:
        """Keep them."""
        self.to += [message.to[0] for message in messages]
        if len(self.to) == 5:
            self.at_the_fifth()
        return len(messages)

    def close(self) -> None:
        """End."""


def a_code(to: str, at=NOON) -> None:
    """Ask for a code to sign in."""
    context = {"heading": "Your code", "words": "123456"}
    actions.post_letter("account", email=to, body=None, context=context, at=at, is_urgent=True)


@pytest.mark.django_db
def test_a_code_leaves_next_though_a_hundred_thousand_letters_wait(marlhaven, monkeypatch):
    waiting = [
        Letter(body=marlhaven, kind="account", email=f"p{n}@example.org", context={"heading": "News", "words": "News."},
               message_id=f"<{n}@test>", written_at=NOON, next_try_at=NOON)
        for n in range(MANY)
    ]  # fmt: skip
    Letter.objects.bulk_create(waiting, batch_size=5_000)
    later = NOON.replace(
        minute=1
    )  # asked for after the post began its round, by a clock that goes on
    out = Outgoing(lambda: a_code("sam@example.org", later))
    monkeypatch.setattr(post, "get_connection", lambda: out)
    assert post.send_due(at=NOON, limit=40, turn=600) == 40
    assert out.to.index("sam@example.org") <= 5 + FEW
    assert Letter.objects.filter(sent_at=None).count() == MANY + 1 - 40


def test_a_letter_whose_words_cannot_be_made_holds_up_no_other(ada, marlhaven, postbox, caplog):
    context = {"heading": "x", "words": "y"}
    broken = actions.post_letter("no_such_letter", email="a@example.org", body=marlhaven, context=context, at=NOON)  # fmt: skip
    a_code("sam@example.org")
    assert post.send_due(at=NOON) == 1
    assert postbox.addresses() == ["sam@example.org"]
    broken.refresh_from_db()
    assert (broken.sent_at, broken.tries, broken.error != "") == (None, 1, True)


def test_an_entry_that_cannot_be_read_holds_up_no_other(bench, ada, dee, monkeypatch, caplog):
    record(Verb.SUBMITTED, bench, by=dee, at=NOON)
    bad = record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    good = record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    right = actions._letters_for

    def breaks(entry, *, at):
        if entry.pk == bad.pk:
            raise KeyError("broken on purpose")
        return right(entry, at=at)

    monkeypatch.setattr(actions, "_letters_for", breaks)
    assert actions.read_journal(at=NOON) == 2
    assert set(Letter.objects.values_list("entry_id", flat=True)) >= {good.pk}
    monkeypatch.setattr(actions, "_letters_for", right)
    assert actions.read_journal(at=NOON) == 1
    assert Letter.objects.filter(entry_id=bad.pk).exists()


def test_the_turn_of_the_post_ends_and_what_was_not_sent_waits_for_the_next(marlhaven, postbox):
    for number in range(3):
        a_code(f"p{number}@example.org")
    assert post.send_due(at=NOON, turn=0) == 0
    assert (post.send_due(at=NOON), len(postbox.letters)) == (3, 3)


def test_a_long_journal_is_read_in_short_transactions(campaign, ada):
    bench = factories.a_contribution(campaign, by=ada)
    for _turn in range(2 * actions.TOGETHER + 1):
        record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    with CaptureQueriesContext(connection) as asked:
        assert actions.read_journal(at=NOON) == 2 * actions.TOGETHER + 1
    begun = sum(one["sql"].startswith("SAVEPOINT") for one in asked.captured_queries)
    readings = sum('INTO "flotilla_reading"' in one["sql"] for one in asked.captured_queries)
    assert (begun, readings) == (3, 3)


def test_a_hostile_title_leaves_as_one_line_of_subject(campaign, ada, postbox):
    title = "A bench\r\nBcc: all@example.org\x00\u202e" + "x" * 60
    idea = factories.a_contribution(campaign, by=ada, title=title.replace("\x00", ""))
    record(Verb.SUBMITTED, idea, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    assert post.send_due(at=NOON) == 1
    (letter,) = postbox.letters
    assert letter["Bcc"] is None
    assert letter["Subject"].strip().startswith("We have it: A bench Bcc: all@example.org")
    assert letter["Auto-Submitted"] == "auto-generated"


def test_every_letter_of_the_table_has_one_row_for_each_who_hears(db):
    assert len({(row.verb, row.audience, row.kind) for row in table.TABLE}) == len(table.TABLE)

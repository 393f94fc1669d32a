"""A key and the act are kept in one transaction: done once, or not at all, however often it comes and however many come at once."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from flotilla.journal.models import Entry
from flotilla.people.actions import change_settings, lapse_deeds
from flotilla.people.models import Deed
from flotilla.people.once import KEPT, SentOtherwise, StillBusy, do_once
from tests.factories import NOON

WHERE = {"where": "ada /settings/", "at": NOON}


def test_what_comes_again_is_answered_and_not_done_again(ada):
    done = []
    once = {"sent": "words", "act": lambda: done.append(1) or "done", "by": ada, **WHERE}
    assert do_once("k", **once) is None
    assert do_once("k", **once) == "done"
    assert do_once("k", **{**once, "where": "dee /settings/"}) is None
    assert len(done) == 2


def test_other_words_are_refused_with_the_first_answer(ada):
    do_once("k", sent="words", act=lambda: "done", by=ada, **WHERE)
    with pytest.raises(SentOtherwise) as refused:
        do_once("k", sent="other", act=lambda: pytest.fail("done again"), by=ada, **WHERE)
    assert refused.value.answer == "done"


def test_what_was_not_done_can_come_again(ada):
    assert do_once("k", sent="words", act=lambda: None, by=ada, **WHERE) is None
    assert do_once("k", sent="mended", act=lambda: "done", by=ada, **WHERE) is None
    assert do_once("k", sent="mended", act=lambda: pytest.fail("again"), by=ada, **WHERE) == "done"


def test_a_fault_takes_back_the_act_with_the_key(ada):
    def act() -> str:
        change_settings(ada, facts={"name": "Ada Lovelace"}, by=ada, at=NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        do_once("k", sent="words", act=act, by=ada, **WHERE)
    ada.refresh_from_db()
    assert (ada.name, Entry.objects.count(), Deed.objects.count()) == ("Ada", 0, 0)


def test_a_full_disk_is_not_taken_for_somebody_else_at_work(ada):
    def full(execute, sql, params, many, context):
        if "flotilla_deed" in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full), pytest.raises(OperationalError, match="full"):
        do_once("k", sent="words", act=lambda: pytest.fail("done"), by=ada, **WHERE)


def test_the_database_alone_tells_neither_key_nor_answer(ada):
    do_once("the key", sent="words", act=lambda: "/receipt/secret/", by=ada, **WHERE)
    deed = Deed.objects.get()
    assert "the key" not in deed.mark
    assert "secret" not in deed.answer


def test_keys_lapse_after_two_days_and_go_with_the_account(ada, dee):
    for person in (ada, dee):
        do_once("k", where=str(person.pk), sent="w", act=lambda: "done", by=person, at=NOON)
    assert timedelta(hours=24) < KEPT
    assert lapse_deeds(at=NOON + KEPT) == 0
    dee.delete()
    assert Deed.objects.count() == 1
    assert lapse_deeds(at=NOON + KEPT + timedelta(seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_done_and_all_are_answered_alike(ada):
    """Fifty threads over connections of their own, let go together: one row of the journal, and one answer for all."""
    ready, answers = threading.Barrier(50), []

    def act() -> str:
        change_settings(ada, facts={"name": "Ada Lovelace"}, by=ada, at=NOON)
        return "done"

    def send() -> None:
        try:
            ready.wait()
            answers.append(do_once("k", sent="words", act=act, by=ada, **WHERE) or "done")
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, Entry.objects.count(), Deed.objects.count()) == (["done"] * 50, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_the_first_is_not_done_is_told_so(ada):
    """The second waits as long as its connection may, here a tenth of a second."""
    ends: list[str] = []

    def second() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=100" if connection.vendor == "sqlite" else "SET lock_timeout='100ms'")  # fmt: skip
        try:
            do_once("k", sent="words", act=lambda: "done", by=ada, **WHERE)
        except StillBusy:
            ends.append("told so")
        finally:
            connection.close()

    def act() -> str:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        return "done"

    assert do_once("k", sent="words", act=act, by=ada, **WHERE) is None
    assert ends == ["told so"]

"""Those who write to SQLite stand in a queue: they come in turn, and nobody waits longer than their patience."""

import threading
import time

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3.base import DatabaseWrapper as Unqueued
from django.db.utils import ConnectionHandler

from config import stores
from flotilla.kit.queued_sqlite.base import DatabaseWrapper

BUSY = 0.05  # seconds that each of many holds the lock
ROW = "INSERT INTO one VALUES (1)"


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Return a way to connect to a database of its own, as the site does or otherwise."""
    opened = []

    def connected(wrapper=DatabaseWrapper, patience=20.0):
        given = stores.database(f"sqlite:///{tmp_path}/one.sqlite3")
        given["OPTIONS"]["timeout"] = patience
        one = wrapper(ConnectionHandler({"default": given}).settings["default"])
        one.inc_thread_sharing()
        opened.append(one)
        return one

    with django_db_blocker.unblock():
        connected().cursor().execute("CREATE TABLE one (a)")
        yield connected
        for one in opened:
            one.close()


def hold(connection, seconds):
    """Begin to write, and commit later."""
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute(ROW)
    time.sleep(seconds)
    cursor.execute("COMMIT")


def one_after_another(connections, deed):
    """Let each begin a moment after the one before; return who had done it, in order, and how long each took."""
    done, took = [], {}

    def run(number, connection):
        began = time.monotonic()
        deed(connection)
        done.append(number)
        took[number] = time.monotonic() - began

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(connections)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    return done, took


def test_who_came_first_is_next(connect):
    first, others = connect(), [connect() for _turn in range(8)]
    for one in (first, *others):
        one.ensure_connection()
    holder = threading.Thread(target=hold, args=(first, 0.8))
    holder.start()
    time.sleep(0.05)
    done, _took = one_after_another(others, lambda one: hold(one, BUSY))
    holder.join()
    assert done == list(range(8))


def test_a_row_written_without_a_transaction_stands_in_the_queue_too(connect):
    first, others = connect(), [connect() for _turn in range(6)]
    for one in (first, *others):
        one.ensure_connection()
    holder = threading.Thread(target=hold, args=(first, 0.6))
    holder.start()
    time.sleep(0.05)
    deeds = {id(one): (lambda one: hold(one, BUSY)) for one in others[::2]}
    done, _took = one_after_another(others, lambda one: deeds.get(id(one), lambda this: this.cursor().execute(ROW))(one))  # fmt: skip
    holder.join()
    assert done == list(range(6))


def test_nobody_waits_longer_than_their_patience_however_many_wait_before(connect):
    holder, others = connect(), [connect(patience=1.0) for _turn in range(3)]
    cursor = holder.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    refused = []

    def try_it(one):
        with pytest.raises(OperationalError, match="locked"):
            one.cursor().execute("BEGIN IMMEDIATE")
        refused.append(one)

    _done, took = one_after_another(others, try_it)
    cursor.execute("ROLLBACK")
    assert len(refused) == 3
    assert max(took.values()) < 2.0  # one after the other it would be 3
    for one in others:
        assert one.cursor().execute("PRAGMA busy_timeout").fetchone() == (1000,)


def test_without_the_queue_somebody_who_came_early_comes_late(connect):
    """The control: SQLite's own waiting has no order."""
    for _try in range(10):
        first, others = connect(Unqueued), [connect(Unqueued) for _turn in range(8)]
        for one in (first, *others):
            one.ensure_connection()
        holder = threading.Thread(target=hold, args=(first, 0.8))
        holder.start()
        time.sleep(0.05)
        done, _took = one_after_another(others, lambda one: hold(one, BUSY))
        holder.join()
        if done != list(range(8)):
            return
    pytest.fail("eight who waited came in order ten times")


def test_a_database_in_memory_has_no_queue(django_db_blocker):
    given = stores.database("sqlite://")
    with django_db_blocker.unblock():
        one = DatabaseWrapper(ConnectionHandler({"default": given}).settings["default"])
        one.cursor().execute("CREATE TABLE one (a)")
        one.cursor().execute(ROW)
        assert one.queue is None
        one.connection.close()

"""A session that cannot be kept is the database's fault, and no session that was ended."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from flotilla.web.sessions import SessionStore


@pytest.fixture
def kept(db):
    """A session that is in the database."""
    session = SessionStore()
    session["seen"] = 1
    session.save()
    return session


def test_a_database_that_cannot_write_is_named_as_the_fault(kept):
    def locked(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    kept["seen"] = 2
    with connection.execute_wrapper(locked), pytest.raises(OperationalError, match="locked"):
        kept.save()


def test_a_session_that_was_ended_meanwhile_is_still_named_as_that(kept):
    SessionStore(kept.session_key).delete()
    kept["seen"] = 2
    with pytest.raises(UpdateError):
        kept.save()

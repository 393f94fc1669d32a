"""Sessions in the database, found by a statement that is kept: every page of a person asks it.

That the database is away, locked or full is not taken for a session that was ended.
"""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from flotilla.kit.asked_often import asked_often


class SessionStore(db.SessionStore):
    """Django's, but for what it costs to read, and for what it says when the database cannot write: 503, and not that the request could not be read.

    Its name is part of how sessions are signed.
    """

    def save(self, must_create: bool = False) -> None:
        """Keep it; raises UpdateError where it was ended meanwhile, OperationalError where the database is at fault."""
        try:
            super().save(must_create)
        except UpdateError as ended:
            if isinstance(ended.__context__, OperationalError):
                raise ended.__context__ from None
            raise

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found


@asked_often
def _session(key: str, at: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=at).order_by()

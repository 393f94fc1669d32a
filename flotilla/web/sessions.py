"""Sessions as Django keeps them in the database, found by a statement that is kept: every page of a person asks it."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from flotilla.kit.asked_often import asked_often


class SessionStore(db.SessionStore):
    """The same, read at less cost. Its name is part of how sessions are signed."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found


@asked_often
def _session(key: str, at: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=at).order_by()

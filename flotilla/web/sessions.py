"""Sessions in the database. That the database is away, locked or full is not taken for a session that was ended."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """Django's, but for what it says when the database cannot write: 503, and not that the request could not be read."""

    def save(self, must_create: bool = False) -> None:
        """Keep it; raises UpdateError where it was ended meanwhile, OperationalError where the database is at fault."""
        try:
            super().save(must_create)
        except UpdateError as ended:
            if isinstance(ended.__context__, OperationalError):
                raise ended.__context__ from None
            raise

"""Doing something once however often it is sent: a key that the sender made up, kept in the transaction of the act itself.

So there is no moment at which the one is kept and the other is not. Two that come together wait for each other at the
unique key, and the second gets the answer of the first.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal
from flotilla.kit.sealed import seal, unseal
from flotilla.kit.tokens import fingerprint
from flotilla.people.models import Deed, Person

KEPT = timedelta(hours=48)
PURPOSE = "deed"
WAITED = {"55P03", "57014"}  # PostgreSQL: lock_timeout and statement_timeout


class SentOtherwise(Refusal):
    """A key came again with other words than the first time."""

    sentence = _("This was sent before with other words, so it was not done again.")

    def __init__(self, answer: str | None) -> None:
        super().__init__()
        self.answer = answer


class StillBusy(Refusal):
    """The first of two is not done yet, or the database has no turn for anybody."""

    sentence = _("We were busy, perhaps with this very thing that you sent a moment ago. Look again, and send it once more if it is not there: it counts once.")  # fmt: skip


def do_once(
    key: str,
    *,
    where: str,
    sent: str,
    act: Callable[[], str | None],
    by: Person | None,
    at: datetime,
) -> str | None:
    """Act, unless it was done with this key; return what was answered then, None if it was not done before.

    `where` says whose key it is and at which door; `sent` is all that was sent, or a fingerprint of it. `act` returns
    what it answered, or None if it did nothing, so that the key can be sent again. Raises SentOtherwise, StillBusy.
    """
    mark, has_begun = fingerprint(f"{where}\n{key}"), False
    try:
        with transaction.atomic():
            earlier, has_begun = _begun(mark, sent, by, at), True
            if earlier is not None:
                return _answer_of(earlier, sent, key)
            answered = act()
            deed = Deed.objects.filter(mark=mark)
            if answered is None:
                deed.delete()
            else:
                deed.update(answer=seal(answered, key=key, purpose=PURPOSE))
    except OperationalError as fault:
        if has_begun or not _has_waited(fault):
            raise
        raise StillBusy from None
    return None


def _has_waited(fault: OperationalError) -> bool:
    """Whether somebody waited as long as the database lets anybody: it may be full or away instead."""
    code = getattr(fault.__cause__, "sqlstate", None)
    return code in WAITED if connection.vendor == "postgresql" else "locked" in str(fault)


def _begun(mark: str, sent: str, by: Person | None, at: datetime) -> Deed | None:
    """Take the key; return the deed that has it already, waiting for it to be done."""
    try:
        with transaction.atomic():
            Deed(mark=mark, sent=sent, done_at=at, done_by=by).save(force_insert=True)
    except IntegrityError:
        return Deed.objects.get(mark=mark)
    return None


def _answer_of(earlier: Deed, sent: str, key: str) -> str:
    """Return what was answered; empty if the secret of this copy has changed since."""
    answer = unseal(earlier.answer, key=key, purpose=PURPOSE)
    if earlier.sent != sent:
        raise SentOtherwise(answer)
    return answer or ""

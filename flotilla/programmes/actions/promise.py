"""Writing the promise, signing it, and amending it in public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.labels import label_of
from flotilla.people.models import Person
from flotilla.programmes import queries
from flotilla.programmes.actions import refusals
from flotilla.programmes.actions.locking import locked_draft, locked_underway
from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.queries.promise import changed_between
from flotilla.programmes.verbs import Influence, Verb


@transaction.atomic
def write_promise(
    programme: Programme, *, facts: Mapping[str, Any], by: Person | None, at: datetime
) -> Promise:
    """Write the promise, or write it again, before opening; a signature under other words falls away.

    Raises AlreadyOpen, NotListed, LikelyRange.
    """
    held = locked_draft(programme)
    promise = queries.current_promise(held) or Promise(programme=held)
    _put(promise, facts)
    promise.signed_at = promise.signed_by = None
    promise.signatory = ""
    promise.save()
    record(Verb.PROMISED, promise, by=by, at=at, version=promise.version)
    return promise


@transaction.atomic
def sign_promise(
    programme: Programme, *, signatory: str, by: Person | None, at: datetime
) -> Promise:
    """Sign the promise as it stands, by office. Raises AlreadyOpen, NoPromise, AlreadySigned, NoSignatory, PromiseIncomplete."""
    held = locked_draft(programme)
    promise = queries.current_promise(held)
    if promise is None:
        raise refusals.NoPromise
    if promise.signed_at is not None:
        raise refusals.AlreadySigned
    _sign(promise, signatory, by, at)
    promise.save()
    record(Verb.SIGNED, promise, by=by, at=at, version=promise.version)
    return promise


@transaction.atomic
def amend_promise(
    programme: Programme,
    *,
    facts: Mapping[str, Any],
    reason: str,
    signatory: str,
    by: Person | None,
    at: datetime,
) -> Promise:
    """Amend the promise of an open programme: a new version, signed, with its reason; the old one stays readable.

    Raises NotOpen, AlreadyClosed, NoReason, NothingChanged, NotListed, LikelyRange, NoSignatory, PromiseIncomplete.
    """
    held = locked_underway(programme)
    before = queries.current_promise(held)
    if before is None:
        raise refusals.NoPromise
    if not reason.strip():
        raise refusals.NoReason
    kept = {name: getattr(before, name) for name in queries.PROMISED}
    after = Promise(programme=held, version=before.version + 1, reason=reason.strip(), **kept)
    _put(after, facts)
    changed = changed_between(before, after)
    if not changed:
        raise refusals.NothingChanged
    _sign(after, signatory, by, at)
    after.save()
    record(Verb.AMENDED, after, by=by, at=at, version=after.version, changed=list(changed))
    return after


def _put(promise: Promise, facts: Mapping[str, Any]) -> None:
    if unknown := set(facts) - set(queries.PROMISED):
        message = f"a promise has no {', '.join(sorted(unknown))}"
        raise TypeError(message)
    for name, value in facts.items():
        setattr(promise, name, value)
    if promise.influence:
        listed(promise.influence, Influence, field="influence")
    for name in ("will", "will_not"):
        setattr(promise, name, [line.strip() for line in getattr(promise, name) if line.strip()])
    lowest, highest = promise.likely_from, promise.likely_to
    if lowest is not None and highest is not None and highest < lowest:
        raise refusals.LikelyRange


def _sign(promise: Promise, signatory: str, by: Person | None, at: datetime) -> None:
    if missing := queries.missing_in(promise):
        labels = [label_of(Promise, name) for name in missing]
        raise refusals.PromiseIncomplete(missing=", ".join(labels))
    if not signatory.strip():
        raise refusals.NoSignatory
    promise.signatory, promise.signed_at, promise.signed_by = signatory.strip(), at, by

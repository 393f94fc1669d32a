"""Putting an award before everybody, in the terms of the 360Giving standard."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from flotilla.awards.actions import refusals
from flotilla.awards.actions.steps import held_award
from flotilla.awards.models import Award, PublishedAward
from flotilla.awards.verbs import RecipientKind, State, Verb
from flotilla.decisions.models import Decision
from flotilla.journal.actions import record
from flotilla.people.models import Person

ACCEPTED = (State.ACCEPTED, State.RUNNING, State.CLOSED)
NAMELESS = "Individual recipient"


@transaction.atomic
def publish_award(award: Award, *, by: Person | None, at: datetime) -> PublishedAward:
    """Publish an accepted award, or what has changed of it since. A person's name is left out.

    Raises NotYours if it was not accepted, NotPublic if its programme is not public, NotToldAll before everybody was told the
    decision that it follows.
    """
    award = held_award(award)
    if award.state not in ACCEPTED:
        raise refusals.NotYours
    if award.programme is not None and not award.programme.is_on_record:
        raise refusals.NotPublic
    if award.contribution_id and not _is_released(award):
        raise refusals.NotToldAll
    facts = _facts(award)
    known = PublishedAward.objects.filter(award=award).first()
    if known is not None and known.said() == facts:
        return known
    published, _is_new = PublishedAward.objects.update_or_create(
        award=award,
        defaults={
            **facts,
            "body": award.body,
            "identifier": f"360G-{award.body.address}-{award.pot.address}-{award.number}",
            "published_at": at,
            "published_by": by,
        },
    )
    record(Verb.PUBLISHED, award, by=by, at=at, minor=award.amount_minor)
    return published


def _is_released(award: Award) -> bool:
    return Decision.objects.released().filter(contribution=award.contribution_id).exists()


def take_off(award: Award, *, by: Person | None, at: datetime) -> None:
    """Take an award that came to nothing off the public list; that it stood there stays in the journal."""
    gone, _rows = PublishedAward.objects.filter(award=award).delete()
    if gone:
        record(Verb.UNPUBLISHED, award, by=by, at=at)


def _facts(award: Award) -> dict[str, Any]:
    own = f"360G-{award.body.address}"
    is_person = award.recipient_kind == RecipientKind.INDIVIDUAL
    local = f"{own}-org:{slugify(award.recipient_name)[:80] or award.number}"
    dates = {
        name: day.isoformat()
        for name, day in (("startDate", award.starts_on), ("endDate", award.ends_on))
        if day
    }
    more: dict[str, Any] = {
        "grantProgramme": [{"code": award.pot.address, "title": award.pot.name}],
        "fromOpenCall": "Yes" if award.contribution_id else "No",
        **({"plannedDates": [dates]} if dates else {}),
    }
    return {
        "title": award.title,
        "description": award.purpose,
        "currency": award.pot.currency,
        "amount_minor": award.amount_minor,
        "awarded_on": (award.offered_at or award.drafted_at).astimezone(award.body.zone).date(),
        "recipient_kind": award.recipient_kind,
        "recipient_ref": f"{own}-person:{award.pot.address}-{award.number}" if is_person else award.recipient_ref or local,
        "recipient_name": NAMELESS if is_person else award.recipient_name,
        "funder_ref": f"{own}-org:{award.body.address}",
        "funder_name": award.body.name,
        "facts": more,
    }  # fmt: skip

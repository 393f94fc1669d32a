"""Splitting a contribution that says several things, and undoing it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from flotilla.contributions import form
from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import locked, settle_standing
from flotilla.contributions.actions.submit import LARGEST_SHUFFLE
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import Authorship, Contribution, Merge, Revision, Split, Support
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.actions import record
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import open_verbs

KEPT = (
    "body", "programme", "kind", "language", "byline", "sector", "place", "place_words", "latitude", "longitude", "channel",
    "channel_note", "entered_by", "contact_name", "contact_email", "contact_phone", "contact_address", "wants_test",
    "received_at", "published_at", "published_by", "answer_due_on",
)  # fmt: skip
LONGEST = 5_000


@dataclass(frozen=True)
class Part:
    """What becomes a contribution of its own: its line and its text."""

    title: str
    text: str


@transaction.atomic
def split(
    contribution: Contribution,
    *,
    parts: Sequence[Part],
    reason: str = "",
    by: Person | None,
    at: datetime,
) -> Split:
    """Let the parts of a contribution stand by themselves; the whole stays readable.

    Its authors are credited with each part, its supporters count for each part and may take that back one by one.
    Raises TooFewParts, NotStanding, HasJoined, StageClosed, AnswersNotTaken.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=contribution.programme_id)
    whole = locked(contribution)
    clean = [_clean(part) for part in parts]
    if len(clean) < 2:
        raise refusals.TooFewParts
    if whole.standing != Standing.LISTED:
        raise refusals.NotStanding
    if whole.merges_into.filter(undone_at=None).exists():
        raise refusals.HasJoined
    if Verb.SPLIT not in open_verbs(programme, at):
        raise refusals.StageClosed
    made = Split.objects.create(
        whole=whole, reason=taken(reason, 300, field="reason"), split_at=at, split_by=by
    )
    numbers = [_part(whole, programme, part, by, at).pk for part in clean]
    settle_standing(whole)
    record(Verb.SPLIT, made, by=by, at=at, parts=numbers)
    return made


def _clean(part: Part) -> Part:
    try:
        title = form.check_title(part.title)
    except ValueError as problem:
        raise refusals.AnswersNotTaken({"title": str(problem)}) from None
    text = taken(part.text, LONGEST)
    if not text:
        raise refusals.TextNotTaken(why=refusals.NO_WORDS)
    return Part(title, text)


def _part(
    whole: Contribution, programme: Programme, part: Part, by: Person | None, at: datetime
) -> Contribution:
    programme.last_number += 1
    Programme.objects.filter(pk=programme.pk).update(last_number=F("last_number") + 1)
    fields = programme.plan.fields
    code = next((one.code for one in fields if one.kind == "long_text"), fields[0].code)
    answers = {code: part.text}
    new = Contribution.objects.create(
        number=programme.last_number,
        title=part.title,
        answers=answers,
        words=form.words_of(fields, answers),
        standing=Standing.LISTED,
        split_from=whole,
        shuffle=secrets.randbelow(LARGEST_SHUFFLE),
        **{name: getattr(whole, name) for name in KEPT},
    )
    new.themes.set(whole.themes.all())
    Revision.objects.create(
        contribution=new, version=1, title=new.title, answers=answers, made_at=at, made_by=by
    )
    for one in whole.authorships.filter(left_at=None):
        Authorship.objects.create(
            contribution=new,
            person=one.person,
            credit=one.credit,
            byline=one.byline,
            sector=one.sector,
            did=one.did,
            joined_at=one.joined_at,
            joined_by=one.joined_by,
        )
    Support.objects.bulk_create(
        Support(contribution=new, person_id=one.person_id, supported_at=one.supported_at)
        for one in whole.supports.all()
    )
    settle_standing(new)
    return new


@transaction.atomic
def unsplit(split: Split, *, by: Person | None, at: datetime) -> Contribution:
    """Undo a splitting: the whole stands again, and the parts that stand alone are joined to it, readable as before.

    Whoever supported a part meanwhile supports the whole. Raises NotSplit.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=split.whole.programme_id)
    split = (
        Split.objects.select_for_update(of=("self",), no_key=True)
        .select_related("whole")
        .get(pk=split.pk)
    )
    whole = locked(split.whole)
    if split.undone_at or whole.standing != Standing.SPLIT:
        raise refusals.NotSplit
    split.undone_at, split.undone_by = at, by
    split.save(update_fields=["undone_at", "undone_by"])
    settle_standing(whole)
    parts = whole.parts.select_for_update(of=("self",), no_key=True).filter(
        standing=Standing.LISTED
    )
    for part in parts.order_by("pk"):
        Merge.objects.create(source=part, target=whole, merged_at=at, merged_by=by)
        settle_standing(part)
    record(Verb.UNSPLIT, split, by=by, at=at)
    return Contribution.objects.get(pk=whole.pk)

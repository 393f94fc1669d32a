"""Sending a contribution, publishing it, changing it, taking it back."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from flotilla.bodies.models import Place
from flotilla.bodies.points import Point
from flotilla.bodies.queries import level_of, level_of_everybody
from flotilla.bodies.verbs import Level
from flotilla.contributions import form, rules
from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import (
    CHANGEABLE,
    free_joined,
    locked,
    settle_standing,
)
from flotilla.contributions.actions.words import taken
from flotilla.contributions.models import (
    Attachment,
    Authorship,
    Contribution,
    Draft,
    GuestConsent,
    Revision,
    Withdrawal,
)
from flotilla.contributions.verbs import Channel, Credit, Standing, Verb
from flotilla.journal.actions import record
from flotilla.people.actions import agree_by_filling_in
from flotilla.people.consents import filled_in
from flotilla.people.models import Person
from flotilla.programmes.models import AwardSize, Programme
from flotilla.programmes.queries import asked as questions_for
from flotilla.programmes.queries import (
    current_promise,
    first_answer_due,
    notice_version,
    open_verbs,
    pause_at,
)
from flotilla.programmes.recipes import Field
from flotilla.programmes.verbs import Moderation

LARGEST_SHUFFLE = 2**31 - 1
KEPT_ASIDE = ("wants_test", "language", *form.LINES, "contact_email")


@transaction.atomic
def submit(
    programme: Programme,
    *,
    title: str,
    answers: Mapping[str, Any],
    submission_key: str,
    by: Person | None,
    at: datetime,
    kind: str = "",
    byline: str = "",
    sector: str = "",
    place: Place | int | str | None = None,
    point: Point | str | None = None,
    size: AwardSize | int | str | None = None,
    agreed: bool = True,
    channel: str = Channel.WEB,
    entered_by: Person | None = None,
    received_at: datetime | None = None,
    draft: Draft | None = None,
    **aside: Any,
) -> Contribution:
    """Send a contribution to a programme; it is published at once or after a person has read it, as the programme says.

    The same key sends the same contribution: a form posted twice returns the first. `by` is None for a guest;
    `size` is the size of award that it asks for, which says what it is asked; `entered_by` is the officer who writes for somebody; whoever writes for themselves has `agreed` that it is published.
    Keyword arguments named in KEPT_ASIDE are kept as they are.
    Raises StageClosed, IntakePaused, GuestsNotAllowed, LevelTooLow, AnswersNotTaken, SentBefore, DatedWrongly.
    """
    shown, notice = {**aside, "byline": byline, "sector": sector}, notice_version(programme)
    agree_by_filling_in(by, shown, notice=notice, by=by, at=at)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    about = form.check_about(
        programme, {"kind": kind, "sector": sector, "place": place, "point": point}
    )
    beside = form.check_beside({**aside, "byline": byline})
    of_size, not_a_size = form.check_size(programme, size)
    asked = questions_for(programme, of_size)
    errors = {**about.errors, **beside.errors, **not_a_size, **form.unknown(asked, answers)}
    if by is not None and aside.get("contact_email"):
        errors["contact_email"] = _("We write to the address of your account.")
    if not agreed:
        errors["consent"] = str(form.NOT_AGREED)
    clean_title, clean_answers = _cleaned(
        programme, asked, title, answers, lenient=entered_by is not None, errors=errors
    )
    kept = {**aside, **beside.answers}
    if earlier := Contribution.objects.filter(submission_key=submission_key).first():
        return _the_same(earlier, programme, clean_title, clean_answers)
    came_at = _came_at(programme, received_at, at)
    _may_come_in(programme, by, entered_by, came_at)
    contribution = Contribution(
        body_id=programme.body_id,
        programme=programme,
        number=programme.last_number + 1,
        title=clean_title,
        answers=clean_answers,
        words=form.words_of(programme.plan.fields, clean_answers),
        **about.answers,
        size=of_size,
        channel=channel,
        entered_by=entered_by,
        submission_key=submission_key,
        received_at=came_at,
        answer_due_on=first_answer_due(programme, came_at),
        shuffle=secrets.randbelow(LARGEST_SHUFFLE),
        **{name: kept[name] for name in KEPT_ASIDE if kept.get(name) not in (None, "")},
    )
    if programme.moderation == Moderation.AFTER or entered_by:
        contribution.standing, contribution.published_at, contribution.published_by = (
            Standing.LISTED,
            at,
            entered_by,
        )
    contribution.save()
    Programme.objects.filter(pk=programme.pk).update(last_number=F("last_number") + 1)
    Revision.objects.create(
        contribution=contribution,
        version=1,
        title=clean_title,
        answers=clean_answers,
        made_at=at,
        made_by=by,
    )
    Authorship.objects.create(
        contribution=contribution,
        person=by,
        credit=Credit.AUTHOR,
        byline=contribution.byline,
        sector=contribution.sector,
        joined_at=at,
        joined_by=by,
    )
    if by is None:
        GuestConsent.objects.bulk_create(
            GuestConsent(
                contribution=contribution,
                purpose=one.code,
                wording=one.wording,
                notice=notice,
                given_at=came_at,
            )
            for one in filled_in(shown)
        )
    if draft is not None:
        Attachment.objects.filter(draft=draft).update(contribution=contribution, draft=None)
        draft.delete()
    published = contribution.published_at is not None
    record(
        Verb.SUBMITTED,
        contribution,
        by=entered_by or by,
        at=at,
        channel=str(channel),
        published=published,
        number=contribution.number,
    )
    return contribution


def _cleaned(
    programme: Programme,
    asked: tuple[Field, ...],
    title: str,
    answers: Mapping[str, Any],
    *,
    lenient: bool = False,
    errors: Mapping[str, str] | None = None,
) -> tuple[str, dict[str, Any]]:
    """Return the clean title and answers, or refuse with all that is wrong at once, `errors` found before among it."""
    promise = current_promise(programme)
    currency = promise.currency if promise else "GBP"
    checked = form.check(asked, answers, currency=currency, lenient=lenient)
    wrong = {**checked.errors, **(errors or {})}
    try:
        title = form.check_title(title)
    except ValueError as problem:
        wrong = {"title": str(problem), **wrong}
    if wrong:
        raise refusals.AnswersNotTaken(wrong)
    return title, checked.answers


def _the_same(
    earlier: Contribution, programme: Programme, title: str, answers: dict[str, Any]
) -> Contribution:
    first = earlier.revisions.first()
    if earlier.programme_id != programme.pk:
        raise refusals.SentBefore
    if first is not None and (first.title, first.answers) != (title, answers):
        raise refusals.SentBefore
    return earlier


def _may_come_in(
    programme: Programme, by: Person | None, entered_by: Person | None, came_at: datetime
) -> None:
    """Whether it may come in, by what was open at the moment at which it came."""
    if programme.has_closed:
        raise refusals.StageClosed
    if Verb.SUBMITTED not in open_verbs(programme, came_at):
        if pause := pause_at(programme, came_at):
            raise refusals.IntakePaused(reason=pause.reason)
        raise refusals.StageClosed
    if entered_by is not None:
        return
    if by is None and programme.needs_account:
        raise refusals.GuestsNotAllowed
    check_level(programme, by, programme.contribute_level)


def check_level(programme: Programme, person: Person | None, needed: int) -> None:
    """Refuse whoever the body is not sure enough of. Raises LevelTooLow."""
    if not needed or (person is not None and needed <= level_of_everybody()):
        return
    if person is None or level_of(person, programme.body) < needed:
        raise refusals.LevelTooLow(level=Level(needed).label)


def _came_at(programme: Programme, received_at: datetime | None, at: datetime) -> datetime:
    """When it came: what came on paper while it was open may be written down after that."""
    if received_at is None:
        return at
    was_open = Verb.SUBMITTED in open_verbs(programme, received_at)
    if received_at > at or not (was_open or pause_at(programme, received_at)):
        raise refusals.DatedWrongly
    return received_at


def _check_open(contribution: Contribution, verb: Verb, at: datetime) -> None:
    if verb not in open_verbs(contribution.programme, at):
        raise refusals.StageClosed


@transaction.atomic
def publish(contribution: Contribution, *, by: Person | None, at: datetime) -> Contribution:
    """Publish what waited to be read. Raises OwnWords, AlreadyPublished."""
    contribution = locked(contribution)
    if rules.wrote(by, contribution):
        raise refusals.OwnWords
    if contribution.standing != Standing.WAITING:
        raise refusals.AlreadyPublished
    contribution.standing, contribution.published_at, contribution.published_by = (
        Standing.LISTED,
        at,
        by,
    )
    contribution.save(update_fields=["standing", "published_at", "published_by"])
    record(Verb.PUBLISHED, contribution, by=by, at=at)
    return contribution


@transaction.atomic
def revise(
    contribution: Contribution,
    *,
    title: str,
    answers: Mapping[str, Any],
    note: str = "",
    is_mending: bool = False,
    by: Person,
    at: datetime,
) -> Revision:
    """Change the text; the version before stays readable. Who was asked to mend something may do so in any stage.

    Raises NotStanding, StageClosed, NothingNew, AnswersNotTaken.
    """
    contribution = locked(contribution)
    if contribution.standing not in CHANGEABLE:
        raise refusals.NotStanding
    if not is_mending:
        _check_open(contribution, Verb.REVISED, at)
    asked = questions_for(contribution.programme, contribution.size, is_first=False)
    clean_title, clean_answers = _cleaned(contribution.programme, asked, title, answers)
    if (contribution.title, contribution.answers) == (clean_title, clean_answers):
        raise refusals.NothingNew
    contribution.title, contribution.answers, contribution.version = (
        clean_title,
        clean_answers,
        contribution.version + 1,
    )
    contribution.words = form.words_of(contribution.programme.plan.fields, clean_answers)
    contribution.save(update_fields=["title", "answers", "words", "version"])
    revision = Revision.objects.create(
        contribution=contribution,
        version=contribution.version,
        title=clean_title,
        answers=clean_answers,
        note=taken(note, 200, field="note"),
        made_at=at,
        made_by=by,
    )
    record(Verb.REVISED, contribution, by=by, at=at, version=contribution.version)
    return revision


@transaction.atomic
def withdraw(
    contribution: Contribution, *, by: Person | None, at: datetime, reason: str = ""
) -> Withdrawal:
    """Take a contribution back, keeping the fact that it was there. Its words are no longer shown.

    What was joined to it stands alone again.

    Raises AlreadyWithdrawn, NotStanding, StageClosed.
    """
    contribution = locked(contribution)
    if contribution.standing == Standing.WITHDRAWN:
        raise refusals.AlreadyWithdrawn
    if contribution.standing not in CHANGEABLE:
        raise refusals.NotStanding
    _check_open(contribution, Verb.WITHDRAWN, at)
    withdrawal = Withdrawal.objects.create(
        contribution=contribution,
        reason=taken(reason, 300, field="reason"),
        withdrawn_at=at,
        withdrawn_by=by,
    )
    free_joined(contribution, by=by, at=at)
    settle_standing(contribution)
    record(Verb.WITHDRAWN, contribution, by=by, at=at)
    return withdrawal

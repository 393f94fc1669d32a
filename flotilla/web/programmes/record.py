"""How a body keeps its word, for the home page and the box of the promise; nothing is shown that has no rows behind it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Case, Count, F, Q, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.bodies.models import Body
from flotilla.contributions.rules import may_read_words
from flotilla.decisions import queries as decisions
from flotilla.decisions.models import Decision
from flotilla.decisions.verbs import AnswerKind, Outcome, Progress
from flotilla.insight import promises
from flotilla.kit import markdown, written
from flotilla.kit.together import load_together
from flotilla.people.models import Person
from flotilla.programmes import queries
from flotilla.programmes.models import Programme
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.words import shown_as
from flotilla.web.counted import kept_or

YEAR = timedelta(days=365)
YES, NO = 2, 1
SHOWN = 4
STATES = {
    Progress.UNDER_WAY: "now",
    Progress.TESTING: "now",
    Progress.IN_USE: "good",
    Progress.STOPPED: "stop",
}
SHAPES = {
    Outcome.FORWARD: "now",
    Outcome.PASSED_ON: "wait",
    Outcome.PARKED: "wait",
    Outcome.NOT_FORWARD: "stop",
}


def kept_box(request: HttpRequest, programme: Programme, at: datetime) -> dict[str, Any] | None:
    """Return how the promise of a programme was kept so far; None while nothing has come."""
    found = kept_or(request, ("kept", programme.pk), partial(promises.of_programme, programme, at))
    if not found.received:
        return None
    sentences = [_on_time(found)] if found.share else []
    if found.waiting:
        waits = ngettext(
            "%(n)s is waiting inside the promise.", "%(n)s are waiting inside the promise.", found.waiting
        )  # fmt: skip
        sentences.append(waits % {"n": written.number_text(found.waiting)})
    if found.overdue:
        late = ngettext("%(n)s waits past its day.", "%(n)s wait past their day.", found.overdue)
        sentences.append(late % {"n": written.number_text(found.overdue)})
    if found.wait:
        days = {"days": written.number_text(round(found.wait.median))}
        sentences.append(_("Typical wait: %(days)s working days.") % days)
    return {
        "kept": found.on_time,
        "waiting": found.waiting,
        "late": found.late + found.overdue,
        "answered": found.answered,
        "received": found.received,
        "words": " ".join(sentences),
        "href": reverse("programme_record", args=[programme.address]),
    }


def _on_time(found: promises.Kept) -> str:
    assert found.share is not None
    return _("%(share)s on time.") % {"share": written.share_text(found.share.share)}


def figures(body: Body, person: Person | None, at: datetime) -> list[dict[str, Any]]:
    """Return the figures of the last twelve months, each only if there is something to say."""
    year = promises.counted(promises.promised(body, person, at - YEAR), body, at)
    rows: list[dict[str, Any]] = []
    if year.answered:
        gaps = {"part": written.number_text(year.on_time), "whole": written.number_text(year.answered + year.overdue)}  # fmt: skip
        row = {
            "figure": _("%(part)s of %(whole)s") % gaps,
            "text": _("contributions answered by the date we promised."),
            "key": True,
        }
        late = year.late + year.overdue
        if late:
            said = ngettext("Read about the late one", "Read about the %(n)s late ones", late)
            row |= {"href": reverse("record"), "link": said % {"n": written.number_text(late)}}
        rows.append(row)
    return rows + _outcomes(body, person, at)


def _outcomes(body: Body, person: Person | None, at: datetime) -> list[dict[str, Any]]:
    """How many were tested, are in use, were stopped."""
    seen = decisions.decided_publicly(body, person)
    words = {
        Progress.TESTING: _("being tested with the people who proposed them"),
        Progress.IN_USE: _("now part of everyday services"),
        Progress.STOPPED: _("stopped, each with what we learned written down"),
    }
    year_of_decisions = seen.current().filter(released_at__gte=at - YEAR).order_by()
    counts = dict(year_of_decisions.values_list("progress").annotate(count=Count("pk")))
    return [
        {"figure": written.number_text(counts[progress]), "text": text}
        for progress, text in words.items()
        if counts.get(progress)
    ]


def kept_in(
    programmes: list[Programme], person: Person | None, body: Body, at: datetime
) -> dict[int, promises.Kept]:
    """Return how each of these programmes to which something came kept its promise, asked once for all."""
    return promises.by_programme(promises.promised(None, person), programmes, body, at)


def kept_rows(
    programmes: list[Programme], found: dict[int, promises.Kept], most: int | None = SHOWN
) -> list[dict[str, Any]]:
    """Return the rows of the table of promises, a few at most; all of them if `most` is None."""
    return [_kept_row(one, found[one.pk]) for one in programmes if one.pk in found][:most]


def kept_words(found: promises.Kept | None) -> str:
    """Say on a card how many were answered so far; nothing while nothing came."""
    if found is None:
        return ""
    gaps = {"part": written.number_text(found.answered), "whole": written.number_text(found.received)}  # fmt: skip
    if found.answered and not found.late and not found.overdue:
        return _("%(part)s of %(whole)s answered so far, all on time") % gaps
    return _("%(part)s of %(whole)s answered so far") % gaps


def _kept_row(programme: Programme, found: promises.Kept) -> dict[str, Any]:
    promise = queries.current_promise(programme)
    days = promise.first_answer_days if promise else None
    late = found.late + found.overdue
    share = written.share_text(found.share.share) if found.share else "–"
    return {
        "href": reverse("programme", args=[programme.address]),
        "title": programme.title,
        "promised": ngettext("%(n)s working day", "%(n)s working days", days or 0) % {"n": days} if days else "–",
        "answered": found.answered,
        "received": found.received,
        "on_time": _("%(share)s, %(late)s late") % {"share": share, "late": written.number_text(late)} if late else share,
        "kept": found.on_time,
        "waiting": found.waiting,
        "late": late,
    }  # fmt: skip


def said(body: Body, person: Person | None) -> list[dict[str, Any]]:
    """Return the latest answers: what was taken forward, and a no with its reasons."""
    refused = Case(When(outcome=Outcome.NOT_FORWARD, then=1), default=0)
    newest = decisions.decided_publicly(body, person).current().annotate(is_no=refused)
    place = Window(RowNumber(), "is_no", (F("released_at").desc(), F("pk").desc()))
    few = newest.annotate(place=place).filter(Q(is_no=0, place__lte=YES) | Q(place__lte=NO))
    chosen = list(few.order_by("is_no", "place"))
    load_together((chosen, ["answers"]))
    return [_said(one) for one in chosen if may_read_words(person, one.contribution)]


def _said(decision: Decision) -> dict[str, Any]:
    contribution = decision.contribution
    refused = decision.outcome == Outcome.NOT_FORWARD
    final = [one for one in decision.answers.all() if one.kind == AnswerKind.FINAL and one.released_at]  # fmt: skip
    words = final[0].decided if final else decision.words
    if decision.progress:
        shape, state = STATES[Progress(decision.progress)], str(Progress(decision.progress).label)
    else:
        shape, state = SHAPES[Outcome(decision.outcome)], str(Outcome(decision.outcome).label)
    return {
        "said": contribution.title,
        "who": shown_as(contribution.byline, contribution.sector),
        "refused": refused,
        "state": shape,
        "state_words": state,
        "did": markdown.excerpt(words, 40),
        "href": page_of(contribution),
        "link": _("Read the reasons") if refused else _("Read the answer"),
    }

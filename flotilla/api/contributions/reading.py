"""The list, found and filtered as on the page, and one contribution with its answers and its story."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from flotilla.api import doors
from flotilla.api.contributions.shapes import (
    Answer,
    Author,
    Happening,
    One,
    Row,
    Rows,
    Said,
    Wanted,
)
from flotilla.api.doors import door
from flotilla.api.programmes import REFUSED, programme_at
from flotilla.contributions import queries, rules
from flotilla.contributions.form import given
from flotilla.contributions.models import Contribution
from flotilla.contributions.naming import shown_as
from flotilla.contributions.verbs import PUBLIC, Standing
from flotilla.contributions.verbs import Verb as Happened
from flotilla.decisions.models import Answer as GivenAnswer
from flotilla.decisions.queries import reason_sentences, released_answers
from flotilla.decisions.verbs import PUBLIC as PUBLIC_DECISIONS
from flotilla.decisions.verbs import Verb as Decided
from flotilla.journal.queries import timeline
from flotilla.kit.census import Audience
from flotilla.kit.wording import say
from flotilla.programmes.models import Programme

router = Router(tags=["contributions"])
LABELS = {str(verb): verb.label for verb in (*Happened, *Decided)}
TOLD = frozenset(map(str, PUBLIC | PUBLIC_DECISIONS))


@router.get(
    "/{slug:address}/contributions",
    response={200: Rows, **REFUSED},
    summary=_("List the contributions to a programme"),
)
@door(Audience.EVERYONE, shows=("programme", "contribution"))
def contributions(request: HttpRequest, address: str, asked: Query[Wanted]) -> Rows:
    """Give a page of the public list, found, filtered and ordered as the page of the programme does it."""
    programme = programme_at(request, address)
    wish = queries.read_wish(
        {name: str(value) for name, value in asked.model_dump(exclude_none=True).items()},
        doors.person(request),
    )
    page = queries.listed(programme, wish, cursor=asked.cursor or None, size=asked.limit)

    def turned(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        words = {**queries.wish_as_asked(wish), "limit": asked.limit, "cursor": cursor}
        return request.build_absolute_uri(f"{request.path}?{urlencode(words)}")

    return Rows(
        items=[Row(**_row(request, programme, one)) for one in page.items],
        found=queries.how_many(programme, wish),
        next=turned(page.next_cursor),
        previous=turned(page.previous_cursor),
    )


@router.get(
    "/{slug:address}/contributions/{int:number}",
    response={200: One, **REFUSED},
    summary=_("Read one contribution"),
)
@door(Audience.EVERYONE, shows=("contribution", "answer", "decision", "entry"))
def contribution(request: HttpRequest, address: str, number: int) -> One:
    """Give one contribution with its answers and what happened to it; of a withdrawn or removed one the fact only."""
    found, person = contribution_at(request, address, number), doors.person(request)
    prefetch_related_objects([found], "authorships", "themes")
    reads = rules.may_read_words(person, found)
    return One(
        **_row(request, found.programme, found, reads=reads),
        reads=reads,
        answers=_answers(request, found) if reads else [],
        authors=[
            Author(shown_as=shown_as(one.byline, one.sector), credit=one.credit)
            for one in found.authorships.all()
            if one.left_at is None and reads
        ],
        version=found.version,
        merged_into=found.merged_into.number
        if found.standing == Standing.MERGED and found.merged_into
        else None,
        supported_by_me=bool(person and found.supports.filter(person=person).exists()),
        followed_by_me=bool(person and found.follows.filter(person=person).exists()),
        replies=[_reply(one, reads=reads) for one in released_answers(found)],
        timeline=[
            Happening(at=one.at, verb=one.verb, sentence=str(LABELS[one.verb]))
            for one in timeline(TOLD, contribution_id=found.pk).order_by("at", "id")
        ],
    )


def contribution_at(request: HttpRequest, address: str, number: int) -> Contribution:
    """Return the contribution of this number in a programme that has opened, if the person may see it; else 404."""
    programme = programme_at(request, address)
    return doors.find(
        request, queries.to_body(doors.body(request)), programme=programme, number=number
    )


def _row(
    request: HttpRequest, programme: Programme, one: Contribution, *, reads: bool = True
) -> dict[str, Any]:
    page = reverse("contribution", args=[programme.address, one.number])
    place = one.place.name if one.place else one.place_words
    return {
        "number": one.number,
        "title": one.title if reads else "",
        "text": one.words if reads else "",
        "kind": one.kind,
        "shown_as": shown_as(one.byline, one.sector) if reads else "",
        "place": place if reads else "",
        "point": (one.point.latitude, one.point.longitude) if reads and one.point else None,
        "themes": [theme.address for theme in one.themes.all()],
        "standing": one.standing,
        "received_at": one.received_at,
        "answer_due_on": one.answer_due_on,
        "first_answered_at": one.first_answered_at,
        "decided_at": one.decided_at,
        "support": one.support_count + one.counted_supports,
        "comments": one.comment_count,
        "url": request.build_absolute_uri(page),
    }


def _answers(request: HttpRequest, found: Contribution) -> list[Said]:
    fields = found.programme.plan.form()
    kinds = [True, False] if rules.may_read_aside(doors.person(request), found) else [True]
    return [
        Said(code=one.code, label=say(one.label), kind=one.kind, public=public, answer=answer)
        for public in kinds
        for one, answer in given(fields, found.answers, public=public)
    ]


def _reply(answer: GivenAnswer, *, reads: bool) -> Answer:
    decision = answer.decision
    return Answer(
        kind=answer.kind,
        decided=answer.decided,
        said=answer.said if reads else "",
        fit=answer.fit,
        signatory=answer.signatory,
        released_at=answer.released_at,
        progress=answer.progress,
        next_word_on=answer.next_word_on,
        outcome=decision.outcome if decision else "",
        reasons=reason_sentences(decision) if decision else [],
        words=decision.words if decision else "",
        who_decided=decision.who_decided if decision else "",
        rule=decision.rule if decision else "",
    )

"""Programmes: which there are, and one with its promise, its stages, its counts and how the promise is kept."""

from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Router, Schema

from flotilla.api import doors
from flotilla.api.doors import door
from flotilla.api.refusing import Problems
from flotilla.contributions import actions
from flotilla.contributions import queries as contributions
from flotilla.insight import promises
from flotilla.kit.census import Audience
from flotilla.kit.wording import say
from flotilla.programmes import queries
from flotilla.programmes.models import Programme, Promise
from flotilla.programmes.recipes import Field as Question
from flotilla.programmes.verbs import INTAKE

router = Router(tags=["programmes"])
REFUSED: dict[Any, Any] = {(400, 401, 404, 413, 415, 422): Problems}
REFUSED_NOW: dict[Any, Any] = {(403, 409): Problems}


class Summary(Schema):
    """A programme in the list."""

    address: str = Field(description=_("Its name in addresses."))
    title: str
    summary: str
    vehicle: str
    state: str = Field(description=_("coming, open, paused, working, decided or closed"))
    takes_contributions: bool
    first_answer_days: int | None = Field(
        description=_("Working days in which a first answer is promised.")
    )
    url: str = Field(description=_("Its page for people."))


class Choice(Schema):
    """One answer that can be chosen."""

    code: str
    label: str


class Asked(Schema):
    """One question of the form."""

    code: str = Field(description=_("Under which name its answer is sent."))
    kind: str
    label: str
    hint: str
    required: bool
    public: bool = Field(description=_("Whether the answer is published."))
    max_length: int | None
    minimum: int | None
    maximum: int | None
    choices: list[Choice]


class Area(Schema):
    """A place that contributions can be about."""

    id: int
    name: str
    code: str = Field(description=_("The official code of the place, if it has one."))


class Theme(Schema):
    """A label that the team gives."""

    code: str
    name: str
    contributions: int


class Step(Schema):
    """One step of the journey."""

    code: str
    name: str
    state: str = Field(description=_("done, now, next, or stop where it ended early"))
    opens_at: datetime | None
    closes_at: datetime | None
    note: str


class Promised(Schema):
    """What the body promises, in its newest version."""

    version: int
    will: list[str]
    will_not: list[str]
    who_decides: str
    influence: str
    influence_note: str
    money_minor: int | None = Field(description=_("In the smallest unit of the currency."))
    currency: str
    money_note: str
    first_answer_days: int | None
    decision_on: date | None
    likely_from: int | None
    likely_to: int | None
    signatory: str
    signed_at: datetime | None
    reason: str = Field(description=_("Why it was amended; empty for the first version."))


class Counts(Schema):
    """How much stands in the list, and how it came."""

    contributions: int
    not_through_the_site: int = Field(description=_("On paper, by phone, in person or by letter."))
    joined: int = Field(description=_("Joined to another that says the same."))


class Kept(Schema):
    """How the promise of a first answer is kept. `received` is all the others together."""

    received: int
    on_time: int
    late: int
    waiting: int
    overdue: int
    share_on_time: float | None
    typical_wait_days: float | None = Field(description=_("In working days, the median."))


class Whole(Summary):
    """One programme."""

    question: str
    background: str = Field(description=_("In Markdown."))
    language: str
    allows_guests: bool = Field(description=_("Whether one can contribute without an account."))
    opens_at: datetime | None = Field(description=_("When it takes contributions next."))
    closes_at: datetime | None = Field(description=_("Until when it takes contributions."))
    answer_by: date | None = Field(
        description=_("By when something that is sent now has a first answer.")
    )
    promise: Promised | None
    stages: list[Step]
    counts: Counts
    kept: Kept | None
    kinds: list[Choice]
    form: list[Asked]
    places: list[Area]
    themes: list[Theme]


class Following(Schema):
    """Whether it is followed."""

    followed_by_me: bool


class Programmes(Schema):
    """All programmes of a body that the reader may see."""

    items: list[Summary]


@router.get("", response={200: Programmes, **REFUSED}, summary=_("List the programmes"))
@door(Audience.EVERYONE, shows="programme")
def programmes(request: HttpRequest) -> Programmes:
    """List the programmes of a body: open ones first, then those to come, then those that take nothing more."""
    at, place = doors.now(request), (doors.body(request), doors.person(request))
    found = [
        *queries.open_now(*place, at),
        *queries.coming_up(*place, at),
        *queries.ended(*place, at),
    ]
    return Programmes(items=[Summary(**_summary(request, one)) for one in found])


@router.get("/{slug:address}", response={200: Whole, **REFUSED}, summary=_("Read one programme"))
@door(Audience.EVERYONE, shows=("programme", "promise", "stage", "contribution"))
def programme(request: HttpRequest, address: str) -> Whole:
    """Give one programme with its promise, stages, counts, form, and how the promise is kept."""
    found, at = programme_at(request, address), doors.now(request)
    prefetch_related_objects([found], "stages", "pauses", "promises")
    promise, total = queries.current_promise(found), contributions.totals(found)
    intake = [one for one in found.stages.all() if one.plan.verbs & INTAKE]
    return Whole(
        **_summary(request, found),
        question=found.question,
        background=found.background,
        language=found.language,
        allows_guests=not found.needs_account,
        opens_at=min((one.opens_at for one in intake if one.opens_at and one.opens_at > at), default=None),
        closes_at=min((one.closes_at for one in intake if one.closes_at and one.closes_at > at), default=None),
        answer_by=queries.first_answer_due(found, at),
        promise=_promised(promise) if promise else None,
        stages=_stages(found, at),
        counts=Counts(contributions=total.all, not_through_the_site=total.in_person, joined=total.joined),
        kept=_kept(promises.of_programme(found, at)),
        kinds=[Choice(code=one["code"], label=say(one["label"])) for one in found.plan.kinds],
        form=[_asked(one) for one in found.plan.form() if one.kind not in {"files", "place"}],
        places=[Area(id=one.pk, name=one.name, code=one.code) for one in found.body.places.all()],
        themes=[Theme(code=one.address, name=one.name, contributions=one.n) for one in contributions.theme_counts(found)],  # type: ignore[attr-defined]
    )  # fmt: skip


@router.post(
    "/{slug:address}/follow",
    response={200: Following, **REFUSED},
    summary=_("Follow a programme"),
)
@door(Audience.SIGNED_IN, shows="programme")
def follow(request: HttpRequest, address: str) -> Following:
    """Follow a whole programme, so that its news comes by letter; once more changes nothing."""
    found = programme_at(request, address)
    actions.follow(found, by=doors.known(request), at=doors.now(request))
    return Following(followed_by_me=True)


@router.delete(
    "/{slug:address}/follow",
    response={200: Following, **REFUSED},
    summary=_("Follow a programme no longer"),
)
@door(Audience.SIGNED_IN, shows="programme")
def unfollow(request: HttpRequest, address: str) -> Following:
    """Follow a programme no longer; once more changes nothing."""
    found = programme_at(request, address)
    actions.unfollow(found, by=doors.known(request), at=doors.now(request))
    return Following(followed_by_me=False)


def programme_at(request: HttpRequest, address: str) -> Programme:
    """Return the programme of this address in the body visited, if it has opened and may be seen; else 404.

    What is being prepared is for the pages of those who prepare it.
    """
    opened = queries.of_body(doors.body(request)).opened()
    return doors.find(request, opened, address=address)


def _summary(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    at, promise = doors.now(request), queries.current_promise(programme)
    page = reverse("programme", args=[programme.address])
    return {
        "address": programme.address,
        "title": programme.title,
        "summary": programme.summary,
        "vehicle": str(programme.plan),
        "state": str(queries.state(programme, at)),
        "takes_contributions": bool(queries.open_verbs(programme, at) & INTAKE),
        "first_answer_days": promise.first_answer_days if promise else None,
        "url": request.build_absolute_uri(page),
    }


def _promised(promise: Promise) -> Promised:
    named = {name: getattr(promise, name) for name in Promised.model_fields}
    return Promised(**named)


def _stages(programme: Programme, at: datetime) -> list[Step]:
    return [
        Step(
            code=one.step.value,
            name=str(one.step.label),
            state=one.state,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
            note=one.note,
        )
        for one in queries.journey(programme, at)
    ]


def _kept(found: promises.Kept) -> Kept | None:
    if not found.received:
        return None
    return Kept(
        received=found.received,
        on_time=found.on_time,
        late=found.late,
        waiting=found.waiting,
        overdue=found.overdue,
        share_on_time=found.share.share if found.share else None,
        typical_wait_days=found.wait.median if found.wait else None,
    )


def _asked(one: Question) -> Asked:
    is_text = one.kind in {"short_text", "long_text", "link"}
    return Asked(
        code=one.code,
        kind=one.kind,
        label=say(one.label),
        hint=say(one.hint),
        required=one.required,
        public=one.public,
        max_length=one.max_length if is_text else None,
        minimum=one.minimum,
        maximum=one.maximum,
        choices=[Choice(code=each["code"], label=say(each["label"])) for each in one.choices],
    )

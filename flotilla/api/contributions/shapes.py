"""The shapes of contributions as data, coming and going."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Header, Schema

from flotilla.contributions.queries.lists import LAST_SHUFFLE, LONGEST_SEARCH

PAGE, LONGEST_PAGE = 20, 100
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=16,
        max_length=200,
        description=_("Made up by the program: what is sent again with it is not done again."),
    ),
]


class Amount(Schema, extra="forbid"):
    """An amount of money."""

    minor: int = Field(description=_("In the smallest unit of the currency."))
    currency: str


class Wanted(Schema):
    """What to look for in the list: the same words as in the address of the page."""

    q: str = Field("", max_length=LONGEST_SEARCH, description=_("Words that it has."))
    theme: str = Field("", max_length=LONGEST_SEARCH, description=_("The code of a theme."))
    area: int | None = Field(None, ge=1, lt=LAST_SHUFFLE[1], description=_("The id of a place."))
    kind: str = Field("", max_length=LONGEST_SEARCH, description=_("The code of a kind."))
    state: Literal["", "waiting", "answered", "decided"] = ""
    sort: Literal["", "quiet", "newest", "supported", "random", "near"] = Field(
        "", description=_("quiet, which needs more voices, if nothing is said")
    )
    seed: int | None = Field(
        None, ge=0, lt=LAST_SHUFFLE[0], description=_("Where the random order starts.")
    )
    cursor: str = Field("", max_length=2_000, description=_("As `next` or `previous` gave it."))
    limit: int = Field(PAGE, ge=1, le=LONGEST_PAGE, description=_("How many on a page."))


class Row(Schema):
    """A contribution in the list."""

    number: int
    title: str
    text: str = Field(description=_("The published words, without marks."))
    kind: str
    shown_as: str = Field(description=_("How who sent it wants to be shown."))
    place: str
    point: tuple[float, float] | None = Field(
        description=_("Latitude and longitude (WGS84), to about 10 metres.")
    )
    themes: list[str] = Field(description=_("The codes of its themes."))
    standing: str = Field(
        description=_(
            "waiting, listed, merged, split, withdrawn or removed; the list holds listed ones"
        )
    )
    received_at: datetime
    answer_due_on: date | None
    first_answered_at: datetime | None
    decided_at: datetime | None
    support: int
    comments: int
    url: str = Field(description=_("Its page for people."))


class Rows(Schema):
    """A page of the list."""

    items: list[Row]
    found: int = Field(description=_("How many there are on all pages."))
    next: str | None = Field(description=_("The address of the next page."))
    previous: str | None = Field(description=_("The address of the page before."))


class Said(Schema):
    """The answer to one question of the form."""

    code: str
    label: str
    kind: str
    public: bool = Field(description=_("Answers that are not published are shown to authors only."))
    answer: str | int | float | bool | dict[str, Any]


class Author(Schema):
    """Somebody who is credited."""

    shown_as: str
    credit: str


class Answer(Schema):
    """One public answer of the body."""

    kind: str = Field(description=_("first, final or update"))
    decided: str = Field(description=_("In Markdown."))
    said: str = Field(description=_("What the contributor said, in Markdown."))
    fit: str = Field(description=_("How the two fit, in Markdown."))
    signatory: str
    released_at: datetime | None
    progress: str
    next_word_on: date | None
    outcome: str = Field(description=_("Of a decision: forward, passed_on, parked or not_forward."))
    reasons: list[str]
    words: str = Field(description=_("The reasons in own words, in Markdown."))
    who_decided: str
    rule: str


class Happening(Schema):
    """One thing that happened to it in public."""

    at: datetime
    verb: str
    sentence: str


class One(Row):
    """One contribution. Of one that was withdrawn or removed its words are empty for all but its authors."""

    reads: bool = Field(description=_("Whether the words may be read."))
    answers: list[Said]
    authors: list[Author]
    version: int
    merged_into: int | None = Field(description=_("The number of the one it was joined to."))
    supported_by_me: bool
    followed_by_me: bool
    replies: list[Answer] = Field(description=_("What the body answered, the oldest first."))
    timeline: list[Happening]


class Sent(Schema, extra="forbid"):
    """What is sent. Every field is checked by the rules of the page."""

    title: str = Field("", description=_("What it is, in one line."), examples=["Somewhere to sit"])
    answers: dict[str, str | int | Amount | None] = Field(
        default_factory=dict, description=_("By the code of the question, as `form` asks them.")
    )
    kind: str = Field("", description=_("The code of one of the `kinds`."))
    byline: str = Field("", description=_("How to be shown, such as “Carer, Northgate”."))
    sector: str = Field(
        "", description=_("resident, staff, firm, charity, university or body; by own choice")
    )
    place: int | None = Field(None, description=_("The id of one of the `places`."))
    place_words: str = Field("", description=_("The place in own words."))
    point: str = Field(
        "", description=_("The point, such as 51.5074, -0.1278, a grid reference or a map’s link.")
    )
    contact_name: str = Field("", description=_("Never shown."))
    contact_email: str = Field("", description=_("For guests: where the answer goes. Never shown."))
    contact_phone: str = Field("", description=_("Never shown."))
    wants_test: bool = Field(False, description=_("Whether to be asked if it is tested."))
    consent: bool = Field(
        False, description=_("That it may be published and built on, with credit.")
    )


class Receipt(Schema):
    """That it has come."""

    number: int
    title: str
    standing: str = Field(description=_("listed, or waiting until a person has read it"))
    received_at: datetime
    answer_due_on: date | None = Field(description=_("By when a first answer is promised."))
    url: str
    claim_url: str | None = Field(
        description=_("For guests: the secret address at which it can be made one's own.")
    )
    fingerprint: str = Field(description=_("Its digest in the public log."))
    promise: str = Field(description=_("The signed promise to include it in the log; keep it."))


class Support(Schema):
    """How many support it. Of what was joined to another, that one is supported."""

    number: int
    support: int
    supported_by_me: bool

"""Plain makers of rows, without surprises: each takes what matters to the test and fills in the rest."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator

from flotilla.bodies.models import Body, Membership, Place
from flotilla.contributions.models import Authorship, Comment, Contribution, Revision, Support
from flotilla.contributions.verbs import Credit, Standing
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes import queries, recipes
from flotilla.programmes.models import CrewMember, Opening, Programme, Promise, Round, Stage
from flotilla.programmes.verbs import Part

NOON = datetime(
    2026, 3, 11, 12, 0, tzinfo=UTC
)  # the Wednesday of the mock: every test's now, passed in
_numbers = count(1)


def a_body(**changes: Any) -> Body:
    """A council; by default Marlhaven."""
    facts = {
        "name": "Marlhaven Council",
        "address": "marlhaven",
        "tagline": "Working it out together",
        "founded_at": NOON - timedelta(days=800),
    }
    return Body.objects.create(
        **{
            **facts,
            "languages": ["en-gb", "fr"],
            "sender_email": "together@marlhaven.example",
            **changes,
        }
    )


def a_person(name: str = "", **changes: Any) -> Person:
    """Somebody with an account and no role."""
    name = name or f"Person {next(_numbers)}"
    email = changes.pop("email", f"{name.lower().replace(' ', '.')}@example.org")
    return Person.objects.create_user(email, name=name, **changes)


def a_second_factor(person: Person) -> Authenticator:
    """An app that makes codes, as staff must have."""
    factor, _is_new = Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "JBSWY3DPEHPK3PXP"}}
    )
    return factor


def a_member(
    body: Body, role: str, name: str = "", *, second_factor: bool = True, **changes: Any
) -> Person:
    """Somebody with a role in a body, and the second factor that staff must have."""
    person = a_person(name, **changes)
    if second_factor and role != "resident":
        a_second_factor(person)
    Membership.objects.create(
        body=body, person=person, role=role, granted_at=NOON - timedelta(days=400)
    )
    return person


def a_place(body: Body, name: str = "Eastfield", **changes: Any) -> Place:
    """A ward."""
    return Place.objects.create(body=body, name=name, **changes)


def a_draft_programme(body: Body, **changes: Any) -> Programme:
    """A campaign that has not opened, without stages, promise or crew."""
    number = next(_numbers)
    facts = {
        "title": "Short trips, no car",
        "address": f"short-trips-{number}",
        "vehicle": "campaign",
        "question": "How might we make short trips easy without a car?",
        **recipes.data("campaign")["privacy"],
    }
    return Programme.objects.create(
        body=body, drafted_at=NOON - timedelta(days=60), **{**facts, **changes}
    )


def a_promise(programme: Programme, **changes: Any) -> Promise:
    """A complete promise, signed."""
    facts = {
        "will": ["At least 3 ideas tested this summer"],
        "will_not": ["New bus contracts before April 2027"],
        "who_decides": "A panel of 9, of whom 5 are residents drawn by lot",
        "influence": "collaborate",
        "money_minor": 6_000_000,
        "first_answer_days": 20,
        "decision_on": date(2026, 4, 24),
        "likely_from": 3,
        "likely_to": 6,
        "signatory": "Head of Transport",
        "signed_at": NOON - timedelta(days=40),
    }
    return Promise.objects.create(programme=programme, **{**facts, **changes})


def a_programme(
    body: Body, *, opened_at: datetime = NOON - timedelta(days=37), **changes: Any
) -> Programme:
    """A campaign that is open for ideas at NOON, with stages, promise, crew and opening."""
    changes.setdefault("recipe", recipes.data(changes.get("vehicle", "campaign")))
    programme = a_draft_programme(body, **changes)
    a_promise(programme)
    opens = opened_at
    for position, plan in enumerate(programme.plan.stages):
        if plan.optional:
            Stage.objects.create(programme=programme, code=plan.code, position=position)
            continue
        closes = opens + timedelta(days=plan.days) if plan.days else None
        if plan in programme.plan.preparation:
            opens, closes = opened_at - timedelta(days=14), opened_at
        Stage.objects.create(
            programme=programme, code=plan.code, position=position, opens_at=opens, closes_at=closes
        )
        opens = closes or opens
    for part in (Part.SPONSOR, Part.HOST, Part.DELIVERY_OWNER):
        CrewMember.objects.create(
            programme=programme,
            name=f"The {part}",
            title=f"The {part}",
            part=part,
            hours_a_week=3,
            joined_at=opened_at,
        )
    Opening.objects.create(
        programme=programme, opened_at=opened_at, notice=queries.notice_version(programme)
    )
    return programme


def a_round(programme: Programme, **changes: Any) -> Round:
    """What a fund's round is for, with two sizes of award and one question before the form."""
    facts = {
        "aim": "More children in Eastfield see a dentist.",
        "gap": "Children in Eastfield see a dentist half as often as others.",
        "group": "Children under 11 in Eastfield",
        "baseline": "31 of 100 seen in a year, borough 58",
        "source": "NHS Dental Statistics, table 3b",
        "source_link": "https://example.org/dental",
        "baseline_on": date(2025, 12, 31),
        "amount_minor": 12_000_000,
    }
    held = Round.objects.create(programme=programme, **{**facts, **changes})
    everything = [one.code for one in programme.plan.form()]
    few = [one.code for one in programme.plan.form() if one.required]
    held.sizes.create(name="A small award", up_to_minor=200_000, fields=few)
    held.sizes.create(name="A large award", up_to_minor=5_000_000, fields=everything)
    held.questions.create(
        asks="Does it happen here?",
        needs=True,
        reason="This money can only be spent here.",
        elsewhere="Ask the council of the place where it happens.",
    )
    return held


def a_campaign_today(body: Body, **changes: Any) -> Programme:
    """Short trips, no car: open for ideas since nine days, by the clock of the database."""
    opened_at = database_now() - timedelta(days=9)
    return a_programme(body, address="short-trips", opened_at=opened_at, **changes)


def a_contribution(
    programme: Programme, *, by: Person | None = None, **changes: Any
) -> Contribution:
    """A published idea that waits for its first answer; by a person or by a guest."""
    programme.last_number += 1
    programme.save(update_fields=["last_number"])
    at = changes.pop("received_at", NOON - timedelta(days=5))
    facts = {
        "number": programme.last_number,
        "title": "A bench every 200 metres",
        "kind": "idea",
        "answers": {
            "wrong": "There is nowhere to sit on the way to the health centre.",
            "help": "Three places to sit.",
        },
        "words": "There is nowhere to sit on the way to the health centre. Three places to sit.",
        "byline": "Resident, Eastfield",
        "received_at": at,
        "published_at": at,
        "standing": Standing.LISTED,
        "answer_due_on": date(2026, 4, 3),
    }
    contribution = Contribution.objects.create(
        body=programme.body, programme=programme, **{**facts, **changes}
    )
    Authorship.objects.create(
        contribution=contribution,
        person=by,
        credit=Credit.AUTHOR,
        byline=contribution.byline,
        joined_at=at,
    )
    Revision.objects.create(
        contribution=contribution,
        version=1,
        title=contribution.title,
        answers=contribution.answers,
        made_at=at,
        made_by=by,
    )
    return contribution


def a_support(contribution: Contribution, by: Person) -> Support:
    """A support, counted."""
    support = Support.objects.create(contribution=contribution, person=by, supported_at=NOON)
    contribution.support_count += 1
    contribution.save(update_fields=["support_count"])
    return support


def a_comment(contribution: Contribution, by: Person | None = None, **changes: Any) -> Comment:
    """A published comment, counted."""
    facts = {
        "text": "I would use it every week.",
        "byline": "Resident, Northgate",
        "posted_at": NOON,
        "published_at": NOON,
    }
    comment = Comment.objects.create(contribution=contribution, person=by, **{**facts, **changes})
    contribution.comment_count += 1
    contribution.save(update_fields=["comment_count"])
    return comment

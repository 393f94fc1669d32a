"""A small world in which every form of the site has something to be about: two bodies, and a programme at each turn."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps

from flotilla.assessment import actions as assessment
from flotilla.assessment import queries
from flotilla.awards import actions as awards
from flotilla.bodies import actions as bodies
from flotilla.bodies.models import Body
from flotilla.contributions import actions as contributions
from flotilla.contributions import tokens
from flotilla.contributions.actions.splitting import Part
from flotilla.contributions.verbs import CommentKind
from flotilla.decisions import actions as decisions
from flotilla.exchange import actions as exchange
from flotilla.exchange import mapping
from flotilla.kit.moments import database_now
from flotilla.letters.post import STOP_SALT
from flotilla.people import actions as people
from flotilla.people.models import Person
from flotilla.privacy import actions as privacy
from flotilla.prizes import actions as prizes
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Programme
from tests import factories
from tests.assessment import making
from tests.awards import makers
from tests.programmes import ready
from tests.programmes.test_recipes import other as recipe_of

FORWARD = {
    "outcome": "forward",
    "way": "pilot",
    "decided": "We try four benches.",
    "who_decided": "The panel of 9",
    "next_word_on": date(2099, 6, 1),
}


IDEA = {"kind": "idea", "title": "Seats on the way", "wrong": "Nothing to sit on."}
ROWS = "row_in_source,proposition,votes,adhesion,engagement,score\n1,Un banc,3,0.5,0.25,0.75\n"


def a_text(name: str, text: str = "words") -> SimpleUploadedFile:
    """Return a small file of words."""
    return SimpleUploadedFile(name, text.encode())


@dataclass
class World:
    """Who may be anybody, and where to begin looking: addresses that only a letter tells."""

    body: Body
    people: dict[str, Person | None]
    begin: dict[str, list[str]] = field(default_factory=dict)
    seats: dict[str, list[str]] = field(default_factory=dict)


def built() -> World:
    """Build it with the actions themselves, at this moment of the database."""
    at = database_now()
    here = factories.a_body()
    there = factories.a_body(name="Harrowmere", address="harrowmere", sender_email="h@h.example")
    bo = factories.a_member(here, "officer", "Bo")
    bea = factories.a_member(here, "officer", "Bea", email="bea@marlhaven.example")
    cast: dict[str, Person | None] = {
        "bo": bo,
        "max": factories.a_member(here, "administrator", "Max"),
        "sol": factories.a_member(here, "sponsor", "Sol"),
        "bea": bea,
        "ada": factories.a_person("Ada"),
        "dee": factories.a_person("Dee"),
        "nobody": None,
    }
    world = World(here, cast)
    _places(here, there, cast, at)
    _drafts(here, there, cast, at)
    _running(world, there, at)
    world.begin["bo"] += _over(here, cast, at)
    _heated(world, at)
    _given(here, cast)
    _meets(world, here, cast, at)
    return world


def _given(here: Body, cast: dict[str, Any]) -> None:
    """A pot, and awards at each turn."""
    bo, bea = cast["bo"], cast["bea"]
    pot = makers.a_pot(here, by=bo)
    makers.a_pot(here, address="spare", name="Spare", by=bo)
    makers.an_award(pot, by=bea, amount_minor=600_000, is_enterprise=True)
    stated = makers.an_award(pot, by=bo, is_enterprise=True)
    awards.state_subsidy(stated, earlier_minor=0, by=bo, at=makers.NOON)
    awards.offer(makers.an_award(pot, by=bo), by=bo, at=makers.NOON)
    applied = factories.a_contribution(Programme.objects.get(address="fund"), by=bea)
    asked = {"section": "money", "team": "Finance", "reason": "Two accounts."}
    awards.raise_flag(applied, **asked, by=bea, at=makers.NOON)
    running = makers.a_running_award(pot, by=bo, second=bea)
    awards.keep_bank(running, iban=makers.IBAN, by=bo, at=makers.NOON)
    facts = {"due_on": date(2099, 6, 1), "by": bo, "at": makers.NOON}
    stones = [awards.set_milestone(running, title="Third", amount_minor=90_000, **facts) for _three in range(3)]  # fmt: skip
    for stone in stones[:2]:
        claim = awards.claim(stone, amount_minor=90_000, words="Done.", by=bea, at=makers.NOON)
    awards.agree_claim(claim, by=bo, at=makers.NOON)
    awards.ask_variation(running, ends_on=date(2099, 6, 1), reason="Later.", by=bea, at=makers.NOON)
    awards.publish_award(running, by=bo, at=makers.NOON)


def _places(here: Body, there: Body, cast: dict[str, Any], at: Any) -> None:
    for body in (here, there):
        factories.a_place(body)
        bodies.add_department(body, name="Transport", by=cast["max"], at=at)
    bodies.add_holiday(here, on=date(2099, 1, 1), name="New Year", by=cast["max"], at=at)


def _drafts(here: Body, there: Body, cast: dict[str, Any], at: Any) -> None:
    draft = ready.a_draft(here, by=cast["bo"], at=at, title="Not open yet")
    programmes.join_crew(draft, part="sponsor", name="The sponsor", by=cast["bo"], at=at)
    programmes.co_own(draft, body=here, department=here.departments.get(), by=cast["bo"], at=at)
    programmes.invite_owner(draft, body=there, by=cast["bo"], at=at)
    theirs = ready.a_draft(there, by=None, at=at, title="Theirs to come")
    programmes.invite_owner(theirs, body=here, by=None, at=at)
    making.a_criterion(making.a_draft(draft, by=cast["bo"]), by=cast["bo"])
    programmes.begin_rehearsal(
        ready.a_draft(here, by=cast["bo"], at=at, title="In rehearsal"), by=cast["bo"], at=at
    )
    to_open = ready.a_ready_draft(here, by=cast["bo"], at=at, title="Ready to open")
    making.a_set(to_open, by=cast["bo"])
    teeth = ready.a_draft(here, by=cast["bo"], at=at, title="Fair teeth", vehicle="fund")
    factories.a_round(teeth)
    unsigned = ready.a_draft(here, by=cast["bo"], at=at, title="Not signed")
    programmes.write_promise(unsigned, facts=ready.PROMISE, by=cast["bo"], at=at)


def _running(world: World, there: Body, at: Any) -> None:
    here, cast = world.body, world.people
    bo, bea, ada, dee = (cast[name] for name in ("bo", "bea", "ada", "dee"))
    trips = factories.a_programme(here, address="trips", opened_at=at - timedelta(days=9))
    paused = factories.a_programme(here, address="paused", opened_at=at - timedelta(days=9))
    programmes.pause(paused, reason="Too many.", by=bo, at=at)
    factories.a_programme(
        here, address="to-judge", opened_at=at - timedelta(days=9), recipe=recipe_of("fund")
    )  # its recipe proposes criteria, of which none is written yet
    fund = factories.a_programme(
        here, address="fund", vehicle="fund", opened_at=at - timedelta(days=9)
    )
    factories.a_round(fund)
    private = {"audience": "invited", "private_reason": "Staff first."}
    factories.a_programme(here, address="private", opened_at=at - timedelta(days=9), **private)
    factories.a_contribution(
        factories.a_programme(there, address="theirs", opened_at=at - timedelta(days=9)), by=dee
    )
    contributions.add_theme(trips, name="Benches", by=bo, at=at)
    later = {"answer_due_on": at.date() + timedelta(days=9)}
    idea = factories.a_contribution(trips, by=ada, **later)
    other = factories.a_contribution(trips, by=dee, title="Seats on the way", **later)
    third = factories.a_contribution(trips, by=dee, title="More seats", **later)
    asked = factories.a_contribution(trips, by=ada, title="Ada and others", **later)
    guests = factories.a_contribution(trips, title="A guest's bench", **later)
    contributions.attach(idea, upload=a_text("a.txt"), by=ada, at=at)
    contributions.merge(third, other, by=bo, at=at)
    contributions.split(
        factories.a_contribution(trips, by=ada, title="Two in one", **later),
        parts=[Part(title="One", text="A bench."), Part(title="Two", text="A bus.")],
        by=bo,
        at=at,
    )
    trips.refresh_from_db()  # its count of numbers: splitting gave two
    contributions.ask_to_join(idea, message="I helped.", by=dee, at=at)
    invited = contributions.invite_coauthor(asked, email=dee.email, by=ada, at=at)
    shared = factories.a_contribution(trips, by=ada, title="Ada's and Dee's", **later)
    joining = contributions.invite_coauthor(shared, email=dee.email, by=ada, at=at)
    contributions.settle_coauthor(joining, accepted=True, by=dee, at=at)
    _panel(world, trips, cast, at)
    making.a_panel(paused, by=bo)
    factories.a_comment(idea, ada)
    concern = factories.a_comment(idea, dee, kind=CommentKind.CONCERN, change_mind="A test")
    mean = factories.a_comment(idea, dee, text="Mean.")
    factories.a_comment(idea, dee, text="Waits.", published_at=None)
    contributions.report(concern, reason="private", by=ada, at=at)
    contributions.remove_comment(mean, reason="hurtful", by=bo, at=at)
    removed = factories.a_contribution(trips, by=dee, title="Mean words", **later)
    removal = contributions.remove(removed, reason="hurtful", by=bea, at=at)
    contributions.remove(
        factories.a_contribution(trips, by=ada, title="Mean too", **later),
        reason="hurtful",
        by=bo,
        at=at,
    )
    contributions.appeal(removal, words="It was a joke.", by=dee, at=at)
    contributions.report(other, reason="private", by=ada, at=at)
    decisions.assign(idea, person=bo, due_on=date(2099, 1, 1), question="?", by=bea, at=at)
    decisions.consider(idea, by=bo, at=at)
    for writer in (ada, None):
        draft = contributions.begin_draft(trips, token=f"{writer}".ljust(22, "t"), by=writer, at=at)
        contributions.save_draft(draft, content=IDEA, by=writer, at=at)
        contributions.attach(draft, upload=a_text("b.txt"), by=writer, at=at)
    factories.a_contribution(trips, title="Dee's own", contact_email=dee.email, **later)
    EmailAddress.objects.create(user=dee, email=dee.email, verified=True, primary=True)
    exchange.begin_import(
        paused, file=a_text("rows.csv", ROWS), mapping=mapping.load("makeorg"), by=bo, at=at
    )
    people.make_token(
        ada, name="Map", secret="of-a-map", ends_on=at.date() + timedelta(days=90), by=ada, at=at
    )
    privacy.ask(here, kind="access", words="What else?", email="", by=dee, at=at)
    privacy.place_hold(paused, reason="A court asked.", body=here, by=cast["max"], at=at)
    privacy.make_link("guest@example.org", token="of-a-letter".ljust(22, "t"), at=at)
    people.mute(dee, programme_id=trips.pk, by=dee, at=at)
    people.agree(bo, purpose="news", by=bo, at=at)
    trips_take_part = [
        f"/p/trips/take-part/{step}"
        for step in ("", "place/", "reach/", "check/", "later/", "before/")
    ]
    world.begin = {
        "bea": world.seats["bea"],
        "": [
            f"/d/{'None'.ljust(22, 't')}/",
            f"/claim/{tokens.claim_token(guests)}/",
            f"/co-author/{tokens.invitation_token(invited)}/",
            "/privacy/letter/",
            f"/privacy/letter/{'of-a-letter'.ljust(22, 't')}/",
            f"/privacy/not-me/{tokens.not_me_token(guests)}/",
            f"/letters/stop/{dumps([dee.pk, trips.pk], salt=STOP_SALT)}/",
        ],
        "bo": ["/desk/p/not-signed/review/", "/desk/p/not-open-yet/review/"],
        "sol": ["/desk/p/trips/amendment/", "/desk/p/not-signed/review/"],
        "ada": [
            *world.seats["ada"],
            *trips_take_part,
            f"/p/trips/c/{asked.number}/",
            f"/p/trips/c/{idea.number}/",
            f"/p/trips/c/{idea.number}/co-authors/",
            f"/p/trips/c/{idea.number}/files/",
            f"/privacy/erasure/words/{idea.pk}/",
            "/settings/tokens/",
            "/settings/tokens/new/",
        ],
        "dee": [
            *world.seats["dee"],
            f"/p/trips/c/{shared.number}/co-authors/",
            "/settings/sent/",
            "/settings/letters/",
            f"/p/trips/c/{removed.number}/",
        ],
        "max": ["/administration/holidays/of-a-year/?country=england-and-wales&year=2098"],
        "nobody": trips_take_part,
    }


def _panel(world: World, trips: Any, cast: dict[str, Any], at: Any) -> None:
    """A panel: a chair who is ready, somebody who is asked, a back-up who has to say where they have interests."""
    panel = making.a_panel(trips, by=cast["bo"])
    making.a_set(trips, by=cast["bo"])
    chair = making.a_seat(panel, cast["bea"], part="chair", by=cast["bo"])
    asked = making.a_seat(panel, cast["dee"], ready=False, by=cast["bo"])
    seat = making.a_seat(panel, cast["ada"], ready=False, part="backup", by=cast["bo"])
    assessment.accept_seat(seat, by=cast["ada"], at=at)
    for name, one in (("bea", chair), ("dee", asked), ("ada", seat)):
        world.seats[name] = [f"/assessing/{one.pk}/"]
    assessment.suspect_interests(panel, by=cast["bo"], at=at)
    assessment.begin_assessing(panel, by=cast["bo"], at=at)
    for number, entry in enumerate(queries.entries_open_to(panel, cast["bea"])[:3]):
        given = assessment.allot_by_hand(chair, entry, by=cast["bo"], at=at)
        if number:
            assessment.say_no_interest(given, by=cast["bea"], at=at)
        if number > 1:
            said = making.said(panel.programme.criteria_set)
            assessment.send_assessment(given, said=said, by=cast["bea"], at=at)
        world.seats["bea"].append(f"/assessing/{chair.pk}/{entry.number}/")


def _meets(world: World, here: Body, cast: dict[str, Any], at: Any) -> None:
    """Two panels that meet: one is in the middle of a vote, one has frozen its scores and is asked to correct one."""
    for address in ("meets", "froze", "lots-due", "lots-ahead", "over-and-out"):
        programme = factories.a_programme(here, address=address, opened_at=at - timedelta(days=9))
        making.a_panel(programme, by=cast["bo"])
        said = {"readers": 1, "wants_lived": False, "due_on": None, "quorum": 1}
        panel = assessment.set_up_panel(programme, **said, by=cast["bo"], at=at)
        ties_by = "lots" if address.startswith("lots") else "chair"
        criteria = making.a_set(programme, by=cast["bo"], ties_by=ties_by)
        seats = [
            making.a_seat(panel, cast[name], part=part, by=cast["bo"])
            for name, part in (("bea", "chair"), ("dee", "assessor"))
        ]
        later = {"answer_due_on": at.date() + timedelta(days=9)}
        entries = [
            factories.a_contribution(
                programme, by=cast["ada"], title=f"{address} {number}", **later
            )
            for number in range(3)
        ]
        assessment.begin_assessing(panel, by=cast["bo"], at=at)
        for entry in entries:
            given = assessment.allot_by_hand(seats[0], entry, by=cast["bo"], at=at)
            assessment.say_no_interest(given, by=cast["bea"], at=at)
            assessment.send_assessment(given, said=making.said(criteria), by=cast["bea"], at=at)
        if address != "meets":
            _frozen(world, panel, given, criteria, at)
            continue
        meeting = assessment.open_meeting(panel, places=1, by=cast["bo"], at=at)
        for seat in seats:
            assessment.record_coming(meeting, seat, by=cast["bo"], at=at)
        for item in meeting.items.all()[:2]:
            called = assessment.call_entry(item, by=cast["bo"], at=at)
            put = assessment.put_to_vote(called, by=cast["bo"], at=at)
            if item.position == 1:
                for seat in seats:
                    assessment.vote(put, seat, choice="yes", by=cast["bo"], at=at)
                assessment.close_vote(put, reason="It fits.", by=cast["bo"], at=at)
                assessment.declare_interest(
                    seats[1], item.contribution, kind="family", by=cast["dee"], at=at
                )  # what was voted is to be counted again
            world.begin["bea"].append(f"/p/meets/meeting/{item.contribution.number}/")
    judged = factories.a_programme(here, address="all-in", opened_at=at - timedelta(days=9))
    panel = making.a_panel(judged, by=cast["bo"])
    making.a_set(judged, by=cast["bo"])
    making.a_seat(panel, cast["bea"], part="chair", by=cast["bo"])
    entry = factories.a_contribution(judged, **later)
    assessment.begin_assessing(panel, by=cast["bo"], at=at)
    drafted = decisions.draft_decision(entry, **FORWARD, by=cast["bo"], at=at)
    decisions.check(drafted, by=cast["bea"], at=at)  # what a panel led to waits to be told
    world.begin["bo"].append("/desk/p/all-in/telling/")


def _frozen(world: World, panel: Any, given: Any, criteria: Any, at: Any) -> None:
    """A meeting that voted on equals and froze its scores; one is to be corrected, one could be done with a part, lots are drawn."""
    bo, bea, number = world.people["bo"], world.people["bea"], given.contribution.number
    meeting = assessment.open_meeting(panel, places=3, by=bo, at=at)
    assessment.record_coming(meeting, given.seat, by=bo, at=at)
    items = list(meeting.items.select_related("contribution").order_by("contribution_id"))
    for item in items:
        put = assessment.put_to_vote(assessment.call_entry(item, by=bo, at=at), by=bo, at=at)
        assessment.vote(put, given.seat, choice="yes", by=bea, at=at)
        assessment.close_vote(put, reason="It fits.", by=bo, at=at)
    assessment.freeze_scores(meeting, by=bo, at=at)
    begin = f"/p/{panel.programme.address}/meeting/"
    world.begin["bo"] += [begin, f"{begin}{number}/", f"{begin}spending/", f"{begin}ties/"]
    if panel.programme.address == "froze":
        assessment.ask_correction(
            given, criteria.criteria.last(), points=4, reason="Misread.", by=bea, at=at
        )
        type(items[0]).objects.filter(meeting=meeting).update(amount_minor=5_000)
        assessment.ask_part(items[0], amount_minor=3_000, words="Less is left.", by=bo, at=at)
        world.begin["ada"].append(f"/p/froze/c/{items[0].contribution.number}/part/")
        world.begin["bo"].append(f"{begin}{items[1].contribution.number}/part/")
        return
    if panel.programme.address == "over-and-out":
        assessment.settle_spending(meeting, rule="places", by=bo, at=at)
        assessment.close_meeting(meeting, by=bo, at=at)
        world.begin["bo"].append("/desk/p/over-and-out/meeting/decisions/")
        return
    due = timedelta(hours=-1 if panel.programme.address == "lots-due" else 1)
    entries = [one.contribution for one in items]
    lottery = assessment.announce_lots(
        meeting,
        entries=entries,
        source="A die",
        draw_at=at + due,
        by=bo,
        at=at - timedelta(hours=2),
    )
    world.begin["bo"] += [f"{begin}lots/{lottery.pk}/", f"/p/{panel.programme.address}/lots/{lottery.pk}/"]  # fmt: skip


def _over(here: Body, cast: dict[str, Any], at: Any) -> list[str]:
    news = []
    over = factories.a_programme(here, address="over", opened_at=at - timedelta(days=60))
    factories.a_contribution(over, by=cast["ada"], title="To decide")
    for title in ("To check", "To release", "Taken forward", "Looked at again"):
        found = factories.a_contribution(over, by=cast["ada"], title=title)
        decision = decisions.draft_decision(found, **FORWARD, by=cast["bo"], at=at)
        if title == "To check":
            continue
        decisions.check(decision, by=cast["bea"], at=at)
        if title == "To release":
            continue
        decisions.release(decision, by=cast["bo"], at=at)
        news.append(f"/desk/decisions/{decision.pk}/update/")
        if title == "Looked at again":
            decisions.ask_second_look(decision, words="You forgot rain.", by=cast["ada"], at=at)
    return news


def _heated(world: World, at: Any) -> None:
    """A prize of which one entry went on, one did not, one can be mended and one waits."""
    cast = world.people
    prize = factories.a_programme(
        world.body, address="prize", vehicle="prize", opened_at=at - timedelta(days=9)
    )
    entries = [
        factories.a_contribution(prize, by=cast["ada"], title=title)
        for title in ("A bench", "A roof", "A lamp", "A shawl")
    ]
    said = {
        one.pk: prizes.Said(outcome, "Because.")
        for one, outcome in zip(entries, ("on", "out", "mend"), strict=False)
    }
    until = at + timedelta(days=4)
    prizes.pass_entries(prize, "eligible", said, mend_until=until, by=cast["bo"], at=at)
    desk = "/desk/p/prize/heats/"
    world.begin["bo"] += [desk, f"{desk}eligible/"]
    world.begin["ada"].append(f"/p/prize/c/{entries[2].number}/mending/")
    world.begin[""].append("/p/prize/heats/")

"""Two bodies with a programme and a contribution in every state; whatever is private holds a canary of its own.

A canary is one word, `canary` + its name + `qz`, so that no search, cut or cleaning takes it apart and none holds another.
Who may meet which is written down by hand in canaries.toml; the world only puts them where they live.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps

from flotilla.assessment import actions as assessment
from flotilla.assessment.models import AgendaItem, Interest, Lottery
from flotilla.awards import actions as awards
from flotilla.bodies import actions as bodies
from flotilla.bodies.models import Body, Membership
from flotilla.contributions import actions as contributions
from flotilla.contributions import tokens
from flotilla.contributions.actions.splitting import Part
from flotilla.contributions.models import Attachment, Contribution
from flotilla.contributions.verbs import Standing
from flotilla.decisions import actions as decisions
from flotilla.exchange import actions as exchange
from flotilla.exchange import mapping
from flotilla.exchange.models import ImportRefusal
from flotilla.kit.moments import database_now
from flotilla.letters.post import STOP_SALT
from flotilla.people import actions as people
from flotilla.people.models import Person
from flotilla.privacy import actions as privacy
from flotilla.privacy.verbs import RequestKind
from flotilla.programmes import actions as programmes
from flotilla.programmes import recipes
from flotilla.programmes.models import Programme
from tests import factories
from tests.assessment import making
from tests.awards import makers
from tests.doors import funded, heated
from tests.programmes import ready

#: who a visitor may be; what each is, is said in README of this folder's policy.toml
ROLES = (
    "nobody", "dee", "ada", "ivy", "pia", "bo", "bea", "nof", "cy", "sol", "max", "sta", "gone", "eve", "mia",
)  # fmt: skip
#: programs: they bring an access token and count as a participant, whatever roles the person has
PROGRAMS = ("ada_token", "pia_token", "bo_token")
FAR = date(2099, 6, 1)
ROWS = "row_in_source,proposition,votes,adhesion,engagement,score\n1,Un banc,3,0.5,0.25,0.75\n"


def canary(name: str) -> str:
    """Return the word that stands for one private thing."""
    return f"canary{name.replace('_', '')}qz"


def mail(name: str) -> str:
    """Return an address that is a canary."""
    return f"{canary(name)}@example.org"


@dataclass
class World:
    """The people, and for each kind of thing in each state what its addresses are made of."""

    here: Body
    there: Body
    people: dict[str, Person]
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: set[str] = field(default_factory=set)

    def hide(self, name: str) -> str:
        """Return a canary and remember that it is in the world."""
        self.canaries.add(name)
        return canary(name)

    def hide_mail(self, name: str) -> str:
        """Return an address that is a canary, and remember that it is in the world."""
        self.canaries.add(name)
        return mail(name)

    def keep(self, kind: str, state: str, thing: Any, **more: Any) -> Any:
        """Remember a thing by its kind and its state."""
        kept: dict[str, Any] = {"pk": thing.pk}
        programme = thing if isinstance(thing, Programme) else getattr(thing, "programme", None)
        if programme is not None:
            kept |= {"address": programme.address, "body": programme.body.address}
        if isinstance(thing, Contribution):
            kept["number"] = thing.number
        self.things[f"{kind}.{state}"] = kept | more
        return thing

    def of_kind(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the things of a kind by their state."""
        found = self.things.items()
        return {key.partition(".")[2]: one for key, one in found if key.partition(".")[0] == kind}


def built() -> World:
    """Build it at this moment of the database."""
    at = database_now()
    here = factories.a_body()
    there = factories.a_body(name="Harrowmere", address="harrowmere", sender_email="h@h.example")
    world = World(here, there, {})
    _people(world, here, there, at)
    for body in (here, there):
        factories.a_place(body)
        bodies.add_department(body, name="Transport", by=world.people["max"], at=at)
    _programmes(world, at)
    _contributions(world, at)
    _sides(world, at)
    _talk(world, at)
    _decided(world, at)
    _judged(world, at)
    _met(world, at)
    _told(world, at)
    _given(world)
    funded.fund(world)
    heated.heat(world)
    _papers(world, at)
    _elsewhere(world, at)
    _erased(world, at)
    return world


def _people(world: World, here: Body, there: Body, at: Any) -> None:
    def person(name: str, body: Body | None = None, role: str = "", **facts: Any) -> Person:
        facts = {"email": world.hide_mail(f"{name}_email"), **facts}
        called = world.hide(f"{name}_name")
        if body is None:
            made = factories.a_person(called, **facts)
        else:
            made = factories.a_member(body, role, called, **facts)
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
        world.people[name] = made
        return made

    for name in ("dee", "ada", "ivy", "pia"):
        person(name)
    person("bo", here, "officer")
    person("bea", here, "officer")
    person("nof", here, "officer", second_factor=False)
    person("cy", here, "assessor")
    person("sol", here, "sponsor")
    person("max", here, "administrator")
    person("sta", here, "staff")
    person("gone", here, "officer", is_active=False)
    person("eve", there, "officer")
    person("mia", there, "administrator")
    Membership.objects.filter(person=world.people["bo"]).update(title="Head of Walking")
    for name, member in world.people.items():
        if found := Membership.objects.filter(person=member).first():
            world.keep("membership", name, found, body=found.body.address)


def _open(world: World, body: Body, state: str, days: int = 9, **facts: Any) -> Programme:
    opened_at = database_now() - timedelta(days=days)
    return factories.a_programme(
        body, address=f"{body.address}-{state}", opened_at=opened_at, **facts
    )


def _secret(world: World, state: str) -> dict[str, str]:
    """The words of a programme that not everyone may know of."""
    return {
        name: world.hide(f"programme_{state}_{name}")
        for name in ("title", "question", "summary", "background", "cost_note")
    }


def _programmes(world: World, at: Any) -> None:
    here, who = world.here, world.people
    form = recipes.data("campaign")
    aside = {"code": "aside", "kind": "short_text", "label": {"en": "For the team"}, "public": False, "page": 2}  # fmt: skip
    with_aside = {**form, "fields": [*form["fields"], aside]}
    public = _open(world, here, "public", title="Short trips")
    Programme.objects.filter(pk=public.pk).update(recipe=with_aside)
    world.keep("programme", "public", Programme.objects.get(pk=public.pk))
    world.keep("programme", "closed", _open(world, here, "closed", days=60, title="Over"))
    for state in ("invited", "staff"):
        facts = {
            "audience": state,
            "private_reason": world.hide(f"programme_{state}_reason"),
            **_secret(world, state),
        }
        world.keep("programme", state, _open(world, here, state, **facts))
    programmes.admit(
        Programme.objects.get(title=canary("programme_invited_title")),
        person=who["pia"], by=who["bo"], at=at,
    )  # fmt: skip
    draft = ready.a_draft(here, by=who["bo"], at=at, **_secret(world, "draft"))
    world.keep("programme", "draft", draft)
    programmes.write_promise(
        draft, facts={**ready.PROMISE, "will": [world.hide("draft_will")]}, by=who["bo"], at=at
    )
    crew = programmes.join_crew(
        draft, part="sponsor", name=world.hide("draft_crew"), by=who["bo"], at=at
    )
    world.keep("crew", "draft", crew)
    asked = programmes.invite_owner(draft, body=world.there, by=who["bo"], at=at)
    world.keep("owner_invitation", "draft", asked)
    world.keep("owner_asked", "draft", asked, body="harrowmere")
    joint = programmes.co_own(draft, body=here, department=here.departments.get(), by=who["bo"], at=at)  # fmt: skip
    world.keep("ownership", "draft", joint)
    rehearsed = ready.a_draft(here, by=who["bo"], at=at, **_secret(world, "rehearsing"))
    programmes.begin_rehearsal(rehearsed, by=who["bo"], at=at)
    world.keep("programme", "rehearsing", Programme.objects.get(pk=rehearsed.pk))


def _programme(world: World, state: str) -> Programme:
    return Programme.objects.get(pk=world.things[f"programme.{state}"]["pk"])


def _idea(
    world: World, programme: Programme, state: str, *, secret: bool = True, **facts: Any
) -> Contribution:
    """An idea; if it is secret, its title and its words are canaries."""
    if secret:
        facts["title"] = world.hide(f"idea_{state}_title")
        words = world.hide(f"idea_{state}_words")
        facts |= {"answers": {"wrong": words}, "words": words}
    at = database_now()
    facts = {
        "received_at": at - timedelta(days=3),
        "answer_due_on": at.date() + timedelta(days=9),
        **facts,
    }
    made = factories.a_contribution(programme, **facts)
    return world.keep("contribution", state, made)


def _file(world: World, thing: Any, state: str, by: Person | None, at: Any) -> None:
    upload = SimpleUploadedFile(
        f"{world.hide(f'file_{state}_name')}.txt", world.hide(f"file_{state}_words").encode()
    )
    made = contributions.attach(
        thing, upload=upload, alt=world.hide(f"file_{state}_alt"), by=by, at=at
    )
    place = {"address": thing.programme.address, "body": thing.programme.body.address}
    world.keep("file", state, made, number=getattr(thing, "number", 0), **place)


def _contributions(world: World, at: Any) -> None:
    who, public = world.people, _programme(world, "public")
    ada, dee, bo, bea = (who[name] for name in ("ada", "dee", "bo", "bea"))
    standing = _idea(
        world, public, "standing", secret=False, by=ada, title="A bench on Mill Road",
        answers={"wrong": "Nothing to sit on.", "aside": world.hide("standing_aside")},
    )  # fmt: skip
    contributions.attach(standing, upload=SimpleUploadedFile("a.txt", b"words"), by=ada, at=at)
    shown = standing.attachments.get()
    world.keep("file", "standing", shown, number=standing.number, address=public.address, body="marlhaven")  # fmt: skip
    contacts = {name: world.hide(f"guest_{name}") for name in ("contact_name", "contact_phone", "contact_address", "channel_note")}  # fmt: skip
    _idea(
        world, public, "guest", secret=False, title="A guest's seat", **contacts,
        contact_email=world.hide_mail("guest_contact_email"),
    )  # fmt: skip
    waiting = _idea(world, public, "waiting", by=ada, published_at=None, standing=Standing.WAITING)
    _file(world, waiting, "waiting", ada, at)
    removed = _idea(world, public, "removed", by=ada)
    _file(world, removed, "removed", ada, at)
    removal = contributions.remove(
        removed, reason="hurtful", words=world.hide("removal_words"), by=bea, at=at
    )
    appeal = contributions.appeal(removal, words=world.hide("appeal_words"), by=ada, at=at)
    world.keep("appeal", "open", appeal)
    withdrawn = _idea(world, public, "withdrawn", by=ada)
    _file(world, withdrawn, "withdrawn", ada, at)
    contributions.withdraw(withdrawn, reason=world.hide("withdrawal_reason"), by=ada, at=at)
    merged = _idea(world, public, "merged", secret=False, by=ada, title="Seats for all")
    merge = contributions.merge(merged, standing, by=bo, at=at)
    contributions.object_to_merge(merge, words=world.hide("merge_objection"), by=ada, at=at)
    whole = _idea(world, public, "split", secret=False, by=ada, title="Two in one")
    parts = [Part(title="One", text="A bench."), Part(title="Two", text="A bus.")]
    contributions.split(whole, parts=parts, by=bo, at=at)
    public.refresh_from_db()
    for state in ("invited", "staff", "rehearsing"):
        inside = _idea(world, _programme(world, state), f"in_{state}", by=bo)
        _file_row(world, inside, f"in_{state}", at)
    contributions.report(
        standing, reason="private", words=world.hide("report_words"), by=dee, at=at
    )
    contributions.report(
        standing, reason="private", email=world.hide_mail("report_email"), by=None, at=at
    )
    contributions.support(standing, by=dee, at=at)
    contributions.follow(standing, by=dee, at=at)
    contributions.follow(public, by=dee, at=at)
    theme = contributions.add_theme(public, name="Benches", by=bo, at=at)
    world.keep("theme", "public", theme)


def _file_row(world: World, thing: Contribution, state: str, at: Any) -> None:
    """A file where its programme takes none at this moment."""
    attachment = Attachment(
        contribution=thing, name=f"{world.hide(f'file_{state}_name')}.txt", alt="", media_type="text/plain",
        size=5, sha256="0" * 64, added_at=at,
    )  # fmt: skip
    words = SimpleUploadedFile("a.txt", world.hide(f"file_{state}_words").encode())
    attachment.file.save("a.txt", words, save=False)
    attachment.save()
    world.keep("file", state, attachment, number=thing.number, address=thing.programme.address, body="marlhaven")  # fmt: skip


def _sides(world: World, at: Any) -> None:
    """What is written by and to participants beside the list: drafts, askings, tokens, letters."""
    who, public = world.people, _programme(world, "public")
    ada, dee, ivy = who["ada"], who["dee"], who["ivy"]
    standing = Contribution.objects.get(pk=world.things["contribution.standing"]["pk"])
    guest = Contribution.objects.get(pk=world.things["contribution.guest"]["pk"])
    invited = contributions.invite_coauthor(
        standing, email=ivy.email, message=world.hide("invitation_message"), by=ada, at=at
    )
    asking = contributions.ask_to_join(standing, message=world.hide("asking_message"), by=dee, at=at)  # fmt: skip
    world.keep("asking", "open", asking, number=standing.number, address=public.address, body="marlhaven")  # fmt: skip
    world.things["coauthor_token.open"] = {"token": tokens.invitation_token(invited), "body": "marlhaven"}  # fmt: skip
    world.things["claim_token.open"] = {"token": tokens.claim_token(guest), "body": "marlhaven"}
    world.things["stop_token.open"] = {
        "token": dumps([dee.pk, public.pk], salt=STOP_SALT),
        "body": "marlhaven",
    }
    for name, writer in (("ada", ada), ("guest", None)):
        key = f"draft{name}".ljust(22, "t")
        draft = contributions.begin_draft(public, token=key, by=writer, at=at)
        content = {
            "kind": "idea",
            "title": world.hide(f"draft_{name}_title"),
            "wrong": world.hide(f"draft_{name}_words"),
        }
        contributions.save_draft(draft, content=content, by=writer, at=at)
        _file(world, draft, f"draft_{name}", writer, at)
        world.keep("draft", name, draft, token=key)
        world.things[f"draft_token.{name}"] = {"token": key, "body": "marlhaven"}
    for name in PROGRAMS:
        person = who[name.removesuffix("_token")]
        token = people.make_token(
            person, name=world.hide(f"{name}_name"), secret=f"secret-{name}",
            ends_on=at.date() + timedelta(days=90), by=person, at=at,
        )  # fmt: skip
        world.keep("token", name.removesuffix("_token"), token)
    people.mute(dee, programme_id=public.pk, by=dee, at=at)
    world.things |= {
        "muting.public": {"programme": public.pk},
        "guest_idea.waiting": {"pk": guest.pk},
        "receipt.none": {"token": "x" * 22, "address": public.address},
        "draft_file.ada": {**world.things["file.draft_ada"]},
        "draft_file.guest": {**world.things["file.draft_guest"]},
        "pair.two": {"address": public.address, "number": standing.number, "other": guest.number},
    }


def _talk(world: World, at: Any) -> None:
    who, public = world.people, _programme(world, "public")
    standing = Contribution.objects.get(pk=world.things["contribution.standing"]["pk"])
    place = {"address": public.address, "number": standing.number, "body": "marlhaven"}

    def said(state: str, text: str, **facts: Any) -> Any:
        made = factories.a_comment(standing, who["dee"], text=text, **facts)
        return world.keep("comment", state, made, **place)

    said("shown", "I would use it.")
    said("waiting", world.hide("comment_waiting"), published_at=None)
    removed = said("removed", world.hide("comment_removed"))
    contributions.remove_comment(
        removed, reason="hurtful", words=world.hide("comment_removal_words"), by=who["bea"], at=at
    )
    withdrawn = said("withdrawn", world.hide("comment_withdrawn"))
    contributions.withdraw_comment(withdrawn, by=who["dee"], at=at)
    inside = Contribution.objects.get(pk=world.things["contribution.in_invited"]["pk"])
    secret = factories.a_comment(inside, who["bo"], text=world.hide("comment_in_invited"))
    world.keep(
        "comment", "in_invited", secret, address=inside.programme.address, number=inside.number, body="marlhaven",
    )  # fmt: skip


FORWARD = {"outcome": "forward", "way": "pilot", "next_word_on": FAR}


def _decided(world: World, at: Any) -> None:
    """What was decided and is public, what is on its way, what only the team reads."""
    who, over = world.people, _programme(world, "closed")
    bo, bea, ada = who["bo"], who["bea"], who["ada"]
    standing = Contribution.objects.get(pk=world.things["contribution.standing"]["pk"])
    answered = _idea(world, over, "decided", secret=False, by=ada, title="A bus at night")
    public = decisions.draft_decision(
        answered, **FORWARD, decided="We try four.", who_decided="The panel", by=bo, at=at
    )
    decisions.check(public, by=bea, at=at)
    decisions.release(public, by=bo, at=at)
    world.keep("decision", "released", public)
    look = decisions.ask_second_look(public, words=world.hide("second_look_words"), by=ada, at=at)
    world.keep("second_look", "open", look)
    for state in ("drafted", "checked"):
        found = _idea(world, over, state, secret=False, by=ada, title=f"Still {state}")
        words = {
            name: world.hide(f"decision_{state}_{name}")
            for name in ("decided", "said", "fit", "words", "who_decided", "considered")
        }
        decision = decisions.draft_decision(found, **FORWARD, **words, by=bo, at=at)
        if state == "checked":
            decisions.check(decision, by=bea, at=at)
        world.keep("decision", state, decision)
    decisions.draft_answer(
        standing, decided=world.hide("answer_drafted_decided"), said=world.hide("answer_drafted_said"), by=bo, at=at,
    )  # fmt: skip
    decisions.note(standing, body=world.here, text=world.hide("note_text"), by=bo, at=at)
    asked = decisions.assign(
        standing, person=who["cy"], due_on=FAR, question=world.hide("assignment_question"), by=bo, at=at,
    )  # fmt: skip
    world.keep("assignment", "open", asked)
    decisions.consider(standing, words=world.hide("consideration_words"), by=bo, at=at)
    programmes_closed = {"learned": "Ask sooner.", "next_conversation_on": FAR, "closed_at": at}
    over.closure = over._meta.get_field("closure").related_model.objects.create(
        programme=over, closed_by=bo, **programmes_closed
    )


def _judged(world: World, at: Any) -> None:
    """What entries are judged by: published in one programme, a draft in another."""
    bo = world.people["bo"]
    draft = making.a_draft(_programme(world, "draft"), by=bo)
    secret = making.a_criterion(draft, world.hide("criterion_draft_name"), by=bo)
    public = making.a_set(_programme(world, "public"), by=bo)
    place = {"body": "marlhaven"}
    for state, found, one in (
        ("draft", draft, secret),
        ("public", public, public.criteria.get(position=1)),
    ):
        where = place | {"address": found.programme.address}
        world.keep("criteria", state, found, **where)
        world.keep("criterion", state, one, **where)
    _seated(world, _programme(world, "public"), at)


def _seated(world: World, programme: Programme, at: Any) -> None:
    """A panel: one seat is asked for, one taken by an assessor, one by an officer; each may have an interest."""
    who = world.people
    panel = making.a_panel(programme, by=who["bo"])
    place = {"address": programme.address, "body": "marlhaven"}
    world.keep("panel", "public", panel, **place)
    asked = making.a_seat(
        panel, who["dee"], ready=False, words=world.hide("seat_dee_words"), by=who["bo"]
    )
    world.keep("seat", "dee", asked, **place)
    for name, entry, part in (("cy", "standing", "chair"), ("bea", "guest", "assessor")):
        seat = making.a_seat(panel, who[name], part=part, by=who["bo"])
        if name == "cy":
            words = world.hide("seat_cy_interests")
            assessment.state_interests(seat, words=words, by=who[name], at=at)
        world.keep("seat", name, seat, **place)
        contribution = Contribution.objects.get(pk=world.things[f"contribution.{entry}"]["pk"])
        tie = Interest.objects.create(
            seat=seat, contribution=contribution, kind="domain", state="suspected", noted_at=at
        )
        world.keep("interest", name, tie, **place)
    _begun(world, panel, at)


def _begun(world: World, panel: Any, at: Any) -> None:
    """Cy has begun to judge the entry in which Bea may have an interest; the one in which Cy may have one is hidden from Cy."""
    who, seat = world.people, panel.seats.get(person=world.people["cy"])
    assessment.begin_assessing(panel, by=who["bo"], at=at)
    numbers = {}
    for state in ("guest", "standing"):
        numbers[state] = Contribution.objects.get(pk=world.things[f"contribution.{state}"]["pk"])
    given = assessment.allot_by_hand(seat, numbers["guest"], by=who["bo"], at=at)
    assessment.say_no_interest(given, by=who["cy"], at=at)
    said = assessment.Said({}, for_panel=world.hide("assessment_cy_words"))
    assessment.save_assessment(given, said=said, by=who["cy"], at=at)
    place = {"address": panel.programme.address, "body": "marlhaven"}
    world.keep("assessment", "cy", given, **place)
    for state, entry in (("cy", "guest"), ("cy_tied", "standing")):
        world.things[f"paper.{state}"] = {
            "pk": seat.pk,
            "number": numbers[entry].number,
            "body": "marlhaven",
        }


def _met(world: World, at: Any) -> None:
    """Two panels that meet: one discusses and votes, one has frozen its scores and is asked to correct one."""
    who = world.people
    for address, state in (("met", "open"), ("frozen", "frozen")):
        programme = factories.a_programme(world.here, address=address)
        panel = making.a_panel(programme, by=who["bo"])
        panel = assessment.set_up_panel(
            programme, readers=1, wants_lived=False, due_on=None, quorum=1, by=who["bo"], at=at
        )
        criteria = making.a_set(programme, by=who["bo"])
        seats = {
            name: making.a_seat(panel, who[name], part=part, by=who["bo"])
            for name, part in (("cy", "chair"), ("bea", "assessor"))
        }
        entries = [
            factories.a_contribution(programme, by=who["pia"], title=f"{state} {number}")
            for number in (1, 2)
        ]
        if state == "open":
            Interest.objects.create(
                seat=seats["bea"], contribution=entries[1], kind="domain", state="suspected", noted_at=at,
            )  # fmt: skip
        assessment.begin_assessing(panel, by=who["bo"], at=at)
        for entry in entries:
            given = assessment.allot_by_hand(seats["cy"], entry, by=who["bo"], at=at)
            assessment.say_no_interest(given, by=who["cy"], at=at)
            said = making.said(criteria, 3, 3, for_panel=world.hide(f"paper_{state}_words"))
            assessment.send_assessment(given, said=said, by=who["cy"], at=at)
        meeting = assessment.open_meeting(panel, places=1, by=who["bo"], at=at)
        place = {"address": address, "body": "marlhaven"}
        world.keep("meeting", state, meeting, **place)
        for seat in seats.values():
            assessment.record_coming(meeting, seat, by=who["bo"], at=at)
        items = {one.contribution_id: one for one in meeting.items.all()}
        if state == "open":
            world.keep("presence", "cy", seats["cy"], **place)
            item = assessment.call_entry(items[entries[0].pk], by=who["bo"], at=at)
            assessment.put_to_vote(item, by=who["bo"], at=at)
            for name, entry in (("free", entries[0]), ("tied", entries[1])):
                world.keep("agenda_item", name, items[entry.pk], **place, number=entry.number)
        else:
            assessment.freeze_scores(meeting, by=who["bo"], at=at)
            item = items[entries[1].pk]
            world.keep("agenda_item", "frozen", item, **place, number=entries[1].number)
            asked = assessment.ask_correction(
                given, criteria.criteria.first(), points=4, reason=world.hide("correction_reason"), by=who["cy"], at=at,
            )  # fmt: skip
            AgendaItem.objects.filter(pk=item.pk).update(amount_minor=5_000)
            part = assessment.ask_part(
                item, amount_minor=3_000, words="Less is left.", by=who["bo"], at=at
            )
            world.keep("part_offer", "asked", part, **place, number=entries[1].number)
            salt = world.hide("lottery_salt")
            lottery = Lottery.objects.create(
                meeting=meeting, lots="a" * 32, list_hash="b" * 64, salt=salt, source="A public die", draw_at=at + timedelta(days=1),
                announced_at=at, announced_by=who["bo"],
            )  # fmt: skip
            world.keep("lottery", "announced", lottery, **place)
            world.keep("correction", "asked", asked, **place, number=entries[1].number)


def _told(world: World, at: Any) -> None:
    """A judged programme whose winner, a guest's entry, was told; nobody else knows yet what was decided."""
    who = world.people
    programme = factories.a_programme(
        world.here, address="told", opened_at=database_now() - timedelta(days=60)
    )
    making.a_panel(programme, by=who["bo"])
    for state, by, facts in (
        ("winner", "pia", {"outcome": "forward", "way": "pilot", "next_word_on": FAR}),
        ("loser", "ivy", {"outcome": "not_forward", "reasons": ["lower_priority"]}),
    ):
        entry = factories.a_contribution(programme, by=who[by], title=f"Entry of a {state}")
        words = {name: world.hide(f"{state}_{name}") for name in ("decided", "words", "who_decided")}  # fmt: skip
        decision = decisions.draft_decision(entry, **facts, **words, by=who["bo"], at=at)
        decisions.check(decision, by=who["bea"], at=at)
        world.keep("contribution", state, entry)
    guest = factories.a_contribution(
        programme, by=None, contact_email=world.hide_mail("told_guest_email"), title="Entry of a guest"
    )  # fmt: skip
    decision = decisions.draft_decision(
        guest, outcome="forward", way="pilot", next_word_on=FAR, decided="We try it.", who_decided="The panel",
        by=who["bo"], at=at,
    )  # fmt: skip
    decisions.check(decision, by=who["bea"], at=at)
    decisions.tell_winners(programme, by=who["bo"], at=at)
    world.keep("programme", "told", programme)
    world.things["result_token.open"] = {"token": tokens.result_token(guest), "body": "marlhaven"}


def _given(world: World) -> None:
    """Pots and awards in several states, with words that only those who give awards read; one is public."""
    bo, bea = world.people["bo"], world.people["bea"]
    pot = makers.a_pot(world.here, name=world.hide("pot_name"), by=bo)
    entry = Contribution.objects.get(pk=world.things["contribution.standing"]["pk"])
    asked = {"section": "money", "team": "Finance", "reason": world.hide("flag_reason")}
    flag = awards.raise_flag(entry, **asked, by=bo, at=makers.NOON)
    world.keep("flag", "open", flag, body="marlhaven")
    world.keep("pot", "here", pot, step="fill")
    running = makers.a_running_award(pot, by=bo, second=bea, signatory=world.hide("award_signatory"))  # fmt: skip
    world.keep("award", "running", running, step="milestone", body="marlhaven")
    stone = awards.set_milestone(running, title="Half", amount_minor=9, due_on=FAR, by=bo, at=makers.NOON)  # fmt: skip
    claim = awards.claim(stone, amount_minor=9, words=world.hide("claim_words"), by=bo, at=makers.NOON)  # fmt: skip
    world.keep("claim", "open", claim, step="refuse", body="marlhaven")
    change = awards.ask_variation(running, ends_on=FAR, reason=world.hide("variation_reason"), by=bo, at=makers.NOON)  # fmt: skip
    world.keep("variation", "open", change, step="refuse", body="marlhaven")
    public = makers.a_running_award(
        pot, by=bo, second=bea, recipient_kind="individual", recipient_name=world.hide("award_person")
    )  # fmt: skip
    published = awards.publish_award(public, by=bo, at=makers.NOON)
    world.keep("published_award", "here", published, body="marlhaven")
    secret = {name: world.hide(f"award_{name}") for name in ("title", "purpose", "recipient_name", "who_decided", "reasons")}  # fmt: skip
    drafted = makers.an_award(pot, by=bo, **secret)
    world.keep("award", "drafted", drafted, step="withdraw", body="marlhaven")
    theirs = makers.an_award(makers.a_pot(world.there), by=world.people["eve"])
    world.keep("award", "theirs", theirs, step="withdraw", body="harrowmere")


def _papers(world: World, at: Any) -> None:
    """What the desk and the administration keep: templates, imports, codes, departments."""
    who, here = world.people, world.here
    decisions.write_template(
        here, name=world.hide("template_name"), said="", decided=world.hide("template_decided"), fit="", by=who["bo"], at=at,
    )  # fmt: skip
    rows = SimpleUploadedFile(f"{world.hide('import_file')}.csv", ROWS.encode())
    run = exchange.begin_import(
        _programme(world, "public"), file=rows, mapping=mapping.load("makeorg"), by=who["bo"], at=at
    )
    ImportRefusal.objects.create(
        run=run,
        line=3,
        reference=world.hide("import_reference"),
        reason=world.hide("import_reason"),
    )
    world.keep("import_run", "open", run)
    bodies.print_codes(here, batch=world.hide("codes_batch"), count=2, by=who["max"], at=at)
    mailbox = bodies.add_department(
        here, name="Parks", email=world.hide_mail("department_email"), by=who["max"], at=at
    )
    world.keep("department", "here", mailbox)
    day = bodies.add_holiday(here, on=date(2099, 1, 1), name="New Year", by=who["max"], at=at)
    world.keep("holiday", "here", day)
    held = privacy.place_hold(
        _programme(world, "closed"),
        reason=world.hide("hold_reason"),
        body=here,
        by=who["max"],
        at=at,
    )
    world.keep("hold", "here", held)
    asked = privacy.ask(
        here, kind=RequestKind.values[0], words=world.hide("data_request_words"), email="", by=who["dee"], at=at,
    )  # fmt: skip
    world.keep("data_request", "open", asked)
    world.things["own_words.ada"] = {
        "scope": "words",
        "pk": world.things["contribution.merged"]["pk"],
    }


def _elsewhere(world: World, at: Any) -> None:
    """The other body: what is public there, and what is not."""
    there, who = world.there, world.people
    public = _open(world, there, "public", title="Harbour steps")
    world.keep("programme", "theirs", public)
    _idea(world, public, "theirs", secret=False, by=who["ada"], title="A rail by the steps")
    hidden = _idea(world, public, "theirs_removed", by=who["ada"])
    contributions.remove(hidden, reason="hurtful", by=who["eve"], at=at)
    draft = ready.a_draft(there, by=who["eve"], at=at, **_secret(world, "their_draft"))
    world.keep("programme", "their_draft", draft)
    facts = {"audience": "invited", "private_reason": world.hide("their_reason")}
    private = _open(world, there, "invited", **facts, **_secret(world, "their_invited"))
    world.keep("programme", "their_invited", private)
    _idea(world, private, "in_their_invited", by=who["eve"])
    noted = Contribution.objects.get(pk=world.things["contribution.theirs"]["pk"])
    decisions.note(noted, body=there, text=world.hide("their_note"), by=who["eve"], at=at)
    decisions.write_template(
        there, name=world.hide("their_template"), said="", decided="Yes.", fit="", by=who["eve"], at=at,
    )  # fmt: skip


def _erased(world: World, at: Any) -> None:
    """What Zoe sent and wrote, with every word that one can leave, before she erased her account and all of it."""
    public = _programme(world, "public")
    words = {name: world.hide(f"erased_{name}") for name in ("name", "byline")}
    zoe = factories.a_person(
        words["name"], email=world.hide_mail("erased_email"), byline=words["byline"]
    )
    EmailAddress.objects.create(user=zoe, email=zoe.email, verified=True, primary=True)
    idea = _idea(
        world,
        public,
        "erased",
        by=zoe,
        byline=words["byline"],
        place_words=world.hide("erased_place"),
    )
    _file(world, idea, "erased", zoe, at)
    standing = Contribution.objects.get(pk=world.things["contribution.standing"]["pk"])
    factories.a_comment(standing, zoe, text=world.hide("erased_comment"), byline=words["byline"])
    contributions.report(
        standing, reason="private", words=world.hide("erased_report"), by=zoe, at=at
    )
    contributions.support(standing, by=zoe, at=at)
    bo = world.people["bo"]
    decisions.note(idea, body=world.here, text=world.hide("erased_note"), by=bo, at=at)
    decisions.draft_answer(idea, decided="We look.", said=world.hide("erased_said"), by=bo, at=at)
    privacy.erase_account(zoe, with_words=True, by=zoe, at=at)

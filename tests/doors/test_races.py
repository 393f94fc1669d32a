"""What may happen once happens once, when it is asked for fifty times at the same instant.

Each race goes through the door itself, over as many connections as requests; then the rows are counted. The control
takes a constraint away and lets a deed look before it leaps, as code that trusts its own check does: the runner finds it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.db.models import Model

from flotilla.bodies import actions as bodies
from flotilla.bodies.models import Membership, Verification
from flotilla.contributions import actions, tokens
from flotilla.contributions.models import (
    Appeal,
    Authorship,
    CoauthorInvitation,
    Comment,
    Contribution,
    Follow,
    Merge,
    Removal,
    Report,
    Support,
    Withdrawal,
)
from flotilla.decisions import actions as decisions
from flotilla.decisions.models import Answer, Assignment, Decision, SecondLook
from flotilla.journal.models import Entry
from flotilla.kit.moments import database_now
from flotilla.people.models import AccessToken
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Admission, Ownership, Pause, Programme
from tests import factories
from tests.doors.racing import PATIENCE, at_once, browsers, posted_at_once
from tests.programmes import ready

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 50
PAIRS = 25  # where two deeds are pitted against each other
FAR = {"due_on_0": "1", "due_on_1": "6", "due_on_2": "2099"}
FAR_DAY = date(2099, 6, 1)
FORWARD = {"outcome": "forward", "way": "pilot", "who_decided": "The panel"}


@dataclass
class Ground:
    """What a race begins from."""

    people: dict[str, Any]
    programme: Any
    idea: Contribution
    other: Contribution
    at: Any

    @property
    def page(self) -> str:
        """The address of the idea."""
        return f"/p/{self.programme.address}/c/{self.idea.number}"

    @property
    def desk(self) -> str:
        """The address of the idea at the desk."""
        return f"/desk/answer/{self.programme.address}/{self.idea.number}"


@pytest.fixture
def ground(marlhaven: Any) -> Ground:
    """A campaign of today with Ada's idea and Dee's, and the people of the body."""
    people = {name: factories.a_person(name) for name in ("ada", "dee", "ivy")}
    for name, role in (("bo", "officer"), ("bea", "officer"), ("max", "administrator"), ("cy", "assessor")):  # fmt: skip
        people[name] = factories.a_member(marlhaven, role, name)
    programme, at = factories.a_campaign_today(marlhaven), database_now()
    idea, other = (
        factories.a_contribution(programme, by=people[name], answer_due_on=at.date() + timedelta(days=9))
        for name in ("ada", "dee")
    )  # fmt: skip
    cache.clear()
    return Ground(people, programme, idea, other, at)


@dataclass(frozen=True)
class Race:
    """Who presses which button, and which rows there may be afterwards."""

    name: str
    who: str
    address: Callable[[Ground], str]
    sent: Callable[[Ground], dict[str, Any]]
    rows: Callable[[Ground], list[int]]
    ready: Callable[[Ground], Any] = lambda ground: None


def _count(model: type[Model], **where: Any) -> int:
    return model._default_manager.filter(**where).count()


def _journal(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def _invited(ground: Ground) -> CoauthorInvitation:
    return actions.invite_coauthor(
        ground.idea, email=ground.people["ivy"].email, by=ground.people["ada"], at=ground.at
    )


def _checked(ground: Ground) -> Decision:
    drafted = decisions.draft_decision(
        ground.idea, **FORWARD, next_word_on=FAR_DAY, decided="Yes.", by=ground.people["bo"], at=ground.at,
    )  # fmt: skip
    return decisions.check(drafted, by=ground.people["bea"], at=ground.at)


def _released(ground: Ground) -> Decision:
    return decisions.release(_checked(ground), by=ground.people["bo"], at=ground.at)


def _removed(ground: Ground) -> Removal:
    return actions.remove(ground.idea, reason="hurtful", by=ground.people["bea"], at=ground.at)


def _made_private(ground: Ground) -> None:
    Programme.objects.filter(pk=ground.programme.pk).update(
        audience="invited", private_reason="Staff first."
    )


def _fresh(ground: Ground) -> Contribution:
    return Contribution.objects.get(pk=ground.idea.pk)


KEY = "0" * 31 + "1"
RACES = (
    Race("a support", "dee", lambda g: f"{g.page}/support/", lambda g: {},
         lambda g: [_count(Support), _fresh(g).support_count, _journal("contribution.supported")]),
    Race("a follow", "dee", lambda g: f"{g.page}/follow/", lambda g: {},
         lambda g: [_count(Follow, contribution=g.idea)]),
    Race("a comment with one key", "dee", lambda g: f"{g.page}/comments/", lambda g: {"text": "Yes.", "kind": "comment", "once": KEY},
         lambda g: [_count(Comment), _fresh(g).comment_count, _journal("comment.posted")]),
    Race("a report", "dee", lambda g: f"{g.page}/report/", lambda g: {"reason": "private"},
         lambda g: [_count(Report), _journal("contribution.reported")]),
    Race("a withdrawal", "ada", lambda g: f"{g.page}/withdraw/", lambda g: {"reason": ""},
         lambda g: [_count(Withdrawal), _journal("contribution.withdrawn")]),
    Race("an invitation", "ada", lambda g: f"{g.page}/co-authors/", lambda g: {"email": "Sam@example.org"},
         lambda g: [_count(CoauthorInvitation), _journal("contribution.coauthor_invited")]),
    Race("an asking to join", "dee", lambda g: f"{g.page}/co-authors/ask/", lambda g: {"message": "I helped."},
         lambda g: [_count(CoauthorInvitation)]),
    Race("an invitation accepted", "ivy", lambda g: f"/co-author/{tokens.invitation_token(CoauthorInvitation.objects.get())}/",
         lambda g: {"accepted": "yes"},
         lambda g: [_count(Authorship, person=g.people["ivy"]), _journal("contribution.coauthored")], ready=_invited),
    Race("a joining", "bo", lambda g: f"/desk/p/{g.programme.address}/c/{g.idea.number}/join/", lambda g: {"into": str(g.other.number)},
         lambda g: [_count(Merge), _journal("contribution.merged")]),
    Race("a removal", "bo", lambda g: f"/desk/p/{g.programme.address}/c/{g.idea.number}/moderation/",
         lambda g: {"choice": "remove", "reason": "hurtful"},
         lambda g: [_count(Removal), _journal("contribution.removed")]),
    Race("an appeal", "ada", lambda g: f"{g.page}/appeal/", lambda g: {"words": "It was a joke."},
         lambda g: [_count(Appeal), _journal("contribution.appealed")], ready=_removed),
    Race("a first answer", "bo", lambda g: f"{g.desk}/first/", lambda g: {"decided": "We look at it.", "send": "yes"},
         lambda g: [_count(Answer), _journal("answer.released")]),
    Race("an assignment", "bo", lambda g: f"{g.desk}/assignment/", lambda g: {"person": g.people["cy"].pk, "question": "?", **FAR},
         lambda g: [_count(Assignment), _journal("contribution.assigned")]),
    Race("a decision released", "bo", lambda g: "/desk/release/", lambda g: {"decisions": [str(Decision.objects.get().pk)], "when": "now"},
         lambda g: [_count(Decision, released_at__isnull=False), _journal("decision.released")], ready=_checked),
    Race("a second look", "ada", lambda g: f"{g.page}/second-look/", lambda g: {"words": "You forgot rain."},
         lambda g: [_count(SecondLook)], ready=_released),
    Race("a role", "max", lambda g: "/administration/people/", lambda g: {"email": g.people["dee"].email, "role": "staff"},
         lambda g: [_count(Membership, person=g.people["dee"]), _journal("body.role_granted")]),
    Race("a pause", "bo", lambda g: f"/desk/p/{g.programme.address}/pause/", lambda g: {"reason": "Too many."},
         lambda g: [_count(Pause), _journal("programme.paused")]),
    Race("an admission", "bo", lambda g: f"/desk/p/{g.programme.address}/invitations/", lambda g: {"email": g.people["dee"].email},
         lambda g: [_count(Admission)], ready=_made_private),
    Race("an access token", "dee", lambda g: "/settings/tokens/new/", lambda g: {"name": "Map", "ends_on": "90"},
         lambda g: [_count(AccessToken)]),
)  # fmt: skip


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.name)
def test_what_may_happen_once_happens_once(ground: Ground, race: Race) -> None:
    race.ready(ground)
    clients = browsers(ground.people[race.who], TIMES)
    ends = posted_at_once(clients, race.address(ground), race.sent(ground))
    assert set(ends) <= {200, 302, 404, 409, 422}, ends
    assert set(race.rows(ground)) == {1}, (race.rows(ground), ends)


def test_a_contribution_sent_with_one_key_is_received_once(ground: Ground) -> None:
    sent = {"title": "Seats", "answers": {"wrong": "None.", "help": "Some."}, "kind": "idea", "consent": True}  # fmt: skip
    ends = posted_at_once(
        browsers(None, TIMES), f"/api/programmes/{ground.programme.address}/contributions", sent,
        content_type="application/json", headers={"Idempotency-Key": "one-and-the-same"},
    )  # fmt: skip
    assert (set(ends) <= {201, 409}, Contribution.objects.filter(title="Seats").count()) == (True, 1), ends  # fmt: skip


def test_contributions_of_many_get_numbers_without_a_gap_or_a_double(ground: Ground) -> None:
    def send(turn: int) -> Callable[[], object]:
        return lambda: actions.submit(
            ground.programme, title=f"Seat {turn}", answers={"wrong": "None.", "help": "Some."}, kind="idea",
            submission_key=f"key {turn}", by=None, at=ground.at,
        ).standing  # fmt: skip

    ends = at_once([send(turn) for turn in range(TIMES)])
    numbers = sorted(ground.programme.contributions.values_list("number", flat=True))
    assert (ends, numbers) == ({"listed": TIMES}, list(range(1, TIMES + 3)))


def test_a_link_claims_a_contribution_for_one_person(ground: Ground) -> None:
    guests = factories.a_contribution(ground.programme)
    people = [factories.a_person() for _turn in range(TIMES)]
    clients = [browsers(one, 1)[0] for one in people]
    posted_at_once(clients, f"/claim/{tokens.claim_token(guests)}/", {})
    authors = guests.authorships.filter(person__isnull=False)
    assert authors.count() == 1


def test_a_code_makes_sure_of_one_person(ground: Ground, marlhaven: Any) -> None:
    (code,) = bodies.print_codes(marlhaven, batch="May", count=1, by=None, at=ground.at)
    people = [factories.a_person() for _turn in range(TIMES)]
    clients = [browsers(one, 1)[0] for one in people]
    posted_at_once(clients, "/settings/code/", {"code": code})
    assert Verification.objects.count() == 1


def test_a_body_that_is_asked_owns_a_programme_once(ground: Ground, harrowmere: Any) -> None:
    draft = ready.a_draft(
        ground.programme.body, by=ground.people["bo"], at=ground.at, title="Joint"
    )
    asked = programmes.invite_owner(draft, body=harrowmere, by=ground.people["bo"], at=ground.at)
    eve = factories.a_member(harrowmere, "officer", "Eve")
    address = f"/at/harrowmere/desk/owner-invitations/{asked.pk}/"
    posted_at_once(browsers(eve, TIMES), address, {"accepted": "yes", "answer": "yes", "is_accepted": "yes"})  # fmt: skip
    assert Ownership.objects.filter(programme=draft, body=harrowmere).count() == 1


def test_support_given_and_taken_back_at_once_leaves_a_count_that_is_true(ground: Ground) -> None:
    give, take = browsers(ground.people["dee"], PAIRS), browsers(ground.people["dee"], PAIRS)
    address = f"{ground.page}/support/"
    pressed = [lambda one=one: one.post(address, {}).status_code for one in give]
    undone = [lambda one=one: one.post(address, {"undo": "yes"}).status_code for one in take]
    ends = at_once([deed for pair in zip(pressed, undone, strict=True) for deed in pair])
    rows = Support.objects.count()
    history = _journal("contribution.supported") - _journal("contribution.unsupported")
    assert (set(ends), rows <= 1, _fresh(ground).support_count, history) == ({302}, True, rows, rows)  # fmt: skip


def test_drafting_and_checking_at_once_wait_for_each_other_in_no_circle(ground: Ground) -> None:
    drafted = decisions.draft_decision(
        ground.idea, **FORWARD, next_word_on=FAR_DAY, decided="Yes.", by=ground.people["bo"], at=ground.at
    )  # fmt: skip

    def draft() -> str:
        decisions.draft_decision(
            ground.idea, **FORWARD, next_word_on=FAR_DAY, decided="No.", by=ground.people["bo"], at=ground.at
        )  # fmt: skip
        return "drafted"

    def check() -> str:
        decisions.check(drafted, by=ground.people["bea"], at=ground.at)
        decisions.return_to_drafter(drafted, words="?", by=ground.people["bea"], at=ground.at)
        return "checked"

    assert at_once([draft, check] * PAIRS) == {"drafted": PAIRS, "checked": PAIRS}


ENDINGS = {
    "withdrawn": lambda g: actions.withdraw(g.idea, by=g.people["ada"], at=g.at),
    "removed": lambda g: actions.remove(g.idea, reason="hurtful", by=g.people["bo"], at=g.at),
    "merged": lambda g: actions.merge(g.idea, g.other, reason="Both.", by=g.people["bo"], at=g.at),
}


@pytest.mark.parametrize("end", ENDINGS)
def test_no_comment_or_support_lands_on_what_has_just_gone(ground: Ground, end: str) -> None:
    """Whatever is taken is written before the end, by the order of the journal; the rest is refused in words, or goes where it was joined."""
    fans = [factories.a_person() for _turn in range(PAIRS - 1)]

    def comment(turn: int) -> Callable[[], object]:
        return lambda: actions.post_comment(
            ground.idea, text="Yes.", submission_key=f"key {turn}", by=fans[turn], at=ground.at
        ) and "written"  # fmt: skip

    def support(turn: int) -> Callable[[], object]:
        return lambda: actions.support(ground.idea, by=fans[turn], at=ground.at).contribution_id

    deeds = [make(turn) for turn in range(PAIRS - 1) for make in (comment, support)]
    deeds.insert(PAIRS, lambda: ENDINGS[end](ground) and end)
    ends = at_once(deeds)
    assert set(ends) <= {"written", end, ground.idea.pk, ground.other.pk, "NotStanding"}, ends
    (ending,) = Entry.objects.filter(verb=f"contribution.{end}").values_list("pk", flat=True)
    about = Entry.objects.filter(
        contribution_id=ground.idea.pk, verb__in=("comment.posted", "contribution.supported")
    )
    assert about.filter(pk__gt=ending).count() == 0
    assert about.filter(verb="comment.posted").count() == ends["written"] == Comment.objects.count()
    assert ends[ground.idea.pk] + ends[ground.other.pk] == Support.objects.count()
    assert ends[ground.other.pk] == 0 or end == "merged"


# the control


@pytest.fixture
def without_the_constraint(monkeypatch: Any) -> Iterator[None]:
    """Take away what makes a support count once, and put it back."""
    once = next(one for one in Support._meta.constraints if one.name == "support_once")
    with monkeypatch.context() as patch, connection.schema_editor() as editor:
        patch.setattr(Support._meta, "constraints", [])
        editor.remove_constraint(Support, once)
    yield
    Support.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Support, once)


def _looking_first(ground: Ground, times: int) -> list[Callable[[], object]]:
    """Deeds that look whether it was done, wait for each other there, and do it: what a check in Python alone is."""
    looked = threading.Barrier(times)

    def support() -> str:
        is_new = not Support.objects.filter(person=ground.people["dee"]).exists()
        looked.wait(PATIENCE)
        if is_new:
            Support.objects.create(
                contribution=ground.idea, person=ground.people["dee"], supported_at=ground.at
            )
        return "done"

    return [support] * times


def test_the_runner_finds_doubles_where_only_python_checks(
    ground: Ground, without_the_constraint: None
) -> None:
    ends = at_once(_looking_first(ground, 10))
    assert (ends, Support.objects.count()) == ({"done": 10}, 10)


def test_the_constraint_alone_refuses_what_looks_first(ground: Ground) -> None:
    ends = at_once(_looking_first(ground, 10))
    assert (ends, Support.objects.count()) == ({"done": 1, IntegrityError.__name__: 9}, 1)

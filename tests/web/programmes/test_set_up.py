"""The steps of the set-up, and the review."""

from datetime import timedelta

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes import actions, queries
from flotilla.programmes.models import OwnerInvitation, Programme
from tests import factories
from tests.programmes import ready

QUESTION = {
    "title": "Night buses",
    "question": "How might we?",
    "summary": "For shift workers.",
    "known": "41% | have no car | Census | https://example.org/a\n“I wait.” | | Nurse",
    "origin": "both",
}
PROMISE = {
    "will": "Three tests\nA report",
    "will_not": "New contracts",
    "who_decides": "The mayor",
    "influence": "consult",
    "money_minor": "£1,200",
    "first_answer_days": "20",
    "decision_on_0": "24",
    "decision_on_1": "6",
    "decision_on_2": "2030",
}


@pytest.fixture
def draft(marlhaven: Body, bo: Person) -> Programme:
    return ready.a_draft(marlhaven, by=bo, at=database_now())


@pytest.fixture
def officer(desk_client, bo: Person) -> Client:
    return desk_client(bo)


def at(programme: Programme, rest: str) -> str:
    return f"/desk/p/{programme.address}/{rest}"


def again(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


def dates_of(officer: Client, draft: Programme) -> dict[str, object]:
    """What stands in the boxes of the dates page."""
    form = officer.get(at(draft, "set-up/dates/")).context["form"]
    boxes: dict[str, object] = {}
    for box in form:
        if box.name.startswith("note_"):
            boxes[box.name] = box.value() or ""
        elif box.value():
            for number, text in enumerate(box.field.widget.decompress(box.value())):
                boxes[f"{box.name}_{number}"] = text
    return boxes


def test_the_question_is_saved_and_leads_on_to_people(officer: Client, draft: Programme) -> None:
    answer = officer.post(at(draft, "set-up/question/"), QUESTION)
    assert answer.url == at(draft, "set-up/people/")
    saved = again(draft)
    assert (saved.title, saved.origin) == ("Night buses", "both")
    assert saved.known == [
        {"lead": "41%", "voice": False, "text": "have no car", "source": "Census", "link": "https://example.org/a"},
        {"lead": "I wait.", "voice": True, "text": "", "source": "Nurse", "link": ""},
    ]  # fmt: skip
    assert "“I wait.” |  | Nurse" in officer.get(at(draft, "set-up/question/")).content.decode()


def test_half_a_question_is_saved_too(officer: Client, draft: Programme) -> None:
    answer = officer.post(at(draft, "set-up/question/"), {"title": "", "origin": "body", "review": "1"})  # fmt: skip
    assert answer.url == at(draft, "review/")
    assert (again(draft).title, again(draft).question) == ("Short trips, no car", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"known": "41% | a | b | javascript:alert(1)"},
        {"known": "\n".join(["a"] * 13)},
        {"question": "x" * 1_000_000},
        {"summary": "a\x00b"},
        {"origin": "moon"},
    ],
)
def test_a_wrong_question_is_said_at_its_field_and_nothing_is_lost(
    officer: Client, draft: Programme, wrong: dict[str, str]
) -> None:
    answer = officer.post(at(draft, "set-up/question/"), {**QUESTION, **wrong})
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert "Night buses" in answer.content.decode()
    assert again(draft).question == "How might we?"


def test_somebody_joins_the_crew_and_leaves_it(
    officer: Client, draft: Programme, sol: Person
) -> None:
    said = {
        "part": "sponsor",
        "person": sol.pk,
        "title": "Head of Transport",
        "hours_a_week": "1.5",
    }
    assert officer.post(at(draft, "set-up/people/"), said).status_code == 302
    page = officer.get(at(draft, "set-up/people/")).content.decode()
    assert "Head of Transport" in page
    assert "Name the Delivery owner" in page
    member = draft.crew.get(part="sponsor")
    officer.post(at(draft, f"crew/{member.pk}/departure/"))
    assert not draft.crew.filter(part="sponsor", left_at=None).exists()


@pytest.mark.parametrize("said", [{"part": "sponsor"}, {"part": "king", "name": "A"}, {"part": "sponsor", "name": "A", "hours_a_week": "900"}])  # fmt: skip
def test_nobody_joins_the_crew_wrongly(
    officer: Client, draft: Programme, said: dict[str, str]
) -> None:
    assert officer.post(at(draft, "set-up/people/"), said).status_code == 200
    assert draft.crew.count() == 1


def test_missing_voices_are_named(officer: Client, draft: Programme) -> None:
    said = {"voices-voices": "Shift workers: we go to the depot\nChildren"}
    assert officer.post(at(draft, "missing-voices/"), said).url == at(draft, "set-up/promise/")
    named = [(one.who, one.what_we_do) for one in draft.missing_voices.order_by("pk")]
    assert named == [("Shift workers", "we go to the depot"), ("Children", "")]


def test_the_promise_is_data(officer: Client, draft: Programme) -> None:
    assert officer.post(at(draft, "set-up/promise/"), PROMISE).url == at(draft, "set-up/dates/")
    promise = queries.current_promise(draft)
    assert promise is not None
    assert (promise.will, promise.money_minor, promise.influence) == (
        ["Three tests", "A report"], 120_000, "consult",
    )  # fmt: skip
    assert queries.missing_in(promise) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision_on_0": "31", "decision_on_1": "2"},
        {"money_minor": "lots"},
        {"first_answer_days": "0"},
        {"first_answer_days": "9" * 30},
        {"likely_from": "6", "likely_to": "3"},
        {"will": "x" * 400},
    ],
)
def test_a_wrong_promise_is_said_at_its_field(
    officer: Client, draft: Programme, wrong: dict[str, str]
) -> None:
    answer = officer.post(at(draft, "set-up/promise/"), {**PROMISE, **wrong})
    assert answer.status_code == 200
    assert "The mayor" in answer.content.decode()
    assert queries.current_promise(draft) is None


def test_dates_move_with_their_notes(officer: Client, draft: Programme) -> None:
    boxes = dates_of(officer, draft)
    said = {**boxes, "to_gather_3": "5pm", "note_decide": "In the town hall"}
    assert officer.post(at(draft, "set-up/dates/"), said).url == at(draft, "set-up/settings/")
    gather = draft.stages.get(code="gather")
    assert gather.closes_at.astimezone(draft.body.zone).hour == 17
    assert draft.stages.get(code="tidy").opens_at == gather.closes_at
    assert draft.stages.get(code="decide").note == "In the town hall"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to_gather_0": "31", "to_gather_1": "2"}, "There is no such day"),
        ({"to_gather_0": "25", "to_gather_1": "10", "to_gather_2": "2026", "to_gather_3": "1:30"}, "the clocks change"),
        ({"to_gather_3": "25:99"}, "Write the time as hours and minutes"),
        ({"to_gather_2": "1999"}, "It must close after it opens."),
    ],
)  # fmt: skip
def test_impossible_dates_are_said_at_their_field(
    officer: Client, draft: Programme, changes: dict[str, str], words: str
) -> None:
    before = draft.stages.get(code="gather").closes_at
    answer = officer.post(at(draft, "set-up/dates/"), {**dates_of(officer, draft), **changes})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert draft.stages.get(code="gather").closes_at == before


def test_settings_need_a_reason_for_private(officer: Client, draft: Programme) -> None:
    said = {"audience": "staff", "moderation": "before", "contribute_level": "0", "support_level": "1", "listen_days": "3", "lawful_basis": "public_task", "kept_days": "365", "language": "fr", "address": draft.address}  # fmt: skip
    answer = officer.post(at(draft, "set-up/settings/"), said)
    assert "Say why it is not public." in answer.content.decode()
    officer.post(at(draft, "set-up/settings/"), {**said, "private_reason": "Rotas."})
    saved = again(draft)
    assert (saved.audience, saved.listen_days, saved.language) == ("staff", 3, "fr")


def test_a_new_address_is_followed(officer: Client, draft: Programme) -> None:
    said = {"audience": "public", "moderation": "after", "contribute_level": "0", "support_level": "1", "listen_days": "0", "lawful_basis": "public_task", "kept_days": "730", "language": "en-gb", "address": "buses"}  # fmt: skip
    assert officer.post(at(draft, "set-up/settings/"), said).url == "/desk/p/buses/set-up/owners/"


def test_another_body_owns_it_too_and_may_stop(
    officer: Client, draft: Programme, harrowmere: Body
) -> None:
    said = {"owner": f"b{harrowmere.pk}", "brings": "Two nurses"}
    officer.post(at(draft, "set-up/owners/"), said)
    asked = OwnerInvitation.objects.get()
    actions.settle_owner_invitation(asked, is_accepted=True, by=None, at=database_now())
    assert again(draft).owners == [draft.body, harrowmere]
    officer.post(at(draft, f"owners/{draft.ownerships.get().pk}/departure/"))
    assert again(draft).owners == [draft.body]


def test_the_review_says_what_is_missing_and_where_to_mend_it(
    officer: Client, draft: Programme
) -> None:
    page = officer.get(at(draft, "review/")).content.decode()
    assert "Missing: Sponsor, Delivery owner." in page
    assert f'href="{at(draft, "set-up/people/")}"' in page
    assert "2 things that cannot be passed over are still missing." in page
    assert "Open the programme" not in page


def test_a_sponsor_signs_and_nobody_else(
    officer: Client, draft: Programme, desk_client, sol: Person, bo: Person
) -> None:
    officer.post(at(draft, "set-up/promise/"), PROMISE)
    assert officer.post(at(draft, "signature/"), {"signatory": "Me"}).status_code == 404
    sponsor = desk_client(sol)
    assert "Sign the promise" in sponsor.get(at(draft, "review/")).content.decode()
    assert sponsor.post(at(draft, "signature/"), {"signatory": "Head"}).status_code == 302
    promise = queries.current_promise(draft)
    assert promise is not None
    assert (promise.signatory, promise.signed_by) == ("Head", sol)
    assert sponsor.get(at(draft, "set-up/question/")).status_code == 404


def test_opening_asks_for_the_reasons_and_opens(
    officer: Client, marlhaven: Body, bo: Person
) -> None:
    draft = ready.a_ready_draft(marlhaven, by=bo, at=database_now())
    assert officer.post(at(draft, "opening/")).status_code == 200
    assert not again(draft).has_opened
    reasons = {f"why_{code}": why for code, why in ready.REASONS.items()}
    assert officer.post(at(draft, "opening/"), reasons).url == at(draft, "")
    assert again(draft).has_opened
    assert officer.post(at(draft, "opening/"), reasons).url == at(draft, "")
    assert officer.get(at(draft, "review/")).url == at(draft, "")
    assert officer.get(at(draft, "set-up/question/")).url == at(draft, "")


def test_a_rehearsal_begins_and_is_wiped(officer: Client, draft: Programme) -> None:
    assert officer.post(at(draft, "rehearsal/")).url == f"/p/{draft.address}/"
    assert again(draft).is_rehearsing
    assert officer.post(at(draft, "rehearsal/")).url == at(draft, "review/")
    officer.post(at(draft, "rehearsal/end/"))
    assert not again(draft).is_rehearsing


def test_warnings_speak_of_night_hours_and_short_times(
    officer: Client, draft: Programme, bo: Person
) -> None:
    gather = draft.stages.get(code="gather")
    night = gather.opens_at.astimezone(draft.body.zone).replace(hour=23) + timedelta(days=7)
    stages = draft.stages.filter(position__gt=gather.position, opens_at__isnull=False)
    gather.closes_at = night
    gather.save()
    assert stages.exists()
    page = officer.get(at(draft, "review/")).content.decode()
    assert "when nobody is there to help" in page
    assert "It is open for 7 days only." in page


@pytest.mark.parametrize(
    "rest",
    ["", "review/", "set-up/question/", "set-up/people/", "set-up/owners/", "set-up/promise/", "set-up/dates/", "set-up/settings/", "pause/", "closure/", "description/", "invitations/"],
)  # fmt: skip
def test_strangers_and_other_bodies_find_nothing(
    desk_client, draft: Programme, dee: Person, eve: Person, cy: Person, rest: str
) -> None:
    assert [desk_client(who).get(at(draft, rest)).status_code for who in (dee, eve, cy)] == [
        404
    ] * 3


def test_a_step_that_is_none_is_nowhere(officer: Client, draft: Programme) -> None:
    assert officer.get(at(draft, "set-up/colours/")).status_code == 404


def test_officers_of_a_joint_owner_set_it_up_in_their_own_place(
    desk_client, draft: Programme, harrowmere: Body, bo: Person, eve: Person
) -> None:
    actions.co_own(draft, body=harrowmere, by=bo, at=database_now())
    url = f"/at/harrowmere{at(draft, 'set-up/question/')}"
    assert desk_client(eve).get(url).status_code == 200


@pytest.mark.parametrize("year", ["0001", "1899", "2100", "9999"])
def test_an_opening_out_of_all_bounds_gets_a_sentence(
    officer: Client, draft: Programme, year: str
) -> None:
    first = {"opens_0": "1", "opens_1": "1", "opens_2": year, "opens_3": "0:00"}
    answer = officer.post(at(draft, "set-up/dates/"), {**dates_of(officer, draft), **first})
    assert answer.status_code == 200
    assert 'id="id_opens_error"' in answer.content.decode()


def test_a_draft_is_discarded_after_a_second_look_by_those_who_may_set_it_up(
    desk_client, officer: Client, draft: Programme, sol: Person, eve: Person
) -> None:
    actions.begin_rehearsal(draft, by=None, at=database_now())
    factories.a_contribution(again(draft))
    page = at(draft, "discarding/")
    assert desk_client(sol).get(page).status_code == 404
    assert desk_client(eve).post("/at/harrowmere" + page).status_code == 404
    assert f'href="{page}"' in officer.get(at(draft, "review/")).content.decode()
    assert "1 contribution of the rehearsal goes with it." in officer.get(page).content.decode()
    answer = officer.post(page, follow=True).content.decode()
    assert f"“{draft.title}” is discarded." in answer
    assert officer.get(page).status_code == 404
    assert not Programme.objects.exists()


def test_another_body_is_asked_and_answers_at_its_desk(
    officer: Client,
    desk_client,
    client: Client,
    draft: Programme,
    harrowmere: Body,
    eve: Person,
    dee: Person,
) -> None:
    page = at(draft, "set-up/owners/")
    officer.post(page, {"owner": f"b{harrowmere.pk}", "brings": "Two nurses"})
    asked = OwnerInvitation.objects.get()
    assert not draft.ownerships.exists()
    assert "Asked, not answered yet" in officer.get(page).content.decode()
    there = f"/at/harrowmere/desk/owner-invitations/{asked.pk}/"
    theirs = desk_client(eve)
    assert there in theirs.get("/at/harrowmere/desk/").content.decode()
    assert "Two nurses" in theirs.get(there).content.decode()
    assert officer.get(f"/desk/owner-invitations/{asked.pk}/").status_code == 404
    assert client.get(there).status_code == 302
    assert "Please choose." in theirs.post(there, {"words": "Gladly."}).content.decode()
    assert theirs.post(there, {"answer": "yes", "words": "Gladly."}).status_code == 302
    assert [one.body for one in draft.ownerships.all()] == [harrowmere]
    assert theirs.get(there).status_code == 404


def test_an_asking_is_taken_back(officer: Client, draft: Programme, harrowmere: Body) -> None:
    officer.post(at(draft, "set-up/owners/"), {"owner": f"b{harrowmere.pk}"})
    asked = OwnerInvitation.objects.get()
    officer.post(at(draft, f"owner-invitations/{asked.pk}/taking-back/"))
    assert not OwnerInvitation.objects.waiting().exists()

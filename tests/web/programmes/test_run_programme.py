"""The run page and what is done from it."""

import copy
from datetime import timedelta

import pytest
from django.test import Client

from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes import queries, recipes
from flotilla.programmes.models import Programme
from tests import factories
from tests.programmes import ready


@pytest.fixture
def running(marlhaven: Body) -> Programme:
    return factories.a_programme(marlhaven, address="trips", opened_at=database_now() - timedelta(days=9))  # fmt: skip


@pytest.fixture
def officer(desk_client, bo: Person) -> Client:
    return desk_client(bo)


def again(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


def test_it_shows_stages_gates_and_people(officer: Client, running: Programme) -> None:
    page = officer.get("/desk/p/trips/").content.decode()
    for words in ("Stages and gates", "Open for ideas", "Passed at opening", "The sponsor", "33 days left"):  # fmt: skip
        assert words in page


def test_a_draft_has_its_review_instead(officer: Client, marlhaven: Body, bo: Person) -> None:
    draft = ready.a_draft(marlhaven, by=bo, at=database_now())
    assert officer.get(f"/desk/p/{draft.address}/").url == f"/desk/p/{draft.address}/review/"


def test_a_sponsor_looks_on_and_may_amend(desk_client, running: Programme, sol: Person) -> None:
    page = desk_client(sol).get("/desk/p/trips/").content.decode()
    assert "Amend the promise" in page
    assert "/desk/p/trips/pause/" not in page


def test_new_contributions_are_paused_and_taken_again(officer: Client, running: Programme) -> None:
    assert "Please fill this in." in officer.post("/desk/p/trips/pause/", {"reason": " "}).content.decode()  # fmt: skip
    officer.post("/desk/p/trips/pause/", {"reason": "Too many."})
    assert "Too many." in officer.get("/desk/p/trips/").content.decode()
    again_answer = officer.post("/desk/p/trips/pause/", {"reason": "Too many."})
    assert "New contributions are paused already." in again_answer.content.decode()
    officer.post("/desk/p/trips/pause/end/")
    assert queries.pause_at(again(running), database_now()) is None


def test_a_date_is_moved_with_a_reason(officer: Client, running: Programme) -> None:
    url = "/desk/p/trips/stages/gather/date/"
    later = running.stages.get(code="gather").closes_at + timedelta(days=5)
    wall = later.astimezone(running.body.zone)
    said = {
        **{f"closes_at_{n}": text for n, text in enumerate((wall.day, wall.month, wall.year, "12:00"))},
        "reason": "",
    }  # fmt: skip
    assert officer.get(url).status_code == 200
    assert officer.post(url, said).status_code == 200
    assert officer.post(url, {**said, "reason": "Snow."}).status_code == 302
    assert running.stages.get(code="gather").closes_at.astimezone(running.body.zone).date() == wall.date()  # fmt: skip


def test_the_end_of_a_stage_that_opened_within_a_minute_is_moved_as_its_page_shows_it(
    officer: Client, marlhaven: Body
) -> None:
    began = database_now().replace(second=31, microsecond=7_000) - timedelta(days=3)
    begun = factories.a_programme(marlhaven, address="begun", opened_at=began)
    gather = begun.stages.get(code="gather")
    moments = {"opens_at": gather.opens_at, "closes_at": gather.closes_at + timedelta(days=5)}
    said = {"reason": "Snow."}
    for name, moment in moments.items():
        wall = moment.astimezone(begun.body.zone)
        texts = (wall.day, wall.month, wall.year, f"{wall:%H:%M}")
        said |= {f"{name}_{n}": str(text) for n, text in enumerate(texts)}
    assert officer.post("/desk/p/begun/stages/gather/date/", said).status_code == 302
    moved = begun.stages.get(code="gather")
    assert (moved.opens_at, moved.closes_at) == (
        gather.opens_at,
        moments["closes_at"].replace(second=0, microsecond=0),
    )


def test_the_decision_gate_stays_shut_while_somebody_waits(
    officer: Client, marlhaven: Body, bo: Person
) -> None:
    over = factories.a_programme(marlhaven, address="over", opened_at=database_now() - timedelta(days=90))  # fmt: skip
    factories.a_contribution(over)
    url = "/desk/p/over/stages/decide/gate/"
    page = officer.get(url).content.decode()
    assert "This gate stays shut" in page
    answer = officer.post(url)
    assert answer.status_code == 200
    assert over.stages.get(code="decide").passed_at is None
    over.contributions.update(decided_at=database_now(), first_answered_at=database_now())
    assert officer.post(url).status_code == 302
    assert over.stages.get(code="decide").passed_at is not None


def test_a_soft_gate_asks_for_a_reason(officer: Client, marlhaven: Body) -> None:
    over = factories.a_programme(marlhaven, address="over", opened_at=database_now() - timedelta(days=60))  # fmt: skip
    trial = factories.a_contribution(over)
    trial.standing, trial.published_at = "waiting", None
    trial.save()
    url = "/desk/p/over/stages/tidy/gate/"
    assert officer.post(url).status_code == 200
    assert officer.post(url, {"why_moderation_done": "One is with the police."}).status_code == 302
    assert over.stages.get(code="tidy").overrides.get().reason == "One is with the police."


def test_a_sponsor_amends_in_public_and_an_officer_cannot(
    desk_client, officer: Client, running: Programme, sol: Person
) -> None:
    url = "/desk/p/trips/amendment/"
    assert officer.get(url).status_code == 404
    sponsor = desk_client(sol)
    form = sponsor.get(url).context["form"]
    said = {
        "will": "At least 4 ideas tested",
        "will_not": "\n".join(form.initial["will_not"]),
        "who_decides": form.initial["who_decides"],
        "influence": "collaborate",
        "money_minor": "60000",
        "first_answer_days": "20",
        "decision_on_0": "24",
        "decision_on_1": "4",
        "decision_on_2": "2026",
        "likely_from": "3",
        "likely_to": "6",
        "signatory": "Head",
    }
    assert sponsor.post(url, said).status_code == 200
    assert sponsor.post(url, {**said, "reason": "More came."}).url == "/p/trips/promise/"
    promise = queries.current_promise(again(running))
    assert promise is not None
    assert (promise.version, promise.will) == (2, ["At least 4 ideas tested"])


def test_the_description_changes_but_not_the_question(officer: Client, running: Programme) -> None:
    said = {"summary": "Shorter now.", "question": "Another?", "title": "Another"}
    assert officer.post("/desk/p/trips/description/", said).status_code == 302
    changed = again(running)
    assert (changed.summary, changed.title) == ("Shorter now.", "Short trips, no car")
    assert changed.question == running.question


def test_somebody_is_invited_to_what_is_private(
    officer: Client, marlhaven: Body, dee: Person
) -> None:
    inside = factories.a_programme(marlhaven, address="in", audience="invited", private_reason="Patients.")  # fmt: skip
    url = "/desk/p/in/invitations/"
    assert "Nobody with this address" in officer.post(url, {"email": "no@example.org"}).content.decode()  # fmt: skip
    officer.post(url, {"email": dee.email.upper()})
    assert inside.admissions.get().person == dee
    assert "They were invited already." in officer.post(url, {"email": dee.email}).content.decode()


def test_closing_needs_what_was_learned_and_the_next_day(
    officer: Client, running: Programme, bo: Person
) -> None:
    url = "/desk/p/trips/closure/"
    day = {f"next_conversation_on_{n}": text for n, text in enumerate(("1", "2", "2090"))}
    refused = officer.post(url, {"learned": "Much.", **day}).content.decode()
    assert "Not yet. Still missing:" in refused
    assert "Much." in refused
    late = database_now() - timedelta(days=1)
    running.stages.exclude(opens_at=None).update(opens_at=late, closes_at=None, passed_at=late)
    assert officer.post(url, {"learned": "", **day}).status_code == 200
    assert officer.post(url, {"learned": "Much.", **day}).url == "/p/trips/"
    assert again(running).has_closed


def test_the_list_of_the_desk(
    officer: Client, running: Programme, marlhaven: Body, bo: Person
) -> None:
    ready.a_draft(marlhaven, by=bo, at=database_now(), title="Night buses")
    page = officer.get("/desk/programmes/").content.decode()
    assert page.index("Being set up") < page.index("Night buses") < page.index("Under way")
    assert "Short trips, no car" in page


def test_it_warns_when_more_wait_than_the_team_can_answer(
    officer: Client, running: Programme
) -> None:
    Programme.objects.filter(pk=running.pk).update(capacity_per_week=5)
    tomorrow = database_now().date() + timedelta(days=1)
    held = again(running)
    for _ in range(9):
        factories.a_contribution(held, answer_due_on=tomorrow)
    page = officer.get("/desk/p/trips/").content.decode()
    assert "of the 9 who wait would be answered late." in page


def test_a_note_alone_is_no_move_and_the_page_does_not_speak_of_a_promise(
    officer: Client, running: Programme
) -> None:
    said = {"note": "Soon over.", "reason": "It helps."}
    page = officer.post("/desk/p/trips/stages/gather/date/", said).content.decode()
    assert "Nothing is different from what stands now." in page


@pytest.mark.parametrize("year", ["0001", "1899", "2100", "9999"])
def test_a_date_out_of_all_bounds_gets_a_sentence(
    officer: Client, running: Programme, year: str
) -> None:
    url = "/desk/p/trips/stages/gather/date/"
    said = {"closes_at_0": "1", "closes_at_1": "1", "closes_at_2": year, "closes_at_3": "0:00"}
    answer = officer.post(url, {**said, "reason": "Snow."})
    assert answer.status_code == 200
    assert 'id="id_closes_at_error"' in answer.content.decode()


def test_what_a_person_confirms_opens_a_hard_gate_once_it_is_ticked(
    officer: Client, marlhaven: Body
) -> None:
    over = factories.a_programme(marlhaven, address="over", opened_at=database_now() - timedelta(days=90))  # fmt: skip
    recipe = copy.deepcopy(recipes.data("campaign"))
    tidy = next(one for one in recipe["stages"] if one["code"] == "tidy")
    tidy["gate"] = [{"code": "cleared", "hard": True, "confirm": True, "words": {"en": "Law agrees"}}]  # fmt: skip
    Programme.objects.filter(pk=over.pk).update(recipe=recipe)
    url = "/desk/p/over/stages/tidy/gate/"
    assert "This gate stays shut" not in officer.get(url).content.decode()
    assert officer.post(url).status_code == 200
    assert officer.post(url, {"tick_cleared": "on"}).status_code == 302
    assert over.stages.get(code="tidy").passed_at is not None


@pytest.mark.parametrize("address", ["pause", "closure", "description", "amendment", "invitations"])
def test_a_form_sent_without_anything_is_still_a_form_sent(
    officer: Client, desk_client, sol: Person, marlhaven: Body, address: str
) -> None:
    private = {"audience": "invited", "private_reason": "Staff first."}
    factories.a_programme(marlhaven, address="trips", opened_at=database_now() - timedelta(days=9), **private)  # fmt: skip
    who = desk_client(sol) if address == "amendment" else officer
    answer = who.post(f"/desk/p/trips/{address}/")
    assert answer.status_code == 302 or "ds-error-summary" in answer.content.decode()

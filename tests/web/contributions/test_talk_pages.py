"""The conversation, reporting, moderation, joining and themes as each of the cast meets them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.contributions import actions
from flotilla.contributions.models import Appeal, Comment, Contribution, Merge, Removal, Report
from flotilla.contributions.queries import moderation
from flotilla.kit import fulltext
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Programme
from tests import factories


@pytest.fixture
def now():
    """The moment by the clock of the database."""
    return database_now()


@pytest.fixture
def running(marlhaven, now):
    """A campaign that takes ideas now."""
    return factories.a_programme(
        marlhaven, address="short-trips", opened_at=now - timedelta(days=9)
    )


@pytest.fixture
def idea(running, ada, now):
    """Ada's idea in it."""
    return factories.a_contribution(running, by=ada, received_at=now - timedelta(days=3))


@pytest.fixture
def other(running, dee, now):
    """Dee's idea in it."""
    return factories.a_contribution(
        running, by=dee, title="Seats on the way", received_at=now - timedelta(days=2)
    )


@pytest.fixture
def as_each(client_of, desk_client, ada, bo, cy, dee, eve, client):
    """A browser for each of the cast."""
    return {
        "nobody": client,
        "ada": client_of(ada),
        "dee": client_of(dee),
        "bo": desk_client(bo),
        "cy": desk_client(cy),
        "eve": desk_client(eve),
    }


ONE = "/p/short-trips/c/1/"
MOST_QUERIES = 14
DESK = "/desk/p/short-trips/c/1/"
EVERYONE = ("nobody", "ada", "dee", "bo", "cy", "eve")


def seen(as_each, address):
    """Who gets which answer at an address."""
    return {name: as_each[name].get(address).status_code for name in EVERYONE}


@pytest.mark.parametrize("address", ["/search/", "/search/?q=bench", "/moderation/", ONE, f"{ONE}report/", f"{ONE}comments/", "/p/short-trips/"])  # fmt: skip
def test_what_is_open_to_all_is_open_to_all(as_each, idea, address):
    assert seen(as_each, address) == dict.fromkeys(EVERYONE, 200)


@pytest.mark.parametrize("address", ["/desk/p/short-trips/themes/", "/desk/p/short-trips/alike/", f"{DESK}moderation/", f"{DESK}join/", f"{DESK}split/", f"{DESK}talk/"])  # fmt: skip
def test_the_moderators_pages_are_for_moderators(as_each, idea, address):
    expected = {"nobody": 302, "ada": 404, "dee": 404, "bo": 200, "cy": 404, "eve": 404}
    assert seen(as_each, address) == expected


def test_the_queue_is_for_the_desk(as_each, idea, dee, now):
    actions.report(idea, reason="private", by=dee, at=now)
    expected = {"nobody": 302, "ada": 404, "dee": 404, "bo": 200, "cy": 404, "eve": 404}
    assert seen(as_each, "/desk/moderation/") == expected
    assert idea.title in as_each["bo"].get("/desk/moderation/").content.decode()


def test_what_is_not_there_cannot_be_found(as_each, idea, dee):
    hidden = factories.a_contribution(factories.a_draft_programme(idea.body, address="hidden"))
    secret = factories.a_comment(hidden, dee)
    for address in (
        "/p/hidden/c/1/comments/",
        "/p/hidden/c/1/report/",
        f"/p/hidden/c/1/comments/{secret.pk}/report/",
        f"{ONE}comments/{secret.pk}/report/",
        "/p/short-trips/c/99/report/",
    ):
        assert as_each["dee"].get(address).status_code == 404, address


def test_somebody_writes_and_is_answered(as_each, idea, dee, bo):
    page = as_each["dee"].post(
        f"{ONE}comments/", {"text": "I would use it.", "once": "k1", "byline": "Carer"}, follow=True
    )
    comment = Comment.objects.get()
    assert "I would use it." in page.content.decode()
    as_each["bo"].post(
        f"{ONE}comments/", {"text": "We look at it.", "once": "k2", "to": comment.pk}
    )
    reply = Comment.objects.get(parent=comment)
    shown = as_each["nobody"].get(ONE).content.decode()
    assert (reply.is_official, "data-official" in shown) == (True, True)


def test_a_guest_writes_where_guests_may(as_each, idea, running):
    as_each["nobody"].post(f"{ONE}comments/", {"text": "Me too.", "once": "k1"})
    assert Comment.objects.get().person is None
    running.allows_guests = False
    running.save()
    answer = as_each["nobody"].post(f"{ONE}comments/", {"text": "And I.", "once": "k2"})
    assert (answer.status_code, "And I." in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("asks", [{"allows_guests": False}, {"contribute_level": 1}])
def test_a_guest_is_asked_to_sign_in_before_writing_what_would_be_refused(client, idea, asks):
    Programme.objects.update(**asks)
    shown = client.get(ONE).content.decode()
    assert ("Sign in to write" in shown, 'name="text"' in shown) == (True, False)


@pytest.mark.parametrize(
    "typed",
    [
        {"text": ""},
        {"text": "x" * 1_000_000},
        {"text": "a\x00b"},
        {"text": "So", "kind": "concern"},
        {"text": "So", "kind": "nonsense"},
        {},
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_lost(as_each, idea, typed):
    answer = as_each["dee"].post(f"{ONE}comments/", {"once": "k", **typed})
    assert (answer.status_code, Comment.objects.count()) == (200, 0)


def test_a_form_posted_twice_is_one_comment(as_each, idea):
    for _ in range(2):
        as_each["dee"].post(f"{ONE}comments/", {"text": "Twice", "once": str(UUID(int=1))})
    assert Comment.objects.count() == 1


def test_only_the_writer_takes_back_and_says_that_it_is_met(as_each, idea, dee, now):
    concern = actions.post_comment(idea, text="Hm", kind="concern", change_mind="A trial", submission_key="k", by=dee, at=now)  # fmt: skip
    for noun in ("met", "withdrawal"):
        address = f"{ONE}comments/{concern.pk}/{noun}/"
        codes = seen(as_each, address)
        assert codes == {**dict.fromkeys(EVERYONE, 404), "nobody": 302, "dee": 200}
        assert as_each["dee"].post(address, {"words": "It came"}).status_code == 302
    concern.refresh_from_db()
    assert (concern.met.words, concern.withdrawn_at is not None) == ("It came", True)


def test_a_closed_conversation_shows_why(as_each, idea, now):
    as_each["bo"].post(f"{DESK}talk/", {"reason": "It is decided."})
    shown = as_each["dee"].get(ONE).content.decode()
    assert ("It is decided." in shown, 'name="text"' in shown) == (True, False)
    as_each["bo"].post(f"{DESK}talk/", {})
    assert 'name="text"' in as_each["dee"].get(ONE).content.decode()


def test_report_remove_appeal_restore(as_each, desk_client, idea, bea):
    as_each["nobody"].post(f"{ONE}report/", {"reason": "private", "email": "x@example.org"})
    assert Report.objects.get().email == "x@example.org"
    as_each["bo"].post(
        f"{DESK}moderation/", {"choice": "remove", "reason": "private", "words": "Her name."}
    )
    removal = Removal.objects.get()
    assert (removal.words, Report.objects.get().outcome) == ("Her name.", "removed")
    codes = seen(as_each, f"{ONE}appeal/")
    assert codes == {**dict.fromkeys(EVERYONE, 404), "nobody": 302, "ada": 200}
    assert "Her name." in as_each["ada"].get(ONE).content.decode()
    assert "Her name." not in as_each["dee"].get(ONE).content.decode()
    as_each["ada"].post(f"{ONE}appeal/", {"words": "No name in it."})
    made = Appeal.objects.get()
    address = f"/desk/moderation/appeals/{made.pk}/"
    expected = {"nobody": 302, "ada": 404, "dee": 404, "bo": 200, "cy": 404, "eve": 404}
    assert seen(as_each, address) == expected
    as_each["bo"].post(address, {"restored": "yes", "reply": "Yes"})
    made.refresh_from_db()
    assert made.decided_at is None
    desk_client(bea).post(address, {"restored": "yes", "reply": "You are right."})
    idea.refresh_from_db()
    assert idea.standing == "listed"


def test_an_appeal_is_found_however_many_wait_before_it(
    desk_client, idea, other, ada, dee, bo, bea, now, monkeypatch
):
    monkeypatch.setattr(moderation, "MOST", 1)
    for one, who in ((idea, ada), (other, dee)):
        removal = actions.remove(one, reason="private", by=bo, at=now)
        made = actions.appeal(removal, words="No name in it.", by=who, at=now)
    address = f"/desk/moderation/appeals/{made.pk}/"
    assert other.title in desk_client(bea).get(address).content.decode()
    actions.decide_appeal(made, restored=False, reply="It is one.", by=bea, at=now)
    assert desk_client(bea).get(address).status_code == 404


def test_a_removed_comment_keeps_its_place_and_says_why(as_each, idea, dee, now):
    comment = factories.a_comment(idea, dee, text="Bad words")
    address = f"/desk/moderation/comments/{comment.pk}/"
    expected = {"nobody": 302, "ada": 404, "dee": 404, "bo": 200, "cy": 404, "eve": 404}
    assert seen(as_each, address) == expected
    as_each["bo"].post(address, {"choice": "remove", "reason": ""})
    assert Removal.objects.count() == 0
    as_each["bo"].post(
        address, {"choice": "remove", "reason": "hurtful", "words": "Kinder, please"}
    )
    shown = as_each["nobody"].get(ONE).content.decode()
    assert ("A comment was removed." in shown, "Bad words" in shown) == (True, False)
    assert "Kinder, please" in as_each["dee"].get(ONE).content.decode()
    as_each["dee"].post(f"{ONE}comments/{comment.pk}/appeal/", {"words": "It was a joke."})
    assert Appeal.objects.count() == 1
    as_each["bo"].post(address, {"choice": "restore"})
    assert "Bad words" in as_each["nobody"].get(ONE).content.decode()


def test_what_waits_is_published_and_what_is_reported_can_stay(as_each, running, idea, dee, now):
    waiting = factories.a_contribution(running, standing="waiting", published_at=None)
    as_each["bo"].post(f"/desk/p/short-trips/c/{waiting.number}/moderation/", {"choice": "publish"})
    actions.report(idea, reason="private", by=dee, at=now)
    as_each["bo"].post(f"{DESK}moderation/", {"choice": "keep"})
    waiting.refresh_from_db()
    assert (waiting.standing, Report.objects.get().outcome) == ("listed", "kept")


def test_two_are_compared_joined_objected_to_and_undone(as_each, idea, other, cy, now):
    for one in (idea, other):
        actions.support(one, by=cy, at=now)
    join = f"/desk/p/short-trips/c/{other.number}/join/"
    assert idea.title in as_each["bo"].get(f"{join}?q=bench").content.decode()
    preview = as_each["bo"].get(f"{join}?into=1").content.decode()
    assert ("Together 1 person supports it" in preview, other.title in preview) == (True, True)
    as_each["bo"].post(join, {"into": 1, "reason": "Both want seats"})
    source = f"/p/short-trips/c/{other.number}/"
    assert other.title in as_each["nobody"].get(ONE).content.decode()
    assert idea.title in as_each["nobody"].get(source).content.decode()
    codes = seen(as_each, f"{source}joining/")
    assert codes == {**dict.fromkeys(EVERYONE, 404), "nobody": 302, "dee": 200}
    as_each["dee"].post(f"{source}joining/", {"choice": "object", "words": "Mine folds"})
    assert Merge.objects.get().objection == "Mine folds"
    queue = as_each["bo"].get("/desk/moderation/").content.decode()
    assert "Objections to a joining" in queue
    as_each["bo"].post(f"/desk/p/short-trips/c/{other.number}/unjoin/", {"reason": "Right"})
    other.refresh_from_db()
    assert (other.standing, other.support_count) == ("listed", 1)


def test_one_is_split_and_made_whole(as_each, idea):
    parts = {"title_1": "Benches", "text_1": "Seats", "title_2": "Lights", "text_2": "Lamps"}
    as_each["bo"].post(f"{DESK}split/", parts)
    assert Contribution.objects.filter(split_from=idea).count() == 2
    assert "Benches" in as_each["nobody"].get(ONE).content.decode()
    as_each["bo"].post(f"{DESK}unsplit/")
    idea.refresh_from_db()
    assert idea.standing == "listed"


def test_themes_are_named_given_and_filtered_by(as_each, idea, other):
    page = "/desk/p/short-trips/themes/"
    as_each["bo"].post(page, {"name": "Resting", "words": "bench, seat"})
    assert "Suggested:" in as_each["bo"].get(page).content.decode()
    given = {"theme": "resting", "number": [1, "x", 99], "choice": "give"}
    as_each["bo"].post(f"{page}give/", given)
    listed = as_each["nobody"].get("/p/short-trips/?theme=resting").content.decode()
    assert (idea.title in listed, other.title in listed) == (True, False)
    as_each["bo"].post(f"{page}give/", {**given, "choice": "take"})
    assert list(idea.themes.all()) == []
    answer = as_each["bo"].post(f"{page}give/", {**given, "theme": "none such"}, follow=True)
    assert "Choose a theme of this programme." in answer.content.decode()
    theme = idea.programme.themes.get()
    as_each["bo"].post(f"{page}{theme.pk}/", {"name": "Sitting", "words": ""})
    theme.refresh_from_db()
    assert theme.name == "Sitting"
    as_each["bo"].post(f"{page}{theme.pk}/", {"choice": "drop"})
    assert idea.programme.themes.count() == 0


def test_two_that_are_alike_are_told_apart_once(as_each, running):
    for _ in range(2):
        factories.a_contribution(running, title="Benches on the way to the health centre")
    for n in range(9):
        factories.a_contribution(running, title=f"Other {n}", words=f"Quite different {n}")
    fulltext.refresh(connection)  # PostgreSQL keeps counts of what earlier tests rolled back
    page = "/desk/p/short-trips/alike/"
    assert "Compare and join" in as_each["bo"].get(page).content.decode()
    as_each["bo"].post("/desk/p/short-trips/c/1/apart/2/")
    assert "Compare and join" not in as_each["bo"].get(page).content.decode()
    answer = as_each["bo"].post("/desk/p/short-trips/c/1/apart/1/", follow=True)
    assert "That is one and the same." in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "%00", "%22", "a" * 3000, "%ED%A0%80", "bench&after=x", "NEAR(", "*"])  # fmt: skip
def test_any_search_is_answered(client, idea, asked):
    assert client.get(f"/search/?q={asked}").status_code == 200


@pytest.mark.parametrize("asked", ["q=%00", "theme=%00", "area=999", "area=x", "sort=random&seed=9", "sort=near&area=1", "state=x", "page=zzz", "page=5~x&sort=random"])  # fmt: skip
def test_any_wish_is_answered(client, idea, asked):
    assert client.get(f"/p/short-trips/?{asked}").status_code == 200


def test_the_page_of_a_programme_asks_the_same_for_one_and_thirty(client, running, ada, now):
    factories.a_contribution(running, by=ada)
    client.get("/p/short-trips/")
    with CaptureQueriesContext(connection) as first:
        client.get("/p/short-trips/")
    for _ in range(29):
        factories.a_contribution(running, by=ada)
    with CaptureQueriesContext(connection) as second:
        client.get("/p/short-trips/")
    assert len(first) == len(second)
    assert len(second) <= MOST_QUERIES


def test_the_conversation_asks_the_same_for_one_and_many(client, idea, dee):
    factories.a_comment(idea, dee)
    client.get(ONE)
    with CaptureQueriesContext(connection) as first:
        client.get(ONE)
    for _ in range(5):
        factories.a_comment(idea, dee)
    with CaptureQueriesContext(connection) as second:
        client.get(ONE)
    assert len(first) == len(second)


def test_joining_to_what_is_not_here_says_so(as_each, idea):
    page = as_each["bo"].post(f"{DESK}join/", {"into": "99", "reason": "The same."})
    assert "What was chosen is not here." in page.content.decode()

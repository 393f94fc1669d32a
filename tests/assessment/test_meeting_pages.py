"""The pages of a meeting: the room, the entry, the wall, the minutes; whoever has an interest meets none of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.assessment import actions
from flotilla.assessment.models import Correction, Meeting, PanelVote, Presence, Recommendation
from tests import factories
from tests.assessment import making
from tests.assessment.meeting_round import a_meeting
from tests.factories import NOON

HERE = "/p/short-trips/meeting/"


@pytest.fixture
def meet(campaign, bo, cy):
    """Four entries with all scores in."""
    return a_meeting(campaign, bo, cy)


def text(client, address=HERE):
    """The words of a page that is there."""
    found = client.get(address)
    assert found.status_code == 200, address
    return found.content.decode()


def test_the_chair_opens_it_calls_an_entry_and_counts_the_votes(meet, client_of):
    chair = client_of(meet.cy)
    assert "Open the meeting" in text(chair)
    assert chair.post(HERE, {"places": "2"}).status_code == 302
    for person in (meet.cy, meet.pat, meet.lee):
        chair.post(f"{HERE}seats/{meet.seats[person.pk].pk}/")
    assert Presence.objects.count() == 3
    number = meet.entries[0].number
    chair.post(f"{HERE}{number}/call/")
    page = text(chair)
    assert "Nobody has to leave the room." in page
    chair.post(f"{HERE}{number}/vote/")
    assert client_of(meet.lee).post(f"{HERE}{number}/votes/", {"choice": "no"}).status_code == 302
    hands = {f"vote_{meet.seats[person.pk].pk}": "yes" for person in (meet.cy, meet.pat)}
    lacking = chair.post(f"{HERE}{number}/count/", hands)
    assert lacking.status_code == 200
    assert 'yes" selected' in lacking.content.decode()
    seat = meet.seats[meet.lee.pk].pk
    chair.post(f"{HERE}{number}/count/", {**hands, f"vote_{seat}": "no", "reason": "Needed."})
    found = Recommendation.objects.get()
    assert (found.yes, found.no, found.is_recommended) == (2, 1, True)
    assert PanelVote.objects.get(seat=seat).cast_by == meet.lee
    assert "Recommended" in text(chair, f"{HERE}{number}/")
    chair.post(f"{HERE}freeze/")
    chair.post(f"{HERE}closing/")
    assert Meeting.objects.get().closed_at is not None


def test_whoever_has_an_interest_meets_nothing_of_the_entry_on_any_page(meet, client_of):
    meet.entries[0].title = "Lantern boats"
    meet.entries[0].save()
    meet.tie(meet.pat, 0)
    meet.open()
    meet.voted(0, "yes", None, "yes", reason="Because of lanterns.")
    actions.put_to_vote(meet.item(0), by=meet.bo, at=NOON)
    number = meet.entries[0].number
    for address in ("", "screen/", "minutes/", "minutes/?as=text"):
        for person, sees in ((meet.lee, True), (meet.pat, False)):
            page = text(client_of(person), HERE + address).lower()
            assert ("lantern" in page) is sees, (address, person)
    assert "Stay outside until you are called back." in text(client_of(meet.pat))
    for address in (f"{number}/", f"{number}/correction/"):
        assert client_of(meet.pat).get(HERE + address).status_code == 404
    for address in ("call/", "vote/", "votes/", "count/"):
        posted = client_of(meet.pat).post(f"{HERE}{number}/{address}", {"choice": "no"})
        assert posted.status_code == 404, address
    assert "Pat" in text(client_of(meet.lee))  # who is in the room sees who has to leave it


def test_the_wall_shows_no_score_and_loads_again_only_when_asked(meet, client_of):
    meet.tie(meet.pat, 0)
    meet.open()
    meet.call(0)
    page = text(client_of(meet.lee), f"{HERE}screen/")
    assert "1. One" in page
    assert "<b>Pat</b>" in page
    assert ("http-equiv" in page, "Need" in page) == (False, False)
    assert 'http-equiv="refresh"' in text(client_of(meet.lee), f"{HERE}screen/?again=yes")


def test_the_minutes_tell_who_came_what_changed_and_how_they_voted(meet, client_of, desk_client):
    meet.tie(meet.pat, 0)
    meet.open()
    meet.call(1)
    paper = meet.entries[1].assessments.get(seat__person=meet.lee)
    said = making.said(meet.criteria, 4, 3)
    actions.send_assessment(paper, said=said, why="I read it again.", by=meet.lee, at=NOON)
    meet.voted(0, "yes", None, "no", reason="It is late.")
    meet.close()
    page = text(desk_client(meet.bo), f"{HERE}minutes/?as=text")
    rows = [line.strip() for line in page.splitlines()]
    for wanted in (
        "Need: 3 → 4", "Why: I read it again.", "Not recommended", "Yes (1): Cy", "No (1): Lee", "Abstains (0): –", "Why: It is late.",
    ):  # fmt: skip
        assert wanted in rows, wanted
    told = [line.partition("  ")[2] for line in page.splitlines() if not line.startswith(" ")]
    assert "Pat left the room because of an interest – 1. One" in told
    assert "Pat came back into the room – 1. One" in told
    assert told[-1] == "Bo closed the meeting of the panel"
    theirs = text(client_of(meet.pat), f"{HERE}minutes/")
    assert ("One" in theirs, "It is late." in theirs, "I read it again." in theirs) == (False, False, True)  # fmt: skip


def test_a_correction_is_asked_for_by_one_and_agreed_to_by_another(meet, client_of, desk_client):
    meet.open().close()
    number = meet.entries[1].number
    paper = meet.entries[1].assessments.get(seat__person=meet.pat)
    said = {"reading": paper.pk, "criterion": meet.criteria.criteria.first().pk, "points": "4"}
    asking = client_of(meet.pat)
    empty = asking.post(f"{HERE}{number}/correction/", {**said, "reason": ""})
    assert (empty.status_code, Correction.objects.count()) == (200, 0)
    asking.post(f"{HERE}{number}/correction/", {**said, "reason": "Misread."})
    found = Correction.objects.get()
    settle = f"{HERE}{number}/correction/{found.pk}/"
    assert asking.post(settle, {"agree": "yes"}).status_code == 404
    assert "Waits for a second person" in text(desk_client(meet.bo), f"{HERE}{number}/")
    desk_client(meet.bo).post(settle, {"agree": "yes"})
    assert Correction.objects.get().is_agreed is True
    assert client_of(meet.lee).get(f"{HERE}{number}/correction/").status_code == 200


def test_strangers_find_no_meeting(meet, client_of, dee, eve):
    meet.open()
    for person in (dee, eve):
        for address in ("", "screen/", "minutes/", f"{meet.entries[0].number}/"):
            assert client_of(person).get(HERE + address).status_code == 404


@pytest.mark.parametrize("address", ["", "minutes/", "screen/"])
def test_it_asks_as_much_for_sixteen_entries_as_for_four(meet, desk_client, client_of, address):
    meet.open()
    meet.voted(0, "yes", "yes", "no")
    client = desk_client(meet.bo)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(HERE + address).status_code == 200
        return len(found)

    asked()
    few = asked()
    for number in range(12):
        entry = factories.a_contribution(meet.programme, title=f"More {number}")
        meet.meeting.items.create(contribution=entry, position=100 + number, group="rest")
        meet.entries.append(entry)
        meet.voted(4 + number, "yes", "no", "no")
    assert asked() == few
    assert few <= 24

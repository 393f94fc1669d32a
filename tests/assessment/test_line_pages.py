"""The pages about the line: looking at what a sum pays for, settling it, parts, equals, and lots that everybody can check."""

from datetime import timedelta

import pytest

from flotilla.assessment import actions
from flotilla.assessment.models import AgendaItem, Lottery, Meeting, PartOffer, Ruling
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from tests.assessment.meeting_round import a_meeting
from tests.assessment.test_equals import EQUAL, ByLots
from tests.assessment.test_spending import APART, asks, voted, within
from tests.factories import NOON

HERE = "/p/short-trips/meeting/"


@pytest.fixture
def meet(campaign, bo, cy):
    """Three entries recommended in their order, the last not; they ask for 50, 40, 20 and 10 pounds."""
    return asks(voted(a_meeting(campaign, bo, cy, points=APART)), 50, 40, 20, 10)


def text(client, address):
    """The words of a page that is there."""
    found = client.get(address)
    assert found.status_code == 200, address
    return found.content.decode()


def test_a_sum_is_looked_at_and_then_settled_with_the_reasons(meet, client_of):
    chair = client_of(meet.cy)
    page = text(chair, f"{HERE}spending/?rule=skip&money=80")
    assert "£80 pays for 2; £10 is left." in page
    assert "Asks for more than is left: £30" in page
    wordless = chair.post(f"{HERE}spending/?rule=skip&money=80", {})
    assert "Say of each that is skipped why: 2. Two." in wordless.content.decode()
    said = {f"why_{meet.entries[1].pk}": "More than is left."}
    assert chair.post(f"{HERE}spending/?rule=skip&money=80", said).status_code == 302
    assert within() == [("One", 50), ("Three", 20)]
    assert "£80 pays for 2" in text(chair, f"{HERE}spending/")
    minutes = text(chair, f"{HERE}minutes/")
    assert "settled which entries are paid for" in minutes


def test_how_many_can_win_is_said_though_fewer_were_voted_for(meet, client_of):
    Meeting.objects.update(places=9)
    assert "9 can win." in text(client_of(meet.cy), f"{HERE}spending/?rule=places")


def test_the_largest_total_says_what_it_leaves_out_and_cannot_be_settled(meet, client_of):
    chair = client_of(meet.cy)
    page = text(chair, f"{HERE}spending/?rule=best&money=60")
    assert "It leaves out, although they stand higher: One" in page
    assert "Settle it like this" not in page
    chair.post(f"{HERE}spending/?rule=best&money=60", {})
    assert Meeting.objects.get().spends == ""


@pytest.mark.parametrize("asked", ["rule=no&money=x", "money=-5", "rule=strict&money=0.001", "pot=99", "money=9" * 40])  # fmt: skip
def test_what_is_asked_wrongly_is_said(meet, client_of, asked):
    assert "ds-error-summary" in text(client_of(meet.cy), f"{HERE}spending/?{asked}")


def test_an_applicant_is_asked_by_letter_whether_a_part_would_do(meet, client_of, ada, dee):
    meet.entries[1].authorships.create(person=ada, credit="author", joined_at=NOON)
    number = meet.entries[1].number
    said = {"amount": "30", "reason": "Less is left."}
    assert client_of(meet.cy).post(f"{HERE}{number}/part/", said).status_code == 302
    read_journal(at=NOON)
    letter = Letter.objects.get(kind="part_asked")
    assert letter.person == ada
    theirs = f"/p/short-trips/c/{number}/part/"
    assert "the panel asks whether £30 would do" in text(client_of(ada), theirs)
    assert client_of(dee).get(theirs).status_code == 404
    assert client_of(ada).post(theirs, {"answer": "yes"}).status_code == 302
    assert PartOffer.objects.get().is_agreed is True
    assert "You said yes" in text(client_of(ada), theirs)


def test_whoever_has_an_interest_in_any_entry_sees_no_order(meet, client_of):
    meet.tie(meet.cy, 3)
    for address in ("spending/", "ties/", f"{meet.entries[0].number}/part/"):
        assert client_of(meet.cy).get(HERE + address).status_code == 404
        assert client_of(meet.lee).get(HERE + address).status_code == 404


def test_the_chair_tells_equals_apart_on_a_page(campaign, bo, cy, client_of):
    meet = voted(a_meeting(campaign, bo, cy, points=EQUAL))
    chair = client_of(meet.cy)
    assert "Tell them apart" in text(chair, f"{HERE}spending/")
    two, three = meet.entries[1:3]
    same = {f"place_{two.pk}": "1", f"place_{three.pk}": "1", "reason": "The north."}
    assert "Give each a place of its own." in chair.post(f"{HERE}ties/", same).content.decode()
    chair.post(f"{HERE}ties/", {**same, f"place_{two.pk}": "2"})
    assert [one.contribution for one in Ruling.objects.order_by("place")] == [three, two]
    assert "Nobody is equal" in text(chair, f"{HERE}ties/")


def test_lots_are_public_before_and_can_be_checked_by_everybody(
    campaign, bo, cy, client_of, client, dee
):
    meet = voted(ByLots(campaign, bo, cy, points=EQUAL))
    chair = client_of(meet.cy)
    said = {"source": "A public die", "day_0": "1", "day_1": "6", "day_2": "2099", "hour": "21:30"}
    chair.post(f"{HERE}ties/", {**said, "hour": "noon"})
    assert Lottery.objects.count() == 0
    chair.post(f"{HERE}ties/", said)
    lottery = Lottery.objects.get()
    place = f"/p/short-trips/lots/{lottery.pk}/"
    page = text(client, place)
    assert (lottery.list_hash in page, lottery.salt in page, "Two" in page) == (True, False, False)
    assert client.get(f"{place}?as=text").content.decode().splitlines() == lottery.lots.splitlines()
    assert "Its hour has not come yet." in text(chair, f"{HERE}lots/{lottery.pk}/")
    assert client_of(dee).get(f"{HERE}lots/{lottery.pk}/").status_code == 404
    chair.post(f"{HERE}lots/{lottery.pk}/end/", {"reason": "The wrong day."})
    assert "given up before its hour" in text(client, place)
    drawn = actions.announce_lots(
        meet.now(), entries=meet.entries[1:3], source="A die", draw_at=NOON + timedelta(hours=1), by=bo, at=NOON,
    )  # fmt: skip
    draw = f"{HERE}lots/{drawn.pk}/"
    lacking = {"randomness": "4", "first_witness": "Ida, clerk", "second_witness": "ida, clerk"}
    assert "Name two different people" in chair.post(draw, lacking).content.decode()
    chair.post(draw, {**lacking, "second_witness": "Ole, resident"})
    page = text(client, f"/p/short-trips/lots/{drawn.pk}/")
    assert (drawn.list_hash in page, "Ole, resident" in page, drawn.salt in page) == (True, True, False)  # fmt: skip
    for entry in meet.entries:
        type(entry).objects.filter(pk=entry.pk).update(decided_at=NOON)
    assert drawn.salt in text(client, f"/p/short-trips/lots/{drawn.pk}/")
    assert AgendaItem.objects.filter(is_within=True).count() == 0

"""What people write without meaning to publish it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit.giveaways import Giveaway, Kind, giveaways
from tests.growing import grows_evenly


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("email", "ada.novak+bus@example.org"),
        ("phone", "01904 555 017"),
        ("phone", "07700 900123"),
        ("phone", "+44 7700 900123"),
        ("phone", "(01904) 555017"),
        ("phone", "06 39 98 12 34"),
        ("phone", "+33 6 39 98 12 34"),
        ("health", "943 476 5919"),
        ("national", "QQ 12 34 56 C".replace("QQ", "AB")),
        ("national", "2 69 05 49 588 157 80"),
        ("plate", "AB12 CDE"),
        ("plate", "AB-123-CD"),
        ("account", "GB29 NWBK 6016 1331 9268 19"),
        ("card", "4111 1111 1111 1111"),
        ("secret", "password is Sunflower7"),
        ("secret", "Mot de passe : tournesol"),
        ("secret", "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_what_gives_somebody_away_is_found(kind, words):
    assert giveaways(f"My neighbour says {words}, every week.") == [Giveaway(Kind(kind), words)]


@pytest.mark.parametrize(
    "text",
    [
        "The 14 goes at 18:10 on 2026-11-29; it costs £2.50, 1,200 people ride it.",
        "The house has 943 476 5918 bricks.",
        "Card 4111 1111 1111 1112 is no card.",
        "Room 0123, floor 2, in 2025 and 2026.",
        "GB29 NWBK 6016 1331 9268 18 is a typing error.",
        "Nobody remembers the password of the library.",
        "Write to us @ the town hall.",
        "£0 1904 555 017",
        "",
    ],
)
def test_what_is_only_a_number_is_left_alone(text):
    assert giveaways(text) == []


def test_they_come_in_the_order_of_the_text_and_once():
    text = "Call 01904 555 017 or ada@example.org, again 01904 555 017."
    assert [one.kind for one in giveaways(text)] == [Kind.PHONE, Kind.EMAIL]


def test_a_card_is_no_phone_and_an_account_no_plate():
    assert [one.kind for one in giveaways("5555 5555 5555 4444")] == [Kind.CARD]
    assert [one.kind for one in giveaways("FR14 2004 1010 0505 0001 3M02 606")] == [Kind.ACCOUNT]


@given(st.text())
def test_whatever_is_written_can_be_looked_at(text):
    assert all(one.words in text for one in giveaways(text))


@pytest.mark.parametrize("piece", ["0", "1 ", "a@", "AB12", "password", "+1-", "GB29 "])
def test_a_long_scribble_is_looked_at_quickly(piece):
    assert grows_evenly(lambda size: giveaways(piece * (size // len(piece))), 5_000)

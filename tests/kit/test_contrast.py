"""Colours that can be read: hand-worked ratios, and every accent made readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_black_on_white_is_twenty_one_to_one():
    assert contrast.ratio("#000000", "#FFFFFF") == pytest.approx(21)


def test_the_published_grey_that_just_passes():
    assert round(contrast.ratio("#767676", "#FFFFFF"), 2) == 4.54
    assert round(contrast.ratio("#777777", "#FFFFFF"), 2) == 4.48


def test_order_does_not_matter():
    assert contrast.ratio("#0B5563", "#FAF6EE") == contrast.ratio("#FAF6EE", "#0B5563")


def test_our_own_accent_works_and_yellow_does_not():
    assert contrast.works("#0B5563")
    assert not contrast.works("#FFDD00")


def test_an_accent_that_works_is_left_as_it_is():
    assert contrast.shades("#0B5563").day == "#0B5563"


def test_halfway_between_black_and_white():
    assert contrast.mix("#000000", "#FFFFFF", 0.5) == "#808080"


@given(COLOURS)
def test_every_accent_becomes_readable_by_day_and_at_night(accent):
    made = contrast.shades(accent)
    by_day = [contrast.ratio(made.day, paper) for paper in (*contrast.PAPERS, made.day_wash)]
    at_night = [contrast.ratio(made.night, paper) for paper in (*contrast.NIGHTS, made.night_wash)]
    assert min(by_day) >= 4.5
    assert contrast.ratio(made.day, contrast.WHITE) >= 4.5
    assert min(at_night) >= 4.5
    assert contrast.ratio(made.deep, contrast.WHITE) >= 10.5
    assert contrast.ratio(made.night, made.deep) >= 4.5

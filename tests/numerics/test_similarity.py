"""Likeness: what was said before comes first, whatever its words' endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.numerics import similarity
from flotilla.numerics.similarity import Match
from tests.growing import grows_evenly

LIBRARY = "Open the library on Sundays\nMany of us work on weekdays and cannot come."
CYCLING = "Safer cycling to school\nCyclists share the lane with lorries."
CYCLE = "A cycle lane for schools\nChildren who cycle need a lane of their own."
DOGS = "Dogs on the beach\nLet them run in winter."
COMMON = {"the": 950, "of": 900, "on": 900, "to": 900, "and": 900, "a": 900, "with": 700}


def test_the_most_alike_comes_first_whatever_its_endings() -> None:
    found = similarity.closest(CYCLING, {1: LIBRARY, 2: DOGS, 3: CYCLE}, COMMON, 1_000)
    assert found[0].id == 3
    assert found[0].closeness > 3 * found[1].closeness


def test_the_same_text_is_the_same() -> None:
    (found,) = similarity.closest(CYCLING, {7: CYCLING}, COMMON, 1_000)
    assert found.closeness == pytest.approx(1, abs=0.03)
    assert found.degree == "very close"


def test_texts_without_a_common_word_or_run_have_nothing_in_common() -> None:
    assert similarity.closest("abc def", {1: "ghi jkl", 2: ""}, {}, 10) == [
        Match(1, 0.0),
        Match(2, 0.0),
    ]
    assert similarity.closest("", {1: LIBRARY}, {}, 0) == [Match(1, 0.0)]
    assert Match(1, 0.0).degree is None


def test_common_words_make_nothing_alike() -> None:
    said = {"the": 1000, "and": 1000, "of": 1000}
    (found,) = similarity.closest("the and of", {1: "the and of"}, said, 1_000)
    assert found.degree is None or found.closeness == pytest.approx(1)
    (found,) = similarity.closest("the and of otters", {1: "the and of badgers"}, said, 1_000)
    assert found.closeness < 0.05


def test_accents_and_a_slip_of_the_pen_do_no_harm() -> None:
    (found,) = similarity.closest("Café in the liberary", {1: "cafe in the library"}, COMMON, 1_000)
    assert found.degree == "very close"


def test_the_title_weighs_more_than_a_late_word() -> None:
    title = "otters\n" + "filler " * 50
    late = "filler\n" + "filler " * 200 + "otters"
    found = similarity.closest("otters", {1: late, 2: title}, {"otters": 3}, 1_000)
    assert [match.id for match in found] == [2, 1]


def test_closeness_has_words() -> None:
    assert [similarity.degree(value) for value in (1, 0.45, 0.449, 0.28, 0.18, 0.179, 0)] == [
        *("very close", "very close", "close", "close", "related", None, None)
    ]


texts = st.lists(
    st.sampled_from(["a", "the", "bus", "buses", "cycling", "cycle", "é", "x7", "日本", "\n"]),
    max_size=12,
)


@given(texts.map(" ".join), st.lists(texts.map(" ".join), max_size=5), st.integers(0, 50))
def test_closeness_is_a_share_and_never_depends_on_the_order(
    text: str, others: list[str], n: int
) -> None:
    known = {"the": n, "bus": n // 2}
    candidates = dict(enumerate(others))
    found = similarity.closest(text, candidates, known, n)
    assert all(0 <= match.closeness <= 1 for match in found)
    turned = dict(reversed(candidates.items()))
    assert similarity.closest(text, turned, known, n) == found


def test_a_million_characters_take_no_longer() -> None:
    def judged(size: int) -> None:
        similarity.closest("é" * size, {1: "x " * (size // 2), 2: "é" * size}, {}, 100)

    assert grows_evenly(judged, 62_500)

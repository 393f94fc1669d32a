"""The list of a programme: found, filtered, ordered, a page at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.contributions import actions, queries
from flotilla.contributions.queries import Wish
from flotilla.contributions.verbs import Standing
from tests import factories


def titles(programme, wish, size=20):
    """All titles of a list, page after page."""
    found, cursor = [], None
    for _ in range(60):
        page = queries.listed(programme, wish, cursor=cursor, size=size)
        found += [one.title for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found
    raise AssertionError("no end of pages")


@pytest.fixture
def five(campaign, marlhaven, noon):
    """Five ideas, told apart by everything."""
    places = [
        factories.a_place(marlhaven, name, latitude=at, longitude=0.0)
        for name, at in (("Near", 1.0), ("Far", 9.0), ("Nearer", 0.5))
    ]
    return [
        factories.a_contribution(
            campaign,
            title=f"Idea {n}",
            words=f"word{n} seat",
            received_at=noon - timedelta(days=n),
            support_count=n,
            view_count=9 - n,
            shuffle=n * 100,
            place=places[n] if n < 3 else None,
        )
        for n in range(5)
    ]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), "43210"),
        (Wish(order="newest"), "01234"),
        (Wish(order="supported"), "43210"),
        (Wish(order="random", seed=250), "34012"),
        (Wish(order="random", seed=0), "01234"),
        (Wish(order="unheard of"), "43210"),
        (Wish(search="seat word2"), "2"),
        (Wish(search="nothing at all"), ""),
        (Wish(kind="story"), ""),
        (Wish(state="waiting", order="newest"), "01234"),
        (Wish(state="decided"), ""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 20])
def test_lists_are_ordered_and_filtered_as_wished(campaign, five, wish, expected, size):
    assert "".join(title[-1] for title in titles(campaign, wish, size)) == expected


def test_near_a_place_comes_first_then_the_others_by_distance(campaign, five):
    wish = Wish(order="near", place=five[0].place_id)
    assert "".join(title[-1] for title in titles(campaign, wish, 2)) == "02134"
    assert titles(campaign, Wish(place=five[0].place_id)) == ["Idea 0"]


def test_only_what_stands_in_the_list_is_listed(campaign, five, bo, noon):
    actions.remove(five[0], reason="private", by=bo, at=noon)
    actions.merge(five[1], five[2], by=bo, at=noon)
    assert titles(campaign, Wish()) == ["Idea 4", "Idea 3", "Idea 2"]
    assert [(one.title, one.count) for one in queries.many_say(campaign)] == [("Idea 2", 2)]
    assert (queries.totals(campaign).all, queries.totals(campaign).joined) == (3, 1)


def test_themes_and_places_are_counted(campaign, five, bo, noon):
    theme = actions.add_theme(campaign, name="Seats", by=bo, at=noon)
    actions.give_theme(theme, contributions=five[:2], by=bo, at=noon)
    actions.remove(five[0], reason="private", by=bo, at=noon)
    assert [(one.name, one.n) for one in queries.theme_counts(campaign)] == [("Seats", 1)]
    assert titles(campaign, Wish(theme="seats")) == ["Idea 1"]
    assert [one.count for one in queries.totals(campaign).places] == [1, 1]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**31 - 1), st.integers(1, 6))
def test_the_random_order_shows_each_once_wherever_it_starts(campaign, five, seed, size):
    assert sorted(titles(campaign, Wish(order="random", seed=seed), size)) == [
        f"Idea {n}" for n in range(5)
    ]


def test_one_can_page_back_from_the_second_round(campaign, five):
    wish = Wish(order="random", seed=250)
    first = queries.listed(campaign, wish, size=2)
    second = queries.listed(campaign, wish, cursor=first.next_cursor, size=2)
    third = queries.listed(campaign, wish, cursor=second.next_cursor, size=2)
    back = queries.listed(campaign, wish, cursor=third.previous_cursor, size=2)
    assert [[one.title[-1] for one in page.items] for page in (first, second, third)] == [
        ["3", "4"],
        ["0", "1"],
        ["2"],
    ]
    assert [one.title[-1] for one in back.items] == ["0", "1"]


@pytest.mark.parametrize("cursor", ["", "9~", "~", "0~nonsense", "١~", "x" * 5000, "0~\x00"])
def test_a_made_up_cursor_shows_the_first_page(campaign, five, cursor):
    for order in ("quiet", "random"):
        page = queries.listed(campaign, Wish(order=order), cursor=cursor, size=3)
        assert len(page.items) == 3


@pytest.mark.parametrize("order", ["quiet", "newest", "supported", "random"])
def test_every_order_is_read_from_an_index(campaign, five, order):
    factories.a_contribution(campaign)
    found = queries.matching(campaign, Wish()).order_by(*queries.lists.ORDERS[order])[:21]
    plan = found.explain()
    if connection.vendor == "sqlite":
        assert "USE TEMP B-TREE" not in plan
        assert "contribution_" in plan


def test_search_finds_what_one_may_see(marlhaven, campaign, five, bo, dee, ada, noon):
    hidden = factories.a_draft_programme(marlhaven)
    factories.a_contribution(hidden, title="Idea secret", words="word2")
    actions.remove(five[3], reason="private", by=bo, at=noon)
    found = queries.search(marlhaven, dee, "word2")
    assert ([one.title for one in found.items], found.count) == (["Idea 2"], 1)
    assert queries.search(marlhaven, bo, "word2").count == 2
    assert queries.search(marlhaven, None, "word3").count == 0


def test_search_goes_on_after_a_page(marlhaven, campaign, five):
    first = queries.search(marlhaven, None, "seat", size=3)
    rest = queries.search(marlhaven, None, "seat", after=first.next_after, size=3)
    assert (len(first.items), len(rest.items), rest.next_after) == (3, 2, None)
    assert {one.pk for one in first.items}.isdisjoint(one.pk for one in rest.items)


@pytest.mark.parametrize("typed", ["", '"', "a OR b", "NEAR(", "*", "x\x00y", "\ud800", "%", "seat*", "é" * 9000, "-"])  # fmt: skip
def test_whatever_is_typed_is_safe(marlhaven, campaign, five, typed):
    assert queries.search(marlhaven, None, typed).count <= 5
    assert queries.programmes_having(marlhaven, None, typed).count() <= 1


def test_similar_ones_are_found_in_the_list_and_not_itself(campaign, marlhaven, ada, dee, bo, noon):
    seats = factories.a_contribution(
        campaign, title="Benches on the way to the health centre", words="Places to sit and rest."
    )
    factories.a_contribution(
        campaign, title="Text me about the bus", words="A text when it is late."
    )
    for n in range(8):
        factories.a_contribution(campaign, title=f"Other thing {n}", words=f"Quite different {n}.")
    text = "A bench on the way to the health centre\nSomewhere to sit and rest"
    assert [one.contribution for one in queries.similar(campaign, text, dee)][:1] == [seats]
    assert seats not in [one.contribution for one in queries.similar(campaign, text, dee, seats)]
    actions.remove(seats, reason="private", by=bo, at=noon)
    assert seats not in [one.contribution for one in queries.similar(marlhaven, text, bo)]


def test_pairs_are_suggested_until_somebody_tells_them_apart(campaign, bo, noon):
    twins = [
        factories.a_contribution(
            campaign,
            title="Benches on the way to the health centre",
            words="Places to sit and rest.",
        )
        for _ in range(2)
    ]
    for n in range(8):
        factories.a_contribution(campaign, title=f"Other thing {n}", words=f"Quite different {n}.")
    pair = queries.suggested_merges(campaign)[0]
    assert {pair.source, pair.target} == set(twins)
    actions.tell_apart(*twins, by=bo, at=noon)
    assert pair not in queries.suggested_merges(campaign)


def test_themes_are_suggested_from_the_text(campaign, bench, bo, noon):
    rest = actions.add_theme(campaign, name="Resting", words="bench, sit", by=bo, at=noon)
    actions.add_theme(campaign, name="Buses", words="bus, timetable", by=bo, at=noon)
    assert queries.suggested_themes(bench, campaign.themes.all()) == [rest]


def test_the_queue_shows_what_waits_oldest_first(
    marlhaven, campaign, bench, ada, dee, bo, bea, eve, harrowmere, noon
):
    late = factories.a_contribution(
        campaign, standing=Standing.WAITING, published_at=None, received_at=noon
    )
    early = factories.a_contribution(campaign, standing=Standing.WAITING, published_at=None)
    actions.report(bench, reason="private", by=dee, at=noon)
    actions.report(bench, reason="hurtful", by=None, at=noon)
    gone = factories.a_contribution(campaign, by=ada)
    removal = actions.remove(gone, reason="private", by=bo, at=noon)
    actions.appeal(removal, words="No", by=ada, at=noon)
    queue = queries.moderation_queue(marlhaven)
    assert [(one.why, one.contribution, one.reports) for one in queue] == [
        ("unread", early, 0),
        ("unread", late, 0),
        ("reported", bench, 2),
        ("appealed", gone, 0),
    ]
    assert len(queries.moderation_queue(marlhaven, bo)) == 3
    assert queries.moderation_queue(harrowmere) == []
    assert queries.findings(campaign)[0].met is False


def test_small_counts_are_not_published(marlhaven, campaign, bo, noon):
    for _ in range(4):
        actions.remove(factories.a_contribution(campaign), reason="private", by=bo, at=noon)
    for _ in range(5):
        actions.remove(factories.a_contribution(campaign), reason="hurtful", by=bo, at=noon)
    record = queries.moderation_record(marlhaven)
    counts = {one.reason.code: one.count for one in record.reasons}
    assert (record.removed, counts["private"], counts["hurtful"], counts["hatred"]) == (9, None, None, 0)  # fmt: skip
    assert {one.reason for one in queries.moderation_log(marlhaven)} == {None}
    for _ in range(6):
        actions.remove(factories.a_contribution(campaign), reason="private", by=bo, at=noon)
    told = {one.reason.code: one.count for one in queries.moderation_record(marlhaven).reasons}
    assert (told["private"], told["hurtful"]) == (10, 5)


def test_appeals_and_what_was_restored_are_told_only_if_neither_they_nor_the_rest_are_few(
    marlhaven, campaign, ada, bo, bea, noon
):
    def removed():
        idea = factories.a_contribution(campaign, by=ada)
        return actions.remove(idea, reason="hurtful", by=bo, at=noon)

    appeals = [actions.appeal(removed(), words="No.", by=ada, at=noon) for _turn in range(5)]
    assert queries.moderation_record(marlhaven).appeals == 5
    removed()  # one without an appeal
    record = queries.moderation_record(marlhaven)
    assert (record.removed, record.appeals, record.restored) == (6, None, 0)
    actions.decide_appeal(appeals[0], restored=True, reply="Yes.", by=bea, at=noon)
    assert queries.moderation_record(marlhaven).restored is None


def test_small_counts_leave_the_last_removals_without_their_reason(marlhaven, campaign, bo, noon):
    for _ in range(9):
        actions.remove(factories.a_contribution(campaign), reason="private", by=bo, at=noon)
    assert len(queries.moderation_log(marlhaven)) == 9


def test_near_a_place_measures_from_the_point_where_one_was_given(campaign, five):
    for one, latitude in ((five[3], 8.9), (five[4], 1.2)):  # neither says a place
        one.latitude, one.longitude = latitude, 0.0
        one.save()
    wish = Wish(order="near", place=five[0].place_id)
    for size in (1, 2, 20):
        assert "".join(title[-1] for title in titles(campaign, wish, size)) == "04231"
    second = queries.listed(campaign, wish, size=2).next_cursor
    page = queries.listed(campaign, wish, cursor=second, size=2)
    back = queries.listed(campaign, wish, cursor=page.previous_cursor, size=2)
    assert [one.title for one in back.items] == ["Idea 0", "Idea 4"]


def test_near_a_place_without_a_middle_goes_by_names(campaign, five, marlhaven):
    start = five[0].place
    start.latitude = None
    start.save()
    wish = Wish(order="near", place=start.pk)
    assert "".join(title[-1] for title in titles(campaign, wish, 2)) == "01234"

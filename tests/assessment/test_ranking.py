"""The ranking: raw and adjusted side by side, sealed until all are in, and silent about what somebody must not know."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import CriteriaSet
from flotilla.numerics.budget import Rule, Why
from tests import factories
from tests.assessment.test_assessing import Round
from tests.factories import NOON


@pytest.fixture
def judged(campaign, bo, cy):
    """Three entries that Cy, Pat and Lee read: the first best, the third worst; Pat is two points harsher than Cy."""
    cy.email = "cy@marlhaven.example"
    cy.save()
    found = Round(campaign, bo, cy)
    found.entries = [
        found.entry,
        *(factories.a_contribution(campaign, title=title) for title in ("Two", "Three")),
    ]
    return found.begin()


def score(judged, person, *points):
    """Somebody sends a score for each entry, in order; None is not given out to them."""
    for entry, point in zip(judged.entries, points, strict=True):
        if point is not None:
            judged.sent(person, point, point, entry=entry)


def everybody_scores(judged):
    """Cy gives 4, 3, 2; Pat 2, 1, 0; Lee 4, 2, 2."""
    score(judged, judged.cy, 4, 3, 2)
    score(judged, judged.pat, 2, 1, 0)
    score(judged, judged.lee, 4, 2, 2)


def ranked(judged, person, **asked):
    """The ranking as somebody sees it."""
    return queries.ranking(judged.panel, judged.criteria, person, **{"line": 1, **asked})


def test_totals_are_out_of_100_and_in_the_order_of_the_mean(judged):
    everybody_scores(judged)
    found = ranked(judged, judged.bo)
    assert [(one.contribution.title, round(one.total.core, 2)) for one in found.rows] == [
        ("One", 83.33),
        ("Two", 50.0),
        ("Three", 33.33),
    ]
    assert [one.estimate.rank_raw for one in found.rows] == [1, 2, 3]
    assert [round(total, 2) for total in found.rows[0].given] == [53.75, 103.75, 103.75]
    assert {round(one.total.bonus, 2) for one in found.rows} == {3.75}  # 3 of 4 points, up to 5
    assert found.waiting == 0


def test_harshness_is_taken_out_and_shown_beside_the_mean(judged):
    score(judged, judged.cy, 3, None, 3)
    score(judged, judged.pat, None, 2, 1)
    score(judged, judged.lee, 3, 3, 3)
    rows = {one.contribution.title: one for one in ranked(judged, judged.bo).rows}
    assert rows["Two"].total.core < rows["One"].total.core
    gap = rows["One"].estimate.adjusted - rows["Two"].estimate.adjusted
    assert 0 < gap < rows["One"].estimate.raw - rows["Two"].estimate.raw


def test_nothing_is_seen_before_all_that_is_due_of_an_entry_is_in(judged):
    judged.sent(judged.cy, 4, 4)
    judged.given(judged.pat)
    for person in (judged.bo, judged.cy, judged.pat):
        found = ranked(judged, person)
        assert (found.rows, found.waiting) == ((), 1)


def test_whoever_has_an_interest_sees_neither_the_entry_nor_a_rank_that_tells_of_it(judged):
    score(judged, judged.cy, 4, 3, 2)
    score(judged, judged.pat, 2, 1, 0)
    actions.declare_interest(
        judged.seats[judged.lee.pk], judged.entries[0], kind="family", words="My sister.", by=judged.lee, at=NOON
    )  # fmt: skip
    score(judged, judged.lee, None, 2, 2)
    found = ranked(judged, judged.lee, line=2)
    assert [(one.contribution.title, one.estimate.rank_raw) for one in found.rows] == [
        ("Two", 1),
        ("Three", 2),
    ]
    assert [one.estimate.above for one in found.rows] == [1.0, 1.0]
    assert len(ranked(judged, judged.bo).rows) == 3


def test_what_misses_a_threshold_is_behind_all_that_reach_it(judged):
    judged.sent(judged.cy, 4, 4, 1, entry=judged.entries[0])
    judged.sent(judged.cy, 2, 2, 2, entry=judged.entries[1])
    found = ranked(judged, judged.bo)
    assert [(one.contribution.title, one.below) for one in found.rows] == [
        ("Two", ()),
        ("One", ("Safe",)),
    ]
    assert [one.contribution.title for one in found.grey] == []


def test_what_extra_points_change_is_said(judged):
    judged.sent(judged.cy, 3, 3, 3, 0, entry=judged.entries[0])
    judged.sent(judged.cy, 3, 3, 3, 4, entry=judged.entries[1])
    found = ranked(judged, judged.bo)
    assert found.rows[0].contribution.title == "Two"
    assert found.lifted == {judged.entries[1].pk}
    assert found.dropped == {judged.entries[0].pk}


def asking(judged, *pounds):
    """A recipe that asks for a sum, and what each entry asks for."""
    recipe, asked = (
        judged.programme.recipe,
        {"code": "amount", "kind": "money", "label": {"en": "How much?"}},
    )
    judged.programme.recipe = {**recipe, "fields": [*recipe["fields"], asked]}
    judged.programme.save()
    for entry, sum_ in zip(judged.entries, pounds, strict=True):
        entry.answers["amount"] = {"minor": sum_ * 100, "currency": "GBP"}
        entry.save()
    judged.panel = type(judged.panel).objects.get(pk=judged.panel.pk)


def test_a_sum_of_money_draws_the_line(judged):
    everybody_scores(judged)
    asking(judged, 50, 40, 20)
    strict = ranked(judged, judged.bo, money=8_000)
    assert (strict.line, strict.spending.left) == (1, 3_000)
    skipping = ranked(judged, judged.bo, money=8_000, rule=Rule.SKIP)
    assert (skipping.line, skipping.spending.left) == (2, 1_000)
    assert skipping.spending.left_out == {judged.entries[1].pk: (Why.TOO_LITTLE_LEFT, 3_000)}


def test_an_entry_that_names_no_sum_keeps_money_from_drawing_the_line(judged):
    everybody_scores(judged)
    found = ranked(judged, judged.bo, money=8_000)
    assert (found.spending, found.line) == (None, 1)


def test_those_who_run_the_panel_and_sit_on_it_see_it(judged, bea, dee, sol, eve):
    seen = [judged.bo, bea, judged.cy, judged.pat]
    assert all(rules.may_see_ranking(one, judged.panel) for one in seen)
    assert not any(rules.may_see_ranking(one, judged.panel) for one in (dee, sol, eve, None))


def test_the_page_shows_it_with_its_line(judged, desk_client, client_of, dee):
    everybody_scores(judged)
    asking(judged, 50, 40, 20)
    page = desk_client(judged.bo).get("/p/short-trips/ranking/?money=80&rule=skip").content.decode()
    assert "£80 pays for 2; £10 is left." in page
    assert "Asks for more than is left: £30" in page
    assert "3 entries are judged by all who read them." in page
    wrong = desk_client(judged.bo).get("/p/short-trips/ranking/?line=none&money=8.005")
    assert wrong.status_code == 200
    assert client_of(judged.pat).get("/p/short-trips/ranking/").status_code == 200
    assert client_of(dee).get("/p/short-trips/ranking/").status_code == 404


def test_the_list_leaves_as_a_table_without_formulas_and_with_what_the_bonus_changed(
    judged, desk_client, client_of
):
    judged.entries[0].title = "=HYPERLINK(1)"
    judged.entries[0].save()
    judged.sent(judged.cy, 3, 3, 3, 0, entry=judged.entries[0])
    judged.sent(judged.cy, 3, 3, 3, 4, entry=judged.entries[1])
    found = desk_client(judged.bo).get("/p/short-trips/ranking/?line=1&as=csv")
    assert found["Content-Disposition"] == 'attachment; filename="ranking-short-trips.csv"'
    rows = list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig"))))
    names = ("title", "core", "bonus", "total", "above_line", "above_line_without_bonus")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("Two", "75.0", "5.0", "80.0", "true", "false"),
        ("'=HYPERLINK(1)", "75.0", "0.0", "75.0", "false", "true"),
    ]
    judged.given(judged.pat, judged.entries[0])  # sealed again until Pat has sent
    theirs = client_of(judged.lee).get("/p/short-trips/ranking/?as=csv").content.decode()
    assert ("Two" in theirs, "HYPERLINK" in theirs) == (True, False)
    page = desk_client(judged.bo).get("/p/short-trips/ranking/?line=1").content.decode()
    assert "as=csv" in page


def test_it_asks_as_much_for_twelve_as_for_three(judged, desk_client):
    everybody_scores(judged)
    client = desk_client(judged.bo)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/p/short-trips/ranking/").status_code == 200
        return len(found)

    asked()
    few = asked()
    for number in range(9):
        entry = factories.a_contribution(judged.programme, title=f"More {number}")
        judged.sent(judged.cy, 3, 2, entry=entry)
    assert CriteriaSet.objects.count() == 1
    assert asked() == few

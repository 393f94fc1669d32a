"""Contributions as data: the list as the page has it, one with its answers, and what is hidden."""

from copy import deepcopy
from datetime import timedelta

import pytest

from flotilla.contributions import actions
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing, Verb
from flotilla.decisions import actions as answering
from flotilla.journal.actions import record
from flotilla.kit.moments import database_now
from tests import factories

ALL = "/api/programmes/short-trips/contributions"
ONE = f"{ALL}/1"


@pytest.fixture
def many(campaign, ada):
    """Five ideas, the newest with the highest number."""
    at = database_now()
    return [
        factories.a_contribution(
            campaign, by=ada, title=f"Idea {number}", received_at=at - timedelta(hours=9 - number)
        )
        for number in range(1, 6)
    ]


def numbers(answer):
    """The numbers on a page of the list."""
    return [one["number"] for one in answer.json()["items"]]


def test_a_row_says_what_the_page_says(client, bench):
    (row,) = client.get(ALL).json()["items"]
    assert row.pop("received_at").startswith("20")
    assert row == {
        "number": 1,
        "title": "A bench every 200 metres",
        "text": "There is nowhere to sit on the way to the health centre. Three places to sit.",
        "kind": "idea",
        "shown_as": "Resident, Eastfield",
        "place": "",
        "point": None,
        "themes": [],
        "standing": "listed",
        "answer_due_on": "2026-04-03",
        "first_answered_at": None,
        "decided_at": None,
        "support": 0,
        "comments": 0,
        "url": "http://testserver/p/short-trips/c/1/",
    }


def test_pages_follow_each_other_and_lead_back(client, many):
    first = client.get(ALL, {"sort": "newest", "limit": 2})
    assert (numbers(first), first.json()["found"], first.json()["previous"]) == ([5, 4], 5, None)
    second = client.get(first.json()["next"])
    third = client.get(second.json()["next"])
    assert (numbers(second), numbers(third), third.json()["next"]) == ([3, 2], [1], None)
    assert numbers(client.get(third.json()["previous"])) == [3, 2]


def test_the_random_order_goes_round_once(client, many):
    page = client.get(ALL, {"sort": "random", "limit": 2})
    seen = numbers(page)
    while page.json()["next"]:
        page = client.get(page.json()["next"])
        seen += numbers(page)
    assert sorted(seen) == [1, 2, 3, 4, 5]


def test_it_is_searched_and_filtered_as_on_the_page(client, campaign, many, marlhaven):
    place = factories.a_place(marlhaven)
    Contribution.objects.filter(number=2).update(place=place, decided_at=database_now())
    assert numbers(client.get(ALL, {"q": "Idea 3"})) == [3]
    assert numbers(client.get(ALL, {"area": place.pk})) == [2]
    assert numbers(client.get(ALL, {"state": "decided"})) == [2]
    assert numbers(client.get(ALL, {"theme": "none"})) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"state": "lost"}, [("state", "Choose one of the answers shown.")]),
        ({"area": "x"}, [("area", "Write a whole number, for example 12.")]),
        ({"limit": "0"}, [("limit", "Write a whole number, for example 12.")]),
        (
            {"sort": "x", "seed": "-1"},
            [
                ("sort", "Choose one of the answers shown."),
                ("seed", "Write a whole number, for example 12."),
            ],
        ),
    ],
)
def test_what_is_asked_wrongly_is_said_at_its_field(client, campaign, asked, said):
    answer = client.get(ALL, asked)
    assert answer.status_code == 422
    assert [(one["field"], one["sentence"]) for one in answer.json()["errors"]] == said


def test_one_is_read_with_its_answers_and_its_story(program_of, campaign, bench, ada, bo, dee):
    campaign.recipe = deepcopy(campaign.recipe)
    for asked in campaign.recipe["fields"]:
        asked["public"] = asked["code"] != "help"
    campaign.save()
    record(Verb.SUBMITTED, bench, by=ada, at=bench.received_at)
    found = program_of(ada).get(ONE).json()
    wrong, help_ = (bench.answers[code] for code in ("wrong", "help"))
    assert [(one["code"], one["public"], one["answer"]) for one in found["answers"]] == [
        ("wrong", True, wrong),
        ("help", False, help_),
    ]
    assert [(one["verb"], one["sentence"]) for one in found["timeline"]] == [
        ("contribution.submitted", "sent it")
    ]
    assert (found["reads"], found["version"], found["replies"]) == (True, 1, [])
    for other in (None, dee, bo):
        told = program_of(other).get(ONE).json()
        assert [one["code"] for one in told["answers"]] == ["wrong"]


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.REMOVED])
def test_of_what_is_hidden_only_the_fact_is_told(program_of, bench, ada, bo, dee, standing):
    Contribution.objects.update(standing=standing)
    for other in (None, dee, bo):
        told = program_of(other).get(ONE).json()
        assert (told["reads"], told["standing"]) == (False, standing)
        words = ("title", "text", "shown_as", "place", "answers", "authors", "replies")
        assert not any(told[name] for name in words)
    assert program_of(ada).get(ONE).json()["title"] == "A bench every 200 metres"


def test_what_waits_to_be_read_is_seen_by_its_authors_only(program_of, bench, ada, bo, dee):
    Contribution.objects.update(standing=Standing.WAITING, published_at=None)
    statuses = [program_of(one).get(ONE).status_code for one in (None, dee, bo, ada)]
    assert statuses == [404, 404, 404, 200]
    assert numbers(program_of(factories.a_person()).get(ALL)) == []


def test_how_to_reach_somebody_is_in_no_answer(program_of, bench, bo):
    Contribution.objects.update(contact_email="sam@example.org", contact_phone="01632 960 001")
    program = program_of(bo)
    told = program.get(ONE).content + program.get(ALL).content
    assert b"sam@example.org" not in told
    assert b"01632" not in told


def test_the_list_asks_as_often_for_three_as_for_one(client, bench, campaign, django_assert_max_num_queries):  # fmt: skip
    with django_assert_max_num_queries(20) as one:
        client.get(ALL)
    for _number in range(2):
        factories.a_contribution(campaign)
    with django_assert_max_num_queries(len(one)):
        client.get(ALL)


def test_the_answer_is_told_but_repeats_no_hidden_words(program_of, bench, ada, bo, dee):
    at = database_now()
    answer = answering.draft_answer(bench, decided="We read it.", said="Nowhere to sit.", by=bo, at=at)  # fmt: skip
    answering.release_answer(answer, by=bo, at=at)
    (reply,) = program_of(None).get(ONE).json()["replies"]
    assert (reply["kind"], reply["decided"], reply["said"]) == ("first", "We read it.", "Nowhere to sit.")  # fmt: skip
    actions.withdraw(bench, by=ada, at=database_now())
    (reply,) = program_of(dee).get(ONE).json()["replies"]
    assert (reply["decided"], reply["said"]) == ("We read it.", "")

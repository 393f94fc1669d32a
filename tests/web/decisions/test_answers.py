"""What happened with earlier ideas, and how promises were kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flotilla.decisions import actions
from flotilla.kit.moments import database_now
from tests import factories


@pytest.fixture
def decided(marlhaven, bo, bea):
    """Three public decisions of three kinds."""
    programme = factories.a_programme(
        marlhaven, address="today", opened_at=database_now() - timedelta(days=9)
    )
    at = database_now()
    for title, outcome in (
        ("A bench", "forward"),
        ("Free buses", "not_forward"),
        ("A ferry", "parked"),
    ):
        idea = factories.a_contribution(programme, title=title, answer_due_on=at.date())
        facts = {
            "way": "pilot",
            "next_word_on": at.date() + timedelta(days=30),
            "reasons": ["lower_priority"],
            "words": "Because.",
            "parked_until": "2027",
        }
        decision = actions.draft_decision(
            idea,
            outcome=outcome,
            decided=f"About {title}.",
            who_decided="The panel",
            by=bo,
            at=at,
            **facts,
        )
        actions.check(decision, by=bea, at=at)
        actions.release(decision, by=bo, at=at)
    return programme


def test_yes_and_no_stand_in_one_list(client, decided):
    page = client.get(reverse("answers")).content.decode()
    assert [
        page.count(words) for words in ("About A bench.", "About Free buses.", "About A ferry.")
    ] == [1, 1, 1]
    assert "We did not, because" in page


def test_answers_are_filtered_and_searched(client, decided):
    only = client.get(reverse("answers"), {"outcome": "not_forward"}).content.decode()
    assert ("Free buses" in only, "About A bench." in only) == (True, False)
    found = client.get(reverse("answers"), {"q": "ferry"}).content.decode()
    assert ("About A ferry." in found, "About A bench." in found) == (True, False)
    assert (
        client.get(
            reverse("answers"), {"q": '"unbalanced', "outcome": "nonsense", "from": "x"}
        ).status_code
        == 200
    )


def test_the_page_asks_as_much_for_three_as_for_none(client, decided):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("answers"))
    assert len(asked) <= 12


def test_decisions_of_staff_programmes_are_not_public(client, marlhaven, decided):
    decided.audience, decided.private_reason = "staff", "Our own shifts."
    decided.save()
    assert "About A bench." not in client.get(reverse("answers")).content.decode()
    assert "A bench" not in client.get(reverse("answers_feed")).content.decode()
    assert client.get("/at/nowhere/answers/").status_code == 404


def test_the_other_council_shows_its_own_answers_only(client, decided, harrowmere):
    assert "About A bench." not in client.get("/at/harrowmere/answers/").content.decode()


def test_the_feed_is_atom_with_the_newest(client, decided):
    response = client.get(reverse("answers_feed"))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.content.decode().count("<entry>") == 3


def test_the_record_says_what_was_kept_and_what_is_late(client, decided):
    late = factories.a_contribution(
        decided, title="Waiting long", answer_due_on=database_now().date() - timedelta(days=3)
    )
    page = client.get(reverse("record")).content.decode()
    assert late.title in page
    assert "How this is counted" in page
    table = b"".join(client.get(reverse("record_table")).streaming_content).decode()
    assert table.splitlines()[1].rsplit(",", 5)[1:] == ["4", "3", "0", "0", "1"]
    assert client.get(reverse("site_record")).status_code == 200


@pytest.mark.parametrize("page", ["/record/", "/p/today/record/"])
def test_what_nobody_has_read_yet_counts_as_late_but_is_not_shown(client, decided, page):
    factories.a_contribution(
        decided,
        title="Not read by anybody",
        standing="waiting",
        published_at=None,
        answer_due_on=database_now().date() - timedelta(days=3),
    )
    shown = client.get(page).content.decode()
    assert "Not read by anybody" not in shown
    assert "Nothing is late." not in shown
    assert '<p class="fl-figure"><b>1</b><span>waiting past the promised day' in shown


def test_the_table_of_the_record_asks_as_much_for_three_as_for_one(client, decided, marlhaven):
    def table():
        with CaptureQueriesContext(connection) as asked:
            text = b"".join(client.get(reverse("record_table")).streaming_content).decode()
        return len(asked), text.splitlines()

    before, _rows = table()
    other = factories.a_programme(
        marlhaven, title="Warm homes", opened_at=decided.opening.opened_at
    )
    factories.a_contribution(
        other, first_answered_at=database_now(), answer_due_on=database_now().date()
    )
    factories.a_programme(marlhaven, title="Empty", opened_at=decided.opening.opened_at)
    after, rows = table()
    assert after == before
    assert [row.split(",")[:3] for row in rows[2:]] == [
        ["Warm homes", "1", "1"],
        ["Empty", "0", "0"],
    ]


def test_the_record_of_the_site_asks_as_much_for_a_body_that_answered_as_for_one_that_did_not(
    client, decided, harrowmere
):
    counts = []
    for programme in (decided, factories.a_programme(harrowmere)):
        factories.a_contribution(programme, first_answered_at=database_now())
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("site_record")).content.decode()
        counts.append(len(asked))
    assert "Harrowmere Borough" in page
    assert counts[1] == counts[0]


def test_by_how_much_late_ones_were_late_is_said(client, decided):
    at = database_now()
    factories.a_contribution(
        decided,
        answer_due_on=(at - timedelta(days=8)).date(),
        first_answered_at=at,
        received_at=at - timedelta(days=9),
    )
    assert "typically by" in client.get(reverse("record")).content.decode()


def test_a_body_without_programmes_has_a_record_too(client, marlhaven):
    assert client.get(reverse("record")).status_code == 200
    assert client.get(reverse("answers")).status_code == 200


def test_the_record_of_one_programme_has_its_own_page(client, decided, marlhaven):
    other = factories.a_programme(marlhaven, address="other", title="Warm homes")
    factories.a_contribution(other, title="Loft lagging", answer_due_on=factories.NOON.date())
    page = client.get(reverse("programme_record", args=["other"])).content.decode()
    assert ("Loft lagging" in page, "A bench" in page) == (True, False)
    page = client.get(reverse("programme_record", args=["today"])).content.decode()
    assert "3 of 3" in page
    assert "Nothing is late." in page


def test_the_record_of_a_private_programme_is_not_found(client, decided):
    decided.audience, decided.private_reason = "staff", "About our own work."
    decided.save()
    assert client.get(reverse("programme_record", args=["today"])).status_code == 404


def test_the_answer_says_how_many_read_it(client, decided):
    page = client.get(reverse("contribution", args=["today", 1])).content.decode()
    assert "1 person of our team read it," in page


def test_the_record_of_one_programme_says_by_how_much_answers_were_late(client, decided, bo):
    programme = factories.Programme.objects.get(address="today")
    yesterday = database_now().date() - timedelta(days=4)
    late = factories.a_contribution(programme, title="A tram", answer_due_on=yesterday)
    drafted = actions.draft_answer(late, decided="No tram.", by=bo, at=database_now())
    actions.release_answer(drafted, by=bo, at=database_now())
    page = client.get(reverse("programme_record", args=[programme.address]))
    assert page.status_code == 200
    assert "typically by" in page.content.decode()

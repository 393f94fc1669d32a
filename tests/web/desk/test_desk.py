"""What needs me today, and the work of answering, for those who answer here and nobody else."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flotilla.contributions import actions as contributions
from flotilla.contributions.actions import withdraw
from flotilla.decisions import actions
from flotilla.decisions.models import Answer, AnswerTemplate, Decision
from flotilla.exchange.actions import continue_imports
from flotilla.kit.moments import database_now
from tests import factories

PAGES = (
    "desk",
    "answer_queue",
    "answer_many",
    "decide_many",
    "release_decisions",
    "answer_templates",
    "import_file",
)
FORWARD = {
    "outcome": "forward", "way": "pilot", "next_word_on_0": "1", "next_word_on_1": "6", "next_word_on_2": "2099",
    "decided": "We try four benches.", "who_decided": "The panel of 9",
}  # fmt: skip


@pytest.fixture
def open_campaign(marlhaven):
    """A campaign that is open today."""
    return factories.a_programme(
        marlhaven, address="today", opened_at=database_now() - timedelta(days=9)
    )


@pytest.fixture
def idea(open_campaign, ada):
    """Ada's idea, whose answer is due today."""
    at = database_now()
    return factories.a_contribution(
        open_campaign, by=ada, received_at=at - timedelta(days=5), answer_due_on=at.date()
    )


def of(name, contribution):
    """The address of a page about one contribution."""
    return reverse(name, args=[contribution.programme.address, contribution.number])


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_is_for_those_who_answer_here(
    page, desk_client, client, ada, bo, eve, cy, marlhaven
):
    assert desk_client(bo).get(reverse(page)).status_code == 200
    for person in (ada, eve, cy):
        assert desk_client(person).get(reverse(page)).status_code == 404
    assert client.get(reverse(page)).status_code == 302


@pytest.mark.parametrize(
    ("page", "sponsor", "administrator"),
    [
        ("desk", 200, 200),
        ("answer_queue", 404, 404),
        ("answer_many", 404, 404),
        ("release_decisions", 200, 404),
        ("answer_templates", 404, 404),
        ("import_file", 404, 404),
    ],
)
def test_each_at_the_desk_sees_only_what_their_role_may(
    page, sponsor, administrator, desk_client, sol, max_, marlhaven
):
    assert desk_client(sol).get(reverse(page)).status_code == sponsor
    assert desk_client(max_).get(reverse(page)).status_code == administrator


def test_a_sponsor_decides_but_never_sees_how_to_reach_the_writer(
    desk_client, sol, bo, open_campaign
):
    guest = factories.a_contribution(open_campaign, contact_email="guest@example.org")
    assert (
        of("open_contact", guest) in desk_client(bo).get(of("answer_one", guest)).content.decode()
    )
    client = desk_client(sol)
    for response in (
        client.get(of("answer_one", guest)),
        client.get(of("open_contact", guest)),
        client.post(of("open_contact", guest), {"purpose": "answer"}),
        client.post(of("draft_decision", guest), {"outcome": "forward"}),
    ):
        assert "guest@example.org" not in response.content.decode()
    client.post(of("draft_decision", guest), FORWARD)
    assert Decision.objects.get().drafted_by == sol
    assert (
        client.post(of("give_answer", guest), {"decided": "Yes.", "send": "yes"}).status_code == 404
    )


def test_what_was_withdrawn_is_off_the_desk_and_read_by_moderators_only(
    desk_client, sol, bo, bea, idea
):
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.get()
    check = reverse("check_decision", args=[decision.pk])
    assert check in desk_client(sol).get(reverse("desk")).content.decode()
    withdraw(idea, by=idea.authorships.get().person, at=database_now())
    client = desk_client(sol)
    assert [
        client.get(of("answer_one", idea)).status_code,
        client.post(of("draft_decision", idea), FORWARD).status_code,
        client.get(check).status_code,
    ] == [404, 404, 404]
    assert check not in client.get(reverse("desk")).content.decode()
    assert desk_client(bea).get(of("answer_one", idea)).status_code == 200


def test_an_answer_due_today_needs_me(desk_client, bo, idea):
    page = desk_client(bo).get(reverse("desk")).content.decode()
    assert "1 thing needs you today." in page
    assert idea.title in page
    assert "No answer is late." in page


def test_a_late_answer_is_said_at_the_top(desk_client, bo, idea):
    idea.answer_due_on -= timedelta(days=10)
    idea.save()
    assert "1 answer is late." in desk_client(bo).get(reverse("desk")).content.decode()


def test_the_desk_asks_as_much_for_three_as_for_one(desk_client, bo, idea, open_campaign):
    client = desk_client(bo)
    client.get(reverse("desk"))  # what is counted once until something happens
    counts = []
    for more in (0, 2):
        for number in range(more):
            factories.a_contribution(open_campaign, answer_due_on=idea.answer_due_on)
            factories.a_programme(idea.body, address=f"more-{number}", opened_at=idea.received_at)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("desk"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 32


def test_an_officer_answers_and_goes_to_the_next(desk_client, bo, idea, open_campaign):
    other = factories.a_contribution(
        open_campaign, title="Text me when the bus is late", answer_due_on=idea.answer_due_on
    )
    response = desk_client(bo).post(
        of("give_answer", idea), {"decided": "We try four.", "send": "yes"}
    )
    assert response.url == of("answer_one", other)
    answer = Answer.objects.get()
    assert (answer.contribution, answer.released_by) == (idea, bo)


def test_a_draft_is_kept_and_seen_by_nobody(desk_client, client, bo, idea):
    desk_client(bo).post(of("give_answer", idea), {"decided": "We think about it.", "keep": "yes"})
    assert Answer.objects.get().released_at is None
    assert "We think about it." in desk_client(bo).get(of("answer_one", idea)).content.decode()
    assert "We think about it." not in client.get(of("contribution", idea)).content.decode()


def test_a_template_with_gaps_must_be_filled_and_nothing_typed_is_lost(
    desk_client, bo, idea, marlhaven
):
    client = desk_client(bo)
    client.post(
        reverse("answer_templates"), {"name": "Panel", "decided": "The panel sees it on {{day}}."}
    )
    template = AnswerTemplate.objects.get()
    assert (
        "{{day}}" in client.get(of("answer_one", idea), {"template": template.pk}).content.decode()
    )
    response = client.post(
        of("give_answer", idea),
        {"decided": "The panel sees it on {{day}}.", "said": "A bench!", "send": "yes"},
    )
    assert response.status_code == 422
    assert "Fill the gaps that are left: day" in response.content.decode()
    assert "A bench!" in response.content.decode()


def test_a_decision_is_drafted_checked_and_released_by_two(desk_client, client, bo, bea, idea):
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.get()
    assert desk_client(bo).get(reverse("check_decision", args=[decision.pk])).status_code == 404
    desk_client(bea).post(reverse("check_decision", args=[decision.pk]), {"check": "yes"})
    assert "We try four benches." not in client.get(of("contribution", idea)).content.decode()
    desk_client(bo).post(reverse("release_decisions"), {"decisions": [decision.pk], "when": "now"})
    page = client.get(of("contribution", idea)).content.decode()
    assert "We try four benches." in page
    assert "Taken forward" in page


def test_a_decision_without_next_word_is_refused_at_its_field(desk_client, bo, idea):
    facts = {name: value for name, value in FORWARD.items() if not name.startswith("next_word")}
    response = desk_client(bo).post(of("draft_decision", idea), facts)
    assert (response.status_code, Decision.objects.count()) == (422, 0)
    assert "Say by which day they hear from you again." in response.content.decode()
    assert "We try four benches." in response.content.decode()


def test_many_are_answered_only_if_read_and_each_with_its_own_line(
    desk_client, bo, idea, open_campaign
):
    other = factories.a_contribution(open_campaign, title="A bus", answer_due_on=idea.answer_due_on)
    client = desk_client(bo)
    assert "A bus" not in client.get(reverse("answer_many")).content.decode()
    for one in (idea, other):
        client.post(of("consider", one))
    facts = {
        "decided": "These go to the panel.",
        f"line-{idea.pk}": "Your bench first.",
        f"line-{other.pk}": " Your bench  first. ",
    }
    response = client.post(reverse("answer_many"), {**facts, "send": "yes"})
    assert (response.status_code, Answer.objects.count()) == (422, 0)
    assert "Your bench first." in response.content.decode()
    facts |= {f"line-{other.pk}": "Your bus second."}
    preview = client.post(reverse("answer_many"), {**facts, "look": "yes"}).content.decode()
    assert "This is what goes out, 2 answers" in preview
    assert Answer.objects.count() == 0
    client.post(reverse("answer_many"), {**facts, "send": "yes"})
    assert Answer.objects.filter(released_at__isnull=False).count() == 2


def test_notes_of_one_owner_are_never_shown_to_another(
    desk_client, bo, eve, idea, harrowmere, open_campaign
):
    open_campaign.ownerships.create(body=harrowmere, joined_at=database_now())
    desk_client(bo).post(of("note", idea), {"text": "Ask the hardware shop."})
    assert "Ask the hardware shop." in desk_client(bo).get(of("answer_one", idea)).content.decode()
    page = desk_client(eve).get("/at/harrowmere" + of("answer_one", idea))
    assert page.status_code == 200
    assert "Ask the hardware shop." not in page.content.decode()


def test_a_colleague_is_asked_and_replies(desk_client, client_of, bo, sol, idea):
    facts = {
        "person": sol.pk,
        "question": "How much?",
        "due_on_0": "1",
        "due_on_1": "6",
        "due_on_2": "2099",
    }
    desk_client(bo).post(of("assign", idea), facts)
    assignment = idea.assignments.get()
    assert idea.title in desk_client(sol).get(reverse("desk")).content.decode()
    client_of(sol).post(reverse("settle_assignment", args=[assignment.pk]), {"words": "£400 each."})
    assert "£400 each." in desk_client(bo).get(of("answer_one", idea)).content.decode()


def test_an_answer_asked_of_nobody_or_for_yesterday_is_refused_at_its_field(
    desk_client, bo, sol, idea
):
    client = desk_client(bo)
    day = {"due_on_0": "1", "due_on_1": "6", "due_on_2": "2099"}
    response = client.post(of("assign", idea), day)
    assert response.status_code == 422
    assert response.context["assignment_form"].errors == {
        "person": ["Choose a colleague or a department."]
    }
    response = client.post(of("assign", idea), {**day, "person": sol.pk, "due_on_2": "2001"})
    assert "Choose today or a day that is still to come." in response.content.decode()


def test_nobody_else_sees_what_a_colleague_was_asked(client_of, dee, bo, sol, idea):
    assignment = actions.assign(
        idea, person=sol, due_on=database_now().date(), by=bo, at=database_now()
    )
    assert client_of(dee).get(reverse("settle_assignment", args=[assignment.pk])).status_code == 404


def test_what_was_taken_forward_gets_news_and_an_end(desk_client, client, bo, bea, idea):
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.get()
    actions.check(decision, by=bea, at=database_now())
    actions.release(decision, by=bo, at=database_now())
    desk_client(bo).post(
        reverse("tell_update", args=[decision.pk]),
        {"progress": "in_use", "words": "All four stand.", "closes": "on"},
    )
    page = client.get(of("contribution", idea)).content.decode()
    assert "All four stand." in page
    assert "In use" in page


def test_a_second_look_is_asked_for_and_given_in_public(
    desk_client, client_of, client, ada, bo, bea, sol, idea
):
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.get()
    actions.check(decision, by=bea, at=database_now())
    actions.release(decision, by=bo, at=database_now())
    client_of(ada).post(of("ask_second_look", idea), {"words": "You forgot the rain."})
    look = decision.second_look
    assert desk_client(bo).get(reverse("give_second_look", args=[look.pk])).status_code == 404
    desk_client(sol).post(
        reverse("give_second_look", args=[look.pk]),
        {"outcome": "changed", "reply": "One gets a roof."},
    )
    assert "One gets a roof." in client.get(of("contribution", idea)).content.decode()


def test_a_file_is_brought_over_from_the_desk(desk_client, bo, marlhaven):
    programme = factories.a_programme(marlhaven, address="votes")
    rows = "row_in_source,proposition,votes,adhesion,engagement,score\n1,Un banc,3,0.5,0.25,0.75\n2,Un bus,4,0.5,0.25,0.9\n"
    facts = {
        "programme": programme.pk,
        "mapping": "makeorg",
        "file": SimpleUploadedFile("rows.csv", rows.encode()),
    }
    response = desk_client(bo).post(reverse("import_file"), facts)
    while continue_imports(at=database_now()):
        pass
    page = desk_client(bo).get(response.url).content.decode()
    assert "read 2, accepted 1, refused 1, unchanged 0" in page
    assert "is not the sum of adhesion + engagement" in page


def test_decisions_are_scheduled_for_an_hour_in_the_zone_of_the_body(desk_client, bo, bea, idea):
    at = database_now()
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    decision = Decision.objects.get()
    actions.check(decision, by=bea, at=at)
    client, facts = desk_client(bo), {"decisions": [decision.pk], "when": "hour", "hour": "14"}
    response = client.post(reverse("release_decisions"), facts)
    assert (response.status_code, "Say on which day." in response.content.decode()) == (200, True)
    client.post(
        reverse("release_decisions"), {**facts, "day_0": "1", "day_1": "6", "day_2": "2099"}
    )
    decision.refresh_from_db()
    assert (decision.released_at, decision.release_at.isoformat()) == (
        None,
        "2099-06-01T13:00:00+00:00",
    )


def test_the_next_one_due_is_one_key_away(desk_client, bo, idea, open_campaign):
    other = factories.a_contribution(open_campaign, title="A bus", answer_due_on=idea.answer_due_on)
    page = desk_client(bo).get(of("answer_one", idea)).content.decode()
    assert f'href="{of("answer_one", other)}" data-desk-key="n"' in page
    last = desk_client(bo).get(of("answer_one", other)).content.decode()
    assert f'href="{of("answer_one", idea)}" data-desk-key="n"' in last


def test_what_is_alike_shows_what_was_answered(desk_client, bo, idea, open_campaign):
    other = factories.a_contribution(open_campaign, answer_due_on=idea.answer_due_on)
    drafted = actions.draft_answer(other, decided="Four in May.", by=bo, at=database_now())
    actions.release_answer(drafted, by=bo, at=database_now())
    page = desk_client(bo).get(of("answer_one", idea)).content.decode()
    assert "What we answered" in page
    assert "Four in May." in page


def test_no_two_fields_of_the_page_have_one_id(desk_client, bo, idea):
    page = desk_client(bo).get(of("answer_one", idea)).content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_a_gate_whose_time_is_up_needs_those_who_run_it(desk_client, bo, sol, marlhaven):
    old = factories.a_programme(
        marlhaven, address="old", opened_at=database_now() - timedelta(days=50)
    )
    page = desk_client(bo).get(reverse("desk")).content.decode()
    assert reverse("pass_gate", args=[old.address, "tidy"]) in page
    assert "Stage gates" not in desk_client(sol).get(reverse("desk")).content.decode()


@pytest.mark.parametrize("role", ["bo", "sol", "max_"])
def test_every_link_at_the_desk_leads_somewhere_for_who_sees_it(
    role, request, desk_client, bo, dee, idea, marlhaven
):
    factories.a_draft_programme(marlhaven, title="Not open yet")
    removed = factories.a_contribution(idea.programme, by=dee, title="Mean words")
    removal = contributions.remove(removed, reason="hurtful", by=bo, at=database_now())
    contributions.appeal(removal, words="It was a joke.", by=dee, at=database_now())
    visitor = desk_client(request.getfixturevalue(role))
    pages = [reverse("desk"), reverse("desk_programmes")]
    links = {
        link
        for page in pages
        for link in re.findall(r'href="(/[^"#]*)', visitor.get(page).content.decode())
        if not link.startswith("/static/")
    }
    assert len(links) > 15
    dead = [link for link in sorted(links) if visitor.get(link).status_code >= 400]
    assert dead == []


def test_the_desk_leads_to_moderation_and_an_appeal_to_where_it_is_decided(
    desk_client, bo, bea, dee, idea
):
    removed = factories.a_contribution(idea.programme, by=dee, title="Mean words")
    removal = contributions.remove(removed, reason="hurtful", by=bo, at=database_now())
    appeal = contributions.appeal(removal, words="It was a joke.", by=dee, at=database_now())
    page = desk_client(bea).get(reverse("desk")).content.decode()
    assert f'href="{reverse("moderation")}"' in page
    assert f'href="{reverse("decide_appeal", args=[appeal.pk])}"' in page


@pytest.mark.parametrize("key", ["9" * 30, "²", "-1", "no", "a\x00"])
def test_a_decision_that_no_database_could_hold_is_refused_in_words(
    desk_client, bo, bea, idea, key
):
    desk_client(bo).post(of("draft_decision", idea), FORWARD)
    actions.check(Decision.objects.get(), by=bea, at=database_now())
    page = desk_client(bo).post(reverse("release_decisions"), {"decisions": [key], "when": "now"})
    assert page.status_code == 200
    assert page.context["form"].errors["decisions"]


def test_what_gives_somebody_away_is_shown_to_the_team(desk_client, bo, idea, open_campaign, ada):
    told = factories.a_contribution(open_campaign, by=ada, words="Ask Mrs Lee, 01904 555 017.")
    page = desk_client(bo).get(of("answer_one", told)).content.decode()
    assert "<b>01904 555 017</b>: looks like a phone number" in page
    assert (
        "May give somebody away" not in desk_client(bo).get(of("answer_one", idea)).content.decode()
    )

"""Sending, changing and taking back a contribution."""

from datetime import date, timedelta

import pytest

from flotilla.bodies.verbs import Level
from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.models import Entry
from flotilla.programmes.models import Closure, Pause
from tests import factories
from tests.factories import NOON

WORDS = {"wrong": "There is **nowhere** to sit.", "help": "A bench."}


def send(programme, by=None, key="key-1", **changes):
    """Send an idea as the form does."""
    facts = {
        "title": "A bench",
        "answers": WORDS,
        "submission_key": key,
        "byline": "Resident, Eastfield",
        "at": NOON,
    }
    return actions.submit(programme, by=by, **{**facts, **changes})


def test_an_idea_gets_a_number_a_due_day_and_a_version(campaign, ada):
    idea = send(campaign, ada)
    assert (idea.number, idea.answer_due_on, idea.standing) == (
        1,
        date(2026, 4, 8),
        Standing.LISTED,
    )
    assert [revision.version for revision in idea.revisions.all()] == [1]
    assert [(one.person, one.credit) for one in idea.authorships.all()] == [(ada, "author")]
    assert idea.words == "There is nowhere to sit.\n\nA bench."


def test_sending_records_one_verb(campaign, ada):
    idea = send(campaign, ada, byline="")  # a byline is an agreement, which is another deed
    assert list(Entry.objects.values_list("verb", "contribution_id", "by_id")) == [
        (Verb.SUBMITTED, idea.pk, ada.pk)
    ]


def test_numbers_count_up_in_a_programme(campaign):
    assert [send(campaign, key=f"key-{n}").number for n in range(3)] == [1, 2, 3]


def test_a_form_posted_twice_counts_once(campaign, ada):
    assert send(campaign, ada).pk == send(campaign, ada).pk
    assert Contribution.objects.count() == 1


def test_the_same_form_with_other_words_is_refused(campaign, ada):
    send(campaign, ada)
    with pytest.raises(refusals.SentBefore):
        send(campaign, ada, title="Two benches")


def test_a_stage_that_closed_meanwhile_refuses_with_a_sentence(campaign, ada):
    with pytest.raises(refusals.StageClosed, match="What you wrote is kept"):
        send(campaign, ada, at=NOON + timedelta(days=30))


def test_a_paused_programme_says_why(campaign, ada):
    Pause.objects.create(
        programme=campaign, reason="We have 400 to read first.", paused_at=NOON - timedelta(days=1)
    )
    with pytest.raises(refusals.IntakePaused, match="We have 400 to read first"):
        send(campaign, ada)


def test_guests_may_take_part_only_where_the_programme_says_so(campaign):
    campaign.allows_guests = False
    campaign.save()
    with pytest.raises(refusals.GuestsNotAllowed):
        send(campaign)


def test_a_programme_can_ask_for_more_certainty(campaign, ada):
    campaign.contribute_level = Level.RESIDENCE
    campaign.save()
    with pytest.raises(refusals.LevelTooLow):
        send(campaign, ada)


def test_read_first_means_that_it_waits(campaign, ada, bo):
    campaign.moderation = "before"
    campaign.save()
    idea = send(campaign, ada)
    assert (idea.standing, idea.published_at) == (Standing.WAITING, None)
    assert actions.publish(idea, by=bo, at=NOON).standing == Standing.LISTED
    with pytest.raises(refusals.AlreadyPublished):
        actions.publish(idea, by=bo, at=NOON)


def test_what_came_on_paper_counts_the_same_and_says_how_it_came(campaign, bo):
    idea = send(campaign, entered_by=bo, channel="paper", received_at=NOON - timedelta(days=3))
    assert (idea.channel, idea.received_at, idea.entered_by, idea.standing) == (
        "paper",
        NOON - timedelta(days=3),
        bo,
        Standing.LISTED,
    )


@pytest.mark.parametrize("days", [-1, 60])
def test_paper_cannot_have_come_tomorrow_or_before_the_opening(campaign, bo, days):
    with pytest.raises(refusals.DatedWrongly):
        send(campaign, entered_by=bo, channel="paper", received_at=NOON - timedelta(days=days))


def test_paper_that_came_in_time_can_be_written_down_after_the_stage_has_closed(campaign, bo):
    late = NOON + timedelta(days=30)
    with pytest.raises(refusals.StageClosed):
        send(campaign, entered_by=bo, channel="paper", at=late)
    idea = send(campaign, entered_by=bo, channel="paper", received_at=NOON, at=late)
    assert (idea.received_at, idea.answer_due_on) == (NOON, date(2026, 4, 8))
    with pytest.raises(refusals.DatedWrongly):
        send(
            campaign,
            key="key-2",
            entered_by=bo,
            received_at=NOON + timedelta(days=20),
            at=late,
        )


def test_nothing_is_entered_once_the_programme_has_ended(campaign, bo):
    Closure.objects.create(programme=campaign, closed_at=NOON, closed_by=bo)
    with pytest.raises(refusals.StageClosed):
        send(campaign, entered_by=bo, received_at=NOON - timedelta(days=3))


def test_a_key_counts_for_one_programme(marlhaven, campaign, ada):
    send(campaign, ada)
    with pytest.raises(refusals.SentBefore):
        send(factories.a_programme(marlhaven, address="another"), ada)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("byline", "a\x00b"),
        ("place_words", "x" * 201),
        ("contact_email", "nobody"),
        ("contact_phone", "ring me"),
        ("kind", "poem"),
        ("sector", "martian"),
        ("place", "7"),
    ],
)
def test_what_stands_beside_the_answers_is_refused_with_a_sentence_too(campaign, name, typed):
    with pytest.raises(refusals.AnswersNotTaken) as refusal:
        send(campaign, **{name: typed})
    assert list(refusal.value.errors) == [name]


def test_a_place_of_another_body_is_refused(campaign, harrowmere):
    with pytest.raises(refusals.AnswersNotTaken) as refusal:
        send(campaign, place=factories.a_place(harrowmere))
    assert refusal.value.errors == {"place": "Choose one of the places shown."}


def test_a_place_is_known_by_its_number_too(campaign, marlhaven):
    place = factories.a_place(marlhaven)
    assert send(campaign, place=str(place.pk)).place == place


def test_all_that_is_wrong_is_said_at_once(campaign, ada):
    with pytest.raises(refusals.AnswersNotTaken) as refusal:
        send(campaign, ada, title="", answers={"poem": "x"}, sector="martian", agreed=False, contact_email="sam")  # fmt: skip
    assert refusal.value.errors == {
        "title": "Say it in one line, so that others can find it.",
        "sector": "Choose one of the answers shown.",
        "poem": "There is no such question.",
        "contact_email": "We write to the address of your account.",
        "consent": "Tick this, or it cannot be published.",
    }


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"link": "javascript:alert(1)"}, "link"),
        ({"wrong": "x" * 1_000_000}, "wrong"),
        ({"wrong": "a\x00b"}, "wrong"),
        ({"who_for": "y" * 201}, "who_for"),
    ],
)
def test_bad_answers_are_refused_with_a_sentence_at_the_field(campaign, ada, answers, field):
    with pytest.raises(refusals.AnswersNotTaken) as refusal:
        send(campaign, ada, answers=answers)
    assert list(refusal.value.errors) == [field]
    assert Contribution.objects.count() == 0


def test_a_title_is_needed_and_is_one_line(campaign, ada):
    with pytest.raises(refusals.AnswersNotTaken):
        send(campaign, ada, title="  ")
    assert send(campaign, ada, title="A\n bench").title == "A bench"


def test_a_change_makes_a_version_and_keeps_the_old(campaign, ada):
    idea = send(campaign, ada)
    actions.revise(
        idea, title="Two benches", answers=WORDS, note="One is not enough", by=ada, at=NOON
    )
    idea.refresh_from_db()
    assert [(one.version, one.title) for one in idea.revisions.all()] == [
        (1, "A bench"),
        (2, "Two benches"),
    ]
    assert (idea.title, idea.version) == ("Two benches", 2)


def test_a_change_that_changes_nothing_is_refused(campaign, ada):
    idea = send(campaign, ada)
    with pytest.raises(refusals.NothingNew):
        actions.revise(idea, title="A bench", answers=WORDS, by=ada, at=NOON)


def test_a_withdrawn_idea_leaves_the_list_and_is_withdrawn_once(campaign, ada):
    idea = send(campaign, ada)
    actions.withdraw(idea, by=ada, at=NOON, reason="It is built.")
    idea.refresh_from_db()
    assert (idea.standing, idea.withdrawal.reason) == (Standing.WITHDRAWN, "It is built.")
    with pytest.raises(refusals.AlreadyWithdrawn):
        actions.withdraw(idea, by=ada, at=NOON)


def test_a_guest_can_claim_what_they_sent_and_nobody_else_after(campaign, ada, dee):
    idea = send(campaign)
    assert actions.claim(idea, by=ada, at=NOON).person == ada
    with pytest.raises(refusals.AlreadyClaimed):
        actions.claim(idea, by=dee, at=NOON)

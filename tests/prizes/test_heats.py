"""Entries go on from heat to heat, each by a decision with a reason that is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions as assessment
from flotilla.contributions.models import Contribution
from flotilla.journal.models import Entry
from flotilla.kit import written
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from flotilla.letters.post import send_due
from flotilla.prizes import actions, queries
from flotilla.prizes.actions import Said, refusals
from flotilla.prizes.models import Passing
from flotilla.programmes import recipes
from flotilla.programmes.models import Programme
from tests import factories
from tests.assessment import making, prizes
from tests.factories import NOON

ON, OUT, MEND = (
    Said("on", "It is complete."),
    Said("out", "It is about another town."),
    Said("mend", "The drawing is missing."),
)
LATER = NOON + timedelta(days=3)


@pytest.fixture
def prize(marlhaven, bo):
    """A prize that takes entries."""
    return prizes.an_open_prize(marlhaven, by=bo)


@pytest.fixture
def three(prize, ada, dee):
    """Two entries by Ada and one by Dee."""
    return [
        prizes.an_entry(prize, by=who, title=title)
        for who, title in ((ada, "The bench"), (dee, "The roof"), (ada, "The lamp"))
    ]


def outcome_prize(marlhaven, bo):
    """A prize in four heats that is open."""
    found = factories.a_programme(marlhaven, vehicle="outcome_prize", address="warm-homes")
    found.recipe = recipes.data("outcome_prize")
    found.save()
    return Programme.objects.get(pk=found.pk)


def test_who_goes_on_and_who_does_not_is_told_why(prize, three, bo):
    said = {three[0].pk: ON, three[1].pk: OUT}
    actions.pass_entries(prize, "eligible", said, by=bo, at=NOON)
    assert list(Passing.objects.values_list("contribution__title", "outcome")) == [
        ("The bench", "on"),
        ("The roof", "out"),
    ]
    assert list(queries.to_pass(prize, "eligible")) == [three[2]]
    left = Contribution.objects.get(pk=three[1].pk)
    assert (left.decided_at, left.first_answered_at) == (NOON, NOON)
    while read_journal(at=NOON):
        pass
    send_due(at=NOON, limit=100, turn=600)
    told = Letter.objects.filter(kind="passed").order_by("email")
    assert [(one.subject, one.sent_at is not None) for one in told] == [
        ("It goes on: The bench", True),
        ("It does not go on: The roof", True),
    ]
    assert "It is about another town." in told[1].text


def test_whoever_can_mend_is_told_until_which_hour_of_which_zone(prize, three, bo):
    actions.pass_entries(prize, "eligible", {three[0].pk: MEND}, mend_until=LATER, by=bo, at=NOON)
    while read_journal(at=NOON):
        pass
    send_due(at=NOON, limit=100, turn=600)
    told = Letter.objects.get(kind="passed")
    assert f"You can mend it until {written.moment_text(LATER)}; our clock counts." in told.text
    assert written.moment_text(LATER).endswith(("GMT", "BST"))


def test_an_entry_reaches_a_heat_only_through_the_one_before_and_is_decided_once(
    marlhaven, bo, ada
):
    prize = outcome_prize(marlhaven, bo)
    one, other = (factories.a_contribution(prize, by=ada, title=title) for title in "AB")
    with pytest.raises(refusals.NotInHeat):
        actions.pass_entries(prize, "pitch", {one.pk: ON}, by=bo, at=NOON)
    actions.pass_entries(prize, "planning", {one.pk: ON, other.pk: OUT}, by=bo, at=NOON)
    with pytest.raises(refusals.NotInHeat):
        actions.pass_entries(prize, "planning", {one.pk: OUT}, by=bo, at=NOON)
    with pytest.raises(refusals.NotInHeat):
        actions.pass_entries(prize, "pitch", {one.pk: ON, other.pk: ON}, by=bo, at=NOON)
    actions.pass_entries(prize, "pitch", {one.pk: ON}, by=bo, at=NOON)
    assert [(heat.code, heat.on, heat.out) for heat in queries.heats(prize, None)] == [
        ("planning", 1, 1),
        ("pitch", 1, 0),
        ("finalists", 0, 0),
        ("awarded", 0, 0),
    ]


def test_the_database_decides_an_entry_once_in_a_heat_and_never_without_a_reason(prize, three, bo):
    actions.pass_entries(prize, "eligible", {three[0].pk: ON}, by=bo, at=NOON)
    facts = {"programme": prize, "contribution": three[0], "heat": "eligible", "passed_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.create(**facts, outcome="out", words="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.create(**{**facts, "contribution": three[1]}, outcome="on", words="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Passing.objects.create(**facts, outcome="mend", words="No day is said.")


def test_what_is_said_without_a_reason_decides_nothing(prize, three, bo):
    with pytest.raises(refusals.NoReason) as refused:
        actions.pass_entries(
            prize, "eligible", {three[0].pk: ON, three[1].pk: Said("on", " ")}, by=bo, at=NOON
        )
    assert "The roof" in str(refused.value)
    with pytest.raises(refusals.NobodyNamed):
        actions.pass_entries(prize, "eligible", {}, by=bo, at=NOON)
    assert not Passing.objects.exists()


def test_whoever_sits_on_the_panel_or_was_asked_to_does_not_screen(prize, three, bo, bea):
    panel = making.a_panel(prize, by=bea)
    seat = making.a_seat(panel, bo, by=bea, ready=False)
    with pytest.raises(refusals.HoldsASeat):
        actions.pass_entries(prize, "eligible", {three[0].pk: ON}, by=bo, at=NOON)
    actions.pass_entries(prize, "eligible", {three[0].pk: ON}, by=bea, at=NOON)
    assessment.decline_seat(seat, by=bo, at=NOON)
    actions.pass_entries(prize, "eligible", {three[1].pk: ON}, by=bo, at=NOON)


def test_a_small_defect_is_mended_in_its_time_by_the_clock_and_looked_at_again(
    prize, three, bo, ada
):
    one = three[0]
    with pytest.raises(refusals.MendByWhen):
        actions.pass_entries(prize, "eligible", {one.pk: MEND}, by=bo, at=NOON)
    actions.pass_entries(prize, "eligible", {one.pk: MEND}, mend_until=LATER, by=bo, at=NOON)
    assert one in queries.to_pass(prize, "eligible")
    better = {**one.answers, "evidence": "Tried for a week."}
    closed = prize.stages.get(code="launch").closes_at
    assert closed > LATER
    prize.stages.filter(code="launch").update(closes_at=NOON + timedelta(hours=1))
    with pytest.raises(refusals.MendedTooLate):
        actions.mend(one, title=one.title, answers=better, by=ada, at=LATER)
    soon = LATER - timedelta(seconds=1)
    mended = actions.mend(one, title=one.title, answers=better, by=ada, at=soon)
    assert (mended.mended_at, Contribution.objects.get(pk=one.pk).version) == (soon, 2)
    with pytest.raises(refusals.MendedTooLate):
        actions.mend(one, title="Again", answers=better, by=ada, at=soon)
    with pytest.raises(refusals.MendedTooLate):
        actions.mend(three[1], title="The roof!", answers=better, by=ada, at=soon)
    actions.pass_entries(prize, "eligible", {one.pk: ON}, by=bo, at=LATER)
    verbs = Entry.objects.filter(contribution_id=one.pk, verb__startswith="entry.")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "entry.mending_asked",
        "entry.mended",
        "entry.went_on",
    ]


def test_only_a_heat_that_looks_at_eligibility_lets_mend(marlhaven, bo, ada):
    prize = outcome_prize(marlhaven, bo)
    one = factories.a_contribution(prize, by=ada)
    with pytest.raises(refusals.NothingToMend):
        actions.pass_entries(prize, "planning", {one.pk: MEND}, mend_until=LATER, by=bo, at=NOON)


def test_small_numbers_of_who_is_new_are_not_told(prize, ada):
    for number in range(6):
        prizes.an_entry(prize, by=ada, title=f"Entry {number}", new_here="first")
    prizes.an_entry(prize, by=ada, title="Formed", new_here="formed")
    assert [(one.label, one.number) for one in queries.reach(prize)] == [
        ("No, this is the first time", 6),
        ("Yes", 0),
        ("No, and our group was formed for this", None),
    ]


def test_everyone_reads_the_figures_and_the_reasons_but_not_whose_they_are(
    prize, three, bo, client
):
    said = {three[0].pk: ON, three[1].pk: OUT, three[2].pk: OUT}
    actions.pass_entries(prize, "eligible", said, by=bo, at=NOON)
    page = client.get(f"/p/{prize.address}/heats/").content.decode()
    assert "The bench" in page
    assert "The roof" not in page
    assert "It is about another town." in page
    assert '<span class="fl-quiet">(2)</span>' in page


def test_the_desk_decides_on_a_page_and_nothing_typed_is_lost(prize, three, bo, desk_client):
    client, address = desk_client(bo), f"/desk/p/{prize.address}/heats/eligible/"
    typed = {f"outcome_{three[0].pk}": "mend", f"words_{three[0].pk}": "The drawing is missing."}
    page = client.post(address, typed).content.decode()
    assert "Say until which day they can mend it" in page
    assert "The drawing is missing." in page
    again = client.post(address, {**typed, "mend_on": "2099-06-01"})
    assert (again.status_code, again["Location"]) == (302, address)
    assert Passing.objects.get().mend_until.year == 2099


def test_an_author_mends_on_a_page(prize, three, bo, ada, client_of):
    one = three[0]
    far = NOON + timedelta(days=30_000)
    actions.pass_entries(prize, "eligible", {one.pk: MEND}, mend_until=far, by=bo, at=NOON)
    client, address = client_of(ada), f"/p/{prize.address}/c/{one.number}/mending/"
    page = client.get(address).content.decode()
    assert "The drawing is missing." in page
    entry = f"/p/{prize.address}/c/{one.number}/"
    assert address in client.get(entry).content.decode()
    assert address not in client_of(bo).get(entry).content.decode()
    answer = client.post(
        address,
        {"title": "The bench, drawn", "summary": "A bench.", "meets": "It does.", "note": ""},
    )
    assert answer.status_code == 302
    assert Contribution.objects.get(pk=one.pk).title == "The bench, drawn"


def test_a_list_of_entries_says_nothing_of_support_that_nobody_can_give(
    client, prize, three, campaign
):
    factories.a_contribution(campaign)
    of_prize, of_campaign = (
        client.get(f"/p/{one.address}/").content.decode() for one in (prize, campaign)
    )
    assert three[0].title in of_prize
    assert ["</b> support" in page for page in (of_prize, of_campaign)] == [False, True]

"""A round of a fund: which gap it is to narrow, what each size asks, and who can apply."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.journal.models import Entry
from flotilla.programmes import actions, queries
from flotilla.programmes.actions import round_refusals as refusals
from flotilla.programmes.actions.refusals import AlreadyOpen
from flotilla.programmes.models import AwardSize, Programme, Round
from tests import factories
from tests.programmes import ready

FACTS = {
    "aim": "More children in Eastfield see a dentist.",
    "gap": "Half as often as others.",
    "group": "Children under 11",
    "baseline": "31 of 100, borough 58",
    "source": "NHS Dental Statistics",
    "baseline_on": date(2025, 12, 31),
    "amount_minor": 12_000_000,
}


@pytest.fixture
def fund(marlhaven, bo, noon):
    return ready.a_draft(marlhaven, by=bo, at=noon, vehicle="fund")


@pytest.fixture
def described(fund, bo, noon):
    actions.describe_round(fund, facts=FACTS, by=bo, at=noon)
    return fund


def write_size(programme, bo, noon, **facts):
    said = {"name": "Tiny", "up_to_minor": 50_000, "fields": [], **facts}
    return actions.write_size(programme, **said, by=bo, at=noon)


def test_a_round_begins_with_the_sizes_and_questions_of_the_recipe(described):
    held = queries.round_of(described)
    assert [(one.name, one.up_to_minor, len(one.fields)) for one in held.sizes.all()] == [
        ("A small award", 200_000, 5),
        ("A middle award", 2_000_000, 10),
        ("A large award", 10_000_000, 11),
    ]
    assert [one.needs for one in held.questions.all()] == [True, True, False, True]
    assert Entry.objects.filter(verb="programme.round_described").count() == 1


def test_describing_it_again_leaves_the_sizes_as_they_were_changed(described, bo, noon):
    write_size(described, bo, noon)
    actions.describe_round(described, facts={**FACTS, "aim": "More."}, by=bo, at=noon)
    held = queries.round_of(described)
    assert (held.aim, held.sizes.count()) == ("More.", 4)


@pytest.mark.parametrize("name", ["aim", "gap", "group", "baseline", "source"])
def test_what_everybody_reads_must_be_there(fund, bo, noon, name):
    with pytest.raises(refusals.RoundLacks) as refused:
        actions.describe_round(fund, facts={**FACTS, name: "  "}, by=bo, at=noon)
    assert list(refused.value.at_fields) == [name]


@pytest.mark.parametrize("minor", [0, -1, None, 10**15 + 1, 1.5])
def test_a_round_without_money_is_none(fund, bo, noon, minor):
    with pytest.raises(refusals.NoMoney):
        actions.describe_round(fund, facts={**FACTS, "amount_minor": minor}, by=bo, at=noon)


def test_a_baseline_is_known_already(fund, bo, noon):
    ahead = {**FACTS, "baseline_on": noon.date() + timedelta(days=1)}
    with pytest.raises(refusals.NotYetKnown):
        actions.describe_round(fund, facts=ahead, by=bo, at=noon)


def test_the_database_keeps_no_round_without_a_gap_or_money(described):
    for change in ({"gap": ""}, {"amount_minor": 0}, {"source": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardSize.objects.update(up_to_minor=200_000)


def test_a_campaign_has_no_rounds(marlhaven, bo, noon):
    campaign = ready.a_draft(marlhaven, by=bo, at=noon)
    with pytest.raises(refusals.NoRounds):
        actions.describe_round(campaign, facts=FACTS, by=bo, at=noon)
    assert queries.has_sizes(campaign) is False


def test_a_fund_does_not_open_without_its_round(fund, bo, noon):
    found = {one.condition.code: one.is_met for one in queries.opening_checklist(fund)}
    assert found["round_described"] is False
    actions.describe_round(fund, facts=FACTS, by=bo, at=noon)
    found = {one.condition.code: one.is_met for one in queries.opening_checklist(fund)}
    assert found["round_described"] is True


def test_nothing_of_a_round_changes_once_it_has_opened(marlhaven, bo, noon):
    fund = factories.a_programme(marlhaven, vehicle="fund")
    held = factories.a_round(fund)
    size, question = held.sizes.first(), held.questions.get()
    with pytest.raises(AlreadyOpen):
        actions.describe_round(fund, facts=FACTS, by=bo, at=noon)
    with pytest.raises(AlreadyOpen):
        write_size(fund, bo, noon)
    with pytest.raises(AlreadyOpen):
        actions.remove_size(size, by=bo, at=noon)
    with pytest.raises(AlreadyOpen):
        actions.remove_eligibility(question, by=bo, at=noon)


def test_a_size_always_asks_what_the_form_must_know(described, bo, noon):
    assert write_size(described, bo, noon).fields == ["what", "inequality", "amount", "group"]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, refusals.NoName),
        ({"name": "a small AWARD"}, refusals.SizeTwice),
        ({"up_to_minor": 200_000}, refusals.SizeTwice),
        ({"up_to_minor": 0}, refusals.NoMoney),
        ({"fields": ["mood"]}, refusals.NoSuchQuestion),
        ({"concept": ["learns"]}, refusals.ConceptAsksMore),
    ],
)
def test_a_size_that_makes_no_sense_is_refused(described, bo, noon, facts, refusal):
    with pytest.raises(refusal):
        write_size(described, bo, noon, **facts)


def test_one_size_stays_and_there_are_never_more_than_eight(described, bo, noon):
    for number in range(5):
        write_size(described, bo, noon, name=f"Size {number}", up_to_minor=number + 1)
    with pytest.raises(refusals.TooManySizes):
        write_size(described, bo, noon)
    first, *others = Round.objects.get().sizes.all()
    for one in others:
        actions.remove_size(one, by=bo, at=noon)
    with pytest.raises(refusals.LastSize):
        actions.remove_size(first, by=bo, at=noon)


def test_the_meter_says_what_each_size_asks_and_where_it_asks_too_much(described, bo, noon):
    everything = [one.code for one in described.plan.form()]
    write_size(described, bo, noon, name="Tiny", up_to_minor=50_000, fields=everything)
    found = queries.burdens(described, queries.round_of(described), 2)
    assert [
        (one.size.name, one.questions, one.minutes, one.is_out_of_proportion) for one in found
    ] == [
        ("Tiny", 11, 130, True),
        ("A small award", 5, 49, False),
        ("A middle award", 10, 114, False),
        ("A large award", 11, 130, False),
    ]
    assert [round(one.per_thousand, 1) for one in found] == [260.0, 24.5, 5.7, 1.3]


def test_a_smaller_award_is_asked_less_and_no_more_than_it_may_be(described):
    small, _middle, large = queries.round_of(described).sizes.all()
    codes = [one.code for one in queries.asked(described, small)]
    assert codes == ["what", "inequality", "amount", "group", "host"]
    amount = next(one for one in queries.asked(described, small) if one.code == "amount")
    assert amount.maximum == 200_000
    assert [one.code for one in queries.asked(described, large)] == codes
    assert len(queries.asked(described, large, is_first=False)) == 11


def test_an_answer_that_is_not_the_one_needed_names_its_reason(described):
    questions = list(queries.round_of(described).questions.all())
    right = {one.pk: one.needs for one in questions}
    assert queries.not_met(questions, right) == []
    assert queries.not_met(questions, {**right, questions[2].pk: True}) == [questions[2]]


def test_a_question_without_a_way_on_is_refused(described, bo, noon):
    facts = {"asks": "Are you a charity?", "needs": True, "reason": "It must be.", "elsewhere": " "}
    with pytest.raises(refusals.EligibilityLacks) as refused:
        actions.write_eligibility(described, facts=facts, by=bo, at=noon)
    assert list(refused.value.at_fields) == ["elsewhere"]
    kept = actions.write_eligibility(
        described, facts={**facts, "elsewhere": "Ask a charity."}, by=bo, at=noon
    )
    actions.remove_eligibility(kept, by=bo, at=noon)
    assert queries.round_of(described).questions.count() == 4


def test_a_copy_of_a_fund_takes_its_round_along(described, bo, noon):
    new = actions.copy(described, title="Again", by=bo, at=noon)
    old, held = queries.round_of(described), queries.round_of(Programme.objects.get(pk=new.pk))
    assert held.pk != old.pk
    assert held.public_words() == old.public_words()
    assert [one.fields for one in held.sizes.all()] == [one.fields for one in old.sizes.all()]
    assert held.questions.count() == 4

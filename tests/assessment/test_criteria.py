"""Criteria: written at the desk, published with the call, and then a contract."""

import pytest
from django.db import IntegrityError, transaction

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.actions import refusals
from flotilla.assessment.models import CriteriaSet, Criterion
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from flotilla.programmes.models import Programme
from tests import factories
from tests.assessment import making
from tests.factories import NOON
from tests.programmes.test_recipes import other


def test_criteria_are_written_in_order_and_published(campaign, bo):
    criteria_set = making.a_set(campaign, by=bo)
    assert [
        (one.name, one.kind, one.weight, one.threshold, one.cap)
        for one in criteria_set.criteria.all()
    ] == [
        ("Need", "weighed", 60, None, None),
        ("Will it work?", "weighed", 40, None, None),
        ("Safe", "independent", 0, 2, None),
        ("Made together", "bonus", 0, None, 5),
    ]
    assert criteria_set.published_at == NOON
    assert Entry.objects.filter(verb="criteria.published", programme_id=campaign.pk).count() == 1


def test_weights_that_do_not_add_up_are_refused_with_their_sum(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    making.a_criterion(draft, weight=60, by=bo)
    with pytest.raises(refusals.WeightsDoNotAddUp) as refused:
        actions.publish_criteria(draft, by=bo, at=NOON)
    assert (
        str(refused.value) == "The weights add up to 60 per cent. Make them 100 before you publish."
    )


def test_the_database_publishes_no_weights_that_do_not_add_up(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    making.a_criterion(draft, weight=60, by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriteriaSet.objects.filter(pk=draft.pk).update(published_at=NOON)


def test_a_point_without_words_is_not_published(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    making.a_criterion(draft, descriptors=["None.", "", "Fair.", "Strong.", "Outstanding."], by=bo)
    with pytest.raises(refusals.WordsMissing):
        actions.publish_criteria(draft, by=bo, at=NOON)
    actions.set_scale(draft.programme, lowest=1, highest=3, reason_below=None, by=bo, at=NOON)
    assert queries.lacking(CriteriaSet.objects.get()).wordless == ("Need",)


def test_a_published_criterion_is_changed_neither_by_an_action_nor_in_the_database(campaign, bo):
    criteria_set = making.a_set(campaign, by=bo)
    first = criteria_set.criteria.first()
    facts = {"name": "Something else", "kind": "weighed", "weight": 60}
    with pytest.raises(refusals.AlreadyPublished):
        actions.write_criterion(criteria_set, facts=facts, criterion=first, by=bo, at=NOON)
    with pytest.raises(refusals.AlreadyPublished):
        actions.remove_criterion(first, by=bo, at=NOON)
    for change in ({"weight": 59}, {"name": "X"}, {"descriptors": []}, {"threshold": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Criterion.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.create(criteria_set=criteria_set, position=9, name="One more", weight=1)


def test_frozen_criteria_are_not_even_unfrozen_in_the_database(campaign, bo):
    criteria_set = making.a_set(campaign, by=bo)
    frozen = CriteriaSet.objects.filter(pk=criteria_set.pk)
    frozen.update(frozen_at=NOON, frozen_by=bo, digest=queries.digest_of(criteria_set))
    for change in (
        {"frozen_at": None, "digest": ""},
        {"published_at": None},
        {"highest": 5},
        {"reason_below": None},
        {"digest": "0" * 64},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            frozen.update(**change)
    with pytest.raises(refusals.CriteriaFrozen):
        actions.take_back_criteria(criteria_set, by=bo, at=NOON)
    frozen.update(frozen_by=None)  # who froze it may be erased
    assert queries.digest_of(criteria_set) == frozen.get().digest


def test_what_is_not_published_is_not_frozen(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        CriteriaSet.objects.filter(pk=draft.pk).update(frozen_at=NOON, digest="0" * 64)


def test_criteria_are_taken_back_until_somebody_has_entered(campaign, bo, ada):
    criteria_set = making.a_set(campaign, by=bo)
    actions.take_back_criteria(criteria_set, by=bo, at=NOON)
    actions.write_criterion(
        criteria_set,
        facts={"name": "Real need", "kind": "weighed", "weight": 60, "descriptors": making.WORDS},
        criterion=criteria_set.criteria.first(),
        by=bo,
        at=NOON,
    )
    actions.publish_criteria(criteria_set, by=bo, at=NOON)
    factories.a_contribution(campaign, by=ada)
    with pytest.raises(refusals.PeopleHaveEntered):
        actions.take_back_criteria(criteria_set, by=bo, at=NOON)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, refusals.NoName),
        ({"name": "need"}, refusals.SameName),
        ({"kind": "other"}, NotListed),
        ({"weight": 0}, refusals.WrongWeight),
        ({"weight": 101}, refusals.WrongWeight),
        ({"weight": None}, refusals.WrongWeight),
        ({"threshold": 5}, refusals.OutsideScale),
        ({"kind": "bonus", "cap": 21}, refusals.WrongCap),
        ({"kind": "bonus"}, refusals.WrongCap),
    ],
)
def test_a_wrong_criterion_is_refused_with_a_sentence(campaign, bo, facts, refusal):
    draft = making.a_draft(campaign, by=bo)
    making.a_criterion(draft, "Need", by=bo)
    with pytest.raises(refusal):
        making.a_criterion(draft, **{"name": "Other", **facts}, by=bo)
    assert draft.criteria.count() == 1


@pytest.mark.parametrize(
    ("lowest", "highest", "below"), [(4, 4, None), (5, 4, None), (0, 11, None), (-1, 4, None)]
)
def test_a_scale_goes_upwards_between_0_and_10(campaign, bo, lowest, highest, below):
    with pytest.raises(refusals.WrongScale):
        actions.set_scale(
            campaign, lowest=lowest, highest=highest, reason_below=below, by=bo, at=NOON
        )


def test_thirteen_criteria_are_too_many(campaign, bo):
    draft = making.a_draft(campaign, by=bo)
    for number in range(12):
        making.a_criterion(draft, f"Number {number}", weight=8, by=bo)
    with pytest.raises(refusals.TooMany):
        making.a_criterion(draft, "One more", by=bo)


def test_what_is_published_is_read_by_whoever_sees_the_programme(campaign, bo, dee):
    criteria_set = making.a_set(campaign, by=bo, published=False)
    assert not rules.may_read_criteria(dee, criteria_set)
    actions.publish_criteria(criteria_set, by=bo, at=NOON)
    criteria_set.refresh_from_db()
    assert rules.may_read_criteria(dee, criteria_set)
    assert rules.may_read_criteria(None, criteria_set)


def test_only_those_who_run_the_programme_write_its_criteria(campaign, bo, bea, cy, sol, dee, eve):
    those = {"bo": bo, "bea": bea, "cy": cy, "sol": sol, "dee": dee, "eve": eve}
    assert [name for name, one in those.items() if rules.may_write_criteria(one, campaign)] == [
        "bo",
        "bea",
    ]


@pytest.fixture
def fund(campaign):
    """A programme whose recipe proposes criteria."""
    campaign.recipe = other("fund")
    campaign.save()
    return Programme.objects.get(pk=campaign.pk)


def test_the_criteria_of_a_recipe_are_drafted_and_can_be_changed(fund, bo):
    draft = actions.begin_criteria(fund, by=bo, at=NOON)
    assert [(one.name, one.weight) for one in draft.criteria.all()] == [
        ("Reduces inequality", 2),
        ("Can be done", 1),
    ]
    assert (draft.lowest, draft.highest, draft.published_at) == (0, 4, None)
    assert queries.lacking(draft) == queries.Lacks(3, ("Reduces inequality", "Can be done"))


def test_what_somebody_wrote_is_not_written_over(fund, bo):
    making.a_criterion(making.a_draft(fund, by=bo), by=bo)
    with pytest.raises(refusals.HasCriteria):
        actions.begin_criteria(fund, by=bo, at=NOON)
    assert Criterion.objects.get().name == "Need"


def test_a_recipe_without_criteria_proposes_none(campaign, bo):
    with pytest.raises(refusals.NothingProposed):
        actions.begin_criteria(campaign, by=bo, at=NOON)
    assert not CriteriaSet.objects.exists()


def test_a_gate_finds_whether_criteria_are_published(campaign, bo):
    assert [one.met for one in queries.findings(campaign)] == [False]
    making.a_set(campaign, by=bo)
    assert [one.met for one in queries.findings(campaign)] == [True]


def test_the_desk_begins_with_what_the_recipe_proposes(fund, bo, desk_client):
    client = desk_client(bo)
    page = client.get("/desk/p/short-trips/criteria/").content.decode()
    assert "comes with 2 criteria" in page
    page = client.post("/desk/p/short-trips/criteria/beginning/", follow=True).content.decode()
    assert "Reduces inequality" in page
    assert "Begin with them" not in page

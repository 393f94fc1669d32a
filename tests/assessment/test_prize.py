"""A challenge prize from its criteria to its opening, and who reads what was entered."""

import pytest

from flotilla.assessment import actions
from flotilla.assessment.models import CriteriaSet
from flotilla.contributions.form import for_judges, given
from flotilla.contributions.models import Contribution
from flotilla.programmes.actions import refusals
from flotilla.programmes.models import Programme
from tests import factories
from tests.assessment import making, prizes
from tests.factories import NOON


def asked(programme: Programme) -> list[tuple[str, str]]:
    """What the form asks and which of it is judged, by code and by hint."""
    form = Programme.objects.get(pk=programme.pk).plan.form()
    return [(one.code, one.hint["en"]) for one in form if one.judges]


def test_a_prize_opens_only_with_its_criteria_published(marlhaven, bo):
    prize = prizes.a_draft(marlhaven, by=bo)
    with pytest.raises(refusals.GateShut) as shut:
        prizes.opened(prize, by=bo)
    assert "written for each point of the scale, and published" in str(shut.value)
    draft = actions.begin_criteria(prize, by=bo, at=NOON)
    with pytest.raises(refusals.GateShut):
        prizes.opened(prize, by=bo)
    actions.publish_criteria(draft, by=bo, at=NOON)
    assert prizes.opened(prize, by=bo).has_opened


def test_it_opens_only_if_somebody_says_why_it_is_a_prize(marlhaven, bo):
    prize = prizes.a_draft(marlhaven, by=bo)
    prizes.with_criteria(prize, by=bo)
    unsaid = [one for one in prizes.PRIZABLE if one != "prizable_better"]
    with pytest.raises(refusals.OverrideNeedsReason):
        prizes.opened(prize, by=bo, confirmed=unsaid)


def test_its_form_asks_for_each_criterion_and_for_nothing_that_is_not_judged(marlhaven, bo):
    prize = prizes.a_draft(marlhaven, by=bo)
    draft = actions.begin_criteria(prize, by=bo, at=NOON)
    lasts = draft.criteria.get(name="Can last and travel")
    actions.remove_criterion(lasts, by=bo, at=NOON)
    cost = making.a_criterion(draft, "Cost", weight=15, asks="What does one cost?", by=bo)
    actions.publish_criteria(CriteriaSet.objects.get(pk=draft.pk), by=bo, at=NOON)
    codes = [code for code, _hint in asked(prize)]
    assert codes == ["meets", "evidence", "with_people", f"judged_{cost.pk}", "annex"]
    assert dict(asked(prize))[f"judged_{cost.pk}"] == "Judged as “Cost”."


def test_published_anew_the_form_is_drafted_anew(marlhaven, bo):
    prize = prizes.a_draft(marlhaven, by=bo)
    held = prizes.with_criteria(prize, by=bo)
    again = actions.take_back_criteria(held, by=bo, at=NOON)
    first = again.criteria.first()
    facts = {"kind": "weighed", "descriptors": making.WORDS, "weight": 40, "asks": "Who for?"}
    actions.write_criterion(again, facts={**facts, "name": "Need"}, criterion=first, by=bo, at=NOON)
    actions.publish_criteria(again, by=bo, at=NOON)
    codes = [code for code, _hint in asked(prize)]
    assert codes == ["evidence", "with_people", "lasts", f"judged_{first.pk}", "annex"]


def test_the_form_of_an_open_programme_stays_as_people_read_it(campaign, bo):
    before = campaign.recipe
    making.a_set(campaign, by=bo)
    assert Programme.objects.get(pk=campaign.pk).recipe == before


def test_the_annex_is_read_by_those_who_judge_and_never_with_the_public_words(marlhaven, bo, ada):
    prize = prizes.an_open_prize(marlhaven, by=bo)
    entry = prizes.an_entry(prize, by=ada, annex="A coil of copper", new_here="first")
    form = prize.plan.form()
    assert [one.code for one, _said in for_judges(form, entry.answers)] == [
        "summary",
        "meets",
        "annex",
    ]
    assert [one.code for one, _said in given(form, entry.answers)] == ["summary"]
    assert "copper" not in entry.words
    assert entry.public_words()["answers"] == {"summary": "A bench with a roof."}


def test_only_a_judge_who_has_no_interest_reads_the_annex_on_a_page(marlhaven, bo, ada, client_of):
    prize = prizes.an_open_prize(marlhaven, by=bo)
    entry = prizes.an_entry(prize, by=ada, annex="A coil of copper", new_here="first")
    pat = factories.a_person("Pat", email="pat@one.example")
    panel = making.a_panel(prize, by=bo)
    seat = making.a_seat(panel, pat, part="chair", by=bo)
    actions.begin_assessing(panel, by=bo, at=NOON)
    actions.allot_by_hand(seat, entry, by=bo, at=NOON)
    mine = f"/assessing/{seat.pk}/{entry.number}/"
    page = client_of(pat).get(mine).content.decode()
    assert "copper" not in page
    actions.say_no_interest(seat.assessments.get(), by=pat, at=NOON)
    page = client_of(pat).get(mine).content.decode()
    assert "A coil of copper" in page
    assert "first time" not in page
    public = f"/p/{prize.address}/{entry.number}/"
    assert "copper" not in client_of(pat).get(public).content.decode()
    assert Contribution.objects.filter(words__contains="copper").count() == 0

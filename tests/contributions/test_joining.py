"""Joining, splitting, and what must hold whatever is done in whatever order."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.contributions import actions
from flotilla.contributions.actions import Part, refusals
from flotilla.contributions.actions.standing import family, standing_of
from flotilla.contributions.models import Contribution, Merge, Support
from flotilla.contributions.verbs import Standing
from flotilla.journal.models import Entry
from flotilla.kit.refusal import Refusal
from tests import factories

PARTS = (Part("Benches", "Places to sit."), Part("Lights", "Light on the way."))


def fresh(contribution):
    """The row as it is now."""
    return Contribution.objects.get(pk=contribution.pk)


def support_count(contribution):
    """The number kept beside it."""
    return fresh(contribution).support_count


@pytest.fixture
def trailer(campaign, dee):
    """Dee's idea in the same campaign."""
    return factories.a_contribution(campaign, by=dee, title="Seats on the way")


def test_supporters_are_counted_once_across_both(bench, trailer, ada, dee, cy, bo, noon):
    for one, who in ((bench, ada), (bench, cy), (trailer, cy), (trailer, dee)):
        actions.support(one, by=who, at=noon)
    merge = actions.merge(trailer, bench, reason="Both want seats.", by=bo, at=noon)
    assert support_count(bench) == 3
    assert (fresh(trailer).standing, fresh(trailer).merged_into) == (Standing.MERGED, bench)
    entry = Entry.objects.get(verb="contribution.merged")
    assert (entry.subject_id, entry.contribution_id) == (merge.pk, trailer.pk)
    actions.unmerge(merge, by=bo, at=noon)
    assert (support_count(bench), support_count(trailer)) == (2, 2)
    assert (fresh(trailer).standing, fresh(trailer).merged_into) == (Standing.LISTED, None)


def test_support_of_a_joined_one_goes_to_where_it_was_joined(bench, trailer, cy, bo, noon):
    actions.merge(trailer, bench, by=bo, at=noon)
    assert actions.support(trailer, by=cy, at=noon).contribution == bench
    actions.unsupport(trailer, by=cy, at=noon)
    assert Support.objects.count() == 0


def test_joining_to_a_joined_one_goes_to_the_end(campaign, bench, trailer, bo, noon):
    third = factories.a_contribution(campaign)
    actions.merge(trailer, bench, by=bo, at=noon)
    assert actions.merge(third, trailer, by=bo, at=noon).target == bench


def test_what_was_joined_before_comes_along(campaign, bench, trailer, cy, bo, noon):
    third = factories.a_contribution(campaign)
    actions.support(third, by=cy, at=noon)
    actions.merge(third, trailer, by=bo, at=noon)
    actions.merge(trailer, bench, by=bo, at=noon)
    assert (support_count(bench), set(family(bench))) == (1, {bench.pk, trailer.pk, third.pk})


def test_circles_and_joining_to_oneself_are_refused(bench, trailer, bo, noon):
    with pytest.raises(refusals.MergeCircle):
        actions.merge(bench, bench, by=bo, at=noon)
    actions.merge(trailer, bench, by=bo, at=noon)
    with pytest.raises(refusals.MergeCircle):
        actions.merge(bench, trailer, by=bo, at=noon)
    with pytest.raises(refusals.AlreadyMerged):
        actions.merge(trailer, bench, by=bo, at=noon)


def test_only_what_is_in_the_list_of_one_programme_is_joined(marlhaven, bench, ada, bo, noon):
    other = factories.a_contribution(factories.a_programme(marlhaven))
    with pytest.raises(refusals.OtherProgramme):
        actions.merge(other, bench, by=bo, at=noon)
    gone = factories.a_contribution(bench.programme, by=ada)
    actions.withdraw(gone, by=ada, at=noon)
    with pytest.raises(refusals.NotStanding):
        actions.merge(gone, bench, by=bo, at=noon)
    with pytest.raises(refusals.TargetNotStanding):
        actions.merge(bench, gone, by=bo, at=noon)


def test_the_author_agrees_or_objects(bench, trailer, dee, bo, noon):
    merge = actions.merge(trailer, bench, by=bo, at=noon)
    objected = actions.object_to_merge(merge, words="Mine folds.", by=dee, at=noon)
    assert (objected.objection, objected.agreed_at) == ("Mine folds.", None)
    agreed = actions.agree_to_merge(merge, by=dee, at=noon)
    assert (agreed.agreed_by, agreed.objected_at, agreed.objection) == (dee, None, "")
    actions.unmerge(merge, by=bo, at=noon)
    with pytest.raises(refusals.NotMerged):
        actions.agree_to_merge(merge, by=dee, at=noon)


def test_what_was_joined_to_a_withdrawn_one_stands_alone_again(bench, trailer, ada, cy, bo, noon):
    actions.support(trailer, by=cy, at=noon)
    actions.merge(trailer, bench, by=bo, at=noon)
    actions.withdraw(bench, by=ada, at=noon)
    assert (fresh(trailer).standing, support_count(trailer), support_count(bench)) == (
        Standing.LISTED,
        1,
        0,
    )


def test_telling_apart_is_remembered_once(bench, trailer, bo, noon):
    apart = actions.tell_apart(trailer, bench, by=bo, at=noon)
    assert actions.tell_apart(bench, trailer, by=bo, at=noon) == apart
    with pytest.raises(refusals.OneAndTheSame):
        actions.tell_apart(bench, bench, by=bo, at=noon)


def test_the_parts_of_a_split_one_keep_authors_and_supporters(bench, ada, cy, dee, bo, noon):
    actions.support(bench, by=cy, at=noon)
    split = actions.split(bench, parts=PARTS, reason="Two things", by=bo, at=noon)
    first, second = bench.parts.order_by("number")
    assert (fresh(bench).standing, first.standing, first.words) == (
        Standing.SPLIT,
        Standing.LISTED,
        "Places to sit.",
    )
    assert [one.support_count for one in (first, second)] == [1, 1]
    assert [one.authorships.get().person for one in (first, second)] == [ada, ada]
    actions.support(second, by=dee, at=noon)
    actions.unsupport(first, by=cy, at=noon)
    assert (support_count(first), support_count(second)) == (0, 2)
    actions.unsplit(split, by=bo, at=noon)
    assert (fresh(bench).standing, support_count(bench)) == (Standing.LISTED, 2)
    assert {fresh(one).merged_into for one in (first, second)} == {bench}
    with pytest.raises(refusals.NotSplit):
        actions.unsplit(split, by=bo, at=noon)


def test_each_part_can_be_answered_as_the_whole_could(bench, bo, noon):
    ways = {
        "contact_name": "Sam",
        "contact_email": "sam@example.org",
        "contact_phone": "01632 960 001",
        "contact_address": "3 Mill Road, Marlhaven",
    }
    Contribution.objects.filter(pk=bench.pk).update(**ways)
    actions.split(bench, parts=PARTS, by=bo, at=noon)
    assert list(bench.parts.values(*ways)) == [ways, ways]


def test_splitting_needs_two_parts_and_nothing_joined(bench, trailer, bo, noon):
    with pytest.raises(refusals.TooFewParts):
        actions.split(bench, parts=PARTS[:1], by=bo, at=noon)
    with pytest.raises(refusals.AnswersNotTaken):
        actions.split(bench, parts=(PARTS[0], Part("", "x")), by=bo, at=noon)
    actions.merge(trailer, bench, by=bo, at=noon)
    with pytest.raises(refusals.HasJoined):
        actions.split(bench, parts=PARTS, by=bo, at=noon)


DEEDS = ("support", "unsupport", "merge", "unmerge", "split", "unsplit", "withdraw", "remove", "restore")  # fmt: skip


def do(deed, one, other, who, bo, at):
    """Try one thing; what makes no sense is refused."""
    match deed:
        case "support" | "unsupport":
            getattr(actions, deed)(one, by=who, at=at)
        case "merge":
            actions.merge(one, other, by=bo, at=at)
        case "unmerge":
            for merge in Merge.objects.filter(source=one, undone_at=None):
                actions.unmerge(merge, by=bo, at=at)
        case "split":
            if one.split_from_id is None:
                actions.split(one, parts=PARTS, by=bo, at=at)
        case "unsplit":
            for split in one.splits.filter(undone_at=None):
                actions.unsplit(split, by=bo, at=at)
        case "withdraw":
            actions.withdraw(one, by=None, at=at)
        case "remove":
            actions.remove(one, reason="private", by=bo, at=at)
        case "restore":
            actions.restore(one, by=bo, at=at)


def check_all(programme):
    """What must hold after anything."""
    for one in programme.contributions.all():
        persons = set(
            Support.objects.filter(contribution__in=family(one)).values_list("person", flat=True)
        )
        assert one.support_count == len(persons), one
        assert one.standing == standing_of(one), one
        joined = one.merges.filter(undone_at=None).first()
        assert one.merged_into_id == (joined.target_id if joined else None)
        if one.standing == Standing.MERGED:
            assert one.merged_into.standing in {Standing.LISTED, Standing.MERGED}


steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(0, 5), st.integers(0, 2)),
    max_size=14,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_whatever_is_done_in_whatever_order_the_numbers_are_those_of_the_rows(
    campaign, ada, dee, cy, bo, noon, steps
):
    with transaction.atomic():
        for _ in range(4):
            factories.a_contribution(campaign, by=ada)
        for deed, first, second, who in steps:
            all_of_them = list(campaign.contributions.order_by("number"))
            one, other = (all_of_them[n % len(all_of_them)] for n in (first, second))
            try:
                with transaction.atomic():
                    do(deed, one, other, (ada, dee, cy)[who], bo, noon)
            except Refusal:
                pass
            check_all(campaign)
        transaction.set_rollback(True)
    campaign.refresh_from_db()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=9))
def test_undoing_a_joining_gives_back_the_exact_counts(campaign, ada, dee, cy, bo, noon, given_by):
    with transaction.atomic():
        three = [factories.a_contribution(campaign) for _ in range(3)]
        for which, who in given_by:
            actions.support(three[which], by=(ada, dee, cy)[who], at=noon)
        before = [support_count(one) for one in three]
        first = actions.merge(three[0], three[1], by=bo, at=noon)
        second = actions.merge(three[1], three[2], by=bo, at=noon)
        everyone = len({who for _which, who in given_by})
        assert support_count(three[2]) == everyone
        actions.unmerge(second, by=bo, at=noon)
        actions.unmerge(first, by=bo, at=noon)
        assert [support_count(one) for one in three] == before
        transaction.set_rollback(True)
    campaign.refresh_from_db()

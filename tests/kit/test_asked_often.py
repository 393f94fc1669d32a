"""A statement that is kept says what would be written anew, and only its words are kept."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.db.models.functions import Lower

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution, Support
from flotilla.kit.asked_often import NotFilledIn, asked_often, put
from tests import factories


@asked_often
def _of_programme(
    programme_id: int, standing: str, *, newest_first: bool
) -> QuerySet[Contribution]:
    found = Contribution.objects.filter(programme=programme_id, standing=standing)
    order = "-pk" if newest_first else "pk"
    return found.select_related("programme", "place").prefetch_related("themes").order_by(order)


def test_rows_come_as_from_any_question(campaign, bench, django_assert_num_queries):
    other = factories.a_contribution(campaign, place=factories.a_place(campaign.body, "Ward 1"))
    elsewhere = factories.a_contribution(factories.a_programme(campaign.body))
    with django_assert_num_queries(2):  # the rows, and their themes
        found = _of_programme(campaign.pk, "listed", newest_first=True)
        assert [(one, one.programme.title, one.place and one.place.name) for one in found] == [(other, campaign.title, "Ward 1"), (bench, campaign.title, None)]  # fmt: skip
        assert [list(one.themes.all()) for one in found] == [[], []]
    assert _of_programme(campaign.pk, "listed", newest_first=False) == [bench, other]
    assert _of_programme(elsewhere.programme_id, "listed", newest_first=True) == [elsewhere]
    assert _of_programme.first(campaign.pk, "merged", newest_first=True) is None


def test_a_number_that_no_row_can_have_finds_nothing(bench):
    numbered = asked_often(lambda number: Contribution.objects.filter(number=number))
    assert numbered(bench.number) == [bench]
    assert [numbered(number) for number in (2**31, 2**62, 2**70)] == [[], [], []]


def test_what_is_there_now_is_found_now(campaign, bench):
    assert _of_programme.first(campaign.pk, "listed", newest_first=True) == bench
    Contribution.objects.filter(pk=bench.pk).update(title="Another")
    again = _of_programme.first(campaign.pk, "listed", newest_first=True)
    assert again is not None
    assert again.title == "Another"


def test_moments_are_filled_in(bench, noon):
    @asked_often
    def since(at):
        return Contribution.objects.filter(received_at__gte=at)

    assert since(bench.received_at) == [bench]
    assert since(bench.received_at + timedelta(seconds=1)) == []


def test_what_can_never_be_found_is_not_asked(db, django_assert_num_queries):
    @asked_often
    def nothing(number):
        return Body.objects.filter(pk=number, pk__in=[])

    with django_assert_num_queries(0):
        assert nothing(1) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda word: Body.objects.filter(name__contains=word),
        lambda word: Body.objects.filter(name=word.upper()),
        lambda word: Body.objects.all(),
        lambda word: Body.objects.order_by(Lower("name"))[: len(word)],
    ],
)
def test_a_value_that_would_not_be_filled_in_is_a_fault(db, write):
    with pytest.raises(NotFilledIn):
        asked_often(write)("one")


def test_only_numbers_texts_and_moments_are_filled_in(db):
    question = asked_often(lambda one: Body.objects.filter(pk__in=one))
    with pytest.raises(TypeError):
        question([1])


def test_tests_see_a_statement_that_depends_on_something_else(db):
    words = ["one"]
    question = asked_often(lambda number: Body.objects.filter(pk=number, name=words[0]))
    assert question(1) == []
    words[0] = "two"
    with pytest.raises(NotFilledIn):
        question(1)


def test_a_row_is_put_as_if_it_were_saved(bench, dee, noon):
    one = Support(contribution=bench, person=dee, supported_at=noon)
    assert put(one, unless_there=True)
    assert Support.objects.get() == one
    assert Support.objects.get().supported_at == noon
    assert not put(Support(contribution=bench, person=dee, supported_at=noon), unless_there=True)
    one.supported_at = noon + timedelta(days=1)
    one.save()
    assert Support.objects.get().supported_at == noon + timedelta(days=1)

"""What happens when several people do it at the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections

from flotilla.contributions import actions
from flotilla.contributions.actions.standing import standing_of
from flotilla.contributions.models import Comment, Contribution, Merge, Support
from flotilla.contributions.queries import family
from flotilla.kit.refusal import Refusal
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all at the same moment; say how each ended."""
    together = threading.Barrier(len(deeds))
    ends: list[str] = []

    def run(deed: Callable[[], object]) -> None:
        together.wait()
        try:
            deed()
            ends.append("done")
        except (Refusal, DatabaseError) as refused:
            ends.append(type(refused).__name__)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.fixture
def own_connections():
    """Only a database that several connections can open shows a race."""
    if connection.is_in_memory_db() if connection.vendor == "sqlite" else False:
        pytest.skip(
            "This SQLite lives in memory, so there is only one connection; PostgreSQL shows the race."
        )


@pytest.fixture
def pair(own_connections, campaign, ada, dee):
    """Two ideas of one programme."""
    return factories.a_contribution(campaign, by=ada), factories.a_contribution(campaign, by=dee)


def agree(programme):
    """The numbers and words beside the rows are those of the rows."""
    for one in Contribution.objects.filter(programme=programme):
        people = Support.objects.filter(contribution__in=family(one)).values("person").distinct()
        assert one.support_count == people.count()
        assert one.standing == standing_of(one)
        assert one.comment_count == Comment.objects.shown().filter(contribution=one).count()


def test_two_are_not_joined_to_each_other(pair, campaign, bo, bea, noon):
    first, second = pair
    ends = at_once(
        lambda: actions.merge(first, second, by=bo, at=noon),
        lambda: actions.merge(second, first, by=bea, at=noon),
    )
    assert (ends, Merge.objects.count()) == (["MergeCircle", "done"], 1)
    agree(campaign)


def test_support_while_it_is_joined_is_not_lost(pair, campaign, bo, noon):
    first, second = pair
    people = [factories.a_person() for _ in range(5)]
    ends = at_once(
        lambda: actions.merge(second, first, by=bo, at=noon),
        *(lambda who=who: actions.support(second, by=who, at=noon) for who in people),
    )
    assert ends == ["done"] * 6
    first.refresh_from_db()
    assert first.support_count == 5
    agree(campaign)


def test_two_officers_remove_once_and_one_undoes_once(pair, campaign, bo, bea, noon):
    first, _second = pair
    ends = at_once(
        lambda: actions.remove(first, reason="private", by=bo, at=noon),
        lambda: actions.remove(first, reason="private", by=bea, at=noon),
    )
    assert ends == ["AlreadyRemoved", "done"]
    ends = at_once(
        lambda: actions.restore(first, by=bo, at=noon),
        lambda: actions.restore(first, by=bea, at=noon),
    )
    assert ends == ["NotRemoved", "done"]
    agree(campaign)


def test_comments_at_once_are_all_counted_and_a_double_post_once(pair, campaign, dee, noon):
    first, _second = pair
    keys = ["a", "b", "c", "same", "same"]
    ends = at_once(
        *(
            lambda key=key: actions.post_comment(
                first, text="Yes", submission_key=key, by=dee, at=noon
            )
            for key in keys
        )
    )
    first.refresh_from_db()
    assert (ends, first.comment_count) == (["done"] * 5, 4)
    agree(campaign)


def test_a_target_taken_back_while_something_is_joined_to_it_leaves_nobody_behind(
    pair, campaign, bo, ada, noon
):
    first, second = pair
    ends = at_once(
        lambda: actions.merge(second, first, by=bo, at=noon),
        lambda: actions.withdraw(first, by=ada, at=noon),
    )
    assert ends in (["done", "done"], ["TargetNotStanding", "done"])
    second.refresh_from_db()
    assert second.standing == "listed"
    agree(campaign)


def test_somebody_invited_who_also_asks_becomes_a_coauthor_once(pair, ada, bo, noon):
    first, _second = pair
    invitation = actions.invite_coauthor(first, email=bo.email, by=ada, at=noon)
    asking = actions.ask_to_join(first, by=bo, at=noon)
    ends = at_once(
        lambda: actions.settle_coauthor(invitation, accepted=True, by=bo, at=noon),
        lambda: actions.settle_coauthor(asking, accepted=True, by=ada, at=noon),
    )
    assert ends == ["AlreadyAuthor", "done"]
    assert first.authorships.filter(person=bo).count() == 1


def test_views_of_the_same_pages_are_added_by_all_processes(own_connections, campaign, noon):
    numbers = [factories.a_contribution(campaign).pk for _ in range(40)]
    there, back = dict.fromkeys(numbers, 1), dict.fromkeys(reversed(numbers), 1)
    ends = at_once(*(lambda seen=seen: actions.add_views(seen, at=noon) for seen in (there, back)))
    assert ends == ["done", "done"]
    assert set(campaign.contributions.values_list("view_count", flat=True)) == {2}

"""Finding drafts by their secret, what somebody sent, and what they could make their own."""

import pytest

from flotilla.contributions import actions, queries
from flotilla.contributions.models import Draft
from flotilla.contributions.verbs import Standing
from tests import factories
from tests.factories import NOON


@pytest.fixture
def draft(campaign):
    return actions.begin_draft(campaign, token="secret", by=None, at=NOON)


def test_the_secret_of_a_draft_is_not_kept_and_finds_it(draft):
    assert "secret" not in str(Draft.objects.values().get())
    assert queries.draft_by_token("secret", None) == draft
    assert queries.draft_by_token("other", None) is None


def test_a_draft_of_an_account_is_found_by_its_owner_alone(campaign, draft, ada, dee):
    actions.save_draft(draft, content={}, by=ada, at=NOON)
    assert queries.draft_by_token("secret", ada) == draft
    assert queries.draft_by_token("secret", dee) is None
    assert queries.draft_by_token("secret", None) is None
    assert queries.newest_draft(campaign, ada) == draft
    assert queries.newest_draft(campaign, dee) is None
    assert list(queries.drafts_of(ada)) == [draft]


def test_what_i_sent_is_mine_as_long_as_i_am_an_author(campaign, bench, ada, dee):
    bench.authorships.create(person=dee, credit="coauthor", joined_at=NOON)
    assert list(queries.sent_by(ada)) == list(queries.sent_by(dee)) == [bench]
    actions.leave(bench, by=dee, at=NOON)
    assert list(queries.sent_by(dee)) == []


def test_what_i_support_and_follow_is_listed_as_long_as_i_may_see_it(campaign, bench, dee):
    actions.support(bench, by=dee, at=NOON)
    actions.follow(bench, by=dee, at=NOON)
    actions.follow(campaign, by=dee, at=NOON)
    assert list(queries.supported_by(dee)) == list(queries.followed_by(dee)) == [bench]
    bench.standing, bench.published_at = Standing.WAITING, None
    bench.save()
    assert list(queries.supported_by(dee)) == list(queries.followed_by(dee)) == []


def test_only_what_belongs_to_nobody_can_be_claimed_by_its_address(campaign, bench, dee):
    guests = factories.a_contribution(campaign, contact_email="Dee@Example.org")
    factories.a_contribution(campaign, contact_email="eve@example.org")
    bench.contact_email = "dee@example.org"
    bench.save()
    assert list(queries.claimable(["dee@example.org"])) == [guests]
    assert list(queries.claimable([])) == []
    actions.claim(guests, by=dee, at=NOON)
    assert list(queries.claimable(["dee@example.org"])) == []


def test_what_a_guest_sent_is_offered_to_the_very_address_and_to_none_that_looks_alike(campaign):
    sent = factories.a_contribution(campaign, contact_email="Mike@example.org")
    assert list(queries.claimable(["mike@example.org"])) == [sent]
    assert list(queries.claimable(["m\u0131ke@example.org"])) == []

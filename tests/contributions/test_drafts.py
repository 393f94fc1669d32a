"""What is being written: kept, found again only by its owner, and thrown away in time."""

from datetime import timedelta

from flotilla.contributions import actions, queries
from flotilla.contributions.actions.drafts import KEPT
from flotilla.contributions.models import Draft
from tests.factories import NOON


def test_what_is_typed_is_kept_as_it_is_typed_and_added_to(campaign):
    draft = actions.begin_draft(campaign, token="secret", by=None, at=NOON)
    actions.save_draft(draft, content={"title": "A be"}, by=None, at=NOON)
    later = NOON + timedelta(minutes=1)
    actions.save_draft(draft, content={"wrong": "Nowhere"}, by=None, at=later)
    draft.refresh_from_db()
    assert (draft.content, draft.saved_at) == ({"title": "A be", "wrong": "Nowhere"}, later)


def test_the_secret_is_not_kept_itself(campaign):
    draft = actions.begin_draft(campaign, token="secret", by=None, at=NOON)
    assert "secret" not in draft.fingerprint
    assert queries.draft_by_token("secret", None) == draft
    assert queries.draft_by_token("another", None) is None


def test_the_draft_of_an_account_is_only_its_owners(campaign, ada, dee):
    draft = actions.begin_draft(campaign, token="secret", by=None, at=NOON)
    actions.save_draft(draft, content={}, by=ada, at=NOON)
    assert queries.draft_by_token("secret", ada) == draft
    assert queries.draft_by_token("secret", dee) is None
    assert queries.draft_by_token("secret", None) is None


def test_drafts_that_nobody_touched_lapse(campaign):
    actions.begin_draft(campaign, token="old", by=None, at=NOON - KEPT - timedelta(seconds=1))
    young = actions.begin_draft(campaign, token="young", by=None, at=NOON - KEPT)
    assert actions.lapse_drafts(at=NOON) == 1
    assert list(Draft.objects.all()) == [young]

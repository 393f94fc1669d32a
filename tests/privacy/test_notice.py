"""The notice of privacy: without basis and time nothing opens, and who agrees agrees under one version of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from flotilla.contributions.models import Contribution, GuestConsent
from flotilla.people.models import Consent
from flotilla.privacy.actions import erase_address, let_go
from flotilla.privacy.holdings import Subject
from flotilla.programmes import actions, queries
from flotilla.programmes.actions.refusals import FrozenField, GateShut
from flotilla.programmes.models import Opening, Programme
from tests.privacy.test_consenting import FILLED, send
from tests.programmes import ready

pytestmark = pytest.mark.django_db


def again(programme):
    """The same programme as it is now."""
    return Programme.objects.get(pk=programme.pk)


def test_the_recipe_says_basis_and_time_so_that_an_officer_only_looks(marlhaven, bo, noon):
    programme = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    assert (programme.lawful_basis, programme.kept_days) == ("public_task", 730)
    assert queries.missing_in_notice(programme) == ()
    opening = actions.open(programme, overrides=ready.REASONS, by=bo, at=noon)
    assert opening.notice == queries.notice_version(again(programme))


@pytest.mark.parametrize("gone", [{"lawful_basis": ""}, {"kept_days": 0}])
def test_nothing_opens_without_basis_or_time(marlhaven, bo, noon, gone):
    programme = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    Programme.objects.filter(pk=programme.pk).update(**gone)
    programme = again(programme)
    found = {one.condition: one for one in queries.findings(programme)}
    assert (found["data_lawful"].met, found["data_lawful"].missing) == (False, tuple(gone))
    with pytest.raises(GateShut):
        actions.open(programme, overrides=ready.REASONS, by=bo, at=noon)
    assert not Opening.objects.exists()


def test_the_database_takes_no_opening_without_a_notice(campaign):
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(programme=campaign).update(notice="")


def test_a_copy_of_a_programme_from_before_has_a_basis_too(campaign, bo, noon):
    Programme.objects.filter(pk=campaign.pk).update(lawful_basis="", kept_days=0)
    new = actions.copy(again(campaign), title="Again", by=bo, at=noon)
    assert (new.lawful_basis, new.kept_days) == ("public_task", 730)


def test_the_notice_is_another_as_soon_as_it_says_something_else_and_stays_after_opening(
    marlhaven, bo, noon
):
    programme = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    first = queries.notice_version(programme)
    programme = actions.change(programme, facts={"kept_days": 90}, by=bo, at=noon)
    second = queries.notice_version(again(programme))
    assert first != second
    actions.open(again(programme), overrides=ready.REASONS, by=bo, at=noon)
    with pytest.raises(FrozenField):
        actions.change(again(programme), facts={"kept_days": 365}, by=bo, at=noon)
    assert queries.notice_version(again(programme)) == second


def test_whoever_agrees_agrees_under_the_notice_that_was_shown(campaign, ada, noon):
    send(campaign, ada, noon, **FILLED)
    assert set(Consent.objects.values_list("notice", flat=True)) == {campaign.opening.notice}


def test_what_a_guest_agrees_to_is_kept_beside_what_they_sent_until_it_is_erased(campaign, noon):
    guest = send(campaign, None, noon, contact_email="dee@example.org", **FILLED)
    made = GuestConsent.objects.filter(contribution=guest)
    assert set(made.values_list("purpose", "notice")) == {
        (purpose, campaign.opening.notice) for purpose in ("shown_as", "who_is_missing", "ask_me")
    }
    send(campaign, None, noon, key="second")
    assert GuestConsent.objects.count() == 3


def test_how_to_reach_people_goes_as_early_as_the_programme_said(campaign, bo, noon):
    one = send(campaign, None, noon, contact_email="dee@example.org")
    campaign.kept_days = 90
    campaign.save()
    closed = {"learned": "Much.", "next_conversation_on": (noon + timedelta(days=300)).date()}
    campaign.stages.update(passed_at=noon)
    actions.close(campaign, **closed, by=bo, at=noon)
    let_go(at=noon + timedelta(days=89))
    assert Contribution.objects.get(pk=one.pk).contact_email
    let_go(at=noon + timedelta(days=91))
    assert not Contribution.objects.get(pk=one.pk).contact_email


def test_erasing_what_a_guest_sent_takes_back_what_they_agreed_to(campaign, noon):
    guest = send(campaign, None, noon, contact_email="dee@example.org", **FILLED)
    later = noon + timedelta(days=1)
    erase_address(Subject(None, ("dee@example.org",)), with_words=True, at=later)
    taken_back = GuestConsent.objects.filter(contribution=guest)
    assert set(taken_back.values_list("withdrawn_at", flat=True)) == {later}

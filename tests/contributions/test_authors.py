"""Co-authors, and claiming what one sent as a guest."""

import pytest

from flotilla.contributions import actions, queries, tokens
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import CoauthorInvitation
from flotilla.contributions.rules import is_author, may_revise, may_withdraw
from flotilla.contributions.verbs import Verb
from flotilla.journal.models import Entry
from tests import factories
from tests.factories import NOON


def test_an_invited_person_says_yes_and_is_credited(bench, ada, dee):
    invitation = actions.invite_coauthor(bench, email="DEE@example.org", by=ada, at=NOON)
    actions.settle_coauthor(invitation, accepted=True, did="Wrote it", by=dee, at=NOON)
    credit = bench.authorships.get(person=dee)
    assert (credit.credit, credit.did, credit.joined_by) == ("coauthor", "Wrote it", dee)
    assert [entry.verb for entry in Entry.objects.all()] == [
        Verb.COAUTHOR_INVITED,
        Verb.COAUTHORED,
    ]
    assert (is_author(dee, bench), may_revise(dee, bench), may_withdraw(dee, bench)) == (
        True,
        True,
        False,
    )


def test_an_invitation_is_for_the_address_it_was_sent_to(bench, ada, cy):
    invitation = actions.invite_coauthor(bench, email="dee@example.org", by=ada, at=NOON)
    with pytest.raises(refusals.NotForYou):
        actions.settle_coauthor(invitation, accepted=True, by=cy, at=NOON)
    assert not is_author(cy, bench)


def test_inviting_the_same_address_again_changes_nothing(bench, ada):
    for address in ("dee@example.org", "Dee@Example.org"):
        actions.invite_coauthor(bench, email=address, by=ada, at=NOON)
    assert CoauthorInvitation.objects.count() == 1


def test_an_invitation_is_settled_once(bench, ada, dee):
    invitation = actions.invite_coauthor(bench, email=dee.email, by=ada, at=NOON)
    actions.settle_coauthor(invitation, accepted=False, by=dee, at=NOON)
    with pytest.raises(refusals.AlreadySettled):
        actions.settle_coauthor(invitation, accepted=True, by=dee, at=NOON)
    assert not is_author(dee, bench)


def test_whoever_asks_to_join_is_let_in_by_an_author(bench, ada, dee):
    asking = actions.ask_to_join(bench, message="I know the hill.", by=dee, at=NOON)
    assert actions.ask_to_join(bench, by=dee, at=NOON) == asking
    actions.settle_coauthor(asking, accepted=True, by=ada, at=NOON)
    assert is_author(dee, bench)
    with pytest.raises(refusals.AlreadyAuthor):
        actions.ask_to_join(bench, by=dee, at=NOON)


def test_words_with_a_nul_are_refused_with_a_sentence(bench, dee):
    with pytest.raises(refusals.TextNotTaken) as refusal:
        actions.ask_to_join(bench, message="a\x00b", by=dee, at=NOON)
    assert refusal.value.field == "message"


def test_a_coauthor_can_leave_and_the_author_cannot(bench, ada, dee):
    asking = actions.ask_to_join(bench, by=dee, at=NOON)
    actions.settle_coauthor(asking, accepted=True, by=ada, at=NOON)
    actions.leave(bench, by=dee, at=NOON)
    assert not is_author(dee, bench)
    with pytest.raises(refusals.LastAuthor):
        actions.leave(bench, by=ada, at=NOON)


def test_the_secret_of_the_receipt_cannot_be_guessed(campaign):
    sent = factories.a_contribution(campaign)
    secret = tokens.claim_token(sent)
    assert tokens.claimed_by(secret) == sent
    assert tokens.claimed_by(secret[:-1] + ("A" if secret[-1] != "A" else "B")) is None
    assert tokens.claimed_by(str(sent.pk)) is None


def test_only_a_confirmed_address_offers_what_was_sent_with_it(campaign, ada):
    sent = factories.a_contribution(campaign, contact_email="Ada@Example.org")
    assert list(queries.claimable(["ada@example.org"])) == [sent]
    assert list(queries.claimable([])) == []
    actions.claim(sent, by=ada, at=NOON)
    assert list(queries.claimable(["ada@example.org"])) == []
    assert list(Entry.objects.values_list("verb", flat=True)) == ["data.consented", Verb.CLAIMED]
    assert list(queries.sent_by(ada)) == [sent]


def test_a_coauthor_cannot_claim_it_a_second_time(campaign, ada):
    sent = factories.a_contribution(campaign)
    sent.authorships.create(person=ada, credit="coauthor", joined_at=NOON)
    with pytest.raises(refusals.AlreadyAuthor):
        actions.claim(sent, by=ada, at=NOON)


def test_what_was_withdrawn_takes_no_coauthors(bench, ada, dee, cy):
    invitation = actions.invite_coauthor(bench, email=dee.email, by=ada, at=NOON)
    asking = actions.ask_to_join(bench, by=cy, at=NOON)
    actions.withdraw(bench, by=ada, at=NOON)
    for act in (
        lambda: actions.invite_coauthor(bench, email="sam@example.org", by=ada, at=NOON),
        lambda: actions.ask_to_join(bench, by=dee, at=NOON),
        lambda: actions.settle_coauthor(invitation, accepted=True, by=dee, at=NOON),
        lambda: actions.settle_coauthor(asking, accepted=True, by=ada, at=NOON),
    ):
        with pytest.raises(refusals.NotStanding):
            act()
    assert not actions.settle_coauthor(asking, accepted=False, by=ada, at=NOON)
    assert [one.person for one in bench.authorships.all()] == [ada]

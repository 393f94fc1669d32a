"""Access tokens: made, used, ended; and what is refused."""

from datetime import timedelta

import pytest

from flotilla.journal.models import Entry
from flotilla.kit.tokens import fingerprint
from flotilla.people import actions, queries
from flotilla.people.models import AccessToken
from tests.factories import NOON

TODAY = NOON.date()
SOON = TODAY + timedelta(days=30)


def make(person, name="My map", secret="a secret", ends_on=SOON):
    """Make a token as the settings page does."""
    return actions.make_token(person, name=name, secret=secret, ends_on=ends_on, by=person, at=NOON)


def test_only_the_fingerprint_of_the_secret_is_kept(ada):
    token = make(ada, name="  My   map ")
    assert (token.name, token.fingerprint) == ("My map", fingerprint("a secret"))
    assert queries.token_of("a secret", TODAY) == token
    assert queries.token_of("another", TODAY) is None


def test_making_and_revoking_are_written_down_without_the_name(ada):
    token = make(ada)
    for _time in range(2):
        actions.revoke_token(token, by=ada, at=NOON)
    assert list(Entry.objects.about(token).values_list("verb", "by_id", "details")) == [
        ("person.token_made", ada.pk, {"ends_on": SOON.isoformat()}),
        ("person.token_revoked", ada.pk, {}),
    ]


def test_a_revoked_or_ended_token_opens_nothing_and_neither_does_one_of_a_closed_account(ada):
    token = make(ada)
    assert queries.token_of("a secret", SOON) == token
    assert queries.token_of("a secret", SOON + timedelta(days=1)) is None
    type(ada).objects.filter(pk=ada.pk).update(is_active=False)
    assert queries.token_of("a secret", TODAY) is None
    type(ada).objects.filter(pk=ada.pk).update(is_active=True)
    actions.revoke_token(token, by=ada, at=NOON)
    assert queries.token_of("a secret", TODAY) is None


@pytest.mark.parametrize(
    ("name", "ends_on", "refusal"),
    [
        ("", SOON, actions.TokenNameNotTaken),
        ("x" * 61, SOON, actions.TokenNameNotTaken),
        ("a\x00b", SOON, actions.TokenNameNotTaken),
        ("Theirs", TODAY, actions.TokenEndsWrongly),
        ("Theirs", TODAY + timedelta(days=367), actions.TokenEndsWrongly),
    ],
)
def test_a_token_has_a_name_and_an_end(ada, name, ends_on, refusal):
    with pytest.raises(refusal):
        make(ada, name=name, ends_on=ends_on)
    assert not AccessToken.objects.exists()


def test_each_has_another_name_until_it_is_revoked(ada, dee):
    first = make(ada)
    make(dee, secret="hers")
    with pytest.raises(actions.TokenNameNotTaken):
        make(ada, secret="second")
    actions.revoke_token(first, by=ada, at=NOON)
    assert list(queries.tokens_of(ada)) == []
    second = make(ada, secret="second")
    assert list(queries.tokens_of(ada)) == [second]


def test_nobody_has_more_than_they_can_keep_an_eye_on(ada):
    for number in range(actions.MOST_TOKENS):
        make(ada, name=f"Token {number}", secret=f"secret {number}")
    with pytest.raises(actions.TooManyTokens) as refused:
        make(ada)
    assert str(refused.value) == "You have 10 tokens already. Revoke one that you need no longer."


def test_use_is_kept_by_the_day_and_written_once_a_day(ada, django_assert_num_queries):
    token = make(ada)
    actions.see_token_used(token, at=NOON)
    token.refresh_from_db()
    assert token.last_used_on == TODAY
    with django_assert_num_queries(2):  # the savepoint, nothing else
        actions.see_token_used(token, at=NOON + timedelta(hours=3))

"""Co-authors by invitation and by asking; claiming what was sent as a guest; the list of what I sent."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from flotilla.contributions import tokens
from flotilla.contributions.models import CoauthorInvitation, Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories

HERE = "/p/short-trips/c/1/"


@pytest.fixture
def guests(campaign: Programme) -> Contribution:
    """An idea that a guest sent, who left an address."""
    return factories.a_contribution(campaign, title="A roof", contact_email="dee@example.org")


def authors(contribution: Contribution) -> list[str]:
    return [str(one.person) for one in contribution.authorships.filter(left_at=None)]


def test_an_invited_person_says_yes_by_the_link(
    client: Client, bench: Contribution, ada: Person, dee: Person
) -> None:
    client.force_login(ada)
    client.post(f"{HERE}co-authors/", {"email": "Dee@example.org", "message": "Join me"})
    link = f"/co-author/{tokens.invitation_token(CoauthorInvitation.objects.get())}/"
    client.logout()
    assert client.get(link)["Location"].startswith("/account/login/?next=/co-author/")
    client.force_login(dee)
    assert "Join me" in client.get(link).content.decode()
    client.post(link, {"accepted": "yes", "did": "Wrote the questions"})
    assert authors(bench) == ["Ada", "Dee"]
    assert "Wrote the questions" in client.get(HERE).content.decode()
    client.post(f"{HERE}co-authors/leave/")
    assert authors(bench) == ["Ada"]


def test_an_invitation_is_for_the_one_it_went_to(
    client: Client, bench: Contribution, ada: Person, eve: Person
) -> None:
    client.force_login(ada)
    client.post(f"{HERE}co-authors/", {"email": "dee@example.org"})
    link = f"/co-author/{tokens.invitation_token(CoauthorInvitation.objects.get())}/"
    client.force_login(eve)
    assert "another address" in client.get(link).content.decode()
    client.post(link, {"accepted": "yes"})
    assert authors(bench) == ["Ada"]
    assert client.get("/co-author/nonsense/").status_code == 404


def test_somebody_asks_to_join_and_the_author_says_yes(
    client: Client, bench: Contribution, ada: Person, dee: Person
) -> None:
    client.force_login(dee)
    client.post(f"{HERE}co-authors/ask/", {"message": "I measured the hill."})
    asking = CoauthorInvitation.objects.get()
    assert (
        client.post(f"{HERE}co-authors/{asking.pk}/settle/", {"accepted": "yes"}).status_code == 404
    )
    client.force_login(ada)
    assert "I measured the hill." in client.get(f"{HERE}co-authors/").content.decode()
    client.post(f"{HERE}co-authors/{asking.pk}/settle/", {"accepted": "yes"})
    assert authors(bench) == ["Ada", "Dee"]


@pytest.mark.parametrize("email", ["", "dee", "a\x00@b.example", "x" * 400 + "@example.org"])
def test_an_address_that_is_none_is_said_at_its_field(
    client: Client, bench: Contribution, ada: Person, email: str
) -> None:
    client.force_login(ada)
    shown = client.post(f"{HERE}co-authors/", {"email": email}).content.decode()
    assert "ds-error-summary" in shown
    assert not CoauthorInvitation.objects.exists()


def test_a_link_alone_claims_nothing(client: Client, guests: Contribution, dee: Person) -> None:
    link = f"/claim/{tokens.claim_token(guests)}/"
    assert "Sign in" in client.get(link).content.decode()
    client.post(link)
    client.force_login(dee)
    assert "make it mine" in client.get(link).content.decode()
    assert authors(guests) == ["None"]
    client.post(link)
    assert authors(guests) == ["Dee"]


def test_what_belongs_to_somebody_is_not_claimed(
    client: Client, bench: Contribution, dee: Person
) -> None:
    client.force_login(dee)
    link = f"/claim/{tokens.claim_token(bench)}/"
    assert "belongs to an account already" in client.get(link).content.decode()
    client.post(link)
    assert authors(bench) == ["Ada"]
    assert client.get("/claim/nonsense/").status_code == 404


def test_only_a_confirmed_address_claims(
    client: Client, guests: Contribution, dee: Person, eve: Person
) -> None:
    client.force_login(dee)
    assert "A roof" not in client.get("/settings/sent/").content.decode()
    assert client.post(f"/settings/sent/{guests.pk}/claim/").status_code == 404
    EmailAddress.objects.update_or_create(
        user=dee, email="Dee@Example.org", defaults={"verified": True, "primary": True}
    )
    assert "A roof" in client.get("/settings/sent/").content.decode()
    client.post(f"/settings/sent/{guests.pk}/claim/")
    assert authors(guests) == ["Dee"]


def test_what_i_sent_support_and_follow_is_listed_with_its_state(
    client: Client, campaign: Programme, bench: Contribution, ada: Person, dee: Person
) -> None:
    other = factories.a_contribution(campaign, by=dee, title="Fold-down seats")
    client.force_login(ada)
    client.post("/p/short-trips/c/2/support/")
    client.post("/p/short-trips/take-part/", {"title": "Half an idea"})
    shown = client.get("/settings/sent/").content.decode()
    for words in (bench.title, other.title, "Half an idea", "Answer promised by 3 April 2026"):
        assert words in shown


def test_the_list_is_for_whoever_is_signed_in(client: Client, bench: Contribution) -> None:
    assert client.get("/settings/sent/")["Location"] == "/account/login/?next=/settings/sent/"


@pytest.mark.parametrize("name", ["dee", "eve", "bo"])
def test_others_do_not_find_it_in_theirs(
    client: Client, bench: Contribution, request: pytest.FixtureRequest, name: str
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert bench.title not in client.get("/settings/sent/").content.decode()


def test_the_list_asks_as_many_questions_for_three_as_for_one(
    client: Client, campaign: Programme, bench: Contribution, ada: Person, django_assert_num_queries
) -> None:
    client.force_login(ada)
    client.get("/settings/sent/")
    with CaptureQueriesContext(connection) as one:
        client.get("/settings/sent/")
    for _ in range(2):
        factories.a_contribution(campaign, by=ada)
    with django_assert_num_queries(len(one)):
        client.get("/settings/sent/")

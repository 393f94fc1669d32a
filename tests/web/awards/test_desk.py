"""Pots and awards at the desk: from an empty pot to a payment, and everything that is refused stands at its field."""

from datetime import date

import pytest

from flotilla.awards import actions
from flotilla.awards.models import Award, Pot
from tests.awards.makers import IBAN, a_pot, a_running_award, an_award, decided
from tests.factories import NOON


@pytest.fixture
def desk(desk_client, bo):
    """Bo's browser."""
    return desk_client(bo)


@pytest.fixture
def colleague(desk_client, bea):
    """Bea's browser."""
    return desk_client(bea)


AWARD = {
    "title": "Singing on the ward", "purpose": "Forty afternoons.", "recipient_kind": "organisation", "recipient_name": "Choir",
    "amount_minor": "£3,000", "who_decided": "The panel", "reasons": "It reached most people.",
}  # fmt: skip


def a_day(name, on=date(2026, 6, 1)):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def words(answer):
    return answer.content.decode()


def test_an_award_goes_from_an_empty_pot_to_its_payment_and_its_public_page(desk, colleague, marlhaven):  # fmt: skip
    desk.post("/desk/pots/", {"name": "Community fund", "address": "community", "currency": "GBP", "approval_over_minor": "1,000"})  # fmt: skip
    pot = Pot.objects.get()
    desk.post(f"/desk/pots/{pot.pk}/fill/", {"amount_minor": "10,000"})
    desk.post(f"/desk/pots/{pot.pk}/award/", AWARD)
    award = Award.objects.get()
    here = f"/desk/awards/{award.pk}/"
    assert "waits for a second person" in words(desk.get(here))
    colleague.post(f"{here}approve/")
    desk.post(f"{here}offer/")
    desk.post(f"{here}agreement/", {"words": "As said.", "signatory": "Ines", **a_day("signed_on")})
    desk.post(f"{here}begin/")
    desk.post(f"{here}bank/", {"iban": IBAN})
    desk.post(f"{here}milestone/", {"title": "Half", "amount_minor": "1,500", **a_day("due_on")})
    stone = award.milestones.get()
    desk.post(f"{here}claim/", {"milestone": stone.pk, "amount_minor": "1,500", "words": "Done."})
    claim = stone.claims.get()
    assert "Half" in words(colleague.get("/desk/awards/"))
    colleague.post(f"/desk/claims/{claim.pk}/agree/")
    file = desk.post("/desk/payments/", {"kind": "csv", **a_day("pay_on")})
    assert (file["Content-Disposition"], b"GB82WEST12345698765432" in file.content) == ('attachment; filename="payments.csv"', True)  # fmt: skip
    desk.post(f"/desk/claims/{claim.pk}/payment/", {"reference": "BACS 77", **a_day("paid_on")})
    desk.post(f"{here}publish/")
    page = words(desk.get(here))
    assert ("BACS 77" in page, "… 5432" in page, "GB82" in page) == (True, True, False)
    pot.refresh_from_db()
    assert (pot.promised_minor, pot.paid_minor) == (300_000, 150_000)
    public = words(desk.get(f"/awards/{award.publication.pk}/"))
    assert ("£3,000" in public, "It reached most people." in public) == (True, True)
    desk.post(f"{here}close/")
    pot.refresh_from_db()
    assert pot.free_minor == 850_000


def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(desk, marlhaven):
    pot = a_pot(marlhaven, total=100_000)
    answer = desk.post(f"/desk/pots/{pot.pk}/award/", AWARD)
    page = words(answer)
    assert "There is £1,000 left in this pot that nobody was promised." in page
    assert ("Forty afternoons." in page, "£3,000" in page) == (True, True)
    answer = desk.post(f"/desk/pots/{pot.pk}/award/", {**AWARD, "amount_minor": "12.345"})
    assert "no smaller part than the smallest coin" in words(answer)
    assert Award.objects.count() == 0


def test_nobody_approves_their_own(desk, marlhaven, bo):
    award = an_award(a_pot(marlhaven), by=bo, amount_minor=600_000)
    page = words(desk.post(f"/desk/awards/{award.pk}/approve/"))
    assert "You drafted or asked for it yourself." in page
    award.refresh_from_db()
    assert award.state == "drafted"


def test_a_wrong_account_number_is_refused_in_a_sentence(desk, marlhaven, bo):
    award = an_award(a_pot(marlhaven), by=bo)
    page = words(desk.post(f"/desk/awards/{award.pk}/bank/", {"iban": "GB00 WEST 1"}))
    assert ("This is no valid IBAN." in page, "GB00 WEST 1" in page) == (True, True)


def test_only_decided_contributions_without_an_award_are_offered(desk, marlhaven, bench, bo, bea):
    pot = a_pot(marlhaven)
    assert bench.title not in words(desk.get(f"/desk/pots/{pot.pk}/award/"))
    decided(bench, by=bo, checked_by=bea)
    assert bench.title in words(desk.get(f"/desk/pots/{pot.pk}/award/"))
    desk.post(f"/desk/pots/{pot.pk}/award/", {**AWARD, "contribution": bench.pk})
    assert Award.objects.get().contribution == bench
    assert bench.title not in words(desk.get(f"/desk/pots/{pot.pk}/award/"))


def test_a_step_that_nobody_knows_is_not_there(desk, marlhaven, bo):
    award = an_award(a_pot(marlhaven), by=bo)
    assert desk.get(f"/desk/awards/{award.pk}/give/").status_code == 404


def test_an_award_page_asks_the_same_for_one_and_for_three(desk, marlhaven, bo, bea, django_assert_num_queries):  # fmt: skip
    award = a_running_award(a_pot(marlhaven), by=bo, second=bea)

    def grow():
        stone = actions.set_milestone(award, title="A", amount_minor=9, due_on=NOON.date(), by=bo, at=NOON)  # fmt: skip
        claim = actions.claim(stone, amount_minor=9, words="Done.", by=bo, at=NOON)
        actions.agree_claim(claim, by=bea, at=NOON)
        actions.record_payment(claim, paid_on=NOON.date(), reference="B", by=bo, at=NOON)
        change = actions.ask_variation(award, ends_on=date(2026, 6, 1 + award.variations.count()), reason="A", by=bo, at=NOON)  # fmt: skip
        actions.agree_variation(change, by=bea, at=NOON)

    grow()
    desk.get(f"/desk/awards/{award.pk}/")
    with django_assert_num_queries(MOST_OF_AN_AWARD):
        desk.get(f"/desk/awards/{award.pk}/")
    grow()
    grow()
    with django_assert_num_queries(MOST_OF_AN_AWARD):
        desk.get(f"/desk/awards/{award.pk}/")


MOST_OF_AN_AWARD = 8

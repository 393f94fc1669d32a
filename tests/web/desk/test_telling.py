"""Telling at the desk, and what each of those told reads, while nobody else reads anything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flotilla.assessment.models import CriteriaSet, Panel
from flotilla.contributions import tokens
from flotilla.decisions import actions as decisions
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Letter
from tests import factories
from tests.assessment import making
from tests.assessment.test_assessing import Round
from tests.decisions.test_deciding import forward
from tests.decisions.test_telling import NO, close_intake
from tests.factories import NOON
from tests.web.surface import browser_of

DESK = "/desk/p/short-trips/telling/"


class Judged(Round):
    """Ada's entry wins, Dee's does not, a guest's does not; both readers have scored Dee's."""

    def __init__(self, campaign, ada, dee, bo, bea, cy):
        super().__init__(campaign, bo, cy)
        self.begin()
        self.won = factories.a_contribution(campaign, by=ada, title="Ada's entry")
        self.lost = factories.a_contribution(campaign, by=dee, title="Dee's entry")
        self.guest = factories.a_contribution(
            campaign, title="A guest's entry", contact_email="guest@example.org"
        )
        self.sent(cy, 4, 2, entry=self.lost, for_entrant="Clear and kind.", for_panel="Too dear.")
        self.sent(self.pat, 3, 2, entry=self.lost, for_entrant="Say who pays.")
        close_intake(campaign)
        for entry, facts in (
            (self.won, {}),
            (self.lost, NO),
            (self.guest, NO),
            (self.entry, NO),
        ):
            draft = forward(entry, bo, **{"who_decided": "Fathom panel", **facts})
            decisions.check(draft, by=bea, at=NOON)


@pytest.fixture
def judged(campaign, ada, dee, bo, bea, cy):
    cy.email = "cy@marlhaven.example"
    cy.save()
    return Judged(campaign, ada, dee, bo, bea, cy)


def page(who, entry):
    return browser_of(who).get(f"/p/short-trips/c/{entry.number}/result/")


#: every page of the outside on which a decision would show
OUTSIDE = ("/", "/answers/", "/answers/feed/", "/answers/?outcome=forward", "/p/short-trips/", "/p/short-trips/record/", "/record/", "/record/table.csv", "/search/?q=Fathom", "/programmes/", "/api/programmes/short-trips", "/api/programmes/short-trips/contributions", "/p/short-trips/timeline/")  # fmt: skip


def read_outside(who, judged):
    """Whether the decision shows on any page that somebody else reads."""
    browser = browser_of(who)
    places = [*OUTSIDE, *(f"/p/short-trips/c/{one.number}/" for one in (judged.won, judged.lost))]
    places += [f"/api/programmes/short-trips/contributions/{judged.won.number}"]
    told = {}
    for place in places:
        got = browser.get(place)
        body = b"".join(got.streaming_content) if got.streaming else got.content
        told[place] = (got.status_code, b"Fathom panel" in body, b"Taken forward" in body, b"Decided" in body)  # fmt: skip
    return told


def test_between_the_steps_nobody_reads_more_than_before(judged, ada, dee, bo):
    stranger = factories.a_person("Stranger", email="stranger@example.org")
    before = {who: read_outside(who, judged) for who in (None, stranger)}
    assert not any(seen[1] for one in before.values() for seen in one.values())
    for act in (decisions.tell_winners, decisions.tell_entrants):
        act(judged.programme, by=bo, at=NOON)
        assert {who: read_outside(who, judged) for who in (None, stranger)} == before
    decisions.tell_public(judged.programme, by=bo, at=NOON)
    place = f"/p/short-trips/c/{judged.won.number}/"
    assert read_outside(None, judged)[place][1] is True  # the control: now it does show


def test_the_winner_reads_it_first_and_the_others_with_all_others(judged, ada, dee, bo):
    stranger = factories.a_person("Stranger", email="stranger@example.org")
    seen = []
    for act in (None, decisions.tell_winners, decisions.tell_entrants):
        if act:
            act(judged.programme, by=bo, at=NOON)
        seen.append(
            [page(ada, judged.won).status_code, page(dee, judged.lost).status_code,
             page(dee, judged.won).status_code, page(stranger, judged.won).status_code]
        )  # fmt: skip
    assert seen == [[404, 404, 404, 404], [200, 404, 404, 404], [200, 200, 404, 404]]


def test_an_entrant_reads_means_and_comments_for_them_only(judged, dee, bo, cy):
    decisions.tell_winners(judged.programme, by=bo, at=NOON)
    decisions.tell_entrants(judged.programme, by=bo, at=NOON)
    shown = page(dee, judged.lost).content.decode()
    for words in ("Not this time.", "Others reach more.", "3.5", "Outstanding.", "Clear and kind.", "Say who pays.", "2 assessors read it."):  # fmt: skip
        assert words in shown
    for words in ("Too dear.", str(cy), str(judged.pat)):
        assert words not in shown
    Panel.objects.update(readers=3)
    assert "That is fewer than the 3" in page(dee, judged.lost).content.decode()


def test_a_guest_reads_it_by_the_link_of_the_letter_and_by_no_other(judged, bo):
    link = f"/result/{tokens.result_token(judged.guest)}/"
    client = browser_of(None)
    assert client.get(link).status_code == 404
    decisions.tell_winners(judged.programme, by=bo, at=NOON)
    decisions.tell_entrants(judged.programme, by=bo, at=NOON)
    got = client.get(link)
    assert (got.status_code, got["Cache-Control"]) == (200, "private, no-store")
    assert "Not this time." in got.content.decode()
    for other in (f"/result/{tokens.claim_token(judged.guest)}/", f"/result/{tokens.result_token(judged.lost)}/"):  # fmt: skip
        assert client.get(other).status_code == 404
    read_journal(at=NOON + timedelta(minutes=1))
    assert Letter.objects.filter(email="guest@example.org", kind="result").count() == 1


def test_an_officer_takes_the_steps_one_after_another(judged, bo):
    browser = browser_of(bo)
    for step, said in (
        ("winners", "The winners are told."),
        ("entrants", "All other entrants are told."),
        ("public", "The decisions are public."),
    ):
        assert f'value="{step}"' in browser.get(DESK).content.decode()
        assert said in browser.post(DESK, {"step": step}, follow=True).content.decode()
    assert "Nothing to tell" in browser.get(DESK).content.decode()


def test_a_step_out_of_turn_is_refused_in_a_sentence(judged, bo):
    shown = browser_of(bo).post(DESK, {"step": "public"}, follow=True).content.decode()
    assert "Tell the winners first." in shown
    other = browser_of(bo).post(DESK, {"step": "nonsense"}, follow=True).content.decode()
    assert "“nonsense” is not on the list." in other


def test_telling_asks_as_much_for_four_entries_as_for_many(judged, bo, dee):
    def asked(who, address):
        browser = browser_of(who)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    few = asked(bo, DESK)
    for number in range(6):
        entry = factories.a_contribution(judged.programme, title=f"More {number}")
        decisions.check(forward(entry, bo, **NO), by=judged.cy, at=NOON)
    assert (few <= 12, asked(bo, DESK)) == (True, few)
    decisions.tell_winners(judged.programme, by=bo, at=NOON)
    decisions.tell_entrants(judged.programme, by=bo, at=NOON)
    assert asked(dee, f"/p/short-trips/c/{judged.lost.number}/result/") <= 12
    assert CriteriaSet.objects.count() == 1


def test_where_nobody_judges_there_is_no_telling(marlhaven, bo):
    factories.a_programme(marlhaven, address="plain")
    making.a_panel(factories.a_programme(marlhaven, address="judged"), by=bo)
    browser = browser_of(bo)
    got = [browser.get(f"/desk/p/{one}/telling/").status_code for one in ("plain", "judged")]
    assert got == [404, 200]

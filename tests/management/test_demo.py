"""The demo's story is told by actions and is whole: every page has something true to show."""

import io
import re
from collections import Counter

from django.core.management import call_command

from flotilla.assessment.models import Assessment, Interest, Panel
from flotilla.awards.models import Payment, Pot, PublishedAward
from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Answer, Decision
from flotilla.insight import promises
from flotilla.journal.models import Entry
from flotilla.kit.moments import database_now
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from flotilla.prizes import queries as heats
from flotilla.programmes.models import Programme


def test_the_story_is_told_once_and_says_how_to_sign_in(db, client):
    out = io.StringIO()
    call_command("demo", stdout=out)
    assert out.getvalue().count("/demo/sign-in/") == 6
    told = Contribution.objects.count(), Entry.objects.count()
    call_command("demo", stdout=out)
    assert (Contribution.objects.count(), Entry.objects.count()) == told
    trips = Programme.objects.get(title="Short trips, no car")
    kept = promises.of_programme(trips, database_now())
    assert (kept.received, kept.late, kept.overdue) == (48, 0, 0)
    assert kept.answered + kept.waiting == 48
    assert Decision.objects.released().count() == 24
    assert Decision.objects.filter(reopened_at__isnull=False).count() == 1  # a second look
    assert Answer.objects.filter(kind="update", released_at__isnull=False).count() >= 8
    assert Contribution.objects.filter(standing="merged").count() == 3
    assert Letter.objects.filter(sent_at__isnull=False).exclude(text="").count() > 10
    for page in (
        "/",
        "/p/short-trips-no-car/",
        "/answers/",
        "/record/",
        "/demo/letters/",
        "/at/harrowmere/",
        "/demo/",
        "/p/warm-at-the-stop/criteria/",
    ):
        assert client.get(page).status_code == 200, page
    judging_is_shown(client)
    heats_are_shown(client)
    the_fund_is_shown(client)
    nothing_is_late(client)


def judging_is_shown(client):
    """A prize is being judged: those on its panel find their pile and the ranking from the page on which they sign in."""
    panel = Panel.objects.get(programme__title="Warm at the stop")
    given = Assessment.objects.live().filter(seat__panel=panel)
    assert (given.count(), given.filter(sent_at__isnull=False).count()) == (30, 25)
    assert panel.seats.taken().filter(lived_experience=True).count() == 3
    assert Interest.objects.filter(seat__panel=panel, kind="organisation").count() == 1
    cy = panel.seats.get(person__name="Cy Brennan")
    assert client.post(f"/demo/sign-in/{cy.person_id}/")["Location"] == "/assessing/"
    left = cy.assessments.filter(sent_at=None).select_related("contribution").first()
    assert left.contribution.title in client.get(f"/assessing/{cy.pk}/").content.decode()
    assert client.get(f"/assessing/{cy.pk}/{left.contribution.number}/").status_code == 200
    waits = set(given.filter(sent_at=None).values_list("contribution__title", flat=True))
    complete = set(panel.programme.contributions.values_list("title", flat=True)) - waits
    client.post(f"/demo/sign-in/{panel.seats.get(part='chair').person_id}/")
    page = client.get("/p/warm-at-the-stop/ranking/").content.decode()
    assert {title for title in complete | waits if title in page} == complete


def the_fund_is_shown(client):
    """One round of the fund is paid and published, and the next is judged."""
    first, second = Programme.objects.filter(vehicle="fund").order_by("pk")
    paid = PublishedAward.objects.filter(award__programme=first)
    assert [(one.title, one.amount_minor) for one in paid.order_by("-amount_minor")] == [
        ("A toothbrush bus that stops where the school bus stops", 720_000),
        ("Homework at the tool library, with soup", 190_000),
        ("Walking each other to the baby clinic", 150_000),
    ]
    pot = Pot.objects.get(address="fair-start")
    assert Payment.objects.filter(claim__milestone__award__pot=pot).count() == 6
    sent = Counter(
        (one.seat.panel.programme_id, one.sent_at is not None)
        for one in Assessment.objects.select_related("seat__panel")
    )
    assert (sent[first.pk, True], sent[first.pk, False]) == (15, 0)
    assert sent[second.pk, True] > sent[second.pk, False] > 0
    for programme in (first, second):
        page = client.get(f"/p/{programme.address}/").content.decode()
        assert "At two years old, children in Eastfield and Quayside are behind in speech" in page
    kept = [promises.of_programme(one, database_now()) for one in (first, second)]
    assert [(one.received, one.late, one.overdue) for one in kept] == [(5, 0, 0), (6, 0, 0)]


def heats_are_shown(client):
    """An outcome prize is over, with the figures of the one after which it is modelled."""
    prize = Programme.objects.get(vehicle="outcome_prize")
    on = [heat.on for heat in heats.heats(prize, None)]
    assert [heats.received(prize), *on] == [355, 100, 21, 10, 4]
    formed = prize.contributions.filter(answers__new_here="formed").count()
    assert round(100 * formed / 355) == 12
    assert not prize.contributions.filter(decided_at=None).exists()
    page = client.get(f"/p/{prize.address}/heats/").content.decode()
    assert page.count("Winner, £300,000.") == 3
    assert page.count("Runner-up, £100,000.") == 1
    assert (
        "Modelled on the Big Green Challenge" in client.get(f"/p/{prize.address}/").content.decode()
    )


def nothing_is_late(client):
    """The desk of the demo is that of somebody who keeps their promises: answers, next words and gates."""
    client.post(f"/demo/sign-in/{Person.objects.get(name='Bo Lindqvist').pk}/")
    page = client.get("/desk/").content.decode()
    assert "No answer is late." in page
    assert re.findall(r"\d+ days? late", page) == []

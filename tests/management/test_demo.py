"""The demo's story is told by actions and is whole: every page has something true to show."""

import io

from django.core.management import call_command

from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Answer, Decision
from flotilla.insight import promises
from flotilla.journal.models import Entry
from flotilla.kit.moments import database_now
from flotilla.letters.models import Letter
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
    assert Decision.objects.released().count() == 15
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
    ):
        assert client.get(page).status_code == 200, page

"""Real public data, end to end, where it lies beside the project; skipped, saying so, where it does not."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Count, Sum

from flotilla.contributions.models import Contribution
from flotilla.decisions.models import Answer, Decision
from tests import factories

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the shared data is not at {DATA}")


def bring(body, name: str, file: Path, *more: str) -> str:
    """Bring a file over into a campaign of its own and return the last line."""
    factories.a_programme(body, address=name)
    out = io.StringIO()
    call_command(
        "import",
        "contributions",
        str(file),
        "--programme",
        f"marlhaven/{name}",
        "--mapping",
        name,
        *more,
        stdout=out,
    )
    return out.getvalue().splitlines()[-1]


@needs_data
def test_petitions_become_a_campaign_with_answers_decisions_and_merges(marlhaven):
    folder = DATA / "petitions"
    last = bring(
        marlhaven,
        "petitions",
        folder / "petitions.csv",
        "--links",
        str(folder / "duplicate_pairs.csv"),
    )
    assert last == "read 2195, accepted 2195, refused 0, unchanged 0"
    petitions = Contribution.objects.filter(source="petitions")
    assert petitions.aggregate(total=Sum("counted_supports"))["total"] == 3_519_795
    assert petitions.filter(source_facts__has_key="response_threshold_reached_at").count() == 67
    assert petitions.filter(source_facts__has_key="debate_threshold_reached_at").count() == 12
    assert petitions.filter(source_facts__rejection_code="duplicate").count() == 924
    assert petitions.filter(standing="merged").count() == 416
    assert Answer.objects.filter(kind="first").count() == 67
    counts = dict(Decision.objects.values_list("reasons__0").annotate(n=Count("pk")))
    assert counts == {
        "duplicate": 924 - 416,
        "outside_our_power": 307,
        "not_enough_detail": 259,
        "already_happening": 67,
    }


@needs_data
def test_makeorg_proposals_come_over_with_their_votes_as_counts(marlhaven):
    last = bring(marlhaven, "makeorg", DATA / "makeorg" / "mondedapres_2020_05_28.csv")
    assert last == "read 9393, accepted 9393, refused 0, unchanged 0"
    votes = Contribution.objects.filter(source="makeorg").values_list(
        "source_facts__votes", flat=True
    )
    assert sum(int(one) for one in votes) == 847_685


@needs_data
def test_every_proposal_of_a_decidim_export_is_accounted_for(marlhaven):
    last = bring(
        marlhaven,
        "decidim",
        DATA / "decidim-export" / "nightly.decidim.org-open-data-proposals.csv",
    )
    assert last == "read 45, accepted 45, refused 0, unchanged 0"

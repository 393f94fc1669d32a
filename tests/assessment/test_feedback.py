"""What an entrant is told of how their entry was judged."""

import pytest

from flotilla.assessment.queries import feedback
from tests import factories
from tests.assessment.test_assessing import Round


@pytest.fixture
def judged(campaign, bo, cy):
    cy.email = "cy@marlhaven.example"
    cy.save()
    return Round(campaign, bo, cy).begin()


def means(entry):
    return [(row.mean, row.n, row.nearest) for row in feedback(entry).rows]


def test_an_entrant_reads_means_and_the_words_of_the_scale_nearest_to_them(judged, cy):
    judged.sent(cy, 4, 4, 1, None)
    assert means(judged.entry) == [
        (4, 1, "Outstanding."), (4, 1, "Outstanding."), (1, 1, "Weak."), (None, 0, ""),
    ]  # fmt: skip
    judged.sent(judged.pat, 3, 1, 2, None)
    assert means(judged.entry) == [
        (3.5, 2, "Outstanding."), (2.5, 2, "Strong."), (1.5, 2, "Fair."), (None, 0, ""),
    ]  # fmt: skip


def test_an_entrant_reads_what_was_written_for_them_and_nothing_else(judged, cy):
    judged.sent(cy, for_entrant="Well thought out.", for_panel="Give them the money.")
    judged.sent(judged.pat, for_entrant="  ", for_panel="Never.")
    assert feedback(judged.entry).comments == ("Well thought out.",)


def test_an_entrant_is_told_when_fewer_read_it_than_was_promised(judged, cy):
    judged.sent(cy)
    one = feedback(judged.entry)
    assert (one.read_by, one.required, one.is_short) == (1, 2, True)
    judged.sent(judged.pat)
    assert feedback(judged.entry).is_short is False


def test_what_was_not_sent_counts_for_nothing(judged, cy):
    judged.given(cy)
    assert feedback(judged.entry) is None


def test_where_no_panel_judges_there_is_nothing_to_tell(marlhaven):
    plain = factories.a_programme(marlhaven, address="plain")
    assert feedback(factories.a_contribution(plain)) is None

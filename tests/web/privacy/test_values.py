"""What stands in a row is written as everything else is."""

from flotilla.kit import written
from flotilla.web.privacy.values import shown
from tests.factories import NOON


def test_a_moment_is_written_as_on_every_other_page():
    assert shown(NOON) == written.moment_text(NOON) == "Wednesday 11 March 2026, noon GMT"


def test_yes_and_no_lists_and_tables_are_lines():
    assert shown(True) == "yes"
    assert shown([False, "a"]) == "no\na"
    assert shown({"wrong": "Nothing to sit on."}) == "wrong: Nothing to sit on."

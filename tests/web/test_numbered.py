"""Pages by number: the whole list is reached, and no number that somebody types is a fault."""

import pytest
from django.test import RequestFactory

from flotilla.web.numbered import numbered


def shown(query, count, size=100):
    """Which part of a list is shown, and where one goes from there."""
    page = numbered(RequestFactory().get(f"/list/{query}"), count, size)
    return (page.start, page.stop), (page.previous, page.next)


def test_the_first_page_is_the_usual_one():
    assert shown("", 250) == ((0, 100), ("", "?page=2"))


def test_what_was_asked_besides_goes_along():
    assert shown("?line=20&page=2", 250) == ((100, 200), ("?line=20&page=1", "?line=20&page=3"))


def test_every_row_is_on_one_page():
    pages = [shown(f"?page={number}", 250)[0] for number in (1, 2, 3)]
    assert [row for start, stop in pages for row in range(start, stop)] == list(range(250))


@pytest.mark.parametrize("typed", ["0", "-1", "x", "²", "99999999999999999999", ""])
def test_a_page_that_there_is_not_is_the_first(typed):
    assert shown(f"?page={typed}", 250)[0] == (0, 100)


def test_behind_the_last_page_is_the_last():
    assert shown("?page=9", 250) == ((200, 250), ("?page=2", ""))


def test_an_empty_list_has_one_page():
    assert shown("", 0) == ((0, 0), ("", ""))

"""Pages by number: the whole list is reached, and no number that somebody types is a fault."""

import pytest
from django.test import RequestFactory

from flotilla.web.numbered import numbered


def shown(query, count, size=100):
    """Which part of a list is shown, and where one goes from there."""
    found = numbered(RequestFactory().get(f"/list/{query}"), range(count), size)
    return list(found.page), (found.previous, found.next)


def test_the_first_page_is_the_usual_one():
    assert shown("", 250) == (list(range(100)), ("", "?page=2"))


def test_what_was_asked_besides_goes_along():
    beside = ("?line=20&page=1", "?line=20&page=3")
    assert shown("?line=20&page=2", 250) == (list(range(100, 200)), beside)


def test_every_row_is_on_one_page():
    pages = [shown(f"?page={number}", 250)[0] for number in (1, 2, 3)]
    assert [row for rows in pages for row in rows] == list(range(250))


@pytest.mark.parametrize("typed", ["x", "²", "1.5", ""])
def test_what_is_no_number_is_the_first_page(typed):
    assert shown(f"?page={typed}", 250)[0] == list(range(100))


@pytest.mark.parametrize("typed", ["9", "0", "-1", "99999999999999999999"])
def test_a_number_that_no_page_has_is_the_last_page(typed):
    assert shown(f"?page={typed}", 250) == (list(range(200, 250)), ("?page=2", ""))


def test_an_empty_list_has_one_page():
    assert shown("", 0) == ([], ("", ""))

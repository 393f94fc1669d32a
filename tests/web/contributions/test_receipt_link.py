"""Whoever sent something finds its signed receipt on its page; nobody else is shown it there."""

import pytest

from flotilla.contributions import actions
from flotilla.journal import receipts
from tests import factories


@pytest.fixture
def sent(marlhaven, ada):
    """An idea that Ada has sent today, with a place for it in the log."""
    programme = factories.a_campaign_today(marlhaven)
    return actions.submit(
        programme, title="A bench", answers={"wrong": "There is nowhere to sit.", "help": "A bench."},
        submission_key="one", by=ada, at=programme.opening.opened_at,
    )  # fmt: skip


def test_the_author_follows_the_link_to_the_receipt(sent, ada, dee, client, client_of):
    page = f"/p/{sent.programme.address}/c/{sent.number}/"
    link = f"/log/receipt/{receipts.first_of('contribution', sent.pk).digest}/"
    browser = client_of(ada)
    assert f'href="{link}"' in browser.get(page).content.decode()
    assert browser.get(link).status_code == 200
    for other in (client, client_of(dee)):
        shown = other.get(page)
        assert (shown.status_code, link in shown.content.decode()) == (200, False)

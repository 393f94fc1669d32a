"""A crash between commit and answer, and the client that sends again; `make prove` does it more often."""

import pytest

from proofs import retry
from proofs.counting import count
from proofs.load import Ledger
from proofs.site import a_site


@pytest.mark.xdist_group("proofs")
def test_what_is_sent_again_with_its_key_after_a_crash_is_there_once(ground):
    ledger = Ledger()
    with a_site(ground) as site:
        site.off = retry.CRASHES
        site.start()
        for number in (0, 2, 4, 1):
            retry.crash_and_retry(site, ledger, number)
        found = count(site, ledger)
    assert (len(ledger.acknowledged), found.lost, found.doubled, found.wrong) == (4, 0, 0, [])

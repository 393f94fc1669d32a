"""Kill -9 under load, a few times; `make prove` does it 200 times."""

import pytest

from proofs import kill


@pytest.mark.xdist_group("proofs")
def test_what_was_acknowledged_is_there_once_after_the_server_is_killed(ground):
    said = []
    ledger, lost, doubled, wrong = kill.lane(ground, 4, 0, said.append)
    assert (lost, doubled, wrong) == (0, 0, [])
    assert len(ledger.acknowledged) > 8

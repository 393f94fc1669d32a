"""Every way of tampering that we know of is found, on a small site; `make prove` plants a thousand on a real one."""

import pytest

from proofs.planter import PLANTS, Onlooker, plants, prepare

pytestmark = pytest.mark.django_db(transaction=True)

#: a log of eighteen ideas fills no tile; the drill plants these in its longer ones
TOO_SHORT_FOR = {"deleted: the top of a tile", "edited: the top of a tile"}


def test_each_kind_of_fault_is_found_and_named_and_the_honest_site_passes(live_server, tmp_path):
    onlooker = Onlooker(live_server.url, tmp_path)
    hand, (code, said) = prepare(onlooker, ideas=18)
    assert code == 0, said
    done = list(plants(hand, onlooker, len(PLANTS)))
    assert {one["unplanted"] for one in done if "unplanted" in one} == TOO_SHORT_FOR
    seen = [one for one in done if "unplanted" not in one]
    assert [one["said"] for one in seen if not one.get("passed", True)] == []
    missed = [(one["kind"], one["said"]) for one in seen if not (one.get("passed") or (one["found"] and one["named"]))]  # fmt: skip
    assert missed == []
    assert len(seen) == len(PLANTS) + 1  # and the honest site again

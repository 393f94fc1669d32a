"""Two posts on one outbox; `make prove` does it with four, too."""

import pytest

from proofs import posts
from proofs.outcome import Outcome
from proofs.postbox import Postbox
from proofs.site import a_site


@pytest.mark.xdist_group("proofs")
def test_two_posts_send_each_letter_once(ground):
    outcome = Outcome("posts", ground, 1)
    with Postbox() as box, a_site(ground) as site:
        site.extra = {**box.settings, "FLOTILLA_CLOCK": "no"}
        site.start()
        posts.fill_and_empty(site, box, 2, writes=12)
        posts.settle(site, box, outcome)
    assert (outcome.lost, outcome.doubled, outcome.wrong) == (0, 0, [])
    assert outcome.acknowledged > 0

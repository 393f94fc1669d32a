"""The prizes of the world: one in which entries go on, one that is a draft."""

from datetime import timedelta
from typing import Any

from flotilla.kit.moments import database_now
from flotilla.prizes import actions
from flotilla.prizes.actions import Said
from tests import factories
from tests.programmes import ready


def heat(world: Any) -> None:
    """Build them: of three entries one went on, one did not, and of one something is missing."""
    here, bo, at = world.here, world.people["bo"], database_now()
    facts = {"vehicle": "prize", "title": "A warm stop", "address": "marlhaven-prize"}
    opened = factories.a_programme(here, **facts, opened_at=at - timedelta(days=9))
    entries = [
        factories.a_contribution(opened, by=world.people["ada"], title=title)
        for title in ("A bench", "A roof", "A lamp")
    ]
    outcomes = ("on", "out", "mend")
    said = {
        one.pk: Said(outcome, f"Because {outcome}.")
        for one, outcome in zip(entries, outcomes, strict=True)
    }
    until = at + timedelta(days=4)
    actions.pass_entries(opened, "eligible", said, mend_until=until, by=bo, at=at)
    draft = ready.a_draft(here, by=bo, at=at, vehicle="prize", title=world.hide("prize_title"))
    for state, programme in (("open", opened), ("draft", draft)):
        place = {"address": programme.address, "body": here.address, "code": "eligible"}
        world.keep("heat", state, programme, **place)

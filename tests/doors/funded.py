"""The funds of the world: one that is open, one that is a draft, each with a round."""

from datetime import timedelta
from typing import Any

from flotilla.kit.moments import database_now
from tests import factories
from tests.programmes import ready


def fund(world: Any) -> None:
    """Build them."""
    here, bo = world.here, world.people["bo"]
    facts = {"vehicle": "fund", "title": "Fair teeth", "address": "marlhaven-fund"}
    opened = factories.a_programme(here, **facts, opened_at=database_now() - timedelta(days=9))
    draft = ready.a_draft(
        here, by=bo, at=database_now(), vehicle="fund", title=world.hide("fund_title")
    )
    secret = {name: world.hide(f"round_{name}") for name in ("aim", "gap", "group", "source")}
    for state, programme, words in (("open", opened, {}), ("draft", draft, secret)):
        held = factories.a_round(programme, **words)
        place = {"address": programme.address, "body": here.address}
        world.keep("round", state, held, **place)
        world.keep("award_size", state, held.sizes.first(), **place)
        world.keep("eligibility_question", state, held.questions.get(), **place)

"""Coming home well: the campaign whose best idea is in everyday use."""

from flotilla.management.story.answering import tell_finished
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.teller import Teller


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = promise_of(
        "An evening call, or something better, tried on at least one ward",
        "New hospital beds. They are not ours to give",
        "A panel of 7, of whom 4 are patients or carers",
        15,
        teller.noon(-610).date(),
        money=900_000,
    )
    facts = {
        "summary": "What would make the first evening at home after a hospital stay go well?",
        "question": "How might we make the first evening at home after a hospital stay a good one?",
    }
    lengths = {
        "gather": 42,
        "tidy": 7,
        "refine": 21,
        "decide": 14,
        "deliver": 220,
        "measure": 200,
    }
    programme = open_programme(
        teller,
        "marlhaven",
        "Coming home well",
        "campaign",
        lengths,
        opens=-700,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
    )
    tell_finished(
        teller,
        programme,
        "coming-home",
        opened=-700,
        days=30,
        decide_after=80,
        who="Panel of 7, 4 of them patients or carers",
        signed="Head of Adult Care",
    )

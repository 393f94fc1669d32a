"""The warm library: the campaign that is being tried out."""

from flotilla.management.story.answering import tell_finished
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.teller import Teller


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = promise_of(
        "At least one evening a week in one library",
        "A new building",
        "Lou from the library and four young people",
        15,
        teller.noon(-90).date(),
        money=400_000,
    )
    facts = {
        "summary": "The library is warm and empty after six. What should happen there?",
        "question": "How might we use the warm library in the evening?",
    }
    lengths = {
        "gather": 30,
        "tidy": 5,
        "refine": 15,
        "decide": 10,
        "deliver": 150,
        "measure": 60,
    }
    programme = open_programme(
        teller,
        "marlhaven",
        "The warm library",
        "campaign",
        lengths,
        opens=-160,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
    )
    tell_finished(
        teller,
        programme,
        "warm-library",
        opened=-160,
        days=20,
        decide_after=57,
        who="The library and four young people",
        signed="Harbour Library",
    )

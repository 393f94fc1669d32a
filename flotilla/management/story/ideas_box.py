"""The ideas box: the standing platform of staff and residents."""

from flotilla.management.story.answering import follow
from flotilla.management.story.council import read
from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.sending import send
from flotilla.management.story.teller import Teller


def tell(teller: Teller) -> None:
    """Put the chapter down."""
    promise = promise_of(
        "Small things done at once, larger ones passed to who can",
        "A vote on the budget",
        "Whoever owns the matter, named in each answer",
        15,
        None,
    )
    facts = {
        "summary": "A standing place for ideas from staff and residents. Something small that would help?",
        "question": "What would you change tomorrow, if you could?",
    }
    programme = open_programme(
        teller,
        "marlhaven",
        "Ideas box",
        "standing",
        {},
        opens=-120,
        promise=promise,
        signer="Sol Marchetti",
        facts=facts,
    )
    rows = read("ideas-box")["contributions"]
    for number, row in enumerate(rows):
        day = -90 + 60 * number / len(rows) if row.get("answer") else -9 + number
        send(
            teller,
            programme,
            row,
            teller.noon(day) + teller.minutes(),
            follow(teller, row, 0, 0, "Who owns the matter", "Marlhaven Council"),
        )

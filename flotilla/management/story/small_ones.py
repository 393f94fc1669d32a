"""Three programmes told in a few lines: for staff only, being set up, and of the council next door."""

from flotilla.management.story.opening import open_programme, promise_of
from flotilla.management.story.sending import send
from flotilla.management.story.teller import Teller
from flotilla.programmes import actions as programmes


def tell_for_staff(teller: Teller) -> None:
    """Put down a programme that only staff see."""
    promise = promise_of(
        "A rota that two teams try for a month",
        "A change of contracts",
        "The two teams and their managers",
        10,
        teller.noon(40).date(),
    )
    facts = {
        "summary": "For staff of the council: how should night shifts be shared?",
        "question": "How might we share night shifts fairly?",
        "audience": "staff",
        "private_reason": "It is about our own shifts and names colleagues.",
    }
    open_programme(
        teller,
        "marlhaven",
        "Fair night shifts",
        "campaign",
        {"gather": 40, "tidy": 5, "refine": 10, "decide": 10, "deliver": 60, "measure": 60},
        opens=-6,
        promise=promise,
        signer="Nadia Rahman",
        facts=facts,
    )


def tell_being_set_up(teller: Teller) -> None:
    """Have an officer begin a programme, which is not opened."""
    body = teller.council.bodies["marlhaven"]
    programmes.draft(
        body,
        title="The first ten minutes at the counter",
        vehicle="campaign",
        by=teller.bo,
        at=teller.noon(-3),
        summary="How should we welcome people who come in person?",
    )


def tell_next_door(teller: Teller) -> None:
    """Put down a campaign of the other council, which shares nothing with the first but the server."""
    promise = promise_of(
        "Three streets tried without through traffic",
        "A new bypass",
        "The streets committee",
        20,
        teller.noon(70).date(),
    )
    facts = {
        "summary": "Which streets should belong to children in summer?",
        "question": "How might three streets become places to play?",
    }
    programme = open_programme(
        teller,
        "harrowmere",
        "Streets to play in",
        "campaign",
        {"gather": 42, "tidy": 5, "refine": 15, "decide": 10, "deliver": 90, "measure": 60},
        opens=-12,
        promise=promise,
        signer="Eve Castellan",
        facts=facts,
    )
    row = {
        "title": "Close Orchard Row on Sundays",
        "wrong": "Cars cut through.",
        "help": "A bollard on Sundays.",
        "by": "Rafe Linden",
        "place": "Heath",
        "supports": 4,
    }
    send(teller, programme, row, teller.noon(-5), lambda sent: None)

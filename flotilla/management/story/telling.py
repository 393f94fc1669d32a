"""Tells the story of the demo: every row of it is made by an action, at the moment it would have happened."""

from datetime import datetime

from flotilla.journal.actions import afterwards
from flotilla.management.story import (
    coming_home,
    fair_start,
    ideas_box,
    short_trips,
    small_ones,
    warm_library,
    warm_stops,
    warmer_homes,
)
from flotilla.management.story.letters import send_letters
from flotilla.management.story.teller import Teller


def tell(now: datetime) -> None:
    """Put down every chapter, play it up to now, and write the letters of the last days."""
    with afterwards("story"):
        _tell(Teller(now), now)


def _tell(teller: Teller, now: datetime) -> None:
    short_trips.tell(teller)
    coming_home.tell(teller)
    warm_library.tell(teller)
    ideas_box.tell(teller)
    warm_stops.tell(teller)
    fair_start.tell(teller)
    warmer_homes.tell(teller)
    small_ones.tell_for_staff(teller)
    small_ones.tell_being_set_up(teller)
    small_ones.tell_next_door(teller)
    teller.agenda.play(now)
    send_letters(teller)

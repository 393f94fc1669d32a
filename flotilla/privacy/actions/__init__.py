"""What people can do about what is held of them, and what the schedule does by itself."""

from flotilla.privacy.actions.asking import ask, make_link, open_link, settle
from flotilla.privacy.actions.consenting import take_back
from flotilla.privacy.actions.disowning import disown
from flotilla.privacy.actions.erasing import (
    erase_account,
    erase_address,
    erase_comment,
    erase_words,
)
from flotilla.privacy.actions.lapsing import let_go, let_some_go, lift_hold, place_hold
from flotilla.privacy.actions.opening import open_data

__all__ = [
    "ask",
    "disown",
    "erase_account",
    "erase_address",
    "erase_comment",
    "erase_words",
    "let_go",
    "let_some_go",
    "lift_hold",
    "make_link",
    "open_data",
    "open_link",
    "place_hold",
    "settle",
    "take_back",
]

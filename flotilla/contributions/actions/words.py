"""People's words in the one form in which they are kept."""

from flotilla.contributions.actions import refusals
from flotilla.kit.text import Unclean, clean


def taken(text: str, most: int, *, field: str = "text") -> str:
    """Return words in the one form in which they are kept. Raises TextNotTaken."""
    try:
        return clean(text, max_length=most).strip()
    except Unclean as problem:
        refusal = refusals.TextNotTaken(why=str(problem))
        refusal.field = field  # type: ignore[misc]
        raise refusal from None

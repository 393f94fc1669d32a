"""The census of surfaces: whatever shows or takes something says for whom it is and which things it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db import models

Thing = TypeVar("Thing", bound=models.Model)


class Audience(StrEnum):
    """Who a surface is for; what they see on it is decided by visible_to and the rules."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    DESK = "those who see the desk of this body"
    ADMINISTRATORS = "administrators of this body"
    MACHINE = "machines, by a secret or an open format"


@dataclass(frozen=True)
class Door:
    """One surface: for whom, which things it shows (nouns of the glossary), and whether it may be cached for all."""

    audience: Audience
    shows: tuple[str, ...]
    cacheable: bool = False


def declared(audience: Audience, shows: tuple[str, ...] | str, *, cacheable: bool = False) -> Door:
    """Return the door that a surface declares."""
    return Door(audience, (shows,) if isinstance(shows, str) else shows, cacheable)


def seen(
    things: "models.QuerySet[Thing]",
    person: Any,
    rule: Callable[[Any, Any], bool] | None = None,
    **lookup: Any,
) -> Thing | None:
    """Load a thing that the person may see and that the rule allows; None for all else, as if it were not there."""
    if hasattr(things, "visible_to"):
        things = things.visible_to(person)
    thing = things.filter(**lookup).first()
    if thing is None or (rule is not None and not rule(person, thing)):
        return None
    return thing

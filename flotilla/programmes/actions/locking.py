"""Taking hold of a programme so that nobody else changes it meanwhile."""

from flotilla.programmes.actions.refusals import AlreadyClosed, AlreadyOpen, NotOpen
from flotilla.programmes.models import Programme


def locked(programme: Programme) -> Programme:
    """Return the programme as it is now, held until the transaction ends."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


def locked_draft(programme: Programme) -> Programme:
    """Return it if it has not opened yet. Raises AlreadyOpen."""
    held = locked(programme)
    if held.has_opened:
        raise AlreadyOpen
    return held


def locked_unclosed(programme: Programme) -> Programme:
    """Return it if it has not ended. Raises AlreadyClosed."""
    held = locked(programme)
    if held.has_closed:
        raise AlreadyClosed
    return held


def locked_underway(programme: Programme) -> Programme:
    """Return it if it has opened and not ended. Raises NotOpen, AlreadyClosed."""
    held = locked_unclosed(programme)
    if not held.has_opened:
        raise NotOpen
    return held

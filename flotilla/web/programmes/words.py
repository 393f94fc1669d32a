"""Short names of things that have long labels."""

from flotilla.programmes.verbs import Part


def part_name(part: str) -> str:
    """Return the name of a part without its explanation: “Sponsor”."""
    return str(Part(part).label).partition(":")[0].rstrip()

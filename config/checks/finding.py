"""One thing that is not as it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is wrong and what to set, in one sentence; whether it keeps the copy from starting."""

    number: int
    sentence: str
    refuses: bool = True

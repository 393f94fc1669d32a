"""Readers of the environment that fail with a sentence saying what to set, with an example."""

import os
from pathlib import Path

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class SettingMissing(SystemExit):
    """A setting is missing or cannot be read; the sentence says which and how to set it."""


def text(name: str, default: str | None = None, *, example: str = "") -> str:
    """Read words; without a default they must be there. A file named by NAME_FILE wins."""
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise SettingMissing(f"Set {name} in the environment, for example {name}={example!r}.")
    return value


def switch(name: str, *, default: bool = False) -> bool:
    """Read a yes or no."""
    value = os.environ.get(name, "yes" if default else "no").strip().lower()
    if value in YES | NO:
        return value in YES
    raise SettingMissing(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int) -> int:
    """Read a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise SettingMissing(f"{name} must be a whole number, not {value!r}.") from None


def words(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def one_of(name: str, default: str, known: tuple[str, ...]) -> str:
    """Read one word of a few."""
    value = os.environ.get(name, default)
    if value in known:
        return value
    raise SettingMissing(f"{name} must be {' or '.join(known)}, not {value!r}.")

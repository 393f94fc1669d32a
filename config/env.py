"""Readers of the environment that fail with a sentence saying what to set, with an example."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
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


def database(name: str, default: str) -> dict[str, Any]:
    """Read a database from an address: sqlite:///path/to/file or postgres://user:word@host/name."""
    parts = urlsplit(text(name, default))
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(parts)
    raise SettingMissing(
        f"{name} must begin with sqlite:// or postgres://, for example postgres://flotilla@/flotilla."
    )


def _sqlite(path: str) -> dict[str, Any]:
    """FULL: an acknowledged commit survives a power cut. IMMEDIATE: writers queue, none is refused."""
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or ":memory:",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": PRAGMAS,
        },
    }


def _postgres(parts: object) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query))  # type: ignore[attr-defined]
    # compiling a query takes longer than running ours: 10 to 100 times on a page (kit/fulltext measured it)
    options.setdefault("options", "-c jit=off")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),  # type: ignore[attr-defined]
        "USER": unquote(parts.username or ""),  # type: ignore[attr-defined]
        "PASSWORD": unquote(parts.password or ""),  # type: ignore[attr-defined]
        "HOST": options.pop("host", "") or parts.hostname or "",  # type: ignore[attr-defined]
        "PORT": options.pop("port", "") or parts.port or "",  # type: ignore[attr-defined]
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }

"""The key of the public log: from a setting, or from a file that is made when the log is sealed for the first time."""

import base64
import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from flotilla.journal.models import Log
from flotilla.kit import notes


class AnotherKey(RuntimeError):
    """The log of this database was begun with another key or another name: sealing it with this one would be a fork."""


def origin() -> str:
    """Return the name of the log, which stands on every checkpoint."""
    return str(settings.LOG_ORIGIN)


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints and receipts."""
    return _key(settings.LOG_KEY or _kept(Path(settings.LOG_KEY_FILE)))


def verifier() -> str:
    """Return the line by which others know the key."""
    return notes.verifier(origin(), notes.public_bytes(signing_key()))


def signed(text: str) -> str:
    """Return a text as a note signed by the log."""
    return notes.signed(text, origin(), signing_key())


def check(log: Log) -> None:
    """Refuse to sign for a log that was begun with another key. Raises AnotherKey."""
    if log.key and log.key != verifier():
        raise AnotherKey(
            f"This log is signed by {log.key}, but the key here is {verifier()}. Every process needs the same key and"
            " the same FLOTILLA_SITE_URL; see docs/operate/record.md."
        )


@cache
def _key(encoded: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))


def _kept(path: Path) -> str:
    """Return what the file holds, made whole or not at all when it is not there: several processes may begin at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()

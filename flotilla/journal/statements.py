"""What a commitment is made of: the statement of an entry, written in one way only, and how it is digested."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

SALT_BYTES = 32
SAYS = b"flotilla-statement/1\n"
HOLDS = b"flotilla-words/1\n"


def new_salt() -> str:
    """Return fresh bytes that nobody can guess."""
    return secrets.token_hex(SALT_BYTES)


def canonical(value: Any) -> bytes:
    """Return the one way in which a value is written: JSON, keys in order, no blanks, UTF-8 (RFC 8785 without fractions)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def digest(statement: str, salt: str) -> str:
    """Return the commitment: SHA-256 of the salt and the statement as it is written."""
    return hashlib.sha256(SAYS + bytes.fromhex(salt) + statement.encode()).hexdigest()


def holds(statement: str, salt: str, sealed: str) -> bool:
    """Whether a statement and its salt are still those that were digested."""
    try:
        return digest(statement, salt) == sealed
    except ValueError:  # the salt is no salt any more
        return False


def words_digest(words: Mapping[str, Any], salt: str) -> str:
    """Return the digest of public words, with a salt of their own: it is given out only with the words."""
    return hashlib.sha256(HOLDS + bytes.fromhex(salt) + canonical(words)).hexdigest()


def name(seed: str, kind: str, number: int) -> str:
    """Return the id by which the log names a thing: 128 bits that say nothing of its number in the database."""
    keyed = hmac.new(bytes.fromhex(seed), f"{kind} {number}".encode(), hashlib.sha256)
    return keyed.hexdigest()[:32]


def moment(text: str) -> datetime:
    """Return the moment that a statement writes so."""
    return datetime.fromisoformat(text)


def instant(moment: datetime) -> str:
    """Return a moment as statements write it: UTC, to the millisecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

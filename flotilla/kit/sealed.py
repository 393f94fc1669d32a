"""Words that only whoever brings the same key again can read: what lies in the database tells nothing by itself."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def seal(words: str, *, key: str, purpose: str) -> str:
    """Return words made unreadable by a key and by the secret of this copy."""
    return _box(key, purpose).encrypt(words.encode()).decode()


def unseal(sealed: str, *, key: str, purpose: str) -> str | None:
    """Return sealed words; None if the key is another, or the secret of this copy has changed since."""
    try:
        return _box(key, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(key: str, purpose: str) -> Fernet:
    made = salted_hmac(f"flotilla.sealed.{purpose}", key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(made))

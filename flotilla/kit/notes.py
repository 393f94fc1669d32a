"""Signed notes as c2sp.org/signed-note has them: a text, and below it who signed it with which key (Ed25519)."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "\u2014 "


class NotSigned(ValueError):
    """A note does not bear a signature that holds."""


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature says which key made it."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of the public key."""
    return key.public_key().public_bytes_raw()


def verifier(name: str, public: bytes) -> str:
    """Return the line by which others know the key: name, id, key."""
    return f"{name}+{key_id(name, public).hex()}+{base64.b64encode(ED25519 + public).decode()}"


def public_of(known: str) -> bytes:
    """Return the key on a verifier line; its letters may have a plus in them, its name has none."""
    return base64.b64decode(known.split("+", 2)[2])[1:]


def signed(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """Return the note: the text, which ends with a line break, an empty line, the signature."""
    marked = key_id(name, public_bytes(key)) + key.sign(text.encode())
    return f"{text}\n{DASH}{name} {base64.b64encode(marked).decode()}\n"


def opened(note: str, known: str) -> str:
    """Return the text of a note that the key of this verifier line signed. Raises NotSigned."""
    name, public = known.split("+", maxsplit=1)[0], public_of(known)
    text, _gap, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        signer, _space, mark = line.removeprefix(DASH).rpartition(" ")
        if signer == name and _holds(mark, name, public, text):
            return text
    raise NotSigned(f"{name} has not signed this")


def _holds(mark: str, name: str, public: bytes, text: str) -> bool:
    try:
        raw = base64.b64decode(mark, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
    except (ValueError, InvalidSignature):
        return False
    return raw[:4] == key_id(name, public)

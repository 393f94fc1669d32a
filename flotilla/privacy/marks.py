"""Marks: hashes by which somebody is known again who left an address, and that lead nobody back to it."""

from django.utils.crypto import salted_hmac


def mark_of_address(address: str) -> str:
    """Return the mark of an address, which without the secret of this site leads nobody back to it."""
    return salted_hmac("flotilla.privacy.address", address.lower(), algorithm="sha256").hexdigest()

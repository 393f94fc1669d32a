"""The notice of privacy of a programme: what its form asks, on which basis, how long it is kept; and which version that is."""

import hashlib
import json

from flotilla.programmes.models import Programme


def missing_in_notice(programme: Programme) -> tuple[str, ...]:
    """Return the names of what the notice cannot say yet; without it no form may open."""
    return tuple(name for name in ("lawful_basis", "kept_days") if not getattr(programme, name))


def notice_version(programme: Programme) -> str:
    """Return the version of the notice: the one it opened with, until then another as soon as one word is another."""
    if programme.has_opened:
        return programme.opening.notice
    said = {
        "basis": programme.lawful_basis,
        "kept": programme.kept_days,
        "asked": [
            [one.form, one.code, one.kind, one.public, one.label] for one in programme.plan.fields
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]

"""How a body can be sure of somebody: a registry that other ways can be added to.

`FLOTILLA_VERIFIERS` names the ways in use: a code of this file, or the dotted path of a `Verifier` in a package that is
installed beside Flotilla, for example `our_register.flotilla.REGISTER`. A level counts only while its way is in use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.verbs import Level


@dataclass(frozen=True)
class Verifier:
    """One way: its code (kept with each verification), what people read of it, and the page where they use it."""

    code: str
    name: str | Promise
    sentence: str | Promise
    page: str = ""
    level_of_every_account: Level = Level.NONE


EMAIL = Verifier(
    "email",
    _("E-mail address"),
    _("You confirm the address by typing the code that we send to it."),
    page="account_email",
    level_of_every_account=Level.EMAIL,
)
INVITATION = Verifier(
    "invitation",
    _("Code of a letter"),
    _("You type the code of a letter or card that we sent or handed to you. It works once."),
    page="use_code",
)
OIDC_CLAIM = Verifier(
    "oidc_claim",
    _("Sign-in of another service"),
    _("You sign in with a service that we trust, and it tells us how sure it is of you."),
    page="socialaccount_connections",
)
BUILT_IN = {one.code: one for one in (EMAIL, INVITATION, OIDC_CLAIM)}


def in_use() -> dict[str, Verifier]:
    """Return the ways in use by their code, in the order of the setting."""
    return _read(tuple(settings.VERIFIERS))


@cache
def _read(names: tuple[str, ...]) -> dict[str, Verifier]:
    found = [BUILT_IN.get(name) or _plugged_in(name) for name in names]
    return {one.code: one for one in found}


def _plugged_in(name: str) -> Verifier:
    try:
        found = import_string(name)
    except ImportError:
        found = None
    if not isinstance(found, Verifier):
        message = (
            f"FLOTILLA_VERIFIERS names {name!r}, which is neither one of {', '.join(BUILT_IN)} "
            "nor the dotted path of a flotilla.bodies.verification.Verifier."
        )
        raise ImproperlyConfigured(message)
    return found


def level_in_claims(claims: Mapping[str, Any], claim: str, levels: Mapping[str, int]) -> Level:
    """Read from what a sign-in service says how sure it is: the highest level that one of its values stands for."""
    said = claims.get(claim)
    values = said if isinstance(said, list) else [said]
    known = [Level(levels[str(value)]) for value in values if str(value) in levels]
    return max(known, default=Level.NONE)

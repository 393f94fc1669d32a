"""What may give somebody away in words that everybody will read: said to who writes it, and to the team."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from flotilla.kit.giveaways import Kind, giveaways

LOOKS_LIKE = {
    Kind.EMAIL: _("an e-mail address"),
    Kind.PHONE: _("a phone number"),
    Kind.HEALTH: _("a number of a patient"),
    Kind.NATIONAL: _("a national insurance or social security number"),
    Kind.PLATE: _("the number plate of a car"),
    Kind.ACCOUNT: _("the number of a bank account"),
    Kind.CARD: _("the number of a card"),
    Kind.SECRET: _("a password or a key"),
}


def given_away(texts: Iterable[object]) -> list[tuple[str, str]]:
    """Return what these texts give away, as (words, what it looks like)."""
    found = giveaways("\n\n".join(str(text) for text in texts if text))
    return [(one.words, str(LOOKS_LIKE[one.kind])) for one in found]

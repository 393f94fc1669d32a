"""What can happen to a person's account."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    JOINED = "person.joined", _("made an account")
    CHANGED = "person.changed", _("changed their settings")
    CHOSE_LETTERS = "person.chose_letters", _("chose which letters to get")
    CONSENTED = "data.consented", _("agreed to a purpose")
    TOKEN_MADE = "person.token_made", _("made an access token")
    TOKEN_REVOKED = "person.token_revoked", _("revoked an access token")


class Sector(models.TextChoices):
    """Where a participant stands, by their own choice."""

    RESIDENT = "resident", _("Resident")
    STAFF = "staff", _("Member of staff")
    FIRM = "firm", _("Small firm")
    CHARITY = "charity", _("Charity or community group")
    UNIVERSITY = "university", _("University or college")
    BODY = "body", _("Other public body")


class Cadence(models.TextChoices):
    """How often a person wants to be written to about what they follow."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


PUBLIC: frozenset[str] = frozenset()

"""What can happen to the entries of a prize on their way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    WENT_ON = "entry.went_on", _("let an entry go on")
    LEFT_OUT = "entry.left_out", _("did not let an entry go on")
    MENDING_ASKED = "entry.mending_asked", _("said what is missing from an entry")
    MENDED = "entry.mended", _("mended what was missing from an entry")


class Outcome(models.TextChoices):
    """Whether an entry goes on to a heat."""

    ON = "on", _("Goes on")
    OUT = "out", _("Does not go on")
    MEND = "mend", _("Something is missing that can be mended")


PUBLIC: frozenset[str] = frozenset()

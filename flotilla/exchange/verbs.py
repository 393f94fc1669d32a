"""What can happen to an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    IMPORT_BEGUN = "import.begun", _("began to bring contributions over from a file")
    IMPORT_FINISHED = "import.finished", _("finished bringing contributions over from a file")
    PAYMENTS_FILED = "payments.filed", _("made a file of payments for the finance system")
    AWARDS_BROUGHT = "awards.brought", _("brought awards over from a file")


PUBLIC: frozenset[str] = frozenset()

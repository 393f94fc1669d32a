"""What happens to the journal itself, and what the public log says of each verb."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    FORGOTTEN = "record.forgotten", _("erased what the record said of it; its place stays")


class Kind(models.TextChoices):
    """What outsiders learn of a leaf of the log."""

    OPEN = "open", _("Everybody can read what it says")
    SEALED = "sealed", _("Only that something happened, and in which order")
    BATCHED = "batched", _("Only how many there were")


#: verbs of all areas whose entries stand open in the log where the programme is public; all others are sealed.
#: Those that put words before everybody commit to the words as well.
WORDED = frozenset(
    {
        "contribution.submitted", "contribution.imported", "contribution.revised", "contribution.split", "comment.posted",
        "answer.released", "decision.released", "decision.updated", "decision.undertaking_closed",
        "programme.opened", "programme.amended", "lots.announced",
    }
)  # fmt: skip
OPEN = WORDED | {
    Verb.FORGOTTEN,
    "contribution.published", "contribution.withdrawn", "contribution.merged", "contribution.unmerged", "contribution.unsplit",
    "contribution.removed", "contribution.restored", "contribution.appeal_decided", "contribution.considered",
    "contribution.talk_closed", "contribution.talk_opened",
    "comment.published", "comment.withdrawn", "comment.removed", "comment.restored", "comment.concern_resolved",
    "decision.second_look_asked", "decision.second_look_given", "decision.reopened",
    "programme.rescheduled", "programme.paused", "programme.resumed", "programme.gate_passed", "programme.gate_overridden",
    "lots.given_up", "lots.drawn", "programme.co_owned", "programme.co_owner_left", "programme.closed",
}  # fmt: skip
#: by these something came in, and must be accounted for
RECEIVED = frozenset({"contribution.submitted", "contribution.imported"})
#: so many that they have no leaf of their own: the sealer makes one of all since the last
BATCHED = frozenset(
    {
        "contribution.supported", "contribution.unsupported", "contribution.followed", "contribution.unfollowed",
    }
)  # fmt: skip

#: details of an entry that its statement repeats; all others stay inside (numbers of rows above all)
FACTS = frozenset(
    {
        "channel", "version", "outcome", "reason", "progress", "published", "kind", "leaves", "verbs", "number", "list_hash", "drawn",
    }
)  # fmt: skip

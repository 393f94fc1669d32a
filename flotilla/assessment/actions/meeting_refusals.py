"""Why something about the meeting of a panel does not make sense now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class StillOut(Refusal):
    """A meeting has all scores before it."""

    sentence = _("%(number)s assessments are still to be sent. Remind those who are late, or take the entries from them.")  # fmt: skip


class WrongPlaces(Refusal):
    """The line is somewhere."""

    sentence = _("Say how many can win, between 1 and 500.")
    field = "places"


class MeetingOver(Refusal):
    """What was minuted stays."""

    sentence = _("The meeting is closed.")


class MeetingBegun(Refusal):
    """Nobody lowers a quorum at the table."""

    sentence = _("The meeting has begun, so the quorum stays as it is.")
    field = "quorum"


class WrongQuorum(Refusal):
    """A quorum is some people."""

    sentence = _("Say how many must vote, between 1 and 99.")
    field = "quorum"


class NobodyThere(Refusal):
    """Somebody discusses."""

    sentence = _("Nobody is at the meeting yet. Record first who has come.")


class NotThere(Refusal):
    """Scores change where others hear why."""

    sentence = _("The panel is meeting. Scores are changed by those who are there.")


class NotDiscussed(Refusal):
    """One entry at a time."""

    sentence = _("This entry is not discussed now. Call it first.")


class ScoresFrozen(Refusal):
    """After the freeze only corrections."""

    sentence = _("The scores are frozen. Ask for a correction: two persons agree to it.")


class NotFrozen(Refusal):
    """Before the freeze scores are simply changed."""

    sentence = _("The scores are not frozen, so nothing needs to be corrected.")


class NothingCorrected(Refusal):
    """A correction changes something."""

    sentence = _("These are the points that stand already.")
    field = "points"


class CorrectionOpen(Refusal):
    """One at a time."""

    sentence = _("A correction of this score waits already.")


class OwnCorrection(Refusal):
    """Two persons."""

    sentence = _("Somebody else has to agree to what you asked for.")


class NoReason(Refusal):
    """What is decided is explained."""

    sentence = _("Say why, in a sentence.")
    field = "reason"


class NoQuorum(Refusal):
    """A few do not speak for a panel."""

    sentence = _("%(quorum)s members without an interest must vote on it, and %(there)s do. Wait for more, or discuss it another time.")  # fmt: skip


class VoteOpen(Refusal):
    """First the count, then the next."""

    sentence = _("The vote on this entry is open. Close it first.")


class VoteOver(Refusal):
    """What was counted stays counted."""

    sentence = _("This vote is closed. Put the entry to the vote again if there is reason to.")


class MayNotVote(Refusal):
    """Who is there, and free."""

    sentence = _("Only members who are at the meeting and have no interest in the entry vote on it.")  # fmt: skip

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


class SameTiePlace(Refusal):
    """One criterion is asked first."""

    sentence = _("Another criterion has this number already.")
    field = "tie_place"


class NotVoted(Refusal):
    """What is paid for was voted on."""

    sentence = _("The panel has not voted yet, with its quorum, on: %(titles)s.")


class OnlyWhatIf(Refusal):
    """The largest total leaves out some of the best."""

    sentence = _("The largest total score is only to be looked at. Choose another way to spend.")
    field = "rule"


class NoMoney(Refusal):
    """A sum is spent."""

    sentence = _("Say how much money there is.")
    field = "money"


class NoAmount(Refusal):
    """What is paid for costs something."""

    sentence = _("Enter an amount of more than nothing for each: %(titles)s.")


class TwoCurrencies(Refusal):
    """One pot, one currency."""

    sentence = _("The entries ask for sums in different currencies. They cannot be paid from one.")


class NoSkipReason(Refusal):
    """Whoever is skipped is told why."""

    sentence = _("Say of each that is skipped why: %(titles)s.")


class TieOpen(Refusal):
    """A list is no reason."""

    sentence = _("These are equal, and the line goes through them: %(titles)s. Tell them apart first.")  # fmt: skip


class NotEqual(Refusal):
    """Only equals are told apart."""

    sentence = _("These are not all the entries that are equal here.")


class NotTheChair(Refusal):
    """The ladder was published."""

    sentence = _("The published criteria say that lots are drawn among equals.")


class NotByLots(Refusal):
    """The ladder was published."""

    sentence = _("The published criteria say that the chair decides among equals.")


class SamePlace(Refusal):
    """Equals are told apart wholly."""

    sentence = _("Give each a place of its own.")


class NotAPart(Refusal):
    """A part is less than the whole."""

    sentence = _("A part is more than nothing and less than what they ask for.")
    field = "amount"


class PartWaits(Refusal):
    """One question at a time."""

    sentence = _("They are asked already, and have not answered.")


class PartAnswered(Refusal):
    """An answer stands."""

    sentence = _("This was answered already.")


class SettledAlready(Refusal):
    """What follows rests on it."""

    sentence = _("Decisions were drafted already, so it stays as it is.")


class LotsWaiting(Refusal):
    """One drawing at a time."""

    sentence = _("A drawing of lots is announced already.")


class NoSource(Refusal):
    """Chance comes from outside."""

    sentence = _("Say from which public source the chance will come, and how it is written.")
    field = "source"


class DrawnTooSoon(Refusal):
    """First the list, then chance."""

    sentence = _("Choose a time that is still to come: the list is public before chance speaks.")
    field = "draw_at"


class NotYet(Refusal):
    """Nothing is drawn before its hour."""

    sentence = _("Lots are drawn from %(hour)s on, as was announced.")


class TooLateToGiveUp(Refusal):
    """Once chance has spoken it holds."""

    sentence = _("The hour has come, so the drawing takes place.")


class LotsOver(Refusal):
    """Drawn once."""

    sentence = _("This drawing is over.")


class NoRandomness(Refusal):
    """What the source said."""

    sentence = _("Write what the source says, exactly as it was announced.")
    field = "randomness"


class TwoWitnesses(Refusal):
    """Two people watched."""

    sentence = _("Name two different people who watched.")
    field = "second_witness"


class NothingToCount(Refusal):
    """A vote that stands is not counted again."""

    sentence = _("There is no closed vote on it that an interest has spoilt.")

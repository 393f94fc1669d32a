"""Why an answer or a decision does not make sense now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class NothingSaid(Refusal):
    """An answer needs words."""

    sentence = _("Write the answer: an empty one helps nobody.")
    field = "decided"


class GapsLeft(Refusal):
    """A template has gaps that were not filled."""

    sentence = _("Fill the gaps that are left: %(gaps)s")
    field = "decided"


class NotAnswerable(Refusal):
    """It was joined, split, withdrawn or removed."""

    sentence = _(
        "It was joined to another, split, withdrawn or removed, so it is not answered by itself."
    )


class AlreadyAnswered(Refusal):
    """The first answer was given."""

    sentence = _("It was answered already. Tell news as an update.")


class AlreadyDecided(Refusal):
    """A decision that everyone has read does not change silently."""

    sentence = _("The decision is public. It changes only by a second look.")


class NothingChanged(Refusal):
    """What a second look opened again is decided otherwise, or said otherwise."""

    sentence = _("The second look asked for a change. This says the same as the decision before.")
    field = "decided"


class OpenAgain(Refusal):
    """The decision does not hold any more."""

    sentence = _("It is being decided again. The new decision tells what has happened.")


class NoReasonGiven(Refusal):
    """A no needs a reason from the list and words of its own."""

    sentence = _("Choose a reason from the list and say it in your own words.")
    field = "words"


class NoWayGiven(Refusal):
    """What is taken forward says how."""

    sentence = _("Say how it is taken forward.")
    field = "way"


class NoNextWord(Refusal):
    """What is taken forward has a date for the next word."""

    sentence = _("Say by which day they hear from you again.")
    field = "next_word_on"


class NoOwner(Refusal):
    """What is passed on says to whom; what is parked says until when."""

    sentence = _("Say who it is passed to, or until when it is parked.")
    field = "passed_to"


class NobodyAsked(Refusal):
    """An answer is asked for from somebody."""

    sentence = _("Choose a colleague or a department.")
    field = "person"


class AskedTooLate(Refusal):
    """What is asked for is due today or later."""

    sentence = _("Choose today or a day that is still to come.")
    field = "due_on"


class NobodyDecides(Refusal):
    """A decision names who took it."""

    sentence = _("Say who decided.")
    field = "who_decided"


class SelfChecked(Refusal):
    """A second person checks."""

    sentence = _("Somebody else must check what you drafted.")


class NotChecked(Refusal):
    """Only what was checked is released."""

    sentence = _("It must be checked by a second person first.")


class NotDecidable(Refusal):
    """It was joined, withdrawn or removed."""

    sentence = _("It was joined to another, withdrawn or removed, so it is not decided by itself.")


class NotForward(Refusal):
    """Updates are for what was taken forward."""

    sentence = _("Only what was taken forward, and is not closed yet, gets updates.")


class SecondLookAsked(Refusal):
    """A second look is asked for once."""

    sentence = _("A second look was asked for already.")


class NotPublicYet(Refusal):
    """There is no public decision."""

    sentence = _("There is no public decision yet.")


class TookPart(Refusal):
    """Who drafted or checked does not give the second look."""

    sentence = _("Somebody who neither drafted nor checked the decision must give the second look.")


class SameLine(Refusal):
    """Each answer of a batch has a line of its own."""

    sentence = _("Each needs a line of its own: %(titles)s")


class NotRead(Refusal):
    """What is answered was read."""

    sentence = _("Read it first: %(titles)s")


class DayPassed(Refusal):
    """A date that is promised lies ahead."""

    sentence = _("Choose a day that is still to come.")
    field = "next_word_on"


class MeetingNotOver(Refusal):
    """First the panel, then the decision."""

    sentence = _("The panel is still meeting. Close the meeting first.")


class NotSettled(Refusal):
    """What is drafted rests on the line."""

    sentence = _("Settle first who is above the line.")


class VoteSpoilt(Refusal):
    """A decision rests on a vote that stands."""

    sentence = _("There is no vote that stands, with its quorum, on: %(titles)s.")


class SettleAgain(Refusal):
    """Corrected scores may move the line."""

    sentence = _("A score was corrected since. Settle again who is above the line.")


class AlreadyTold(Refusal):
    """Those whose entry it is have read the decision."""

    sentence = _(
        "The entrant was told this decision. It changes only by a second look, once it is public."
    )


class InOrder(Refusal):
    """What was judged is told to winners, then to all other entrants, then to everybody."""

    sentence = _(
        "This was judged by a panel: tell the winners first, then all other entrants, then everybody."
    )


class NothingToTell(Refusal):
    """No decision was checked."""

    sentence = _("There is no checked decision to tell yet.")


class WinnersFirst(Refusal):
    """The others would hear before the winners."""

    sentence = _("Tell the winners first.")


class EntrantsFirst(Refusal):
    """The public would hear before the entrants."""

    sentence = _("Tell all other entrants first.")


class EntriesUndecided(Refusal):
    """Somebody would be left without a word."""

    sentence = _(
        "Every entrant is told together, and entries without a checked decision are left: %(count)s."
    )

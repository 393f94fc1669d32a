"""Why something with a contribution does not make sense now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class StageClosed(Refusal):
    """No stage in which this is open runs now."""

    sentence = _(
        "This is closed now. What you wrote is kept; the page of the programme says what comes next."
    )


class IntakePaused(Refusal):
    """The programme takes nothing new for a while."""

    sentence = _("New contributions are paused: %(reason)s What you wrote is kept.")


class GuestsNotAllowed(Refusal):
    """This programme asks for an account."""

    sentence = _("Sign in first: this programme asks for an account. What you wrote is kept.")


class LevelTooLow(Refusal):
    """The programme asks for more certainty about who somebody is."""

    sentence = _("This asks for: %(level)s. Your settings say how to get there.")


class AnswersNotTaken(Refusal):
    """Some answers cannot be taken as they are; `errors` says which and why."""

    sentence = _("Look again at: %(fields)s")

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(fields="; ".join(errors.values()))
        self.errors = errors

    @property
    def at_fields(self) -> dict[str | None, str]:
        """Each sentence at the question that it is about."""
        return dict(self.errors.items())


class SentBefore(Refusal):
    """The same form was sent with other words."""

    sentence = _(
        "This form was sent before, with other words. Open a new one if this is something else."
    )


class AlreadyWithdrawn(Refusal):
    """It was taken back before."""

    sentence = _("It was withdrawn before.")


class NotStanding(Refusal):
    """It was joined, split, withdrawn or removed, so this makes no sense any more."""

    sentence = _("It is not in the list any more, so this cannot be done.")


class AlreadyPublished(Refusal):
    """It is published."""

    sentence = _("It is published already.")


class NothingNew(Refusal):
    """The text is the same as before."""

    sentence = _("Nothing has changed.")


class AlreadyAuthor(Refusal):
    """They are credited already."""

    sentence = _("They are an author of it already.")


class AlreadySettled(Refusal):
    """It was said yes or no before."""

    sentence = _("This was settled before.")


class NotForYou(Refusal):
    """The invitation went to another address."""

    sentence = _("This invitation was sent to another e-mail address.")


class LastAuthor(Refusal):
    """A contribution has an author."""

    sentence = _("The author cannot leave, but can withdraw the contribution.")


class AlreadyClaimed(Refusal):
    """Somebody has it already."""

    sentence = _("It belongs to somebody already.")


class TooManyFiles(Refusal):
    """More files than a contribution can hold."""

    sentence = _("At most %(most)d files can be added.")
    field = "files"


class TooMuchToday(Refusal):
    """More in one day than a person needs."""

    sentence = _("You have added very much today. Add the rest tomorrow, or send us a link to it.")
    field = "files"


class TooMuchOfGuestsToday(Refusal):
    """More in one day than all guests need."""

    sentence = _(
        "People without an account have added very much today. Sign in to add this, or send us a link to it."
    )
    field = "files"


class DatedWrongly(Refusal):
    """What came on paper cannot have come in the future or before the programme opened."""

    sentence = _(
        "It cannot have come on that day: the programme was not open, or the day is still to come."
    )
    field = "received_on"


class TextNotTaken(Refusal):
    """The words are missing, too long, or hold something that cannot be kept."""

    sentence = "%(why)s"
    field = "text"


class ReasonMissing(Refusal):
    """This is said with a reason."""

    sentence = _("Say why; everyone concerned reads it.")
    field = "reason"


class UnknownReason(Refusal):
    """The reason is not on the published list."""

    sentence = _("Choose a reason from the list.")
    field = "reason"


class TalkIsClosed(Refusal):
    """The conversation was closed, with a reason."""

    sentence = _("The conversation is closed: %(reason)s")


class TalkIsOpen(Refusal):
    """The conversation was not closed."""

    sentence = _("The conversation is open.")


class OfficialsListen(Refusal):
    """In the first days officials only ask questions."""

    sentence = _(
        "In the first %(days)s days officials only ask questions, so that people speak first. Send it as a question."
    )
    field = "kind"


class ChangeMindMissing(Refusal):
    """A concern says what would help."""

    sentence = _("Say what would change your mind, so that somebody can do it.")
    field = "change_mind"


class CommentGone(Refusal):
    """The comment was withdrawn or removed."""

    sentence = _("That comment is not shown any more.")


class NotYours(Refusal):
    """Only whoever wrote it may say this."""

    sentence = _("Only the person who wrote it can say so.")


class NotAConcern(Refusal):
    """Only a concern can be met."""

    sentence = _("That is not a concern.")


class AlreadyRemoved(Refusal):
    """It is out of sight already."""

    sentence = _("It was removed before.")


class NotRemoved(Refusal):
    """It is in sight."""

    sentence = _("It is not removed.")


class AlreadyAppealed(Refusal):
    """There is one appeal against a removal."""

    sentence = _("You appealed before; somebody looks at it.")


class OwnWords(Refusal):
    """Nobody moderates what they wrote themselves."""

    sentence = _("You wrote this yourself, so somebody else of the team moderates it. You can still take it back yourself.")  # fmt: skip


class SameOfficer(Refusal):
    """Whoever removed it does not decide the appeal."""

    sentence = _("You removed it, so somebody else decides the appeal.")


class AlreadyMerged(Refusal):
    """It is joined to another already."""

    sentence = _("It is joined to another already. Undo that first.")


class NotMerged(Refusal):
    """It stands alone."""

    sentence = _("It stands alone already.")


class MergeCircle(Refusal):
    """They would be joined to themselves."""

    sentence = _("These belong together already: the other one is joined to this one.")
    field = "target"


class OneAndTheSame(Refusal):
    """Told apart are two."""

    sentence = _("That is one and the same.")


class OtherProgramme(Refusal):
    """Only contributions of one programme are joined."""

    sentence = _(
        "It is in another programme, with another promise. Only within one can they be joined."
    )
    field = "target"


class TargetNotStanding(Refusal):
    """What it should be joined to is not in the list."""

    sentence = _("The other one is not in the list, so nothing can be joined to it.")
    field = "target"


class HasJoined(Refusal):
    """Others were joined to it."""

    sentence = _("Others were joined to this one. Undo that first.")


class TooFewParts(Refusal):
    """Splitting makes at least two."""

    sentence = _("Write at least two parts, each with its line.")


class NotSplit(Refusal):
    """It is whole."""

    sentence = _("It is not split.")


class ThemeTaken(Refusal):
    """There is a theme of this name."""

    sentence = _("There is a theme of this name already.")
    field = "name"


NO_WORDS = _("Write a few words first.")

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


class DatedWrongly(Refusal):
    """What came on paper cannot have come in the future or before the programme opened."""

    sentence = _(
        "It cannot have come on that day: the programme was not open, or the day is still to come."
    )
    field = "received_on"

"""Why a programme cannot do something now, each with a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class UnknownVehicle(Refusal):
    """No recipe has this name."""

    sentence = _("Choose a vehicle from the list.")
    field = "vehicle"


class NoTitle(Refusal):
    """A programme needs a name."""

    sentence = _("Give it a title that people will remember.")
    field = "title"


class AlreadyOpen(Refusal):
    """It has opened, so this is frozen."""

    sentence = _("It has opened, so this cannot be changed any more. Amend the promise or move a date instead.")  # fmt: skip


class HoldsContributions(Refusal):
    """People's words are in it, which are never thrown away."""

    sentence = _("Something was sent or brought over into it that no rehearsal made. It cannot be discarded.")  # fmt: skip


class AlreadyAsked(Refusal):
    """The body was asked and has not answered."""

    sentence = _("They are asked already. Their answer comes to this page.")
    field = "owner"


class InvitationSettled(Refusal):
    """It was answered or taken back meanwhile."""

    sentence = _("This was answered or taken back meanwhile.")


class OwnerUnanswered(Refusal):
    """A body was asked to own it jointly and has not answered."""

    sentence = _("%(owner)s has not answered whether it owns this too. Wait for its answer, or take the asking back.")  # fmt: skip


class NotOpen(Refusal):
    """It has not opened yet."""

    sentence = _("It has not opened yet.")


class AlreadyClosed(Refusal):
    """It has ended."""

    sentence = _("This programme has closed.")


class FrozenField(Refusal):
    """One of the fields that stay as they were once people have come."""

    sentence = _("People have come because of what this says (%(fields)s), so it stays as it is.")


class PrivateWithoutReason(Refusal):
    """Public is the rule; an exception needs a reason."""

    sentence = _("Say why it is not public.")
    field = "private_reason"


class AddressTaken(Refusal):
    """Another programme of the body has this address."""

    sentence = _("Another programme already has this address. Choose another one.")
    field = "address"


class PromiseIncomplete(Refusal):
    """The promise does not say yet what every promise must."""

    sentence = _("The promise is not complete yet. Still missing: %(missing)s.")


class NoPromise(Refusal):
    """There is no promise to sign."""

    sentence = _("Write the promise first.")


class AlreadySigned(Refusal):
    """This version is signed as it stands."""

    sentence = _("This promise is signed already.")


class NoSignatory(Refusal):
    """A signature needs the office of who signs."""

    sentence = _("Say as what you sign, for example “Head of Transport”.")
    field = "signatory"


class NothingChanged(Refusal):
    """An amendment must change something of the promise, a move something of the dates."""

    sentence = _("Nothing is different from what stands now.")


class NoReason(Refusal):
    """This is public, so it needs a reason."""

    sentence = _("Say why, in a sentence that everyone can read.")
    field = "reason"


class LikelyRange(Refusal):
    """The expected numbers are the wrong way round."""

    sentence = _("The larger number comes second.")
    field = "likely_to"


class NobodyNamed(Refusal):
    """A part in the crew is held by somebody."""

    sentence = _("Say who it is: somebody with an account, or a name.")
    field = "name"


class AlreadyInCrew(Refusal):
    """The person has this part already."""

    sentence = _("They have this part already.")
    field = "part"


class LastOfPart(Refusal):
    """An open programme is never without this part."""

    sentence = _("An open programme needs a %(part)s at all times. Name the next one first.")


class AlreadyOwner(Refusal):
    """The body or department owns it already."""

    sentence = _("They own it already.")
    field = "body"


class AlreadyRehearsing(Refusal):
    """A rehearsal is going on."""

    sentence = _("A rehearsal is going on already.")


class NoRehearsal(Refusal):
    """There is no rehearsal to wipe."""

    sentence = _("There is no rehearsal to wipe.")


class RehearsalNotWiped(Refusal):
    """What was made in rehearsal is still there."""

    sentence = _("What was sent in rehearsal is still there. It must be wiped before people come.")


class GateShut(Refusal):
    """A hard condition is not met: nobody can override it."""

    sentence = _("Not yet. Still missing: %(missing)s.")


class OverrideNeedsReason(Refusal):
    """A soft condition is open; going on needs a recorded reason."""

    sentence = _("Say why you go on although this is open: %(missing)s.")


class AlreadyPassed(Refusal):
    """The gate was passed before."""

    sentence = _("This gate was passed already.")


class StageNotBegun(Refusal):
    """A gate stands at the end of a stage."""

    sentence = _("This stage has not begun yet.")


class EndsBeforeItBegins(Refusal):
    """The dates are the wrong way round."""

    sentence = _("It must close after it opens.")
    field = "closes_at"


class OutOfOrder(Refusal):
    """Stages follow each other."""

    sentence = _(
        "Stages follow each other: “%(stage)s” would begin before the stage in front of it."
    )


class DoubtfulHour(Refusal):
    """A moment that the clock on the wall shows twice, or never."""

    sentence = _("In that night the clocks change, so this hour comes twice or not at all. Choose another hour.")  # fmt: skip
    field = "closes_at"


class PastMoment(Refusal):
    """A date that people rely on cannot move into the past."""

    sentence = _("That moment has passed. To stop now, choose a moment from now on.")
    field = "closes_at"


class TakesNothing(Refusal):
    """Every date for contributions lies in the past."""

    sentence = _(
        "The time for contributions would be over before anyone could come. Move the dates."
    )


class AlreadyPaused(Refusal):
    """Intake is paused already."""

    sentence = _("New contributions are paused already.")


class NotPaused(Refusal):
    """Intake is not paused."""

    sentence = _("New contributions are not paused.")


class NotPrivate(Refusal):
    """Everyone may come to a public programme."""

    sentence = _("This programme is public: everyone may come without an invitation.")


class AlreadyAdmitted(Refusal):
    """The person was invited before."""

    sentence = _("They were invited already.")


class NothingLearned(Refusal):
    """Closing needs what was learned."""

    sentence = _("Say what you learned of running it, mistakes first.")
    field = "learned"


class NoNextConversation(Refusal):
    """Closing needs the day of the next conversation."""

    sentence = _("Say on which day the next conversation is. It must lie ahead.")
    field = "next_conversation_on"

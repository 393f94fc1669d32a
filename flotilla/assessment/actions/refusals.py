"""Why something about criteria does not make sense now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class AlreadyPublished(Refusal):
    """What people write by does not change under their hands."""

    sentence = _("The criteria are published. Take them back first, if nobody has entered yet.")


class NothingProposed(Refusal):
    """Not every vehicle judges."""

    sentence = _("This kind of programme comes without criteria. Set the scale and write them.")


class HasCriteria(Refusal):
    """What somebody wrote is not written over."""

    sentence = _("There are criteria already. Change them, or remove them first.")


class NotPublished(Refusal):
    """Only what is published can be taken back or frozen."""

    sentence = _("The criteria are not published.")


class PeopleHaveEntered(Refusal):
    """Whoever has entered did so by these criteria."""

    sentence = _("People have entered by these criteria, so they stay as they are.")


class CriteriaFrozen(Refusal):
    """Once assessing has begun nothing changes."""

    sentence = _("Assessing has begun, so the criteria are frozen. Nothing else can be scored.")


class WrongScale(Refusal):
    """A scale goes upwards, within limits."""

    sentence = _("Choose a scale between 0 and 10 whose highest point is above its lowest.")
    field = "highest"


class OutsideScale(Refusal):
    """A limit is a point of the scale."""

    sentence = _("Choose a point of the scale, from %(lowest)s to %(highest)s.")

    @property
    def at_fields(self) -> dict[str | None, str]:
        """It stands at the field whose limit it is."""
        return {str(self.gaps["field"]): str(self)}


class NoName(Refusal):
    """A criterion has a name."""

    sentence = _("Give it a name.")
    field = "name"


class SameName(Refusal):
    """Two criteria are told apart by their names."""

    sentence = _("Another criterion has this name already.")
    field = "name"


class WrongWeight(Refusal):
    """What counts towards the total has a weight."""

    sentence = _("Give it a weight between 1 and 100 per cent.")
    field = "weight"


class WrongCap(Refusal):
    """Extra points are few."""

    sentence = _("Say how many extra points it gives at most, between 1 and 20.")
    field = "cap"


class TooMany(Refusal):
    """Nobody judges well by many criteria at once."""

    sentence = _("There are %(most)s criteria already. Join some: nobody judges well by more.")


class WeightsDoNotAddUp(Refusal):
    """Weights are shares of the whole."""

    sentence = _("The weights add up to %(sum)s per cent. Make them 100 before you publish.")


class WordsMissing(Refusal):
    """Every point says what it means."""

    sentence = _("Say what each point means. Words are missing in: %(names)s.")


class WrongReaders(Refusal):
    """Each entry is read by a few."""

    sentence = _("Each entry is read by 1 to 9 people.")
    field = "readers"


class DueInThePast(Refusal):
    """What is asked for lies ahead."""

    sentence = _("Choose a day that is still to come.")
    field = "due_on"


class AlreadyInvited(Refusal):
    """One seat for each."""

    sentence = _("This address has a seat on the panel already.")
    field = "email"


class ChairTaken(Refusal):
    """A panel has one chair."""

    sentence = _("The panel has a chair already. Only one person chairs it.")
    field = "part"


class WrongLoad(Refusal):
    """Nobody reads without end."""

    sentence = _("Say how many entries they read at most, between 1 and 200.")
    field = "most"


class WrongPay(Refusal):
    """What one person is paid is not beyond all measure; a slip of a few noughts is."""

    sentence = _("Write a sum from nothing to 100,000.")

    @property
    def at_fields(self) -> dict[str | None, str]:
        """It stands at the field whose sum it is."""
        return {str(self.gaps["field"]): str(self)}


class SeatSettled(Refusal):
    """An invitation is answered once."""

    sentence = _("This invitation was answered already.")


class SeatLeft(Refusal):
    """Who has left does nothing more here."""

    sentence = _("This seat on the panel is empty now.")


class NotSeated(Refusal):
    """First the seat, then what it brings."""

    sentence = _("Accept the seat on the panel first.")


class NotABackup(Refusal):
    """Only back-ups are called in."""

    sentence = _("Only a back-up who has accepted can be called in.")


class NoWords(Refusal):
    """Some things need a word."""

    sentence = _("Say it in a sentence.")
    field = "words"


class NotStated(Refusal):
    """Interests come before names."""

    sentence = _("Say first where you have interests.")


class NotAnEntry(Refusal):
    """A panel judges the entries of its programme."""

    sentence = _("This is no entry that the panel judges.")


class OwnInterest(Refusal):
    """Nobody clears their own."""

    sentence = _("Somebody else has to look at it.")


class AlwaysAnInterest(Refusal):
    """One's own entry is nothing to argue about."""

    sentence = _("It is their own entry: they cannot judge it.")


class NoChair(Refusal):
    """Somebody leads."""

    sentence = _("The panel needs a chair who has taken the seat.")


class NobodyReady(Refusal):
    """Somebody reads."""

    sentence = _("Nobody is ready to judge yet: they take the seat and say where they have interests.")  # fmt: skip


class NothingToJudge(Refusal):
    """There are entries."""

    sentence = _("There is nothing to judge yet.")


class NotBegun(Refusal):
    """First the criteria are frozen."""

    sentence = _("Assessing has not begun.")


class CannotBeAllotted(Refusal):
    """A demand that cannot be met says what would help."""

    sentence = _("It cannot be done like this. %(why)s")


class HasInterest(Refusal):
    """Nobody judges where they have an interest."""

    sentence = _("They have an interest in this entry, or may have one that nobody has looked at.")
    field = "seat"


class AlreadySent(Refusal):
    """What was sent stays in the history."""

    sentence = _("It was sent already. It can be changed only by sending it again.")


class NotYours(Refusal):
    """Only whom it was given to judges it."""

    sentence = _("This entry is not yours to judge any more.")


class InterestNotSaid(Refusal):
    """First whether there is an interest."""

    sentence = _("Say first whether you have an interest in this entry.")


class Decided(Refusal):
    """After the decision nothing changes."""

    sentence = _("It is decided, so assessments do not change any more.")


class _AtCriterion(Refusal):
    """What is wrong with one score stands at it."""

    part = "points"

    @property
    def at_fields(self) -> dict[str | None, str]:
        """It stands at the field of the criterion."""
        return {f"{self.part}_{self.gaps['key']}": str(self)}


class BadScore(_AtCriterion):
    """Points are points of the scale."""

    sentence = _("%(name)s: choose whole points from %(lowest)s to %(highest)s, or “does not apply”.")  # fmt: skip


class ReasonMissing(_AtCriterion):
    """Few points need a reason."""

    sentence = _("%(name)s: give a reason for fewer than %(points)s points.")
    part = "reason"


class NothingElse(Refusal):
    """Only what was published is scored."""

    sentence = _("Only the published criteria can be scored.")


class NotAnswered(Refusal):
    """All criteria are answered."""

    sentence = _("Give points, or say that it does not apply: %(names)s.")


class TooLittleAnswered(Refusal):
    """A total rests on most of the weight."""

    sentence = _("Criteria with at least %(least)s per cent of the weight must get points, or the total would rest on too little.")  # fmt: skip


class NoWhy(Refusal):
    """Once others can be read a change is explained."""

    sentence = _("All assessments are in, so say why you change yours.")
    field = "why"

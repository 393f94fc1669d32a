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

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

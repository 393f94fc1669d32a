"""Why an entry cannot go on, or be mended, now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class NobodyNamed(Refusal):
    """Nothing was decided about any entry."""

    sentence = _("Say of at least one entry whether it goes on.")


class NoReason(Refusal):
    """Whoever goes on and whoever does not is told why."""

    sentence = _("Write the reason for “%(title)s”. It is told to whoever entered.")


class NotInHeat(Refusal):
    """An entry reaches a heat through the one before it."""

    sentence = _("“%(title)s” does not wait for this decision: it was decided, or did not come so far.")  # fmt: skip


class HoldsASeat(Refusal):
    """Whoever judges does not say who is judged."""

    sentence = _("You sit on the panel. Somebody who does not judge says which entries are eligible.")  # fmt: skip


class NothingToMend(Refusal):
    """Small defects can be mended where eligibility is looked at, and nowhere else."""

    sentence = _("Entries can be mended only while it is looked at whether they are eligible.")


class MendByWhen(Refusal):
    """Whoever is asked to mend something is told until when."""

    sentence = _("Say until which day they can mend it: a day ahead.")
    field = "mend_on"


class MendedTooLate(Refusal):
    """The time for mending is over, or nothing was asked for."""

    sentence = _("There is nothing that you can still mend here.")

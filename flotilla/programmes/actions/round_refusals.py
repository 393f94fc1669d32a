"""Why a round of a fund cannot be described so, each with a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class _AtField(Refusal):
    """Said at the field that it is about."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    @property
    def at_fields(self) -> dict[str | None, str]:
        """The sentence at its field."""
        return {self.at: str(self)}


class NoRounds(Refusal):
    """Only a fund has rounds, and it must be described before it has sizes."""

    sentence = _("Say first what this round of the fund is for.")


class RoundLacks(_AtField):
    """Everybody reads it, so it must be there."""

    sentence = _("Write this: everybody reads it on the page of the programme.")


class NoMoney(_AtField):
    """An amount must be there."""

    sentence = _("Write an amount of more than nothing.")


class NotYetKnown(Refusal):
    """A figure that change is measured from must be of a day that is over."""

    sentence = _("Give the day of the figure. It cannot lie ahead: change is measured from what is known.")  # fmt: skip
    field = "baseline_on"


class NoName(Refusal):
    """A size needs a name."""

    sentence = _("Give it a name that applicants understand.")
    field = "name"


class SizeTwice(Refusal):
    """Two sizes must differ."""

    sentence = _("Another size has this name or this amount. Make them differ.")
    field = "up_to_minor"


class TooManySizes(Refusal):
    """Nobody chooses well between so many."""

    sentence = _("There are %(most)s sizes already. Fewer are easier to choose from.")


class LastSize(Refusal):
    """One size must stay."""

    sentence = _("One size must stay: otherwise nobody could apply.")


class NoSuchQuestion(Refusal):
    """The form has no such question."""

    sentence = _("Choose questions of the form.")
    field = "fields"


class ConceptAsksMore(Refusal):
    """A concept is the first part of the bid."""

    sentence = _("A concept must ask nothing that the full bid does not ask.")
    field = "concept"


class EligibilityLacks(_AtField):
    """A question needs its reason and a way on."""

    sentence = _("Write this: whoever cannot apply should know why, and where else to go.")


class TooManyQuestions(Refusal):
    """A quiz is short."""

    sentence = _("There are %(most)s questions already. Before the form, ask only what shuts people out.")  # fmt: skip

"""Why money cannot be promised, paid or moved now."""

from django.utils.translation import gettext_lazy as _

from flotilla.kit.refusal import Refusal


class NothingToMove(Refusal):
    """An amount of nothing, less than nothing, or more than any public body has."""

    sentence = _("Enter an amount of more than nothing.")
    field = "amount_minor"


class PotShort(Refusal):
    """A pot is never overspent."""

    sentence = _("There is %(left)s left in this pot that nobody was promised.")
    field = "amount_minor"


class PotClosed(Refusal):
    """Nothing is promised out of a closed pot."""

    sentence = _("This pot is closed.")


class PotPromised(Refusal):
    """A pot with open promises stays open."""

    sentence = _("%(owed)s of this pot is promised and not paid yet. Close those awards first.")


class AddressTaken(Refusal):
    """Two pots of a body do not share an address."""

    sentence = _("Another pot has this address.")
    field = "address"


class NotSaid(Refusal):
    """An award says what it is for, to whom, who decided and why."""

    sentence = _("Say for whom and for what it is, who decided, and why.")
    field = "reasons"


class EndsBeforeItStarts(Refusal):
    """The last day comes after the first."""

    sentence = _("It ends before it starts.")
    field = "ends_on"


class AlreadyAwarded(Refusal):
    """One award for one contribution."""

    sentence = _("This contribution has an award already: number %(number)d of “%(pot)s”.")
    field = "contribution"


class NoDecision(Refusal):
    """Money follows a decision that a second person checked."""

    sentence = _("First decide to take the contribution forward, and have the decision checked.")
    field = "contribution"


class NoVote(Refusal):
    """Where a panel meets, its quorum has voted."""

    sentence = _("The panel has not voted on it with its quorum, or its vote does not stand.")
    field = "contribution"


class MoreThanGranted(Refusal):
    """What the panel settled is the most."""

    sentence = _("This is more than the panel granted.")
    field = "amount_minor"


class OtherBody(Refusal):
    """A pot pays for what its own body runs."""

    sentence = _("This contribution belongs to another body.")
    field = "contribution"


class NotThisStep(Refusal):
    """The states of an award follow one another."""

    sentence = _("The award is “%(state)s”, so it cannot become “%(step)s” now.")


class SelfApproved(Refusal):
    """Nobody says yes to their own."""

    sentence = _("You drafted or asked for it yourself. Ask a colleague to look at it.")


class NotApproved(Refusal):
    """Over the limit a second person approves."""

    sentence = _("It is over %(limit)s, so a second person approves it before it is offered.")


class NoEnterprise(Refusal):
    """Only enterprises need a subsidy statement."""

    sentence = _("The recipient is no enterprise, so no subsidy statement is needed.")


class OverSubsidyLimit(Refusal):
    """An enterprise is given no more than the law allows without another ground."""

    sentence = _(
        "With what it had since %(since)s it would come to %(total)s; the limit is %(limit)s."
    )
    field = "earlier_minor"


class OtherSubsidyCurrency(Refusal):
    """The limit is in one currency."""

    sentence = _("The subsidy limit is in %(currency)s; this pot is not.")


class NotConfirmed(Refusal):
    """An enterprise confirms the subsidy statement before the award."""

    sentence = _("Write the subsidy statement and have the recipient confirm it first.")


class NoSignatory(Refusal):
    """Somebody signs for the recipient."""

    sentence = _("Say what was agreed and who signed for the recipient.")
    field = "signatory"


class NotRunning(Refusal):
    """Only an award that runs is claimed from, paid and changed."""

    sentence = _("The award is “%(state)s”. This is for awards that are running.")


class MoreThanAwarded(Refusal):
    """The instalments together do not exceed the award."""

    sentence = _("With this the instalments come to more than the award. %(left)s is left.")
    field = "amount_minor"


class MoreThanInstalment(Refusal):
    """A claim asks for no more than its instalment."""

    sentence = _("The instalment is %(amount)s.")
    field = "amount_minor"


class AlreadyClaimed(Refusal):
    """An instalment is claimed once, unless the claim was refused."""

    sentence = _("This instalment was claimed already.")


class AlreadySettled(Refusal):
    """Agreed or refused once."""

    sentence = _("It was agreed to or refused already.")


class NotAgreed(Refusal):
    """Only what a second person agreed to is paid."""

    sentence = _("A second person agrees to the claim before it is paid.")


class OwnPayment(Refusal):
    """Whoever agreed to a claim does not record its payment."""

    sentence = _("You agreed to this claim. Ask a colleague to record its payment.")


class AlreadyPaid(Refusal):
    """What was paid is not paid again, and an award that was paid is closed, not withdrawn."""

    sentence = _("Money was paid already.")


class ClaimsOpen(Refusal):
    """An award with open claims stays open."""

    sentence = _("Settle and pay its claims first.")


class MoreThanPaid(Refusal):
    """No more comes back than was paid."""

    sentence = _("Only %(paid)s was paid and not given back.")
    field = "amount_minor"


class NotIban(Refusal):
    """An account number is checked before it is kept."""

    sentence = _("This is no valid IBAN. Compare it with the recipient's letter, sign by sign.")
    field = "iban"


class Over(Refusal):
    """What is over keeps no bank details."""

    sentence = _("The award is over.")


class AlreadyAsked(Refusal):
    """One change at a time."""

    sentence = _("Another change waits to be agreed to.")


class NothingVaried(Refusal):
    """A change changes something."""

    sentence = _("Give another amount or another last day, and say why.")
    field = "reason"


class LessThanPromised(Refusal):
    """An award is not cut below what was paid or claimed."""

    sentence = _("%(bound)s is paid or set in instalments already.")
    field = "amount_minor"


class NotPublic(Refusal):
    """What happens in a programme that is not public is not published."""

    sentence = _("Its programme is not public.")


class NotYours(Refusal):
    """Only an award that was accepted is published."""

    sentence = _("An award is published once the recipient has accepted it.")


class Stopped(Refusal):
    """Due diligence stopped it."""

    sentence = _("Due diligence stopped this application, so nothing is awarded to it. Somebody else than who stopped it can resolve that.")  # fmt: skip
    field = "contribution"


class FlagsOpen(Refusal):
    """Something is still looked into."""

    sentence = _("A due-diligence question about this application is open. Resolve it before you offer the award.")  # fmt: skip


class FlagSettled(Refusal):
    """It was settled meanwhile."""

    sentence = _("This was settled meanwhile.")


class OwnStop(Refusal):
    """Nobody lifts their own stop."""

    sentence = _("You stopped it yourself. Somebody else looks at it before it goes on.")


class NotTold(Refusal):
    """The offer would tell the decision before it was told."""

    sentence = _("Tell the entrant the decision first. The offer of money follows it.")


class NotToldAll(Refusal):
    """A public award would tell the decision before it is public."""

    sentence = _("Everybody is told the decision first. The award is published after that.")

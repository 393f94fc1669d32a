"""What can happen to money that is given, and the words for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    POT_OPENED = "pot.opened", _("opened a pot of money")
    POT_FILLED = "pot.filled", _("put money into a pot")
    POT_DRAWN = "pot.drawn", _("took money that nobody was promised out of a pot")
    POT_CLOSED = "pot.closed", _("closed a pot of money")
    AWARD_DRAFTED = "award.drafted", _("drafted an award and set its money aside")
    AWARD_APPROVED = "award.approved", _("approved an award as a second person")
    SUBSIDY_STATED = "award.subsidy_stated", _("wrote the subsidy statement of an award")
    SUBSIDY_CONFIRMED = "award.subsidy_confirmed", _("recorded that the recipient confirmed it")
    AWARD_OFFERED = "award.offered", _("offered an award")
    AWARD_ACCEPTED = "award.accepted", _("recorded the agreement to an award")
    AWARD_BEGUN = "award.begun", _("began the work of an award")
    AWARD_CLOSED = "award.closed", _("closed an award")
    AWARD_WITHDRAWN = "award.withdrawn", _("withdrew an award")
    BANK_KEPT = "award.bank_kept", _("recorded where an award is to be paid to")
    MILESTONE_SET = "milestone.set", _("set a milestone")
    CLAIMED = "claim.made", _("claimed an instalment")
    CLAIM_AGREED = "claim.agreed", _("agreed to a claim as a second person")
    CLAIM_REFUSED = "claim.refused", _("refused a claim")
    PAID = "payment.recorded", _("recorded a payment")
    REPAID = "repayment.recorded", _("recorded money that was given back")
    VARIATION_ASKED = "variation.asked", _("asked for an award to be changed")
    VARIATION_AGREED = "variation.agreed", _("agreed to a change of an award as a second person")
    VARIATION_REFUSED = "variation.refused", _("refused a change of an award")
    FLAG_RAISED = "flag.raised", _("asked for something to be looked into before an award")
    FLAG_RESOLVED = "flag.resolved", _("resolved a due-diligence question")
    FLAG_STOPPED = "flag.stopped", _("stopped an award for due diligence")
    PUBLISHED = "award.published", _("published an award")
    UNPUBLISHED = "award.unpublished", _("took an award that came to nothing off the public list")


class State(models.TextChoices):
    """How far an award is."""

    DRAFTED = "drafted", _("Drafted")
    APPROVED = "approved", _("Approved")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: where an award may go from each state; from none other
NEXT: dict[str, frozenset[str]] = {
    State.DRAFTED: frozenset({State.APPROVED, State.OFFERED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.OFFERED, State.WITHDRAWN}),
    State.OFFERED: frozenset({State.ACCEPTED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.RUNNING, State.WITHDRAWN}),
    State.RUNNING: frozenset({State.CLOSED, State.WITHDRAWN}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
#: the states in which nothing binds the body yet, and those in which the award is over
INSIDE = (State.DRAFTED, State.APPROVED, State.WITHDRAWN)
OVER = (State.CLOSED, State.WITHDRAWN)


class RecipientKind(models.TextChoices):
    """Who is given it."""

    ORGANISATION = "organisation", _("An organisation")
    INDIVIDUAL = "individual", _("A person")


class FlagSection(models.TextChoices):
    """What a due-diligence question is about."""

    WHO = "who", _("Who they are, and who speaks for them")
    MONEY = "money", _("Money and accounts")
    SAFEGUARDING = "safeguarding", _("Safeguarding")
    SUBSIDY = "subsidy", _("Subsidy")
    EARLIER = "earlier", _("What came of earlier awards")
    OTHER = "other", _("Something else")


class FlagState(models.TextChoices):
    """What became of a due-diligence question."""

    RAISED = "raised", _("Raised")
    RESOLVED = "resolved", _("Resolved")
    STOPPED = "stopped", _("Stopped")


class Account(models.TextChoices):
    """Where the money of a pot can stand."""

    SOURCE = "source", _("Outside the pot")
    FREE = "free", _("Promised to nobody")
    PROMISED = "promised", _("Promised, not paid")
    PAID = "paid", _("Paid")


class PostingKind(models.TextChoices):
    """Why money moves from one account of a pot to another."""

    FILLED = "filled", _("Put in")
    DRAWN = "drawn", _("Taken out")
    PROMISED = "promised", _("Promised")
    RELEASED = "released", _("Set free")
    PAID = "paid", _("Paid")
    RETURNED = "returned", _("Given back")


#: from which account to which each kind moves it
ROUTES: dict[str, tuple[str, str]] = {
    PostingKind.FILLED: (Account.SOURCE, Account.FREE),
    PostingKind.DRAWN: (Account.FREE, Account.SOURCE),
    PostingKind.PROMISED: (Account.FREE, Account.PROMISED),
    PostingKind.RELEASED: (Account.PROMISED, Account.FREE),
    PostingKind.PAID: (Account.PROMISED, Account.PAID),
    PostingKind.RETURNED: (Account.PAID, Account.FREE),
}

PUBLIC: frozenset[str] = frozenset()

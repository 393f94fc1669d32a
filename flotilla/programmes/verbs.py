"""What can happen to a programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    DRAFTED = "programme.drafted", _("began to set up the programme")
    CHANGED = "programme.changed", _("changed the description or the settings")
    FORM_DRAFTED = "programme.form_drafted", _("drafted the form from the criteria")
    COPIED = "programme.copied", _("copied it from an earlier programme")
    PROMISED = "programme.promised", _("wrote the promise")
    SIGNED = "programme.signed", _("signed the promise")
    AMENDED = "programme.amended", _("amended the promise")
    CREW_JOINED = "programme.crew_joined", _("joined the people who run it")
    CREW_LEFT = "programme.crew_left", _("left the people who run it")
    CO_OWNER_LEFT = "programme.co_owner_left", _("ended joint ownership")
    CO_OWNED = "programme.co_owned", _("made it a joint programme")
    OWNER_ASKED = "programme.owner_asked", _("asked another body to own it jointly")
    OWNER_ANSWERED = "programme.owner_answered", _("answered the asking to own it jointly")
    OWNER_ASKING_ENDED = "programme.owner_asking_ended", _("took back the asking to own it jointly")
    REHEARSED = "programme.rehearsed", _("began a rehearsal")
    WIPED = "programme.wiped", _("wiped the rehearsal")
    OPENED = "programme.opened", _("opened the programme")
    RESCHEDULED = "programme.rescheduled", _("moved a date")
    PAUSED = "programme.paused", _("paused new contributions")
    RESUMED = "programme.resumed", _("took new contributions again")
    GATE_PASSED = "programme.gate_passed", _("passed a gate")
    GATE_OVERRIDDEN = (
        "programme.gate_overridden",
        _("passed a gate in spite of an open condition"),
    )
    ADMITTED = "programme.admitted", _("invited a person to a private programme")
    ROUND_DESCRIBED = "programme.round_described", _("described the round of the fund")
    SIZE_WRITTEN = "programme.size_written", _("wrote a size of award")
    SIZE_REMOVED = "programme.size_removed", _("took out a size of award")
    ELIGIBILITY_WRITTEN = "programme.eligibility_written", _("wrote a question before the form")
    ELIGIBILITY_REMOVED = (
        "programme.eligibility_removed",
        _("took out a question before the form"),
    )
    DISCARDED = "programme.discarded", _("discarded a draft")
    CLOSED = "programme.closed", _("closed the programme")


class Step(models.TextChoices):
    """The eight steps of the one journey."""

    LISTEN = "listen", _("Listen")
    FRAME = "frame", _("Frame")
    CALL = "call", _("Call")
    ASSESS = "assess", _("Assess")
    DECIDE = "decide", _("Decide")
    TEST = "test", _("Test")
    MEASURE = "measure", _("Measure")
    SPREAD = "spread", _("Spread")


class Influence(models.TextChoices):
    """How much influence people have (IAP2 spectrum; levels, not steps)."""

    INFORM = "inform", _("Inform")
    CONSULT = "consult", _("Consult")
    INVOLVE = "involve", _("Involve")
    COLLABORATE = "collaborate", _("Collaborate")
    EMPOWER = "empower", _("Empower")


class Audience(models.TextChoices):
    """Who may see a programme and take part."""

    PUBLIC = "public", _("Everyone")
    STAFF = "staff", _("Staff only")
    INVITED = "invited", _("People who were invited")


class Basis(models.TextChoices):
    """On which lawful basis a body asks what its form asks (UK GDPR, article 6)."""

    PUBLIC_TASK = "public_task", _("Our public task")
    LEGAL_OBLIGATION = "legal_obligation", _("A duty in law")
    CONSENT = "consent", _("The consent of whoever takes part, where saying no costs them nothing")


class Kept(models.IntegerChoices):
    """How long after its end how to reach people, and notes about them, are kept: as the schedule says, or shorter."""

    UNSAID = 0, _("not said yet")
    A_QUARTER = 90, _("90 days")
    HALF_A_YEAR = 180, _("180 days")
    A_YEAR = 365, _("a year")
    TWO_YEARS = 730, _("two years")


class Moderation(models.TextChoices):
    """When a person reads what is sent."""

    AFTER = "after", _("Published at once, read afterwards")
    BEFORE = "before", _("Read first, then published")


class Origin(models.TextChoices):
    """Who raised the question."""

    BODY = "body", _("The body")
    RESIDENTS = "residents", _("Residents")
    BOTH = "both", _("Both")


class Part(models.TextChoices):
    """What somebody does in the team that runs a programme."""

    SPONSOR = "sponsor", _("Sponsor: signs the promise and has the final word")
    HOST = "host", _("Host: welcomes, connects and answers")
    DELIVERY_OWNER = (
        "delivery_owner",
        _("Delivery owner: carries out what is taken forward"),
    )
    FACILITATOR = "facilitator", _("Facilitator")
    MODERATOR = "moderator", _("Moderator")
    EXPERT = "expert", _("Subject expert")


PUBLIC = frozenset(
    {Verb.SIGNED, Verb.AMENDED, Verb.OPENED, Verb.RESCHEDULED, Verb.PAUSED, Verb.RESUMED, Verb.GATE_PASSED, Verb.GATE_OVERRIDDEN,
     Verb.CO_OWNED, Verb.CO_OWNER_LEFT, Verb.CLOSED}
)  # fmt: skip

INTAKE = frozenset({"contribution.submitted"})
"""Verbs of higher areas by which something new comes in: a pause closes them, and a closing time is final for them."""

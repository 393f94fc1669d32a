"""What can happen to what is held about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    ASKED = "data.asked", _("asked the body about their data")
    SETTLED = "data.settled", _("answered somebody about their data")
    DISCLOSED = "data.disclosed", _("opened personal data, with a purpose")
    CONSENT_WITHDRAWN = "data.consent_withdrawn", _("took an agreement back")
    ACCOUNT_ERASED = "data.account_erased", _("erased an account")
    WORDS_ERASED = "data.words_erased", _("erased the words, and kept that it was there")
    ADDRESS_ERASED = "data.address_erased", _("erased an address")
    HOLD_PLACED = "data.hold_placed", _("placed a legal hold")
    HOLD_LIFTED = "data.hold_lifted", _("lifted a legal hold")
    LAPSED = "data.lapsed", _("let go of what had lapsed")


class RequestKind(models.TextChoices):
    """What somebody asks of the body about their data."""

    CORRECTION = "correction", _("Something is wrong: correct it")
    ACCESS = "access", _("I want a copy of what I cannot find here")
    ERASURE = "erasure", _("Erase something that I cannot erase here")
    OBJECTION = "objection", _("I object to how it is used")
    NOT_ME = "not_me", _("This was sent in my name, and not by me")
    COMPLAINT = "complaint", _("I complain about how my data was treated")


class RequestOutcome(models.TextChoices):
    """What became of a request."""

    DONE = "done", _("Done")
    PARTLY = "partly", _("Done in part")
    REFUSED = "refused", _("Not done")


class Opened(models.TextChoices):
    """What of somebody's was opened."""

    CONTACT = "contact", _("how to reach you")
    IDENTITY = "identity", _("who stands behind what is shown")
    PEOPLE = "people", _("the list of people and their roles")
    EXPORT = "export", _("a table with addresses")
    LETTER = "letter", _("your address, with a letter that did not arrive")
    REQUEST = "request", _("what you asked about your data, and your address")


class Purpose(models.TextChoices):
    """What personal data is opened for."""

    ANSWER = "answer", _("To answer the person")
    VERIFY = "verify", _("To make sure who sent it")
    MODERATE = "moderate", _("To look into a report or an appeal")
    DATA_REQUEST = "data_request", _("To settle a request about personal data")
    LAW = "law", _("Because a law or a court asks for it")
    ADMINISTER = "administer", _("To look after roles")


class Scope(models.TextChoices):
    """What was erased."""

    ACCOUNT = "account", _("The account")
    WORDS = "words", _("The words of a contribution")
    COMMENT = "comment", _("The words of a comment")
    ADDRESS = "address", _("An address without an account")


PUBLIC = frozenset({Verb.WORDS_ERASED})

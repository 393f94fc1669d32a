"""What can happen on the way to an answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Codes of the journal and the sentences that people read."""

    CONSIDERED = "contribution.considered", _("read and considered it")
    ASSIGNED = (
        "contribution.assigned",
        _("asked a colleague or department for an answer"),
    )
    ASSIGNMENT_SETTLED = "contribution.assignment_settled", _("gave what was asked for")
    NOTED = "contribution.noted", _("left a note for the team")
    TEMPLATE_WRITTEN = "template.written", _("wrote an answer template")
    ANSWER_DRAFTED = "answer.drafted", _("drafted an answer")
    ANSWER_RELEASED = "answer.released", _("answered")
    DECISION_DRAFTED = "decision.drafted", _("drafted a decision")
    DECISION_CHECKED = "decision.checked", _("checked the decision as a second person")
    DECISION_RETURNED = "decision.returned", _("gave the decision back to be improved")
    DECISION_SCHEDULED = (
        "decision.scheduled",
        _("set the hour at which decisions are released"),
    )
    DECISION_TOLD = "decision.told", _("told those whose entry it is what was decided")
    WINNERS_TOLD = "telling.winners", _("told the winners")
    ENTRANTS_TOLD = "telling.entrants", _("told all other entrants")
    PUBLIC_TOLD = "telling.public", _("told everybody what was decided")
    DECISION_RELEASED = "decision.released", _("decided")
    UPDATED = "decision.updated", _("told what has happened since")
    UNDERTAKING_CLOSED = (
        "decision.undertaking_closed",
        _("closed what was taken forward, with the result"),
    )
    SECOND_LOOK_ASKED = "decision.second_look_asked", _("asked for a second look")
    SECOND_LOOK_GIVEN = "decision.second_look_given", _("gave the second look")
    DECISION_REOPENED = "decision.reopened", _("opened the decision again after a second look")


class Outcome(models.TextChoices):
    """What a decision can be."""

    FORWARD = "forward", _("Taken forward")
    PASSED_ON = "passed_on", _("Passed to its owner")
    PARKED = "parked", _("Parked")
    NOT_FORWARD = "not_forward", _("Not taken forward")


class Way(models.TextChoices):
    """How something is taken forward."""

    NOW = "now", _("Do it now")
    PILOT = "pilot", _("Try it out")
    DEVELOP = "develop", _("Work it out further")


class AnswerKind(models.TextChoices):
    """Which answer it is."""

    FIRST = "first", _("First answer")
    FINAL = "final", _("Decision")
    UPDATE = "update", _("Update")


class LookOutcome(models.TextChoices):
    """What a second look comes to."""

    STAYS = "stays", _("The decision stays")
    CHANGED = "changed", _("The decision changes")


class Progress(models.TextChoices):
    """How far something taken forward has come."""

    UNDER_WAY = "under_way", _("Under way")
    TESTING = "testing", _("Being tested")
    IN_USE = "in_use", _("In use")
    STOPPED = "stopped", _("Stopped")


PUBLIC = frozenset(
    {Verb.CONSIDERED, Verb.ANSWER_RELEASED, Verb.DECISION_RELEASED, Verb.UPDATED, Verb.UNDERTAKING_CLOSED, Verb.SECOND_LOOK_ASKED, Verb.SECOND_LOOK_GIVEN, Verb.DECISION_REOPENED}
)  # fmt: skip

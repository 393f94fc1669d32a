"""Decisions, the answers that tell them, and second looks at them."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.contributions.models import Contribution
from flotilla.decisions.models.telling import Telling
from flotilla.decisions.verbs import AnswerKind, LookOutcome, Outcome, Progress, Way
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

#: what of a decision and of an answer stands before everybody and never changes afterwards
DECIDED = (
    "outcome", "way", "reasons", "words", "passed_to", "parked_until", "who_decided", "rule", "considered",
)  # fmt: skip
ANSWERED = ("kind", "said", "decided", "fit", "progress")


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by how far they are."""

    def released(self) -> Self:
        """Those that everyone may read, also those that a second look opened again."""
        return self.filter(released_at__isnull=False)

    def current(self) -> Self:
        """The one of each contribution that was not opened again: on its way, or public."""
        return self.filter(reopened_at__isnull=True)

    def standing(self) -> Self:
        """Those that hold: public, and not opened again."""
        return self.released().current()

    def newest(self) -> Self:
        """The newest public one of each contribution: it holds, or it was opened again and none came after it yet."""
        after = Decision.objects.released().filter(
            contribution=OuterRef("contribution"), pk__gt=OuterRef("pk")
        )
        return self.released().exclude(Exists(after))

    def told(self) -> Self:
        """Those that their authors may read; the public may have to wait for them."""
        return self.filter(told_at__isnull=False)

    def due_for_release(self, at: datetime) -> Self:
        """Checked ones whose hour has come."""
        return self.filter(released_at__isnull=True, checked_at__isnull=False, release_at__lte=at)


class Decision(models.Model):
    """What was decided about one contribution: outcome, reasons, who, by which rule; drafted, checked, released.

    One that a second look changes is opened again: it stays readable, and another is drafted in its place.
    """

    personal: ClassVar[dict[str, str]] = {
        "drafted_by": gettext_noop("who drafted"),
        "checked_by": gettext_noop("who checked"),
    }
    impersonal: ClassVar[set[str]] = {
        "outcome", "way", "reasons", "words", "passed_to", "parked_until", "who_decided", "rule", "considered", "returned_words", "progress", "result",
    }  # fmt: skip

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="decisions")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=12, choices=Outcome.choices)
    way = models.CharField(
        _("how it is taken forward"), max_length=10, choices=Way.choices, blank=True
    )
    reasons = models.JSONField(_("reasons"), default=list)
    words = models.TextField(_("reasons in your own words"), blank=True)
    passed_to = models.CharField(_("who it was passed to"), max_length=200, blank=True)
    parked_until = models.CharField(_("we tell you if"), max_length=200, blank=True)
    who_decided = models.CharField(_("who decided"), max_length=200)
    rule = models.CharField(_("by which rule"), max_length=200, blank=True)
    considered = models.CharField(_("what was considered"), max_length=600, blank=True)
    owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_undertakings",
    )
    next_word_on = models.DateField(_("next word by"), null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    returned_words = models.CharField(_("what to improve"), max_length=600, blank=True)
    release_at = models.DateTimeField(_("release at"), null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    telling = models.ForeignKey(
        Telling, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    progress = models.CharField(max_length=12, choices=Progress.choices, blank=True)
    result = models.TextField(_("result"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = (
            *one_of("decision", outcome=Outcome),
            *one_of_or_empty("decision", way=Way, progress=Progress),
            models.UniqueConstraint(
                fields=("contribution",),
                condition=Q(reopened_at__isnull=True),
                name="decision_once",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | Q(released_at__isnull=False),
                name="decision_released_before_reopened",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | Q(drafted_by__isnull=True)
                | ~Q(checked_by=F("drafted_by")),
                name="decision_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(checked_at__isnull=False),
                name="decision_checked_before_release",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(checked_at__isnull=False),
                name="decision_checked_before_told",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | Q(told_at__isnull=False, told_at__lte=F("released_at")),
                name="decision_told_before_public",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True)
                | Q(telling__isnull=False)
                | Q(released_at__isnull=False, told_at=F("released_at")),
                name="decision_told_early_in_a_telling",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.FORWARD)
                | Q(next_word_on__isnull=False)
                | Q(closed_at__isnull=False),
                name="decision_forward_has_next_word",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.FORWARD) | ~Q(way=""),
                name="decision_forward_says_how",
            ),
        )
        indexes = (models.Index(fields=("programme", "released_at"), name="decision_released"),)

    def __str__(self) -> str:
        return f"{self.contribution}: {self.get_outcome_display()}"

    def public_words(self) -> dict[str, Any]:
        """Return the decision and the answer that tells it, as the public log digests them."""
        words = {name: getattr(self, name) for name in DECIDED}
        final = self.answers.filter(kind=AnswerKind.FINAL).first()
        return words | {"answer": final.public_words() if final else None}


class Answer(models.Model):
    """An answer to a contributor, in three parts: what you said, what was decided, how the two fit."""

    personal: ClassVar[dict[str, str]] = {
        "said": gettext_noop("repeats the person's words"),
        "drafted_by": gettext_noop("who wrote it"),
        "signatory": gettext_noop("who answers, by office"),
    }
    impersonal: ClassVar[set[str]] = {"kind", "decided", "fit", "progress", "language"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=8, choices=AnswerKind.choices)
    decision = models.ForeignKey(
        Decision, models.CASCADE, null=True, blank=True, related_name="answers"
    )
    said = models.TextField(_("what you said"), blank=True)
    decided = models.TextField(_("what was decided"))
    fit = models.TextField(_("how the two fit"), blank=True)
    signatory = models.CharField(_("signed"), max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    progress = models.CharField(max_length=12, choices=Progress.choices, blank=True)
    next_word_on = models.DateField(_("next word by"), null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("released_at", "id")
        constraints = (
            *one_of("answer", kind=AnswerKind),
            *one_of_or_empty("answer", progress=Progress),
            models.UniqueConstraint(
                fields=("decision",),
                condition=Q(kind=AnswerKind.FINAL),
                name="answer_final_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.FINAL) | Q(decision__isnull=False),
                name="answer_final_of_a_decision",
            ),
            models.UniqueConstraint(
                fields=("contribution",),
                condition=Q(kind=AnswerKind.FIRST),
                name="answer_first_once",
            ),
        )
        indexes = (models.Index(fields=("released_at",), name="answer_released"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.contribution}"

    def public_words(self) -> dict[str, Any]:
        """Return what was answered, as the public log digests it."""
        words = {name: str(getattr(self, name)) for name in ANSWERED}
        return words | {
            "next_word_on": self.next_word_on.isoformat() if self.next_word_on else None
        }


class SecondLook(models.Model):
    """That a contributor asks for the decision to be looked at by somebody who did not take it; one that changes it opens it again."""

    personal: ClassVar[dict[str, str]] = {
        "words": gettext_noop("the person's own words"),
        "reply": gettext_noop("said to the person"),
        "asked_by": gettext_noop("who asks"),
    }
    impersonal: ClassVar[set[str]] = {"outcome", "signatory"}

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="second_look")
    words = models.TextField(_("what was overlooked"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reply = models.TextField(_("reply"), blank=True)
    outcome = models.CharField(max_length=10, choices=LookOutcome.choices, blank=True)
    signatory = models.CharField(_("signed"), max_length=120, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = one_of_or_empty("second_look", outcome=LookOutcome)

    def __str__(self) -> str:
        return f"Second look at {self.decision}"

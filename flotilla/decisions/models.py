"""Decisions, answers and the work that leads to them."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body, Department
from flotilla.contributions.models import Contribution
from flotilla.decisions.verbs import AnswerKind, LookOutcome, Outcome, Progress, Way
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

#: what of a decision and of an answer stands before everybody and never changes afterwards
DECIDED = (
    "outcome", "way", "reasons", "words", "passed_to", "parked_until", "who_decided", "rule", "considered",
)  # fmt: skip
ANSWERED = ("kind", "said", "decided", "fit", "progress")


class Consideration(models.Model):
    """That a named person read a contribution, when, and what they did with it."""

    personal: ClassVar[dict[str, str]] = {"considered_by": gettext_noop("who read it")}
    impersonal: ClassVar[set[str]] = {"words"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="considerations")
    words = models.CharField(_("what we did with it"), max_length=300, blank=True)
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("considered_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("contribution", "considered_by"), name="consideration_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.considered_by} read {self.contribution}"


class Assignment(models.Model):
    """That a colleague or a department was asked for an answer, by a day."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("who is asked")}
    impersonal: ClassVar[set[str]] = {"question", "reply"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    question = models.CharField(_("what you need from them"), max_length=600, blank=True)
    due_on = models.DateField(_("by"))
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reply = models.TextField(_("their reply"), blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(department__isnull=False),
                name="assignment_to_somebody",
            ),
            models.UniqueConstraint(
                fields=("contribution", "person"),
                condition=Q(settled_at__isnull=True, person__isnull=False),
                name="assignment_person_once",
            ),
            models.UniqueConstraint(
                fields=("contribution", "department"),
                condition=Q(settled_at__isnull=True, person__isnull=True),
                name="assignment_department_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person or self.department}: {self.contribution}"


class Note(models.Model):
    """A note for the team of one body; other owners of a joint programme never see it."""

    personal: ClassVar[dict[str, str]] = {
        "noted_by": gettext_noop("who wrote it"),
        "text": gettext_noop("may name people"),
    }
    impersonal: ClassVar[set[str]] = set()

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="notes")
    body = models.ForeignKey(Body, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("noted_at",)

    def __str__(self) -> str:
        return self.text[:40]


class AnswerTemplate(models.Model):
    """Words that a body uses again, with {{gaps}} that must be filled for each contribution."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "said", "decided", "fit", "language"}

    body = models.ForeignKey(Body, models.CASCADE, related_name="answer_templates")
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(max_length=10, default="en-gb")
    said = models.TextField(_("what you said"), blank=True)
    decided = models.TextField(_("what was decided"), blank=True)
    fit = models.TextField(_("how the two fit"), blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("body", "name"), name="template_once"),)

    def __str__(self) -> str:
        return self.name


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

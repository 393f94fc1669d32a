"""Reports, removals and appeals."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.contributions.models.contribution import Contribution
from flotilla.contributions.models.talk import Comment
from flotilla.contributions.verbs import AppealOutcome, ReportOutcome
from flotilla.kit.codes import one_of_or_empty
from flotilla.people.models import Person

ONE_THING = Q(contribution__isnull=False, comment__isnull=True) | Q(
    contribution__isnull=True, comment__isnull=False
)


def _open_once(*things: str) -> tuple[models.UniqueConstraint, ...]:
    """Return the constraints by which one reporter has one open report about a thing, by account or by address."""
    tells = {"person": Q(person__isnull=False), "email": ~Q(email="")}
    return tuple(
        models.UniqueConstraint(
            fields=(thing, who),
            condition=Q(settled_at__isnull=True) & known & Q(**{f"{thing}__isnull": False}),
            name=f"report_{thing}_{who}_once",
        )
        for thing in things
        for who, known in tells.items()
    )


class Report(models.Model):
    """That somebody asked the moderators to look at a contribution or a comment. No account is needed."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who reports"),
        "email": gettext_noop("to tell them what was done"),
        "words": gettext_noop("their own words"),
    }
    impersonal: ClassVar[set[str]] = {"reason", "outcome"}

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    reason = models.CharField(_("reason"), max_length=30)
    words = models.CharField(_("in your words"), max_length=600, blank=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=ReportOutcome.choices, blank=True)

    class Meta:
        ordering = ("reported_at",)
        constraints = (
            *one_of_or_empty("report", outcome=ReportOutcome),
            *_open_once("contribution", "comment"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(settled_at__isnull=False), name="report_settled_at"
            ),
            models.CheckConstraint(condition=ONE_THING, name="report_one_thing"),
        )

    def __str__(self) -> str:
        return f"Report of {self.contribution or self.comment}"


class Removal(models.Model):
    """That a moderator took a contribution or a comment out of sight, with a reason from the published list."""

    personal: ClassVar[dict[str, str]] = {"words": gettext_noop("said to the author")}
    impersonal: ClassVar[set[str]] = {"reason"}

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="removals"
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="removals"
    )
    reason = models.CharField(_("reason"), max_length=30)
    words = models.CharField(_("said to the author"), max_length=600, blank=True)
    removed_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=ONE_THING, name="removal_one_thing"),
            models.CheckConstraint(condition=~Q(reason=""), name="removal_has_reason"),
            models.UniqueConstraint(
                fields=("contribution",),
                condition=Q(undone_at__isnull=True, contribution__isnull=False),
                name="removal_contribution_once",
            ),
            models.UniqueConstraint(
                fields=("comment",),
                condition=Q(undone_at__isnull=True, comment__isnull=False),
                name="removal_comment_once",
            ),
        )

    def __str__(self) -> str:
        return f"Removal of {self.contribution or self.comment}"

    @property
    def about(self) -> Contribution:
        """The contribution that was removed, or whose comment was."""
        return self.contribution or self.comment.contribution  # type: ignore[union-attr]


class Appeal(models.Model):
    """That an author asks for a removal to be looked at again, by somebody else."""

    personal: ClassVar[dict[str, str]] = {
        "words": gettext_noop("the author's own words"),
        "reply": gettext_noop("said to the author"),
        "appealed_by": gettext_noop("who appeals"),
    }
    impersonal: ClassVar[set[str]] = {"outcome"}

    removal = models.OneToOneField(Removal, models.CASCADE, related_name="appeal")
    words = models.CharField(_("why it should be looked at again"), max_length=1000)
    appealed_at = models.DateTimeField()
    appealed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=AppealOutcome.choices, blank=True)
    reply = models.CharField(_("reply"), max_length=1000, blank=True)

    class Meta:
        constraints = (
            *one_of_or_empty("appeal", outcome=AppealOutcome),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(removed_by__isnull=True)
                | ~Q(decided_by=F("removed_by")),
                name="appeal_decided_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"Appeal about {self.removal}"

    @property
    def contribution(self) -> Contribution:
        """The contribution that this is about, directly or through its comment."""
        return self.removal.about

    @property
    def contribution_id(self) -> int:
        """Its number in the database, for the journal."""
        return self.removal.about.pk

    @property
    def comment(self) -> Comment | None:
        """The comment that was removed, if it was one."""
        return self.removal.comment

    @property
    def comment_id(self) -> int | None:
        """Its number in the database, for the journal."""
        return self.removal.comment_id

"""The conversation about a contribution."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.rules import where_may
from flotilla.contributions.models.contribution import Contribution
from flotilla.contributions.verbs import CommentKind
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.people.verbs import Sector


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments by whether they are shown."""

    def shown(self) -> Self:
        """Those that were neither withdrawn nor removed nor wait to be read."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True).exclude(
            removals__undone_at__isnull=True, removals__isnull=False
        )

    def visible_to(self, person: Person | None) -> Self:
        """Those of contributions a person may see, shown or as the fact that something was removed; own and moderated ones too."""
        seen = self.filter(contribution__in=Contribution.objects.visible_to(person))
        return seen._published_to(person)

    def about(self, contribution: Contribution, person: Person | None) -> Self:
        """Those of one contribution that are visible to a person; quick however many contributions there are."""
        may_see = Contribution.objects.visible_to(person).filter(pk=contribution.pk)
        return self.filter(Exists(may_see), contribution=contribution)._published_to(person)

    def _published_to(self, person: Person | None) -> Self:
        if person is None or not person.is_authenticated:
            return self.filter(published_at__isnull=False)
        read = Q(published_at__isnull=False) | Q(person=person)
        if where_may(person, "moderate"):
            read |= Q(contribution__in=Contribution.objects.moderated_by(person))
        return self.filter(read)


class Comment(models.Model):
    """One turn in the conversation; a concern says what would change the writer's mind."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("who wrote it"),
        "byline": gettext_noop("how they are shown"),
        "text": gettext_noop("the person's own words"),
        "change_mind": gettext_noop("the person's own words"),
        "sector": gettext_noop("by their own choice"),
        "submission_key": gettext_noop("so that a form posted twice counts once"),
    }
    impersonal: ClassVar[set[str]] = {"kind"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    byline = models.CharField(_("shown as"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    is_official = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=CommentKind.choices, default=CommentKind.COMMENT)
    text = models.TextField(_("your words"))
    change_mind = models.CharField(_("what would change my mind"), max_length=400, blank=True)
    posted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("posted_at", "id")
        constraints = (
            *one_of("comment", kind=CommentKind),
            *one_of_or_empty("comment", sector=Sector),
            models.CheckConstraint(
                condition=~Q(kind="concern") | ~Q(change_mind=""),
                name="concern_says_what_would_help",
            ),
        )
        indexes = (
            models.Index(
                fields=("contribution", "parent", "posted_at", "id"),
                name="comment_thread",
            ),
        )

    def __str__(self) -> str:
        return f"{self.byline}: {self.text[:40]}"

    def public_words(self) -> dict[str, Any]:
        """Return the words that everybody may read, as the public log digests them."""
        return {"kind": str(self.kind), "text": self.text, "change_mind": self.change_mind}


class ConcernMet(models.Model):
    """That the writer of a concern says it is met (only they may), or that it stays open in visible disagreement."""

    personal: ClassVar[dict[str, str]] = {
        "words": gettext_noop("the person's own words"),
        "resolved_by": gettext_noop("who says so"),
    }
    impersonal: ClassVar[set[str]] = set()

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="met")
    words = models.CharField(_("what changed"), max_length=300, blank=True)
    resolved_at = models.DateTimeField()
    resolved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.comment} is met"


class TalkClosure(models.Model):
    """That the conversation about a contribution is closed, and why."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"reason"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="talk_closures")
    reason = models.CharField(_("why it is closed"), max_length=300)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("contribution",),
                condition=Q(opened_at__isnull=True),
                name="talk_closure_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="talk_closure_has_reason"),
        )

    def __str__(self) -> str:
        return f"Talk about {self.contribution} closed"

"""The contribution itself: its text, its versions, its files, its themes."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.bodies.models import Body, Place
from flotilla.bodies.points import Point
from flotilla.bodies.rules import where_may
from flotilla.contributions.verbs import Channel, Standing
from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.models import Person
from flotilla.people.verbs import Sector
from flotilla.programmes.models import AwardSize, Ownership, Programme


class Theme(models.Model):
    """A label that officers give to contributions of a programme."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "address", "words"}

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=60)
    address = models.SlugField(max_length=60)
    words = models.CharField(_("words that suggest it"), max_length=400, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("programme", "address"), name="theme_once"),)

    def __str__(self) -> str:
        return self.name


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions by where they stand and who may see them."""

    def standing(self) -> Self:
        """Those that are in the public lists: published, not merged away, not split, withdrawn or removed."""
        return self.filter(standing=Standing.LISTED)

    def received(self) -> Self:
        """Those that count as received and must be answered: all but the parts an officer split off."""
        return self.filter(split_from__isnull=True)

    def moderated_by(self, person: Person) -> Self:
        """Those of programmes that a person may moderate."""
        held = where_may(person, "moderate")
        joint = Ownership.objects.filter(body__in=held).values("programme_id")
        return self.filter(Q(body_id__in=held) | Q(programme_id__in=joint))

    def visible_to(self, person: Person | None) -> Self:
        """Those whose page a person may open: published ones of programmes they see, their own, and those they moderate.

        Of a withdrawn or removed one the page shows the fact, not the words: see rules.may_read_words.
        """
        public = Q(
            published_at__isnull=False,
            programme__in=Programme.objects.visible_to(person),
        )
        if person is None or not person.is_authenticated:
            return self.filter(public)
        mine = Q(pk__in=person.authorships.filter(left_at=None).values("contribution_id"))
        if where_may(person, "moderate"):
            mine |= Q(pk__in=Contribution.objects.moderated_by(person).values("pk"))
        return self.filter(public | mine)


class Contribution(models.Model):
    """One thing that somebody sent to a programme."""

    personal: ClassVar[dict[str, str]] = {
        "title": gettext_noop("the person's own words, published as the promise says"),
        "answers": gettext_noop("the person's own words, published as the form says"),
        "words": gettext_noop("the same words, for searching"),
        "byline": gettext_noop("how the person is shown"),
        "sector": gettext_noop("by the person's own choice"),
        "place_words": gettext_noop("the place in the person's own words"),
        "latitude": gettext_noop("the point that it is about, to about 10 metres"),
        "longitude": gettext_noop("the point that it is about, to about 10 metres"),
        "contact_name": gettext_noop("to answer; never shown"),
        "contact_email": gettext_noop("to answer; never shown"),
        "contact_phone": gettext_noop("to answer; never shown"),
        "contact_address": gettext_noop("to answer by letter; never shown"),
        "entered_by": gettext_noop("the officer who wrote it down"),
    }
    impersonal: ClassVar[set[str]] = {
        "kind", "language", "channel", "channel_note", "standing", "source", "source_ref", "source_facts", "submission_key",
    }  # fmt: skip

    body = models.ForeignKey(Body, models.PROTECT, related_name="contributions")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("in one line"), max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    size = models.ForeignKey(
        AwardSize, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    answers = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    version = models.PositiveIntegerField(default=1)

    byline = models.CharField(_("shown as"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    place_words = models.CharField(_("the place in your words"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    channel_note = models.CharField(
        _("where and when it was taken down"), max_length=200, blank=True
    )
    entered_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="entered_contributions",
    )

    contact_name = models.CharField(_("name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_address = models.CharField(_("postal address"), max_length=300, blank=True)
    wants_test = models.BooleanField(_("ask me if it is tested"), default=False)
    submission_key = models.CharField(max_length=64, null=True, blank=True, unique=True)

    received_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.WAITING)
    answer_due_on = models.DateField(null=True, blank=True)
    first_answered_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    support_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    view_count = models.PositiveIntegerField(default=0)
    shuffle = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="joined"
    )
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="contributions")

    source = models.CharField(max_length=40, blank=True)
    source_ref = models.CharField(max_length=80, blank=True)
    source_facts = models.JSONField(default=dict)
    counted_supports = models.PositiveIntegerField(default=0)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            *one_of("contribution", channel=Channel, standing=Standing),
            *one_of_or_empty("contribution", sector=Sector),
            models.UniqueConstraint(
                fields=("programme", "number"), name="contribution_number_once"
            ),
            models.UniqueConstraint(
                fields=("programme", "source", "source_ref"),
                condition=~Q(source_ref=""),
                name="contribution_import_once",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.LISTED) | Q(published_at__isnull=False),
                name="contribution_listed_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.MERGED) | Q(merged_into__isnull=False),
                name="contribution_merged_has_target",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="contribution_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="contribution_point_is_whole",
            ),
        )
        indexes = (
            models.Index(
                fields=("programme", "standing", "received_at", "id"),
                name="contribution_newest",
            ),
            models.Index(
                fields=("programme", "standing", "support_count", "id"),
                name="contribution_supported",
            ),
            models.Index(
                fields=("programme", "standing", "view_count", "shuffle", "id"),
                name="contribution_quiet",
            ),
            models.Index(
                fields=("programme", "standing", "shuffle", "id"),
                name="contribution_shuffle",
            ),
            models.Index(
                fields=("programme", "standing", "place", "received_at", "id"),
                name="contribution_near",
            ),
            models.Index(
                fields=("body", "answer_due_on"),
                condition=Q(first_answered_at__isnull=True),
                name="contribution_due",
            ),
            models.Index(fields=("programme", "decided_at"), name="contribution_decided"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def point(self) -> Point | None:
        """The point that it is about, if one was given."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    def public_words(self) -> dict[str, Any]:
        """Return the words that everybody may read, as the public log digests them."""
        return published(self.programme, self.title, self.answers)


def published(programme: Programme, title: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Return a title and those answers that the form of the programme publishes."""
    public = {one.code for one in programme.plan.form() if one.public}
    return {"title": title, "answers": {code: answers[code] for code in answers if code in public}}


class Revision(models.Model):
    """One version of the text of a contribution, kept as it was."""

    personal: ClassVar[dict[str, str]] = {
        "title": gettext_noop("the person's own words"),
        "answers": gettext_noop("the person's own words"),
        "made_by": gettext_noop("who wrote it"),
    }
    impersonal: ClassVar[set[str]] = {"note"}

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    answers = models.JSONField(default=dict)
    note = models.CharField(_("what changed and why"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("contribution", "version"), name="revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution} v{self.version}"

    def public_words(self) -> dict[str, Any]:
        """Return what everybody may read of this version, as the public log digests it."""
        return published(self.contribution.programme, self.title, self.answers)


class Withdrawal(models.Model):
    """That the author took a contribution back."""

    personal: ClassVar[dict[str, str]] = {
        "reason": gettext_noop("the person's own words"),
        "withdrawn_by": gettext_noop("who withdrew"),
    }
    impersonal: ClassVar[set[str]] = set()

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="withdrawal")
    reason = models.CharField(_("why"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.contribution} withdrawn"


class Attachment(models.Model):
    """A file or picture that came with a contribution (or with a draft, until that is sent)."""

    personal: ClassVar[dict[str, str]] = {
        "file": gettext_noop("what the person sent"),
        "preview": gettext_noop("a smaller copy"),
        "name": gettext_noop("the file's name"),
        "alt": gettext_noop("what it shows"),
    }
    impersonal: ClassVar[set[str]] = {"media_type", "sha256"}

    contribution = models.ForeignKey(
        Contribution, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        "flotilla.Draft",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
    )
    file = models.FileField(upload_to="contributions/%Y/%m")
    preview = models.FileField(upload_to="contributions/%Y/%m", blank=True)
    name = models.CharField(max_length=120)
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(contribution__isnull=False) | Q(draft__isnull=False),
                name="attachment_belongs_somewhere",
            ),
        )

    def __str__(self) -> str:
        return self.name

"""One round of a fund: the gap that it is to narrow, its money, its sizes of award, its questions before the form."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from flotilla.kit.money import MOST
from flotilla.programmes.models.programme import Programme

SAID = ("aim", "gap", "group", "baseline", "source", "source_link", "amount_minor", "currency")


class Round(models.Model):
    """What one run of a fund is for: its aim, which gap and whose, the figure that it starts from, how much money there is."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {
        "aim", "gap", "group", "baseline", "source", "source_link", "currency",
    }  # fmt: skip

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="round")
    aim = models.CharField(_("what this round is to change"), max_length=400)
    gap = models.CharField(_("which gap it is to narrow"), max_length=300)
    group = models.CharField(_("for whom"), max_length=200)
    baseline = models.CharField(_("the figure that it starts from"), max_length=200)
    source = models.CharField(_("where the figure is from"), max_length=300)
    source_link = models.URLField(_("link to the figure"), max_length=500, blank=True)
    baseline_on = models.DateField(_("the day or the end of the year of the figure"))
    amount_minor = models.BigIntegerField(_("money in this round"))
    currency = models.CharField(max_length=3, default="GBP")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, amount_minor__lte=MOST), name="round_has_money"
            ),
            models.CheckConstraint(
                condition=~Q(aim="") & ~Q(gap="") & ~Q(group="") & ~Q(baseline="") & ~Q(source=""),
                name="round_says_which_gap",
            ),
        )

    def __str__(self) -> str:
        return f"Round of {self.programme}"

    def public_words(self) -> dict[str, Any]:
        """Return what is published of it, as the public log digests it."""
        words = {name: getattr(self, name) for name in SAID}
        return words | {"baseline_on": self.baseline_on.isoformat()}


class AwardSize(models.Model):
    """A size of award: up to how much one may ask for, and which questions of the form that takes; a large one asks for a concept first."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"name", "fields", "concept"}

    round = models.ForeignKey(Round, models.CASCADE, related_name="sizes")
    name = models.CharField(_("name"), max_length=60)
    up_to_minor = models.BigIntegerField(_("up to"))
    fields = models.JSONField(_("questions"), default=list)
    concept = models.JSONField(_("questions of the concept"), default=list, blank=True)

    class Meta:
        ordering = ("up_to_minor", "id")
        constraints = (
            models.UniqueConstraint(fields=("round", "name"), name="award_size_name_once"),
            models.UniqueConstraint(fields=("round", "up_to_minor"), name="award_size_once"),
            models.CheckConstraint(
                condition=Q(up_to_minor__gt=0, up_to_minor__lte=MOST), name="award_size_has_money"
            ),
        )

    def __str__(self) -> str:
        return self.name


class EligibilityQuestion(models.Model):
    """A plain question before the form, the answer that is needed, why, and where else to go without it."""

    personal: ClassVar[dict[str, str]] = {}
    impersonal: ClassVar[set[str]] = {"asks", "reason", "elsewhere"}

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    asks = models.CharField(_("question"), max_length=300)
    needs = models.BooleanField(_("answer that is needed"))
    reason = models.CharField(_("why"), max_length=300)
    elsewhere = models.CharField(_("where else to go"), max_length=400)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(asks="") & ~Q(reason="") & ~Q(elsewhere=""),
                name="eligibility_question_gives_reason",
            ),
        )

    def __str__(self) -> str:
        return self.asks

"""Are the promises kept? Answered, on time, late and by how much, still waiting, overdue; per programme, body, site."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from flotilla.bodies.models import Body
from flotilla.contributions.models import Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.working_days import working_days_between
from flotilla.numerics.waiting import Share, Wait, share_on_time, typical_wait
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

PROMISED = (Standing.LISTED, Standing.WAITING, Standing.MERGED, Standing.SPLIT)
NEWEST = 2_000  # as many waits as the typical one is taken from


@dataclass(frozen=True)
class Kept:
    """How the promise of a first answer was kept. `received` is the whole of it: on time + late + waiting + overdue.

    Counted: everything received that was promised an answer; what was withdrawn needs none, what was removed was told
    why, what was brought over from another system was promised elsewhere. A day counts in the zone of the body.
    """

    received: int
    on_time: int
    late: int
    waiting: int
    overdue: int
    wait: Wait | None
    lateness: Wait | None
    share: Share | None

    @property
    def answered(self) -> int:
        """How many have their answer."""
        return self.on_time + self.late


NOTHING = Kept(0, 0, 0, 0, 0, wait=None, lateness=None, share=None)  # nothing came, nothing is owed


def promised(
    body: Body | None, person: Person | None, since: datetime | None = None
) -> QuerySet[Contribution]:
    """Return what was promised an answer in programmes that a person may see, of one body or of the whole site."""
    seen = Contribution.objects.filter(
        programme__in=Programme.objects.visible_to(person).opened(),
        standing__in=PROMISED,
        answer_due_on__isnull=False,
        source="",
    )
    if body is not None:
        seen = seen.filter(body=body)
    return seen if since is None else seen.filter(received_at__gte=since)


def kept(contributions: QuerySet[Contribution], body: Body, at: datetime) -> Kept:
    """Return how the promise was kept for these, which are of one body (its zone says when a day ends)."""
    counts = counted(contributions, body, at)
    if not counts.answered:
        return counts
    wait, lateness = _waits(_dated(contributions, body), body)
    return replace(counts, wait=wait, lateness=lateness)


def counted(contributions: QuerySet[Contribution], body: Body, at: datetime) -> Kept:
    """Return how the promise was kept for these, which are of one body, without the waits: one question."""
    counts = _dated(contributions, body).aggregate(**_counts(body, at))
    return Kept(**counts, wait=None, lateness=None, share=_share(counts))


def by_programme(
    contributions: QuerySet[Contribution],
    programmes: Collection[Programme],
    body: Body,
    at: datetime,
) -> dict[int, Kept]:
    """Return how the promise was kept in each of these programmes to which something came, by number, without the waits."""
    dated = _dated(contributions.filter(programme__in=programmes), body)
    rows = dated.order_by().values("programme_id").annotate(**_counts(body, at))
    return {
        row.pop("programme_id"): Kept(**row, wait=None, lateness=None, share=_share(row))
        for row in rows
    }


def _dated(contributions: QuerySet[Contribution], body: Body) -> QuerySet[Contribution]:
    return contributions.annotate(answered_on=TruncDate("first_answered_at", tzinfo=body.zone))


def _counts(body: Body, at: datetime) -> dict[str, Count]:
    today = at.astimezone(body.zone).date()
    return {
        "received": Count("pk"),
        "on_time": Count("pk", filter=Q(answered_on__lte=F("answer_due_on"))),
        "late": Count("pk", filter=Q(answered_on__gt=F("answer_due_on"))),
        "overdue": Count("pk", filter=Q(first_answered_at=None, answer_due_on__lt=today)),
        "waiting": Count("pk", filter=Q(first_answered_at=None, answer_due_on__gte=today)),
    }


def _share(counts: dict[str, int]) -> Share | None:
    answered = counts["on_time"] + counts["late"]
    return share_on_time(counts["on_time"], answered + counts["overdue"])


def _waits(dated: QuerySet[Contribution], body: Body) -> tuple[Wait | None, Wait | None]:
    """Return the typical wait, and by how much the late ones were late, in working days."""
    holidays = body.days_off
    rows = dated.filter(first_answered_at__isnull=False).annotate(
        came_on=TruncDate("received_at", tzinfo=body.zone)
    )
    days = list(
        rows.order_by("-first_answered_at").values_list("came_on", "answered_on", "answer_due_on")[
            :NEWEST
        ]
    )

    def between(start: date | None, end: date | None) -> float:
        return (
            0.0
            if start is None or end is None
            else float(working_days_between(start, end, holidays=holidays))
        )

    waits = [between(came, answered) for came, answered, _due in days]
    late = [
        between(due, answered)
        for _came, answered, due in days
        if answered and due and answered > due
    ]
    return typical_wait(waits), typical_wait(late)


def of_programme(programme: Programme, at: datetime) -> Kept:
    """Return how the promise of one programme was kept."""
    sent = programme.contributions.filter(
        standing__in=PROMISED, answer_due_on__isnull=False, source=""
    )
    return kept(sent, programme.body, at)


def of_body(body: Body, person: Person | None, at: datetime, since: datetime | None = None) -> Kept:
    """Return how the promises of a body were kept, as far as a person may see them."""
    return kept(promised(body, person, since), body, at)


def overdue(body: Body, person: Person | None, at: datetime) -> QuerySet[Contribution]:
    """Return what waits beyond its day and whose page a person may open, the latest first.

    What nobody has read yet counts as overdue too, but its words are not public: only `Kept` has it.
    """
    today = at.astimezone(body.zone).date()
    late = promised(body, person).filter(
        pk__in=Contribution.objects.visible_to(person).values("pk"),
        first_answered_at=None,
        answer_due_on__lt=today,
    )
    return late.select_related("programme", "body").order_by("answer_due_on", "id")

"""Supporting and following."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from flotilla.contributions.actions import refusals
from flotilla.contributions.actions.standing import (
    count_one_more,
    held_target,
    locked_target,
    recount_up,
)
from flotilla.contributions.actions.submit import check_level
from flotilla.contributions.models import Contribution, Follow, Support
from flotilla.contributions.queries import family
from flotilla.contributions.verbs import Standing, Verb
from flotilla.journal.actions import record
from flotilla.kit.asked_often import put
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import open_verbs


@transaction.atomic
def support(contribution: Contribution, *, by: Person, at: datetime) -> Support:
    """Support a contribution: once a person, however often it is asked for. Of a joined one the target is supported.

    Raises NotStanding, StageClosed, LevelTooLow.
    """
    contribution = held_target(contribution)
    if contribution.standing != Standing.LISTED:
        raise refusals.NotStanding
    if Verb.SUPPORTED not in open_verbs(contribution.programme, at):
        raise refusals.StageClosed
    check_level(contribution.programme, by, contribution.programme.support_level)
    given = Support(contribution=contribution, person=by, supported_at=at)
    if not put(given, unless_there=True):
        return Support.objects.get(contribution=contribution, person=by)
    count_one_more(contribution)
    record(Verb.SUPPORTED, contribution, by=by, at=at)
    return given


@transaction.atomic
def unsupport(contribution: Contribution, *, by: Person, at: datetime) -> Contribution:
    """Take a support back, here and on what was joined to it. Raises StageClosed."""
    contribution = locked_target(contribution)
    if Verb.SUPPORTED not in open_verbs(contribution.programme, at):
        raise refusals.StageClosed
    given = Support.objects.filter(contribution__in=family(contribution), person=by)
    supported = [one.contribution for one in given.select_related("contribution")]
    if supported:
        given.delete()
        for one in supported:
            recount_up(one)
        record(Verb.UNSUPPORTED, contribution, by=by, at=at)
    return contribution


@transaction.atomic
def follow(thing: Contribution | Programme, *, by: Person, at: datetime) -> Follow:
    """Follow a contribution or a whole programme; once, however often it is asked for."""
    key = {"contribution": thing} if isinstance(thing, Contribution) else {"programme": thing}
    following, is_new = Follow.objects.get_or_create(person=by, **key, defaults={"followed_at": at})
    if is_new:
        record(Verb.FOLLOWED, thing, by=by, at=at)
    return following


@transaction.atomic
def unfollow(thing: Contribution | Programme, *, by: Person, at: datetime) -> None:
    """Follow no longer."""
    key = {"contribution": thing} if isinstance(thing, Contribution) else {"programme": thing}
    gone, _details = Follow.objects.filter(person=by, **key).delete()
    if gone:
        record(Verb.UNFOLLOWED, thing, by=by, at=at)


@transaction.atomic
def add_views(counts: dict[int, int], *, by: Person | None = None, at: datetime) -> None:
    """Add how often pages were looked at, for the order that gives quiet ones a turn; no person is known here.

    In one order, so that two processes which write at the same moment do not wait in a circle.
    """
    looked = Contribution.objects.filter(pk__in=counts).order_by("pk")
    list(looked.select_for_update().values_list("pk"))
    seen = Case(*(When(pk=pk, then=Value(views)) for pk, views in counts.items()), default=Value(0))
    looked.order_by().update(view_count=F("view_count") + seen)

"""All that somebody sent, has begun, supports and follows, with where each stands."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution, Draft
from flotilla.contributions.rules import HIDDEN
from flotilla.contributions.verbs import Standing
from flotilla.kit import written
from flotilla.people.models import Person
from flotilla.web import doors
from flotilla.web.contributions.coauthors import make_mine
from flotilla.web.contributions.links import Ways
from flotilla.web.contributions.words import numbered
from flotilla.web.doors import Audience, door

ENDED = {
    Standing.WAITING: "wait",
    Standing.MERGED: "now",
    Standing.SPLIT: "now",
    Standing.WITHDRAWN: "stop",
    Standing.REMOVED: "stop",
}


@door(Audience.SIGNED_IN, shows=("contribution", "draft"))
def sent(request: HttpRequest) -> HttpResponse:
    """List what I sent, have begun, support and follow, and what I could make my own."""
    me = doors.person(request)
    if me is None:
        raise Http404
    ways = Ways(doors.body(request))
    context = {
        "sent": [row(one, ways, own=True) for one in queries.sent_by(me)],
        "drafts": [_begun(one, ways) for one in queries.drafts_of(me)],
        "supported": [row(one, ways) for one in queries.supported_by(me)],
        "followed": [row(one, ways) for one in queries.followed_by(me)],
        "claimable": list(queries.claimable(confirmed_addresses(me))),
    }
    return render(request, "contributions/sent.html", context)


def _begun(draft: Draft, ways: Ways) -> dict[str, Any]:
    programme = draft.programme
    return {
        "title": draft.content.get("title") or programme.title,
        "programme": programme.title,
        "href": ways.to(programme.body, "take_part", programme.address),
        "saved_at": draft.saved_at,
    }


def row(contribution: Contribution, ways: Ways, *, own: bool = False) -> dict[str, Any]:
    """Return what a list of contributions shows of one, wherever it went; of others' hidden ones not the words."""
    shape, words = state_of(contribution)
    hidden = contribution.standing in HIDDEN and not own
    return {
        "title": numbered(contribution) if hidden else contribution.title,
        "href": ways.to(
            contribution.body, "contribution", contribution.programme.address, contribution.number
        ),
        "programme": contribution.programme.title,
        "body": contribution.body.name,
        "on": timezone.localtime(contribution.received_at).date(),
        "shape": shape,
        "words": words,
    }


def state_of(contribution: Contribution) -> tuple[str, str]:
    """Return the shape and the words of where a contribution stands."""
    if shape := ENDED.get(Standing(contribution.standing)):
        return shape, str(Standing(contribution.standing).label)
    if contribution.decided_at:
        return "good", _("Decided")
    if contribution.first_answered_at:
        return "good", _("Answered")
    if contribution.answer_due_on:
        day = written.day_text(contribution.answer_due_on, "plain")
        return "wait", _("Answer promised by %(day)s") % {"day": day}
    return "wait", _("Received")


def confirmed_addresses(person: Person) -> list[str]:
    """Return the addresses that a person has shown to be their own."""
    verified = EmailAddress.objects.filter(user=person, verified=True)
    return list(verified.values_list("email", flat=True))


@require_POST
@door(Audience.SIGNED_IN, shows="contribution")
def claim_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one's own what was sent as a guest with an address that is confirmed to be one's own."""
    me = doors.person(request)
    if me is None:
        raise Http404
    mine = {one.pk: one for one in queries.claimable(confirmed_addresses(me))}
    if pk not in mine:
        raise Http404
    make_mine(request, mine[pk], me)
    return redirect("sent")

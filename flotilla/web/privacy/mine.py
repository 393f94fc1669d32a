"""What is held about me: group by group, as an archive, who opened it, and what I agreed to."""

import tempfile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flotilla.kit.refusal import Refusal
from flotilla.people import actions as accounts
from flotilla.people.models import Person
from flotilla.privacy import actions, holdings, queries
from flotilla.privacy import archive as archives
from flotilla.privacy.holdings import Holding, Subject
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.privacy import keys
from flotilla.web.privacy.values import shown

SHOWN = 50
IN_MEMORY = 2_000_000


@never_cache
@door(Audience.EVERYONE, shows=("person", "consent"))
def overview(request: HttpRequest) -> HttpResponse:
    """List what is held about whoever asks, and what they can do about it."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    counted = holdings.counts(who)
    rows = [
        {"group": group, "count": sum(counted.get(one.label, 0) for one in group.holdings)}
        for group in holdings.groups()
    ]
    rows = [row for row in rows if row["count"]]
    return render(request, "privacy/mine.html", {"who": who, "rows": rows, "agreed": _agreed(who)})


def _agreed(who: Subject) -> list[dict[str, Any]]:
    """What somebody agreed to and has not taken back."""
    every = queries.consents_of(who.person) if who.person else []
    return [{"purpose": purpose, "consent": one} for purpose, one in every if one is not None]


@never_cache
@door(Audience.EVERYONE, shows=("person", "contribution", "comment", "letter"))
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Show what is held in one group: each row, each field, and why it is held."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    found = next((one for one in holdings.groups() if one.code == group), None)
    if found is None:
        raise Http404
    counted = holdings.counts(who)
    sections = [
        _section(one, who, counted[one.label]) for one in found.holdings if counted.get(one.label)
    ]
    context = {"who": who, "group": found, "sections": sections, "why": _why(found.holdings)}
    return render(request, "privacy/group.html", context)


def _section(holding: Holding, who: Subject, count: int) -> dict[str, Any]:
    """One sort of row: the newest of them, each with its fields."""
    newest = holdings.rows(holding, who).order_by("-pk")[:SHOWN]
    return {
        "holding": holding,
        "count": count,
        "more": max(count - SHOWN, 0),
        "change": reverse(holding.change) if holding.change and who.person else "",
        "rows": [_row(holding, one, who) for one in newest],
        "secrets": [holdings.label_of(holding.model._meta.get_field(name)) for name in sorted(holding.secret)],
    }  # fmt: skip


def _row(holding: Holding, one: Any, who: Subject) -> dict[str, Any]:
    since = next((moment for _name, moment in holdings.moments(holding, one)), None)
    fields = [
        {"label": label, "value": shown(value)}
        for _name, label, value in holdings.facts(holding, one, who)
    ]
    erasable = {"Contribution": "words", "Comment": "comment"}.get(holding.label, "")
    return {"pk": one.pk, "since": since, "fields": fields, "erasable": erasable}


def _why(sorts: tuple[Holding, ...]) -> list[dict[str, str]]:
    return [
        {
            "of": holding.said,
            "field": holdings.label_of(holding.model._meta.get_field(name)),
            "why": why,
        }
        for holding in sorts
        for name, why in holding.reasons.items()
    ]


@require_POST
@door(Audience.EVERYONE, shows=("person", "contribution", "comment", "file"))
def archive(request: HttpRequest) -> HttpResponseBase:
    """Give the archive to whoever asks about themselves, in the answer to their asking: no link to it exists."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    archives.write(who, packed, at=doors.now(request))  # type: ignore[arg-type]
    packed.seek(0)
    answer = FileResponse(packed, as_attachment=True, filename=_("what-is-held-about-me.zip"))
    answer["Content-Type"] = "application/zip"
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@door(Audience.EVERYONE, shows="disclosure")
def opened(request: HttpRequest) -> HttpResponse:
    """Show who in a body opened one's data, when and what for."""
    who = keys.subject(request)
    if who is None:
        return keys.ask_who()
    return render(request, "privacy/opened.html", {"rows": queries.disclosures_of(who)[:200]})


def _me(request: HttpRequest) -> Person:
    me = doors.person(request)
    if me is None:  # the door let in only people who are signed in
        raise Http404
    return me


@door(Audience.SIGNED_IN, shows="consent")
def consents(request: HttpRequest) -> HttpResponse:
    """Show what one agreed to, and let it be given and taken back alike."""
    rows = [
        {"purpose": purpose, "consent": standing, "is_old": standing is not None and standing.wording != purpose.wording}
        for purpose, standing in queries.consents_of(_me(request))
    ]  # fmt: skip
    return render(request, "privacy/consents.html", {"rows": rows})


@require_POST
@door(Audience.SIGNED_IN, shows="consent")
def agree(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to one purpose."""
    try:
        accounts.agree(_me(request), purpose=purpose, by=_me(request), at=doors.now(request))
    except Refusal:
        raise Http404 from None
    messages.success(request, _("Noted. You can take it back at any time."))
    return redirect("privacy_consents")


@require_POST
@door(Audience.SIGNED_IN, shows="consent")
def take_back(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take an agreement back; what hung on it is out of sight from now on."""
    try:
        actions.take_back(_me(request), purpose=purpose, by=_me(request), at=doors.now(request))
    except Refusal:
        raise Http404 from None
    messages.success(request, _("Taken back. What hung on it is gone from every page."))
    return redirect("privacy_consents")

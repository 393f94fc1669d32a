"""The awards that everybody may read: a list, a page each, a feed, and all of them as data."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from flotilla.awards import queries
from flotilla.awards.models import PublishedAward
from flotilla.awards.verbs import RecipientKind
from flotilla.exchange.giving import writing
from flotilla.kit import spreadsheet
from flotilla.kit.cursor import page_by_key
from flotilla.kit.money import Money
from flotilla.web import doors
from flotilla.web.awards.forms import AwardsFilter
from flotilla.web.doors import Audience, door

PAGE, NEWEST = 25, 30
SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@door(Audience.EVERYONE, shows="published_award", cacheable=True)
def awards(request: HttpRequest) -> HttpResponse:
    """Show what the body has awarded, the newest first, and what all of it comes to."""
    form = AwardsFilter(request.GET or None)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found = queries.published(doors.body(request), words=words)
    page = page_by_key(found, ("-awarded_on", "-id"), request.GET.get("from"), PAGE)
    kept, ways = request.GET.copy(), {}
    for name, cursor in (("next", page.next_cursor), ("previous", page.previous_cursor)):
        kept["from"] = cursor or ""
        ways[name] = f"?{kept.urlencode()}" if cursor else ""
    context = {
        "form": form,
        "rows": page.items,
        "page": ways,
        "sums": [Money(minor, code) for code, minor in sorted(queries.sums(found).items())],
        "endings": ("json", "csv"),
    }
    return render(request, "awards/list.html", context)


@door(Audience.EVERYONE, shows="published_award", cacheable=True)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one award: to whom, what for, how much, who decided and why."""
    own = PublishedAward.objects.filter(body=doors.body(request)).select_related("award")
    found = doors.find(request, own, pk=pk)
    return render(request, "awards/one.html", {"award": found, "facts": found.facts, "data": as_json_ld(found)})  # fmt: skip


def as_json_ld(award: PublishedAward) -> str:
    """Return an award as schema.org has it, safe to stand in a page."""
    kind = "Person" if award.recipient_kind == RecipientKind.INDIVIDUAL else "Organization"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "identifier": award.identifier,
        "name": award.title,
        "description": award.description,
        "amount": {"@type": "MonetaryAmount", "currency": award.currency, "value": str(award.money.amount)},
        "funder": {"@type": "Organization", "identifier": award.funder_ref, "name": award.funder_name},
        "fundedItem": {"@type": kind, "identifier": award.recipient_ref, "name": award.recipient_name},
    }  # fmt: skip
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(SAFE))


@door(Audience.MACHINE, shows="published_award")
def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest awards as an Atom feed."""
    body = doors.body(request)
    made = Atom1Feed(
        title=_("Awards of %s") % body.name,
        link=request.build_absolute_uri(reverse("awards")),
        description=body.tagline,
    )
    for award in queries.published(body)[:NEWEST]:
        link = request.build_absolute_uri(reverse("published_award", args=[award.pk]))
        made.add_item(
            title=f"{award.title}, {award.money}",
            link=link,
            unique_id=link,
            description=award.description,
            pubdate=award.published_at,
            updateddate=award.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")  # fmt: skip


@door(Audience.MACHINE, shows="published_award")
def data(request: HttpRequest, ending: str) -> HttpResponse | StreamingHttpResponse:
    """Give all awards as 360Giving has them: JSON or CSV, streamed."""
    body = doors.body(request)
    found = queries.published(body).iterator(chunk_size=500)
    if ending == "json":
        lines, kind = writing.json_lines(body, found, at=doors.now(request)), "application/json"
    elif ending == "csv":
        lines, kind = spreadsheet.csv_lines(found, writing.table()), "text/csv"
    else:
        raise Http404
    answer = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="awards.{ending}"'
    return answer

"""What happened with earlier ideas, how promises were kept, and asking for a second look."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from flotilla.bodies.models import Body
from flotilla.contributions.queries.search import having
from flotilla.decisions import actions, queries, rules
from flotilla.decisions.models import Decision
from flotilla.decisions.verbs import AnswerKind, Outcome
from flotilla.insight import promises
from flotilla.insight.second_looks import looked
from flotilla.kit import spreadsheet
from flotilla.kit.cursor import page_by_key
from flotilla.kit.markdown import to_plain
from flotilla.kit.together import load_together
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.decisions.forms import AnswersFilter, SecondLookForm
from flotilla.web.decisions.parts import shape_of
from flotilla.web.doors import Audience, door
from flotilla.web.journal.parts import balance_context
from flotilla.web.programmes.record import kept_rows
from flotilla.web.refusing import accepted, posted

PAGE = 20


@door(Audience.EVERYONE, shows=("decision", "answer", "contribution"), cacheable=True)
def answers(request: HttpRequest) -> HttpResponse:
    """Show what was decided about earlier ideas, the newest first, a no in the same size as a yes."""
    body, person = doors.body(request), doors.person(request)
    form = AnswersFilter(
        request.GET or None,
        programmes=Programme.objects.visible_to(person).opened().filter(body=body),
    )
    wish = form.cleaned_data if form.is_valid() else {}
    found = queries.decided_publicly(
        body,
        person,
        outcome=wish.get("outcome", ""),
        progress=wish.get("progress", ""),
        programme=wish.get("programme", ""),
    )
    if words := wish.get("q"):
        found = found.filter(contribution__in=having(words))
    page = page_by_key(found, ("-released_at", "-id"), request.GET.get("from"), PAGE)
    load_together((page.items, ["answers"]))
    return render(
        request,
        "decisions/answers.html",
        {"form": form, "rows": [_row(one) for one in page.items], "page": _ways(request, page)},
    )


def _ways(request: HttpRequest, page: Any) -> dict[str, str]:
    """Return the addresses of the neighbouring pages, with the filter kept."""
    kept = request.GET.copy()
    ways = {}
    for name, cursor in (("next", page.next_cursor), ("previous", page.previous_cursor)):
        kept["from"] = cursor or ""
        ways[name] = f"?{kept.urlencode()}" if cursor else ""
    return ways


def _row(decision: Decision) -> dict[str, Any]:
    contribution = decision.contribution
    final = next((one for one in decision.answers.all() if one.kind == AnswerKind.FINAL), None)
    shape, words = shape_of(decision)
    return {
        "said": contribution.title,
        "who": contribution.byline,
        "refused": decision.outcome == Outcome.NOT_FORWARD and not decision.reopened_at,
        "state": shape,
        "state_words": words,
        "did": to_plain(final.decided if final else decision.words)[:300],
        "href": reverse("contribution", args=[contribution.programme.address, contribution.number]),
        "link": _("Read the answer and the reasons"),
    }


@door(Audience.EVERYONE, shows=("promise", "contribution"), cacheable=True)
def record(request: HttpRequest) -> HttpResponse:
    """Show how the body kept its promises, programme by programme, and what is late."""
    body, person, at = doors.body(request), doors.person(request), doors.now(request)
    programmes = list(
        Programme.objects.visible_to(person).opened().filter(body=body).order_by("-id")
    )
    load_together((programmes, ["promises"]), ([body], ["holidays"]))
    whole = promises.of_body(body, person, at)
    late = list(promises.overdue(body, person, at)[:100])
    found = promises.by_programme(promises.promised(body, person), programmes, body, at)
    context = {
        "kept": kept_rows(programmes, found, most=None),
        "whole": whole,
        "late_days": _late_days(whole),
        "late": late,
        "looked": looked(body, person),
    }
    return render(request, "decisions/record.html", context)


def _late_days(kept: promises.Kept) -> int:
    return round(kept.lateness.median) if kept.lateness else 0


@door(Audience.EVERYONE, shows=("promise", "contribution", "programme"), cacheable=True)
def programme_record(request: HttpRequest, address: str) -> HttpResponse:
    """Show how the promise of one programme was kept, and what is late in it."""
    body, person, at = doors.body(request), doors.person(request), doors.now(request)
    programme = doors.find(request, Programme.objects.opened().filter(body=body), address=address)
    programme.body = body
    load_together(([programme], ["promises"]), ([body], ["holidays"]))
    found = promises.of_programme(programme, at)
    late = promises.overdue(body, person, at).filter(programme=programme)
    context = {
        "programme": programme,
        "kept": kept_rows([programme], {programme.pk: found}, most=None),
        "whole": found,
        "late_days": _late_days(found),
        "late": list(late[:100]),
        "looked": looked(body, person, programme),
        **balance_context(programme),
    }
    return render(request, "decisions/record.html", context)


@door(Audience.EVERYONE, shows=("promise", "body"), cacheable=True)
def site_record(request: HttpRequest) -> HttpResponse:
    """Show how every body of this site kept its promises."""
    person, at = doors.person(request), doors.now(request)
    rows: list[dict[str, Any]] = [
        {"body": body, "kept": promises.counted(promises.promised(body, person), body, at)}
        for body in Body.objects.order_by("name")
    ]
    return render(
        request,
        "decisions/site_record.html",
        {"rows": [row for row in rows if row["kept"].received]},
    )  # type: ignore[attr-defined]


COLUMNS = {
    "programme": lambda row: row[0].title,
    "received": lambda row: row[1].received,
    "answered on time": lambda row: row[1].on_time,
    "answered late": lambda row: row[1].late,
    "waiting": lambda row: row[1].waiting,
    "overdue": lambda row: row[1].overdue,
}


@door(Audience.EVERYONE, shows=("promise",))
def record_table(request: HttpRequest) -> StreamingHttpResponse:
    """Give the figures of the record as a table for a spreadsheet."""
    body, person, at = doors.body(request), doors.person(request), doors.now(request)
    programmes = list(
        Programme.objects.visible_to(person).opened().filter(body=body).order_by("id")
    )
    found = promises.by_programme(promises.promised(body, person), programmes, body, at)
    rows = [(one, found.get(one.pk, promises.NOTHING)) for one in programmes]
    lines: Iterator[str] = iter(spreadsheet.csv_lines(rows, COLUMNS))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="record.csv"'
    return response


@door(Audience.SIGNED_IN, shows=("decision", "contribution"))
def ask_second_look(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Let an author ask for a second look."""
    contribution = contribution_at(request, address, number)
    decision = doors.find(
        request, Decision.objects.standing(), rules.may_ask_second_look, contribution=contribution
    )
    form = SecondLookForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.ask_second_look(
            decision,
            words=form.cleaned_data["words"],
            by=doors.person(request),
            at=doors.now(request),
        ),
    ):
        messages.success(
            request, _("Thank you. Somebody who did not decide looks at it, and you hear from us.")
        )
        return redirect("contribution", address, number)
    return render(
        request,
        "decisions/ask.html",
        {"form": form, "contribution": contribution, "programme": contribution.programme},
    )

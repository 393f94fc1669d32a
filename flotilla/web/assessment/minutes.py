"""The minutes of a meeting, to read, to print and to keep as a file."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from flotilla.assessment import queries
from flotilla.assessment.queries.minutes import Change, Line
from flotilla.assessment.verbs import PanelChoice, Verb
from flotilla.kit import written
from flotilla.web.assessment.meeting import frame, meeting_at
from flotilla.web.assessment.panel import me
from flotilla.web.doors import Audience, door


@dataclass(frozen=True)
class Sentence:
    """A line of minutes in words."""

    line: Line
    text: str
    more: tuple[str, ...]


@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "recommendation", "recusal", "contribution"))  # fmt: skip
def minutes(request: HttpRequest, address: str) -> HttpResponse:
    """Show the minutes, without anything about entries in which the reader has an interest."""
    programme, found = meeting_at(request, address)
    lines = [_said(one) for one in queries.minutes(found, me(request))]
    if request.GET.get("as") == "text":
        return _file(lines, str(programme), address)
    context = {"programme": programme, "meeting": found, "lines": lines}
    return render(request, "assessment/minutes.html", {**context, **frame(request, programme)})


def _file(lines: list[Sentence], title: str, address: str) -> HttpResponse:
    rows = [title, ""]
    for one in lines:
        rows.append(f"{written.moment_text(one.line.at)}  {one.text}")
        rows += [f"    {more}" for more in one.more]
    answer = HttpResponse("\n".join(rows) + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="minutes-{address}.txt"'
    return answer


def _said(line: Line) -> Sentence:
    who = line.who or _("Somebody")
    text = f"{who} {Verb(line.verb).label}"
    if line.contribution is not None:
        text += f" – {line.contribution.number}. {line.contribution.title}"
    return Sentence(line, text, tuple(_more(line)))


def _more(line: Line) -> list[str]:
    rows = [_changed(one) for one in line.changes]
    if line.result is not None:
        rows.append(_("Recommended") if line.result.is_recommended else _("Not recommended"))
        rows += [
            f"{PanelChoice(choice).label} ({len(names)}): {', '.join(names) or '–'}"
            for choice, names in line.votes.items()
        ]
        if line.result.dropped_at is not None:
            rows.append(_("Voted on again later."))
    if line.reason:
        rows.append(_("Why: %(reason)s") % {"reason": line.reason})
    return rows


def _changed(change: Change) -> str:
    points = [
        written.number_text(one) if one is not None else _("does not apply")
        for one in (change.was, change.points)
    ]
    return f"{change.criterion}: {points[0]} → {points[1]}"

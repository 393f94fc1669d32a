"""The same words for many, with a line of its own for each: answers that go out, decisions that are then checked."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flotilla.contributions.models import Contribution
from flotilla.decisions import actions, queries
from flotilla.decisions.actions.answering import look_over
from flotilla.kit.refusal import Refusal
from flotilla.programmes import rules as programme_rules
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import current_promise
from flotilla.web import doors
from flotilla.web.desk.answering import IDS, me, signed
from flotilla.web.desk.forms import DecisionForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted

MANY = 50


class NoLine(Refusal):
    """Nothing was chosen by writing a line for it."""

    sentence = gettext_lazy("Write a line of its own for at least one.")


def _lines(request: HttpRequest, waiting: Iterable[Contribution]) -> dict[int, str]:
    """What was typed for each; one without a line is left for another time."""
    typed = {one.pk: request.POST.get(f"line-{one.pk}", "").replace("\x00", "") for one in waiting}
    return {pk: line for pk, line in typed.items() if line.strip()}


def _rows(waiting: Iterable[Contribution], lines: dict[int, str]) -> list[dict[str, Any]]:
    return [{"one": one, "line": lines.get(one.pk, "")} for one in waiting]


@door(Audience.DESK, shows=("contribution", "answer"), may="answer")
def answer_many(request: HttpRequest) -> HttpResponse:
    """Answer many with the same words and a line of its own for each; only what one has read."""
    body, person = doors.body(request), me(request)
    waiting = queries.unanswered(body, person).filter(considerations__considered_by=person)[:MANY]
    lines = _lines(request, waiting)
    chosen = [one for one in waiting if one.pk in lines]
    words, problem = request.POST.get("decided", "").replace("\x00", ""), ""
    previewed = request.method == "POST" and "send" not in request.POST
    if request.method == "POST":
        problem = _answer_many(request, chosen, words, lines, only_look=previewed)
        if not problem and not previewed:
            messages.success(
                request,
                ngettext("%d answer is sent.", "%d answers are sent.", len(chosen)) % len(chosen),
            )
            return redirect("desk")
    context = {
        "rows": _rows(waiting, lines),
        "words": words,
        "problem": problem,
        "letters": _rows(chosen, lines) if previewed and not problem else [],
        "unread": queries.unread(body, person).count(),
    }
    return render(request, "desk/many.html", context, status=422 if problem else 200)


def _answer_many(
    request: HttpRequest,
    chosen: list[Contribution],
    words: str,
    lines: dict[int, str],
    *,
    only_look: bool,
) -> str:
    """Send them all or none, or only look whether that would do; return why not, if not."""
    if not chosen:
        return str(NoLine())
    if not all(programme_rules.may_answer(me(request), one.programme) for one in chosen):
        return _("Some of these are not yours to answer.")
    try:
        look_over(chosen, decided=words, lines=lines, by=me(request))
        if not only_look:
            actions.answer_together(
                chosen,
                decided=words,
                lines=lines,
                signatory=doors.body(request).name,
                by=me(request),
                at=doors.now(request),
            )
    except Refusal as refusal:
        return str(refusal)
    return ""


@door(Audience.DESK, shows=("contribution", "decision"), may="decide")
def decide_many(request: HttpRequest) -> HttpResponse:
    """Draft the same decision about many of one programme, with a line of its own for each; a second person checks each."""
    body, person = doors.body(request), me(request)
    read = queries.undrafted(body, person).filter(considerations__considered_by=person)
    asked_for = request.GET.get("programme", "").replace("\x00", "")
    first = read.filter(programme__address=asked_for).first() or read.first()
    waiting = list(read.filter(programme=first.programme)[:MANY]) if first else []
    promise = current_promise(first.programme) if first else None
    start = {
        "who_decided": promise.who_decides[:200] if promise else "",
        "signatory": signed(request),
    }
    form = DecisionForm(posted(request), initial=start, auto_id=IDS["decision"])
    lines = _lines(request, waiting)
    chosen = [one for one in waiting if one.pk in lines]
    if request.method == "POST" and accepted(form, lambda: _draft(request, chosen, lines, form)):
        said = ngettext(
            "%d decision is drafted. Somebody else checks it before anyone sees it.",
            "%d decisions are drafted. Somebody else checks each before anyone sees it.",
            len(chosen),
        )
        messages.success(request, said % len(chosen))
        return redirect("desk")
    context = {
        "form": form,
        "rows": _rows(waiting, lines),
        "programme": first.programme if first else None,
        "others": Programme.objects.filter(pk__in=read.order_by().values("programme")).exclude(
            pk=first.programme_id if first else 0
        ),
    }
    return render(
        request, "desk/decide_many.html", context, status=422 if request.method == "POST" else 200
    )


def _draft(
    request: HttpRequest, chosen: list[Contribution], lines: dict[int, str], form: DecisionForm
) -> None:
    if not chosen:
        raise NoLine
    actions.draft_together(
        chosen, lines=lines, by=me(request), at=doors.now(request), **form.cleaned_data
    )

"""Equals on the line: the ruling of the chair, or lots whose list everybody reads before and can draw again after."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import Lottery
from flotilla.assessment.verbs import TieEnd
from flotilla.numerics.lots import drawn
from flotilla.programmes.queries import of_body
from flotilla.web import doors
from flotilla.web.assessment.meeting import frame
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.spending import spent_at
from flotilla.web.assessment.spending_forms import DrawForm, GiveUpForm, LotsForm, RulingForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "ruling", "lottery", "contribution"))
def ties(request: HttpRequest, address: str) -> HttpResponse:
    """Show who is equal; tell them apart by a ruling, or announce that lots are drawn, as was published."""
    programme, found, criteria_set = spent_at(request, address)
    groups = queries.equals(queries.final_order(found, criteria_set))
    by_lots = criteria_set.ties_by == TieEnd.LOTS
    group = request.GET.get("group", "")
    number = int(group) if group.isascii() and group.isdecimal() and len(group) < 4 else 0
    chosen = [one.entry for one in groups[number]] if number < len(groups) else []
    form: Any = LotsForm(posted(request)) if by_lots else RulingForm(posted(request), entries=chosen)  # fmt: skip
    by, at = me(request), doors.now(request)

    def act() -> None:
        if by_lots:
            actions.announce_lots(
                found, entries=chosen, source=form.cleaned_data["source"], draw_at=form.draw_at(programme.body.zone), by=by, at=at,
            )  # fmt: skip
        else:
            reason = form.cleaned_data["reason"]
            actions.rule_tie(found, order=form.order(), reason=reason, by=by, at=at)

    if request.method == "POST":
        if not chosen:
            raise Http404
        if accepted(form, act):
            return redirect("ties", address)
    lotteries = list(found.lotteries.all())
    waits = any(one.drawn_at is None and one.given_up_at is None for one in lotteries)
    context = {
        "programme": programme,
        "meeting": found,
        "groups": list(enumerate([[one.entry for one in rows] for rows in groups])),
        "number": number,
        "form": form if chosen and found.frozen_at and not waits else None,
        "by_lots": by_lots,
        "lotteries": lotteries,
        **frame(request, programme),
    }
    return render(request, "assessment/ties.html", context)


def _lottery(request: HttpRequest, address: str, pk: int) -> Lottery:
    """A drawing of lots in a programme of this body that the visitor sees."""
    programmes = of_body(doors.body(request)).filter(address=address)
    rows = Lottery.objects.filter(meeting__panel__programme__in=programmes)
    rows = rows.select_related("meeting__panel__programme__body")
    return doors.find(request, rows, rules.may_see_lots, pk=pk)


@door(Audience.EVERYONE, shows=("lottery", "lot", "programme"))
def lottery(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Show a drawing of lots to everybody: the list and its hash, the source, the hour, then the result and how to check it."""
    found = _lottery(request, address, pk)
    if request.GET.get("as") == "text":
        answer = HttpResponse(f"{found.lots}\n", content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="lots.txt"'
        return answer
    lots = list(found.entries.select_related("contribution"))
    told = bool(lots) and all(one.contribution.decided_at is not None for one in lots)
    drawing = drawn(found.lots.splitlines(), found.randomness) if found.drawn_at else None
    context = {
        "programme": found.programme,
        "lottery": found,
        "listed": found.lots.splitlines(),
        "order": list(zip(drawing.order, drawing.fingerprints, strict=True)) if drawing else [],
        "lots": lots if told else [],
    }
    return render(request, "assessment/lottery.html", context)


@door(Audience.SIGNED_IN, shows=("lottery", "meeting"))
def draw(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Draw the lots by what the source says."""
    _programme, found, _criteria = spent_at(request, address)
    held = found.lotteries.filter(pk=pk).first()
    if held is None:
        raise Http404
    held.meeting = found
    form = DrawForm(posted(request))
    by, at = me(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.draw_lots(held, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("lottery", address, pk)
    return _draw_page(request, held, form, GiveUpForm())


def _draw_page(
    request: HttpRequest, held: Lottery, form: DrawForm, give_up: GiveUpForm
) -> HttpResponse:
    context = {
        "programme": held.programme,
        "lottery": held,
        "form": form,
        "give_up": give_up,
        "due": doors.now(request) >= held.draw_at,
        **frame(request, held.programme),
    }
    return render(request, "assessment/draw.html", context)


@require_POST
@door(Audience.SIGNED_IN, shows=("lottery", "meeting"))
def give_up(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Give a drawing up before its hour."""
    _programme, found, _criteria = spent_at(request, address)
    held = found.lotteries.filter(pk=pk).first()
    if held is None:
        raise Http404
    held.meeting = found
    form = GiveUpForm(request.POST)
    by, at = me(request), doors.now(request)
    if accepted(form, lambda: actions.give_up_lots(held, **form.cleaned_data, by=by, at=at)):
        return redirect("ties", address)
    return _draw_page(request, held, DrawForm(), form)

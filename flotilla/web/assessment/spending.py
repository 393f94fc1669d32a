"""Who is above the line: what a sum pays for, a reason for each skip, parts that applicants agree to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import CriteriaSet, Meeting, PartOffer
from flotilla.assessment.queries import Placed, Settlement
from flotilla.assessment.verbs import SpendRule
from flotilla.awards.models import Pot
from flotilla.contributions import rules as contribution_rules
from flotilla.kit.money import Money
from flotilla.numerics.budget import Rule, Why
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.assessment.meeting import frame, item_of, meeting_at
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.spending_forms import (
    PartAnswerForm,
    PartForm,
    SettleForm,
    SpendForm,
)
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


def spent_at(request: HttpRequest, address: str) -> tuple[Programme, Meeting, CriteriaSet]:
    """Return a programme, its meeting and its criteria to those who may see the whole order."""
    programme, found = meeting_at(request, address)
    criteria_set = queries.criteria_set_of(programme)
    if criteria_set is None or not rules.may_spend(me(request), found):
        raise Http404
    return programme, found, criteria_set


@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "part_offer", "contribution"))
def spending(request: HttpRequest, address: str) -> HttpResponse:
    """Show what a sum would pay for, and settle it."""
    programme, found, criteria_set = spent_at(request, address)
    pots = Pot.objects.visible_to(me(request)).open().filter(body=programme.body_id)
    asking = SpendForm(request.GET or None, pots=pots, initial=_settled(found))
    rule, money, currency = asking.asked()
    if not asking.is_bound and found.spends:
        rule, money, currency = found.spends, found.money_minor, found.currency
    order = queries.final_order(found, criteria_set)
    made = queries.settlement(order, rule=rule, places=found.places, money=money)
    form = SettleForm(
        posted(request),
        lacking=[one for one in order if one.is_candidate and not one.asks],
        skipped=_skipped(order, made, rule),
        initial=_amounts(order),
    )
    by, at = me(request), doors.now(request)

    def act() -> None:
        actions.settle_spending(
            found, rule=rule, money_minor=money, currency=currency, amounts=form.said("amount"), reasons=form.said("why"), by=by, at=at,
        )  # fmt: skip

    if request.method == "POST" and accepted(form, act):
        return redirect("spending", address)
    context = {
        "programme": programme,
        "meeting": found,
        "asking": asking,
        "form": form,
        "rows": _rows(order, made, money, currency),
        "line": _line(made, found.places, money, currency),
        "best": rule == Rule.BEST,
        "left_out_best": _left_out_best(order, made) if rule == Rule.BEST else [],
        "tied": [one.entry for one in order if one.entry.pk in made.tied],
        **frame(request, programme),
    }
    return render(request, "assessment/spending.html", context)


def _settled(found: Meeting) -> dict[str, Any]:
    return {"rule": found.spends or SpendRule.PLACES, "money": found.money_minor}


def _amounts(order: list[Placed]) -> dict[str, Any]:
    return {f"amount_{one.entry.pk}": one.whole for one in order if not one.asks} | {
        f"why_{one.entry.pk}": one.item.skip_reason for one in order
    }


def _skipped(order: list[Placed], made: Settlement, rule: str) -> list[Placed]:
    if rule != SpendRule.SKIP:
        return []
    left_out = {pk for pk, (why, _left) in made.left_out.items() if why is Why.TOO_LITTLE_LEFT}
    return [one for one in order if one.entry.pk in left_out]


def _left_out_best(order: list[Placed], made: Settlement) -> list[Any]:
    """What the largest total leaves out although it stands above something that it pays for."""
    candidates = [one for one in order if one.is_candidate]
    last = max((n for n, one in enumerate(candidates) if one.entry.pk in made.inside), default=-1)
    return [one.entry for one in candidates[:last] if one.entry.pk not in made.inside]


def _rows(
    order: list[Placed], made: Settlement, money: int | None, currency: str
) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "place": place,
            "score": float(one.score) if one.score >= 0 else None,
            "wants": Money(one.wants, _currency(one, currency)) if one.wants is not None else None,
            "inside": one.entry.pk in made.inside,
            "why": _why(one, made, money, currency),
            "may_part": one.is_candidate and one.whole is not None and money is not None,
        }
        for place, one in enumerate(order, start=1)
    ]


def _currency(one: Placed, currency: str) -> str:
    return one.asks.currency if one.asks else currency


def _why(one: Placed, made: Settlement, money: int | None, currency: str) -> str:
    """Say why an entry is not above the line."""
    if one.entry.pk in made.inside:
        return ""
    if not one.is_standing:
        return _("Not voted on yet")
    if one.below:
        return _("Below the threshold of %(names)s") % {"names": ", ".join(one.below)}
    if not one.is_candidate:
        return _("Not recommended")
    if one.entry.pk in made.lacking:
        return _("Names no sum")
    if money is None or one.entry.pk not in made.left_out:
        return _("Behind the line")
    why, left = made.left_out[one.entry.pk]
    return {
        Why.TOO_LITTLE_LEFT: _("Asks for more than is left: %(left)s")
        % {"left": Money(left, currency)},
        Why.BEHIND_THE_LINE: _("Behind the first that did not fit"),
        Why.OTHERS_TOGETHER: _("Others together have more points for the money"),
    }[why]


def _line(made: Settlement, places: int, money: int | None, currency: str) -> str:
    if money is None:
        return _("%(n)s can win.") % {"n": places}
    gaps = {
        "money": Money(money, currency),
        "left": Money(made.left, currency),
        "n": len(made.inside),
    }
    return _("%(money)s pays for %(n)s; %(left)s is left.") % gaps


@door(Audience.SIGNED_IN, shows=("agenda_item", "part_offer", "contribution"))
def part(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask an applicant whether a part of the sum would do."""
    programme, found, _criteria = spent_at(request, address)
    item = item_of(request, found, number)
    form = PartForm(posted(request))
    by, at = me(request), doors.now(request)

    def act() -> None:
        said = form.cleaned_data
        actions.ask_part(item, amount_minor=said["amount"], words=said["reason"], by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        return redirect("spending", address)
    context = {"programme": programme, "entry": item.contribution, "form": form}
    return render(request, "assessment/part.html", {**context, **frame(request, programme)})


@door(Audience.SIGNED_IN, shows=("part_offer", "contribution"))
def answer_part(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Say, as an applicant, whether a part of the sum would do."""
    entry = contribution_at(request, address, number, contribution_rules.is_author)
    offers = PartOffer.objects.filter(item__contribution=entry.pk)
    offer = offers.select_related("item__meeting__panel__programme").last()
    if offer is None:
        raise Http404
    offer.item.contribution = entry
    form = PartAnswerForm(posted(request))
    by, at = me(request), doors.now(request)

    def act() -> None:
        agreed = form.cleaned_data["answer"] == "yes"
        actions.answer_part(offer, is_agreed=agreed, reply=form.cleaned_data["reply"], by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        return redirect("answer_part", address, number)
    context = {
        "entry": entry,
        "programme": entry.programme,
        "offer": offer,
        "money": Money(offer.amount_minor, offer.currency),
        "form": form,
    }
    return render(request, "assessment/part_answer.html", context)

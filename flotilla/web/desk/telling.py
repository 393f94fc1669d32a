"""Telling what a panel led to, step by step: the winners, all other entrants, everybody."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flotilla.decisions import actions, queries
from flotilla.decisions.verbs import Outcome
from flotilla.kit.codes import listed
from flotilla.programmes import rules
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.desk.answering import me
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import done

Act = Callable[..., object]
STEPS: dict[str, tuple[str | Promise, str | Promise, Act]] = {
    "winners": (_("Tell the winners"), _("The winners are told."), actions.tell_winners),
    "entrants": (
        _("Tell all other entrants"),
        _("All other entrants are told."),
        actions.tell_entrants,
    ),
    "public": (_("Tell everybody"), _("The decisions are public."), actions.tell_public),
}


@door(Audience.DESK, shows=("programme", "decision"), may="decide")
def telling(request: HttpRequest, address: str) -> HttpResponse:
    """Show how far the telling of a judged programme is, and take its next step."""
    own = queries.programmes_of(doors.body(request)).filter(pk__in=queries.judged())
    programme = doors.find(request, own, rules.may_decide, address=address)
    if request.method == "POST":
        step, by, at = request.POST.get("step", ""), me(request), doors.now(request)
        _name, said, act = STEPS.get(step, ("", "", _unknown(step)))
        done(request, lambda: act(programme, by=by, at=at), str(said))
        return redirect("telling", address)
    return render(request, "desk/telling.html", _context(request, programme))


def _unknown(step: str) -> Act:
    """Refuse a step that there is not."""
    return lambda *_programme, **_facts: listed(step, STEPS, field="step")


def _context(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    outcomes = list(queries.to_tell(programme).values_list("outcome", flat=True))
    winners = sum(one == Outcome.FORWARD for one in outcomes)
    under_way = programme.tellings.filter(public_at=None).first()
    following = "winners" if outcomes else ""
    if under_way is not None:
        following = "public" if under_way.entrants_at else "entrants"
    return {
        "programme": programme,
        "telling": under_way,
        "earlier": programme.tellings.exclude(public_at=None),
        "winners": winners,
        "others": len(outcomes) - winners,
        "told": under_way.decisions.count() if under_way else 0,
        "left": queries.left_undecided(programme, doors.now(request)),
        "following": following,
        "button": STEPS[following][0] if following else "",
    }

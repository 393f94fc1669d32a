"""Pots and awards at the desk: what there is, what can be done with it, what waits for somebody else's yes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from flotilla.awards import actions, queries
from flotilla.awards.models import Award, Claim, Pot, Variation
from flotilla.exchange.finance import KINDS, order_payments
from flotilla.web import doors
from flotilla.web.awards import steps
from flotilla.web.awards.forms import AwardForm, PaymentFileForm, PotForm
from flotilla.web.awards.steps import Step
from flotilla.web.desk.answering import me
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted

NEWEST = 100


@door(Audience.DESK, shows="pot", may="award")
def pots(request: HttpRequest) -> HttpResponse:
    """Show the pots of the body, and open another."""
    body = doors.body(request)
    form = PotForm(posted(request))
    if request.method == "POST" and accepted(form, lambda: _open(request, form)):
        return redirect("pots")
    return render(request, "awards/pots.html", {"pots": queries.pots(body), "form": form})


def _open(request: HttpRequest, form: PotForm) -> None:
    actions.open_pot(
        doors.body(request), **form.cleaned_data, by=me(request), at=doors.now(request)
    )


def _pot(request: HttpRequest, pk: int) -> Pot:
    own = Pot.objects.filter(body=doors.body(request)).select_related("body", "programme")
    return doors.find(request, own, pk=pk)


@door(Audience.DESK, shows=("pot", "award", "posting"), may="award")
def pot(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pot: what is free, promised and paid, its awards and every movement."""
    found = _pot(request, pk)
    context = {
        "pot": found,
        "awards": queries.awards_of(found)[:NEWEST],
        "postings": found.postings.select_related("award").order_by("-pk")[:NEWEST],
        "limit": found.money(found.approval_over_minor),
        "steps": _links(steps.offered(steps.POT, found), "pot_step", found.pk),
    }
    return render(request, "awards/pot.html", context)


def _links(offered: list[tuple[str, Step]], name: str, pk: int) -> list[dict[str, Any]]:
    return [{"label": step.name, "href": reverse(name, args=[pk, code])} for code, step in offered]


@door(Audience.DESK, shows=("pot", "contribution"), may="award")
def new_award(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an award out of a pot."""
    found = _pot(request, pk)
    form = AwardForm(posted(request), pot=found, contributions=queries.awardable(found.body))
    made: list[Award] = []
    if request.method == "POST" and accepted(form, lambda: made.append(_draft(request, found, form))):  # fmt: skip
        return redirect("award", made[0].pk)
    context = {"form": form, "heading": _("New award"), "above": found, "back": reverse("pot", args=[found.pk])}  # fmt: skip
    return render(request, "awards/step.html", context)


def _draft(request: HttpRequest, pot: Pot, form: AwardForm) -> Award:
    return actions.draft_award(pot, **form.cleaned_data, by=me(request), at=doors.now(request))


def _award(request: HttpRequest, pk: int) -> Award:
    own = queries.with_all(Award.objects.filter(body=doors.body(request)))
    return doors.find(request, own, pk=pk)


@door(Audience.DESK, shows=("award", "agreement", "milestone", "claim", "payment", "variation", "repayment"), may="award")  # fmt: skip
def award(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an award with all that was agreed, claimed and paid, and what can be done next."""
    found = _award(request, pk)
    context = {
        "award": found,
        "who": me(request),
        "steps": _links(steps.offered(steps.AWARD, found), "award_step", found.pk),
        "milestones": [_milestone(one) for one in found.milestones.all()],
        "variations": [
            (one, _links(steps.offered(steps.VARIATION, one), "variation_step", one.pk))
            for one in found.variations.all()
        ],
    }
    return render(request, "awards/award.html", context)


def _milestone(milestone: Any) -> dict[str, Any]:
    claims = [
        (one, _links(steps.offered(steps.CLAIM, one), "claim_step", one.pk))
        for one in milestone.claims.all()
    ]
    return {"milestone": milestone, "claims": claims}


@door(Audience.DESK, shows=("award", "claim", "variation"), may="award")
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person, and what is to be paid."""
    body, who = doors.body(request), me(request)
    context = {
        "to_approve": queries.to_approve(who, body)[:NEWEST],
        "claims": queries.claims_to_settle(who, body)[:NEWEST],
        "variations": queries.variations_to_settle(who, body)[:NEWEST],
        "to_pay": queries.to_pay(body)[:NEWEST],
    }
    return render(request, "awards/waiting.html", context)


@door(Audience.DESK, shows="claim", may="award", once=False)
def payments(request: HttpRequest) -> HttpResponse:
    """Give the file of agreed claims for the finance system. Making it again changes nothing but the journal."""
    form = PaymentFileForm(posted(request), initial={"pay_on": doors.now(request).date()})
    made: list[str] = []
    if request.method == "POST" and accepted(form, lambda: made.append(_file(request, form))):
        kind = form.cleaned_data["kind"]
        answer = HttpResponse(made[0], content_type=f"{KINDS[kind]}; charset=utf-8")
        ending = "xml" if kind == "pain" else "csv"
        answer["Content-Disposition"] = f'attachment; filename="payments.{ending}"'
        return answer
    context = {"form": form, "heading": _("File for the finance system"), "back": reverse("waiting_awards")}  # fmt: skip
    return render(request, "awards/step.html", context)


def _file(request: HttpRequest, form: PaymentFileForm) -> str:
    return order_payments(
        doors.body(request), **form.cleaned_data, by=me(request), at=doors.now(request)
    )


@door(Audience.DESK, shows="pot", may="award")
def pot_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Put money into a pot, take some out, close it."""
    found = _pot(request, pk)
    return _step(request, steps.POT, step, found, found, reverse("pot", args=[pk]))


@door(Audience.DESK, shows="award", may="award")
def award_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take an award a step further, or write down what belongs to it."""
    own = Award.objects.filter(body=doors.body(request)).select_related("pot", "body", "programme")
    found = doors.find(request, own, pk=pk)
    return _step(request, steps.AWARD, step, found, found, reverse("award", args=[pk]))


@door(Audience.DESK, shows="claim", may="award")
def claim_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Agree to a claim, refuse it, or record its payment."""
    own = Claim.objects.filter(milestone__award__in=_awards(request))
    found = doors.find(request, own.select_related("milestone__award__pot", "payment"), pk=pk)
    award = found.milestone.award
    return _step(request, steps.CLAIM, step, found, award, reverse("award", args=[award.pk]))


@door(Audience.DESK, shows="variation", may="award")
def variation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Agree to a change of an award, or refuse it."""
    own = Variation.objects.filter(award__in=_awards(request)).select_related("award__pot")
    found = doors.find(request, own, pk=pk)
    back = reverse("award", args=[found.award_id])
    return _step(request, steps.VARIATION, step, found, found.award, back)


def _awards(request: HttpRequest) -> Any:
    return Award.objects.visible_to(doors.person(request)).filter(body=doors.body(request))


def _step(
    request: HttpRequest, table: dict[str, Step], code: str, thing: Any, above: Any, back: str
) -> HttpResponse:
    """Ask what a step needs, and take it; a step that nobody knows is not there."""
    if code not in table:
        raise Http404
    step = table[code]
    form = step.form(posted(request), **step.facts(thing))
    if request.method == "POST" and accepted(
        form,
        lambda: step.act(thing, **form.cleaned_data, by=me(request), at=doors.now(request)),
    ):
        messages.success(request, str(step.said))
        return redirect(back)
    context = {"form": form, "heading": step.name, "above": above, "thing": thing, "back": back}
    if getattr(thing, "amount_minor", None):
        context["amount"] = above.pot.money(thing.amount_minor)
    return render(request, "awards/step.html", context)

"""The round of a fund at the desk: what it is for, the form by sizes with what each asks of people, the questions before it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.kit.money import Money, decimals_of
from flotilla.programmes import actions, queries, rules
from flotilla.programmes.models import AwardSize, EligibilityQuestion, Programme, Round
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.programmes.forms.rounds import EligibilityForm, RoundForm, SizeForm
from flotilla.web.refusing import accepted, done, posted


def fund_at(request: HttpRequest, address: str) -> Programme:
    """Return the programme of this address if this person runs it and it is a fund; else 404."""
    programme = programme_at(request, address, rules.may_run)
    if not queries.has_sizes(programme):
        raise Http404
    return programme


def currency_of(programme: Programme) -> str:
    """Return the currency in which the programme promises."""
    promise = queries.current_promise(programme)
    return promise.currency if promise else "GBP"


def sizes_shown(programme: Programme, held: Round) -> list[dict[str, Any]]:
    """Return the sizes of a round as pages show them: up to how much, and what each asks."""
    found = queries.burdens(programme, held, decimals_of(held.currency))
    return [
        {
            "size": one.size,
            "up_to": str(Money(one.size.up_to_minor, held.currency)),
            "burden": one,
            "per_thousand": round(one.per_thousand, 1),
        }
        for one in found
    ]


@door(Audience.DESK, shows=("round", "programme"))
def desk(request: HttpRequest, address: str) -> HttpResponse:
    """Show and keep what the round is for, with the meter of what each size asks."""
    programme = fund_at(request, address)
    held, by, at = queries.round_of(programme), doors.person(request), doors.now(request)
    form = RoundForm(
        posted(request), currency=currency_of(programme), initial=RoundForm.initial_of(held)
    )
    if request.method == "POST" and accepted(
        form, lambda: actions.describe_round(programme, facts=form.cleaned_data, by=by, at=at)
    ):
        return redirect("desk_round", address)
    context = {
        "programme": programme,
        "round": held,
        "form": form,
        "sizes": sizes_shown(programme, held) if held else [],
        "questions": list(held.questions.all()) if held else [],
        "thousand": str(Money(1000 * 10 ** decimals_of(currency_of(programme)), currency_of(programme))),
        "changes": not programme.has_opened,
    }  # fmt: skip
    return render(request, "programmes/round.html", context)


@door(Audience.DESK, shows=("award size", "programme"))
def add_size(request: HttpRequest, address: str) -> HttpResponse:
    """Write a new size of award."""
    return _size(request, fund_at(request, address), None)


@door(Audience.DESK, shows=("award size", "programme"))
def change_size(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Write a size of award anew."""
    programme = fund_at(request, address)
    sizes = AwardSize.objects.filter(round__programme=programme)
    return _size(request, programme, doors.find(request, sizes, pk=pk))


def _size(request: HttpRequest, programme: Programme, size: AwardSize | None) -> HttpResponse:
    by, at = doors.person(request), doors.now(request)
    given: dict[str, Any] = {"programme": programme, "currency": currency_of(programme)}
    form = SizeForm(posted(request), size=size, **given)
    if request.method == "POST" and accepted(
        form, lambda: actions.write_size(programme, **form.facts(), size=size, by=by, at=at)
    ):
        return redirect("desk_round", programme.address)
    name = size.name if size else _("A new size of award")
    return _form_page(request, programme, form, name)


def _form_page(request: HttpRequest, programme: Programme, form: Any, name: str) -> HttpResponse:
    context = {"programme": programme, "form": form, "name": name}
    return render(request, "programmes/round_form.html", context)


@require_POST
@door(Audience.DESK, shows=("award size", "programme"))
def remove_size(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Take a size of award out."""
    programme = fund_at(request, address)
    size = doors.find(request, AwardSize.objects.filter(round__programme=programme), pk=pk)
    by, at = doors.person(request), doors.now(request)
    done(request, lambda: actions.remove_size(size, by=by, at=at), _("The size is taken out."))
    return redirect("desk_round", address)


@door(Audience.DESK, shows=("eligibility question", "programme"))
def add_question(request: HttpRequest, address: str) -> HttpResponse:
    """Write a new question before the form."""
    return _question(request, fund_at(request, address), None)


@door(Audience.DESK, shows=("eligibility question", "programme"))
def change_question(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Write a question before the form anew."""
    programme = fund_at(request, address)
    questions = EligibilityQuestion.objects.filter(round__programme=programme)
    return _question(request, programme, doors.find(request, questions, pk=pk))


def _question(
    request: HttpRequest, programme: Programme, question: EligibilityQuestion | None
) -> HttpResponse:
    by, at = doors.person(request), doors.now(request)
    form = EligibilityForm(posted(request), initial=EligibilityForm.initial_of(question))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.write_eligibility(
            programme, facts=form.facts(), question=question, by=by, at=at
        ),
    ):
        return redirect("desk_round", programme.address)
    name = _("A question before the form") if question else _("A new question before the form")
    return _form_page(request, programme, form, name)


@require_POST
@door(Audience.DESK, shows=("eligibility question", "programme"))
def remove_question(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Take a question before the form out."""
    programme = fund_at(request, address)
    questions = EligibilityQuestion.objects.filter(round__programme=programme)
    question = doors.find(request, questions, pk=pk)
    by, at = doors.person(request), doors.now(request)
    said = _("The question is taken out.")
    done(request, lambda: actions.remove_eligibility(question, by=by, at=at), said)
    return redirect("desk_round", address)

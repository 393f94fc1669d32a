"""Checking, releasing, templates, news of what was taken forward, second looks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flotilla.decisions import actions, queries, rules
from flotilla.decisions.models import AnswerTemplate, Decision, DecisionQuerySet, SecondLook
from flotilla.decisions.reasons import named
from flotilla.decisions.verbs import AnswerKind, LookOutcome, Outcome
from flotilla.kit.working_days import suggested_closing
from flotilla.web import doors
from flotilla.web.contributions import answers_shown
from flotilla.web.desk.answering import me, signed
from flotilla.web.desk.forms import LookForm, ReleaseForm, TemplateForm, UpdateForm, WordsForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, done, posted


def _decisions(request: HttpRequest) -> DecisionQuerySet:
    own = Decision.objects.filter(programme__in=queries.programmes_of(doors.body(request)))
    return own.select_related("contribution__programme", "contribution__body")


@door(Audience.DESK, shows=("decision", "contribution"))
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a decision as a second person, or give it back."""
    decision = doors.find(request, _decisions(request), rules.may_check, pk=pk)
    form, at = WordsForm(posted(request)), doors.now(request)
    if request.method == "POST" and "return" in request.POST:
        if accepted(
            form,
            lambda: actions.return_to_drafter(
                decision, words=form.cleaned_data["words"], by=me(request), at=at
            ),
        ):
            messages.success(request, _("Given back with your words."))
            return redirect("desk")
    elif request.method == "POST" and done(
        request,
        lambda: actions.check(decision, by=me(request), at=at),
        _("Checked. It can be released now."),
    ):
        following = queries.to_check(me(request), doors.body(request)).first()
        return redirect("check_decision", following.pk) if following else redirect("desk")
    found = decision.contribution
    context = {
        "decision": decision,
        "contribution": found,
        "reasons": named(decision.reasons),
        "answer": decision.answers.filter(kind=AnswerKind.FINAL).first(),
    }
    return render(
        request,
        "desk/check.html",
        {
            **context,
            "form": form,
            "left": queries.to_check(me(request), doors.body(request)).count(),
            "texts": answers_shown.shown(found.programme.plan.form(), found.answers),
        },
    )


@door(Audience.DESK, shows="decision", may="decide")
def release(request: HttpRequest) -> HttpResponse:
    """Release checked decisions together: now, or at an hour."""
    body, at = doors.body(request), doors.now(request)
    checked = queries.to_release(body, me(request))
    suggested = suggested_closing(at, body.zone, body.days_off)
    form = ReleaseForm(posted(request), checked=checked, zone=body.zone, suggested=suggested)
    if request.method == "POST" and accepted(form, lambda: _release(request, form)):
        count = len(form.cleaned_data["decisions"])
        messages.success(
            request,
            ngettext("%d decision is on its way.", "%d decisions are on their way.", count) % count,
        )
        return redirect("desk")
    return render(
        request, "desk/release.html", {"form": form, "checked": checked, "fresh": not form.errors}
    )


def _release(request: HttpRequest, form: ReleaseForm) -> None:
    chosen, at, by = list(form.cleaned_data["decisions"]), doors.now(request), me(request)
    if hour := form.cleaned_data["release_at"]:
        actions.schedule(chosen, release_at=hour, by=by, at=at)
        return
    for decision in chosen:
        actions.release(decision, by=by, at=at)


@door(Audience.DESK, shows="template", may="answer")
def templates(request: HttpRequest) -> HttpResponse:
    """Keep words to use again; the same name replaces what it held."""
    body = doors.body(request)
    chosen = AnswerTemplate.objects.filter(
        body=body, name=request.GET.get("name", "").replace("\x00", "")
    ).first()
    start = (
        {name: getattr(chosen, name) for name in ("name", "said", "decided", "fit")}
        if chosen
        else {}
    )
    form = TemplateForm(posted(request), initial=start)
    if request.method == "POST" and accepted(
        form,
        lambda: actions.write_template(
            body, **form.cleaned_data, by=me(request), at=doors.now(request)
        ),
    ):
        messages.success(request, _("The template is kept."))
        return redirect("answer_templates")
    return render(
        request,
        "desk/templates.html",
        {"form": form, "templates": AnswerTemplate.objects.filter(body=body)},
    )


@door(Audience.DESK, shows=("decision", "answer"))
def update(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what has happened since to everyone whose idea it was; or close it with the result."""
    underway = _decisions(request).standing().filter(outcome=Outcome.FORWARD, closed_at=None)
    decision = doors.find(
        request, underway, lambda person, one: rules.may_decide(person, one.contribution), pk=pk
    )
    form = UpdateForm(posted(request), initial={"progress": decision.progress})
    if request.method == "POST" and accepted(
        form, lambda: _tell(request, decision, form.cleaned_data)
    ):
        messages.success(request, _("Told, to everyone whose it is."))
        return redirect("desk")
    return render(
        request,
        "desk/update.html",
        {"form": form, "decision": decision, "contribution": decision.contribution},
    )


def _tell(request: HttpRequest, decision: Decision, facts: dict[str, Any]) -> None:
    common = {
        "progress": facts["progress"],
        "signatory": facts["signatory"],
        "by": me(request),
        "at": doors.now(request),
    }
    if facts["closes"]:
        actions.close_undertaking(decision, result=facts["words"], **common)
    else:
        actions.tell_update(
            decision, words=facts["words"], next_word_on=facts["next_word_on"], **common
        )


@door(Audience.DESK, shows=("decision", "contribution"))
def second_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a second look, which is public."""
    looks = SecondLook.objects.filter(
        decision__in=_decisions(request), given_at=None
    ).select_related("decision__contribution__programme__body")
    look = doors.find(
        request, looks, lambda person, one: rules.may_give_second_look(person, one.decision), pk=pk
    )
    form = LookForm(posted(request), initial={"signatory": signed(request)})
    if request.method == "POST" and accepted(
        form,
        lambda: actions.give_second_look(
            look, **form.cleaned_data, by=me(request), at=doors.now(request)
        ),
    ):
        messages.success(request, _("The second look is given and public."))
        return _after_the_look(request, look)
    context = {
        "look": look,
        "decision": look.decision,
        "contribution": look.decision.contribution,
        "reasons": named(look.decision.reasons),
    }
    return render(request, "desk/second_look.html", {**context, "form": form})


def _after_the_look(request: HttpRequest, look: SecondLook) -> HttpResponse:
    """Whoever found that the decision should change is led to where the new one is drafted."""
    contribution = look.decision.contribution
    if request.POST.get("outcome") != LookOutcome.CHANGED:
        return redirect("desk")
    messages.info(request, _("The decision is open again. Draft the new one here."))
    return redirect("answer_one", contribution.programme.address, contribution.number)

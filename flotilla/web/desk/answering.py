"""Answering one contribution, with all that is needed for it on one page."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import similar
from flotilla.decisions import actions, queries, rules
from flotilla.decisions.models import Answer, AnswerTemplate, Assignment, Decision
from flotilla.decisions.reasons import named
from flotilla.decisions.verbs import AnswerKind
from flotilla.people.models import Person
from flotilla.programmes import rules as programme_rules
from flotilla.programmes.queries import current_promise
from flotilla.web import doors
from flotilla.web.contributions import answers_shown
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.given_away import given_away
from flotilla.web.desk.forms import AnswerForm, AssignmentForm, DecisionForm, NoteForm, WordsForm
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, done, posted

PARTS = ("said", "decided", "fit")
DECIDED = (
    "outcome",
    "way",
    "next_word_on",
    "passed_to",
    "parked_until",
    "reasons",
    "words",
    "who_decided",
    "rule",
    "considered",
)
IDS = {name: f"{name}-%s" for name in ("answer", "decision", "note", "assignment")}


def me(request: HttpRequest) -> Person:
    """Return who is at the desk."""
    person = doors.person(request)
    if person is None:  # the door let in only people who are signed in
        raise TypeError
    return person


@door(Audience.DESK, shows="contribution", may="answer")
def queue(request: HttpRequest) -> HttpResponse:
    """List all that wait for a first answer, the one promised first at the top."""
    waiting = queries.unanswered(doors.body(request), me(request))
    return render(request, "desk/queue.html", {"rows": waiting[:200], "count": waiting.count()})


@door(Audience.DESK, shows=("contribution", "note", "assignment", "answer", "decision"))
def one(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show one contribution with the forms for a first answer and for a decision."""
    found = contribution_at(request, address, number, rules.may_work_on)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Contribution, status: int = 200, **forms: Any
) -> HttpResponse:
    body, person = doors.body(request), me(request)
    decision = Decision.objects.current().filter(contribution=found).first()
    earlier = Decision.objects.released().filter(contribution=found, reopened_at__isnull=False)
    before = earlier.select_related("second_look").last()
    given: dict[str, Any] = {
        "answer_form": AnswerForm(initial=_answer_so_far(request, found), auto_id=IDS["answer"]),
        "decision_form": DecisionForm(
            initial=_decision_so_far(found, decision or before), auto_id=IDS["decision"]
        ),
        "note_form": NoteForm(auto_id=IDS["note"]),
        "assignment_form": AssignmentForm(body=body, auto_id=IDS["assignment"]),
    }
    context = {
        "contribution": found,
        "programme": found.programme,
        "texts": answers_shown.shown(found.programme.plan.form(), found.answers),
        "given_away": given_away([found.title, found.words, found.place_words]),
        "alike": _alike(found, person),
        "next": _next(queries.unanswered(body, person), found),
        "previous": _previous(queries.unanswered(body, person), found),
        "fresh": status == 200,
        "decision": decision,
        "before": before,
        "reasons_before": named(before.reasons) if before else (),
        "first": found.replies.filter(kind=AnswerKind.FIRST, released_at__isnull=False).first(),
        "notes": rules.notes_for(person, found, body),
        "assignments": found.assignments.select_related("person", "department"),
        "considered": found.considerations.select_related("considered_by"),
        "templates": AnswerTemplate.objects.filter(body=body),
        "may_answer": programme_rules.may_answer(person, found.programme),
        "may_decide": programme_rules.may_decide(person, found.programme),
    }
    return render(request, "desk/one.html", {**context, **given, **forms}, status=status)


def _alike(found: Contribution, person: Person) -> list[dict[str, Any]]:
    """What is like this one, each with what was answered to it."""
    like = similar(found.programme, f"{found.title}\n{found.words}", person, exclude=found)
    given = Answer.objects.filter(
        contribution__in=[one.contribution for one in like], released_at__isnull=False
    ).exclude(kind=AnswerKind.UPDATE)
    newest = {one.contribution_id: one for one in given.order_by("released_at")}
    return [
        {"contribution": one.contribution, "answer": newest.get(one.contribution.pk)}
        for one in like
    ]


def _next(waiting: QuerySet[Contribution], found: Contribution) -> Contribution | None:
    """The one of those that wait that is due after this one; from the last one goes on at the first."""
    waiting = waiting.exclude(pk=found.pk)
    if due := found.answer_due_on:
        after = waiting.filter(Q(answer_due_on__gt=due) | Q(answer_due_on=due, pk__gt=found.pk))
        return after.first() or waiting.first()
    return waiting.first()


def _previous(waiting: QuerySet[Contribution], found: Contribution) -> Contribution | None:
    """The one of those that wait that is due before this one; from the first one goes back to the last."""
    waiting = waiting.exclude(pk=found.pk)
    if due := found.answer_due_on:
        before = waiting.filter(Q(answer_due_on__lt=due) | Q(answer_due_on=due, pk__lt=found.pk))
        return before.last() or waiting.last()
    return waiting.last()


def _answer_so_far(request: HttpRequest, found: Contribution) -> dict[str, str]:
    """What was drafted; else the words of the template that was chosen."""
    drafted = found.replies.filter(kind=AnswerKind.FIRST, released_at=None).first()
    template = AnswerTemplate.objects.filter(
        body=doors.body(request), pk=_number(request.GET.get("template"))
    ).first()
    source: Answer | AnswerTemplate | None = template or drafted
    so_far = {name: getattr(source, name) for name in PARTS} if source else {}
    return {**so_far, "signatory": drafted.signatory if drafted else signed(request)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0


def signed(request: HttpRequest) -> str:
    """Return how the person at the desk signs: by office, or as the body."""
    membership = (
        me(request)
        .memberships.filter(body=doors.body(request), ended_at=None)
        .exclude(title="")
        .first()
    )
    return (
        f"{membership.title}, {doors.body(request).name}"
        if membership
        else doors.body(request).name
    )


def _decision_so_far(found: Contribution, decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        promise = current_promise(found.programme)
        return {"who_decided": promise.who_decides[:200] if promise else ""}
    names: tuple[str, ...] = DECIDED
    parts: tuple[str, ...] = (*PARTS, "signatory")
    if (
        decision.reopened_at
    ):  # what is decided is written anew, so that no reason of a no slips into a yes
        names, parts = ("who_decided", "rule", "considered"), ("said", "signatory")
    final = decision.answers.filter(kind=AnswerKind.FINAL).first()
    told = {name: getattr(final, name) for name in parts} if final else {}
    return {**{name: getattr(decision, name) for name in names}, **told}


@require_POST
@door(Audience.DESK, shows="answer")
def answer(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Keep the first answer as a draft, or send it and go to the next one due."""
    found = contribution_at(request, address, number, rules.may_answer)
    form, at = AnswerForm(request.POST, auto_id=IDS["answer"]), doors.now(request)
    if not accepted(
        form, lambda: actions.draft_answer(found, **form.cleaned_data, by=me(request), at=at)
    ):
        return _page(request, found, 422, answer_form=form)
    if "send" not in request.POST:
        messages.success(request, _("The draft is kept."))
        return redirect("answer_one", address, number)
    drafted = found.replies.get(kind=AnswerKind.FIRST)
    if not accepted(form, lambda: actions.release_answer(drafted, by=me(request), at=at)):
        return _page(request, found, 422, answer_form=form)
    messages.success(request, _("The answer is sent to everyone whose it is."))
    return _onwards(queries.unanswered(doors.body(request), me(request)).first())


@require_POST
@door(Audience.DESK, shows="decision")
def decide(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Draft the decision, which a second person then checks."""
    found = contribution_at(request, address, number, rules.may_draft_decision)
    form = DecisionForm(request.POST, auto_id=IDS["decision"])
    if accepted(
        form,
        lambda: actions.draft_decision(
            found, **form.cleaned_data, by=me(request), at=doors.now(request)
        ),
    ):
        messages.success(
            request, _("The decision is drafted. Somebody else checks it before anyone sees it.")
        )
        return _onwards(_after(queries.undrafted(doors.body(request), me(request)), found))
    return _page(request, found, 422, decision_form=form)


@require_POST
@door(Audience.DESK, shows="note")
def note(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Leave a note for the team of this body."""
    found, body = contribution_at(request, address, number, rules.may_answer), doors.body(request)
    form = NoteForm(request.POST, auto_id=IDS["note"])
    if accepted(
        form,
        lambda: actions.note(
            found, body=body, text=form.cleaned_data["text"], by=me(request), at=doors.now(request)
        ),
    ):
        return redirect("answer_one", address, number)
    return _page(request, found, 422, note_form=form)


@require_POST
@door(Audience.DESK, shows="assignment")
def assign(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask a colleague or a department for an answer."""
    found = contribution_at(request, address, number, rules.may_answer)
    form = AssignmentForm(request.POST, body=doors.body(request), auto_id=IDS["assignment"])
    if accepted(
        form,
        lambda: actions.assign(found, **form.cleaned_data, by=me(request), at=doors.now(request)),
    ):
        messages.success(request, _("They are asked, by letter and at their desk."))
        return redirect("answer_one", address, number)
    return _page(request, found, 422, assignment_form=form)


@require_POST
@door(Audience.DESK, shows="contribution")
def consider(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Record that one has read it, and go on to the next that one has not."""
    found = contribution_at(request, address, number, rules.may_answer)
    done(
        request,
        lambda: actions.consider(found, by=me(request), at=doors.now(request)),
        _("Recorded: you have read “%(title)s”.") % {"title": found.title},
    )
    return _onwards(_next(queries.unread(doors.body(request), me(request)), found))


def _after(waiting: QuerySet[Contribution], found: Contribution) -> Contribution | None:
    """The one of the same programme that came after this one; from the last one goes on at the first."""
    waiting = waiting.filter(programme=found.programme)
    return waiting.filter(number__gt=found.number).first() or waiting.first()


def _onwards(following: Contribution | None) -> HttpResponse:
    """Go to the next one that waits, or back to the desk if none does."""
    if following is None:
        return redirect("desk")
    return redirect("answer_one", following.programme.address, following.number)


@door(Audience.SIGNED_IN, shows=("assignment", "contribution"))
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Give what one was asked for."""
    assignment = doors.find(
        request,
        Assignment.objects.select_related("contribution__programme", "contribution__body"),
        rules.may_settle,
        pk=pk,
    )
    form = WordsForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.settle_assignment(
            assignment, reply=form.cleaned_data["words"], by=me(request), at=doors.now(request)
        ),
    ):
        messages.success(request, _("Thank you. Your reply is with the team."))
        return redirect("home")
    found = assignment.contribution
    texts = answers_shown.shown(found.programme.plan.form(), found.answers)
    return render(
        request,
        "desk/settle.html",
        {"form": form, "assignment": assignment, "contribution": found, "texts": texts},
    )

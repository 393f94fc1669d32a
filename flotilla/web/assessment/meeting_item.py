"""One entry at the meeting: what its assessors gave, the vote on it, and corrections of frozen scores."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import AgendaItem, Assessment, Correction, Recommendation, Seat
from flotilla.web import doors
from flotilla.web.assessment.meeting import frame, item_of, led_at, meeting_at
from flotilla.web.assessment.meeting_forms import CorrectionForm, CountForm
from flotilla.web.assessment.panel import me
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, done, posted


def _item(request: HttpRequest, address: str, number: int, *, leads: bool = False) -> AgendaItem:
    _programme, found = meeting_at(request, address)
    return item_of(request, found, number, leads=leads)


def _papers(request: HttpRequest, item: AgendaItem) -> list[tuple[Assessment, str]]:
    """What was sent of an entry, in an order of its own and without names; one's own says so."""
    rows = Assessment.objects.visible_to(me(request)).live()
    sent = rows.filter(
        seat__panel=item.meeting.panel_id,
        contribution=item.contribution_id,
        sent_at__isnull=False,
    ).select_related("seat")
    found = list(sent.prefetch_related("scores__criterion").order_by("sent_at", "id"))
    for one in found:
        one.seat.panel, one.contribution = item.meeting.panel, item.contribution
    return [
        (one, _("Yours") if one.seat.person_id == me(request).pk else _("Assessor %d") % place)
        for place, one in enumerate(found, start=1)
    ]


def _my_seat(request: HttpRequest, item: AgendaItem) -> Seat | None:
    """One's own seat, if it may vote on this entry."""
    able = queries.able_to_vote(item.meeting, item.contribution)
    return able.filter(person=me(request)).first()


@door(
    Audience.SIGNED_IN,
    shows=("agenda_item", "assessment", "recommendation", "correction", "contribution"),
)
def one(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show what was said of an entry and how the panel voted; whoever leads counts the votes here."""
    item = _item(request, address, number)
    found = queries.vote_on(item)
    form = None
    if found is not None and found.closed_at is None and rules.may_lead_item(me(request), item):
        form = _count_form(request, item, found)
    return render(request, "assessment/meeting_item.html", _context(request, item, found, form))


def _context(
    request: HttpRequest,
    item: AgendaItem,
    found: Recommendation | None,
    form: CountForm | None,
) -> dict[str, Any]:
    meeting = item.meeting
    votes = queries.votes_of(found) if found else {}
    papers = _papers(request, item)
    paper = next((one for one, _name in papers if one.seat.person_id == me(request).pk), None)
    is_now = meeting.now_id == item.pk
    votes_now = is_now and found is not None and found.closed_at is None
    mine = _my_seat(request, item) if votes_now else None
    corrections = Correction.objects.filter(assessment__in=[one.pk for one, _name in papers])
    leads, runs = rules.may_lead(me(request), meeting.panel), frame(request, meeting.programme)
    return {
        "programme": meeting.programme,
        "meeting": meeting,
        "item": item,
        "entry": item.contribution,
        "papers": papers,
        "own": paper if is_now and meeting.frozen_at is None else None,
        "found": found,
        "is_now": is_now,
        "votes": list(votes.values()),
        "mine": mine,
        "spoilt": found is not None
        and found.closed_at is not None
        and not Recommendation.objects.standing().filter(pk=found.pk).exists(),
        "my_vote": votes.get(mine.pk) if mine else None,
        "leads": rules.may_lead_item(me(request), item),
        "form": form,
        "may_correct": meeting.frozen_at is not None and (paper is not None or runs["runs"]),
        "corrections": [
            (one, leads and one.asked_by_id != me(request).pk)
            for one in corrections.select_related("criterion")
        ],
        **runs,
    }


def _count_form(request: HttpRequest, item: AgendaItem, found: Recommendation) -> CountForm:
    able = list(queries.able_to_vote(item.meeting, item.contribution))
    return CountForm(posted(request), able=able, votes=queries.votes_of(found))


@require_POST
@door(Audience.SIGNED_IN, shows=("agenda_item", "recommendation"))
def put_to_vote(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Put an entry to the vote."""
    item = _item(request, address, number, leads=True)
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.put_to_vote(item, by=by, at=at), _("The vote is open."))
    return redirect("meeting_item", address, number)


@require_POST
@door(Audience.SIGNED_IN, shows=("agenda_item", "recommendation"))
def vote(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Vote on an entry oneself."""
    item = _item(request, address, number)
    found, mine = queries.vote_on(item), _my_seat(request, item)
    if found is None or mine is None:
        raise Http404
    choice, by, at = request.POST.get("choice", ""), me(request), doors.now(request)
    done(
        request,
        lambda: actions.vote(found, mine, choice=choice, by=by, at=at),
        _("Your vote is recorded. You can change it until the vote is closed."),
    )
    return redirect("meeting_item", address, number)


@require_POST
@door(Audience.SIGNED_IN, shows=("agenda_item", "recommendation", "contribution"))
def count(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Write down the hands that were raised, and close the vote with its reason."""
    item = _item(request, address, number, leads=True)
    found = queries.vote_on(item)
    if found is None:
        raise Http404
    form = _count_form(request, item, found)
    by, at = me(request), doors.now(request)

    def act() -> None:
        for seat, choice in form.raised():
            actions.vote(found, seat, choice=choice, by=by, at=at)
        actions.close_vote(found, reason=form.cleaned_data["reason"], by=by, at=at)

    if accepted(form, act):
        return redirect("meeting_item", address, number)
    return render(request, "assessment/meeting_item.html", _context(request, item, found, form))


@require_POST
@door(Audience.SIGNED_IN, shows=("agenda_item", "recommendation"))
def count_again(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Count a vote again without those whose interest came to be known since."""
    item = _item(request, address, number, leads=True)
    by, at = me(request), doors.now(request)
    said = _("Counted again without those who have an interest.")
    done(request, lambda: actions.count_again(item, by=by, at=at), said)
    return redirect("meeting_item", address, number)


@door(Audience.SIGNED_IN, shows=("agenda_item", "assessment", "correction"))
def correct(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask for a frozen score to be corrected."""
    item = _item(request, address, number)
    papers = [
        (one, name)
        for one, name in _papers(request, item)
        if rules.may_ask_correction(me(request), one)
    ]
    criteria_set = queries.criteria_set_of(item.meeting.programme)
    if criteria_set is None or item.meeting.frozen_at is None or not papers:
        raise Http404
    form = CorrectionForm(posted(request), papers=papers, criteria_set=criteria_set)
    by, at = me(request), doors.now(request)

    def act() -> None:
        said = form.cleaned_data
        actions.ask_correction(
            said["reading"], said["criterion"], points=form.new_points(), reason=said["reason"], by=by, at=at,
        )  # fmt: skip

    if request.method == "POST" and accepted(form, act):
        return redirect("meeting_item", address, number)
    context: dict[str, Any] = {"item": item, "entry": item.contribution, "form": form}
    context |= {"programme": item.meeting.programme, **frame(request, item.meeting.programme)}
    return render(request, "assessment/meeting_correction.html", context)


@require_POST
@door(Audience.SIGNED_IN, shows=("agenda_item", "correction"))
def settle_correction(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Agree to a correction as a second person, or refuse it."""
    _programme, found = led_at(request, address)
    item = item_of(request, found, number)
    rows = Correction.objects.filter(assessment__contribution=item.contribution_id)
    rows = rows.select_related(
        "assessment__seat__panel__programme__body", "assessment__contribution"
    )
    correction = rows.filter(pk=pk).first()
    if correction is None or not rules.may_settle_correction(me(request), correction):
        raise Http404
    by, at = me(request), doors.now(request)
    if "agree" in request.POST:
        done(
            request,
            lambda: actions.agree_correction(correction, by=by, at=at),
            _("The score is corrected."),
        )
    else:
        done(
            request,
            lambda: actions.refuse_correction(correction, by=by, at=at),
            _("The score stays as it is."),
        )
    return redirect("meeting_item", address, number)

"""The meeting of a panel: what is discussed now, who is in the room, who must leave it; opened, frozen, closed."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import AgendaItem, Meeting, Panel, Presence, Seat
from flotilla.assessment.verbs import AgendaGroup
from flotilla.decisions import rules as decision_rules
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.assessment.meeting_forms import OpenForm
from flotilla.web.assessment.panel import me
from flotilla.web.assessment.ranking import usual_line
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted


def panel_at(request: HttpRequest, address: str) -> tuple[Programme, Panel]:
    """Return a programme and its panel, to those who sit on it or run it once assessing has begun."""
    programme = programme_at(request, address)
    panel = queries.begun_panel_of(programme)
    if panel is None or not rules.may_see_ranking(me(request), panel):
        raise Http404
    return programme, panel


def meeting_at(request: HttpRequest, address: str) -> tuple[Programme, Meeting]:
    """Return a programme and the meeting of its panel, to those who sit on it or run it."""
    programme, panel = panel_at(request, address)
    found = queries.meeting_of(panel)
    if found is None:
        raise Http404
    return programme, found


def led_at(request: HttpRequest, address: str) -> tuple[Programme, Meeting]:
    """Return the same to those who lead the meeting."""
    programme, found = meeting_at(request, address)
    if not rules.may_lead(me(request), found.panel):
        raise Http404
    return programme, found


def item_of(
    request: HttpRequest, found: Meeting, number: int, *, leads: bool = False
) -> AgendaItem:
    """Return an entry on the agenda, or one that the visitor leads; what they have an interest in is not there."""
    rows = found.items.open_to(me(request)).select_related("contribution")
    item = rows.filter(contribution__number=number).first()
    if item is None:
        raise Http404
    item.meeting, item.contribution.programme = found, found.panel.programme
    if leads and not rules.may_lead_item(me(request), item):
        raise Http404
    return item


@dataclass(frozen=True)
class Shown:
    """What is discussed now as a visitor may see it: the entry and who leaves, or that they have to stay outside."""

    item: AgendaItem | None
    outside: list[str]
    is_kept_from: bool


def shown_now(request: HttpRequest, found: Meeting) -> Shown:
    """Return what is discussed now, with who must leave named to those who may stay."""
    item = found.now
    if item is None:
        return Shown(None, [], is_kept_from=False)
    if rules.is_kept_from(me(request), item.contribution):
        return Shown(None, [], is_kept_from=True)
    leaving = queries.must_leave(found, item.contribution)
    return Shown(item, [one.holder for one in leaving], is_kept_from=False)


@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "seat", "contribution", "programme"))
def meeting(request: HttpRequest, address: str) -> HttpResponse:
    """Show the meeting to those who sit on the panel or run it; whoever leads opens it."""
    programme, panel = panel_at(request, address)
    found = queries.meeting_of(panel)
    leads = rules.may_lead(me(request), panel)
    if found is not None and request.method != "POST":
        return render(request, "assessment/meeting.html", _context(request, found, leads=leads))
    form = OpenForm(posted(request), initial={"places": usual_line(programme)})
    if request.method == "POST":
        if not leads:
            raise Http404
        by, at = me(request), doors.now(request)
        if accepted(form, lambda: actions.open_meeting(panel, **form.cleaned_data, by=by, at=at)):
            return redirect("meeting", address)
    context = {
        "programme": programme,
        "panel": panel,
        "form": form,
        "leads": leads,
        "waiting": queries.still_out(panel),
        **frame(request, programme),
    }
    return render(request, "assessment/meeting_to_open.html", context)


def frame(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """Return in which frame a page of the panel stands: that of the desk for those who run it."""
    runs = rules.may_run_panel(me(request), programme)
    return {"runs": runs, "frame": "base_desk.html" if runs else "base.html"}


def _context(request: HttpRequest, found: Meeting, *, leads: bool) -> dict[str, Any]:
    rows = queries.agenda(found, me(request))
    there = list(queries.in_the_room(found))
    inside = {one.seat_id for one in there}
    seats = found.panel.seats.taken().filter(stated_at__isnull=False).select_related("person")
    now = shown_now(request, found)
    programme = found.panel.programme
    return {
        "programme": programme,
        "meeting": found,
        "panel": found.panel,
        "leads": leads,
        "drafts": found.closed_at is not None
        and decision_rules.may_draft_from_meeting(me(request), found),
        "spends": leads and rules.may_spend(me(request), found),
        "now": now,
        "groups": [
            (label, found_rows)
            for group, label in AgendaGroup.choices
            if (found_rows := [one for one in rows if one.item.group == group])
        ],
        "there": there,
        "absent": [one for one in seats.order_by("id") if one.pk not in inside],
        **frame(request, programme),
    }


@require_POST
@door(Audience.SIGNED_IN, shows=("meeting", "seat"))
def presence(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Record that somebody came to the meeting, or went."""
    _programme, found = led_at(request, address)
    seat = Seat.objects.filter(panel=found.panel_id, pk=pk).select_related("panel").first()
    if seat is None:
        raise Http404
    by, at = me(request), doors.now(request)
    there = Presence.objects.filter(meeting=found, seat=seat, went_at__isnull=True).first()
    if "went" not in request.POST:
        done(
            request,
            lambda: actions.record_coming(found, seat, by=by, at=at),
            _("Recorded: they are here."),
        )
    elif there is not None:
        there.meeting = found
        done(
            request,
            lambda: actions.record_going(there, by=by, at=at),
            _("Recorded: they have gone."),
        )
    return redirect("meeting", address)


@require_POST
@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "contribution"))
def call(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Call an entry."""
    _programme, found = led_at(request, address)
    item = item_of(request, found, number)
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.call_entry(item, by=by, at=at), _("The entry is called."))
    return redirect("meeting", address)


@require_POST
@door(Audience.SIGNED_IN, shows="meeting")
def end(request: HttpRequest, address: str) -> HttpResponse:
    """End the discussion of an entry: whoever was outside comes back."""
    _programme, found = led_at(request, address)
    by, at = me(request), doors.now(request)
    said = _("The discussion is over. Whoever was outside comes back.")
    done(request, lambda: actions.end_discussion(found, by=by, at=at), said)
    return redirect("meeting", address)


@require_POST
@door(Audience.SIGNED_IN, shows="meeting")
def freeze(request: HttpRequest, address: str) -> HttpResponse:
    """Freeze the scores."""
    _programme, found = led_at(request, address)
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.freeze_scores(found, by=by, at=at), _("The scores are frozen."))
    return redirect("meeting", address)


@require_POST
@door(Audience.SIGNED_IN, shows="meeting")
def close(request: HttpRequest, address: str) -> HttpResponse:
    """Close the meeting."""
    _programme, found = led_at(request, address)
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.close_meeting(found, by=by, at=at), _("The meeting is closed."))
    return redirect("meeting", address)


@door(Audience.SIGNED_IN, shows=("meeting", "agenda_item", "seat", "contribution"))
def screen(request: HttpRequest, address: str) -> HttpResponse:
    """Show in big type, for the wall of the room, which entry is discussed now and who leaves; no score, no rank."""
    programme, found = meeting_at(request, address)
    context = {
        "programme": programme,
        "meeting": found,
        "now": shown_now(request, found),
        "again": "again" in request.GET,
    }
    return render(request, "assessment/meeting_screen.html", context)

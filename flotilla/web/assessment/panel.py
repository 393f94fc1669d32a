"""The panel at the desk: setting it up, inviting, looking at interests."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from flotilla.assessment import actions, queries, rules
from flotilla.assessment.models import Assessment, Interest, Panel, Seat
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import current_promise
from flotilla.web import doors
from flotilla.web.assessment.panel_forms import (
    CostsForm,
    DepartureForm,
    FoundForm,
    HandForm,
    InviteForm,
    PanelForm,
    SettleForm,
)
from flotilla.web.doors import Audience, door
from flotilla.web.numbered import numbered
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted

PAGE = 50  # entries on one page


def me(request: HttpRequest) -> Person:
    """Return who is signed in, behind a door that lets nobody else in."""
    person = doors.person(request)
    if person is None:
        raise Http404
    return person


@door(Audience.DESK, shows=("panel", "seat", "interest", "programme"))
def desk(request: HttpRequest, address: str) -> HttpResponse:
    """Show a panel to those who look after it; say how many read each entry and by when."""
    programme = programme_at(request, address, rules.may_run_panel)
    panel = queries.panel_of(programme)
    form = PanelForm(posted(request), initial=PanelForm.initial_of(panel))
    by, at = doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.set_up_panel(programme, **form.cleaned_data, by=by, at=at)
    ):
        return redirect("desk_panel", address)
    context = {
        "programme": programme,
        "panel": panel,
        "form": form,
        "loads": _loads(request, panel),
        "begun": panel is not None and queries.has_begun(panel),
        "suspected": queries.suspected(panel, me(request)) if panel else [],
    }
    return render(request, "assessment/desk_panel.html", context)


def _loads(request: HttpRequest, panel: Panel | None) -> list[tuple[queries.Load, bool]]:
    """How far each seat is, and whether the visitor looks after it."""
    if panel is None:
        return []
    today = doors.now(request).astimezone(panel.programme.body.zone).date()
    by, is_over = me(request), panel.due_on is not None and panel.due_on < today
    found = queries.loads(panel, by, is_over=is_over)
    for one in found:
        one.seat.panel = panel
    return [(one, rules.may_run_seat(by, one.seat)) for one in found]


def _panel(request: HttpRequest, address: str) -> tuple[Programme, Panel]:
    """The programme of an address and its panel, for those who look after it."""
    programme = programme_at(request, address, rules.may_run_panel)
    panel = queries.panel_of(programme)
    if panel is None:
        raise Http404
    return programme, panel


def _seat(request: HttpRequest, address: str, pk: int) -> tuple[Programme, Seat]:
    """A seat of a panel that the person looks after, and not their own."""
    programme, panel = _panel(request, address)
    seats = Seat.objects.filter(panel=panel).select_related("person", "panel__programme__body")
    return programme, doors.find(request, seats, rules.may_run_seat, pk=pk)


@door(Audience.DESK, shows=("panel", "seat"))
def invite(request: HttpRequest, address: str) -> HttpResponse:
    """Invite somebody to the panel."""
    programme, panel = _panel(request, address)
    form = InviteForm(posted(request))
    promised = current_promise(programme)
    currency = promised.currency if promised else "GBP"

    def act() -> None:
        said = {**form.cleaned_data, "reward_minor": form.cleaned_data["reward"]}
        del said["reward"]
        by, at = doors.person(request), doors.now(request)
        actions.invite_to_panel(panel, **said, currency=currency, by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        return redirect("desk_panel", address)
    return _page(request, programme, form, _("Invite somebody to the panel"), _("Invite"))


def _page(
    request: HttpRequest,
    programme: Programme,
    form: object,
    heading: str,
    button: str,
    said: str = "",
) -> HttpResponse:
    """A page with one form about a panel."""
    context = {"programme": programme, "form": form, "heading": heading, "button": button}
    return render(request, "assessment/panel_form.html", {**context, "said": said})


@door(Audience.DESK, shows="seat")
def costs(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Record what somebody is paid for judging and paid back."""
    programme, seat = _seat(request, address, pk)
    start = {"reward": seat.reward_minor, "expenses": seat.expenses_minor}
    form = CostsForm(posted(request), initial=start)

    def act() -> None:
        paid = {f"{name}_minor": form.cleaned_data[name] for name in ("reward", "expenses")}
        actions.record_costs(seat, **paid, by=me(request), at=doors.now(request))

    if request.method == "POST" and accepted(form, act):
        return redirect("desk_panel", address)
    return _page(request, programme, form, _("Reward and expenses"), _("Save"), str(seat))


@door(Audience.DESK, shows="seat")
def leave(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """End somebody's seat, with the reason."""
    programme, seat = _seat(request, address, pk)
    form = DepartureForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.leave_panel(
            seat, **form.cleaned_data, by=me(request), at=doors.now(request)
        ),
    ):
        return redirect("desk_panel", address)
    return _page(request, programme, form, _("End their seat"), _("End it"), str(seat))


@require_POST
@door(Audience.DESK, shows="seat")
def call_in(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Call a back-up in."""
    _programme, seat = _seat(request, address, pk)
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.call_in_backup(seat, by=by, at=at), _("They judge now, too."))
    return redirect("desk_panel", address)


@require_POST
@door(Audience.DESK, shows="interest")
def suspect(request: HttpRequest, address: str) -> HttpResponse:
    """Look for interests that nobody declared."""
    _programme, panel = _panel(request, address)
    found: list[int] = []
    by, at = me(request), doors.now(request)

    def act() -> None:
        found.append(actions.suspect_interests(panel, by=by, at=at))

    if done(request, act, _("Looked through the records.")) and found[0]:
        words = ngettext(
            "%d interest that nobody declared.", "%d interests that nobody declared.", found[0]
        )
        messages.info(request, words % found[0])
    return redirect("desk_panel", address)


@door(Audience.DESK, shows=("interest", "seat", "contribution"))
def settle(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Look at an interest that the records show."""
    programme, panel = _panel(request, address)
    waiting = Interest.objects.filter(seat__panel=panel).select_related(
        "seat__person", "seat__panel__programme__body", "contribution"
    )
    interest = doors.find(request, waiting, rules.may_settle_interest, pk=pk)
    form = SettleForm(posted(request))

    def act() -> None:
        by, at, words = me(request), doors.now(request), form.cleaned_data["words"]
        if form.cleaned_data["answer"] == "clear":
            actions.clear_interest(interest, words=words, by=by, at=at)
        else:
            actions.confirm_interest(interest, by=by, at=at)

    if request.method == "POST" and accepted(form, act):
        return redirect("desk_panel", address)
    said = f"{interest.seat} – {interest.contribution.title} – {interest.get_kind_display()}"
    return _page(request, programme, form, _("Is there an interest?"), _("Save"), said)


@require_POST
@door(Audience.DESK, shows=("panel", "criteria_set"))
def begin(request: HttpRequest, address: str) -> HttpResponse:
    """Begin assessing: the criteria are frozen."""
    _programme, panel = _panel(request, address)
    by, at = me(request), doors.now(request)
    said = _("Assessing has begun. The criteria are frozen.")
    done(request, lambda: actions.begin_assessing(panel, by=by, at=at), said)
    return redirect("desk_panel", address)


@require_POST
@door(Audience.DESK, shows=("panel", "assessment"))
def allot(request: HttpRequest, address: str) -> HttpResponse:
    """Give every entry to its readers."""
    _programme, panel = _panel(request, address)
    by, at = me(request), doors.now(request)
    said = _("Every entry has its readers.")
    done(request, lambda: actions.allot(panel, by=by, at=at), said)
    return redirect("panel_entries", address)


@require_POST
@door(Audience.DESK, shows=("panel", "seat"))
def remind(request: HttpRequest, address: str) -> HttpResponse:
    """Remind everybody who still has something to send."""
    _programme, panel = _panel(request, address)
    by, at = me(request), doors.now(request)
    said = _("A letter is on its way to everybody who still has something to send.")
    done(request, lambda: actions.remind_assessors(panel, by=by, at=at), said)
    return redirect("desk_panel", address)


@door(Audience.DESK, shows=("panel", "assessment", "contribution"))
def entries(request: HttpRequest, address: str) -> HttpResponse:
    """Show who reads which entry, and give one to a reader by hand."""
    programme, panel = _panel(request, address)
    by, at = me(request), doors.now(request)
    page = numbered(request, queries.entries_open_to(panel, by), PAGE)
    read = queries.readers_of_entries(panel, page.page.object_list)
    judged = [one.contribution for one in read]
    form = HandForm(posted(request), seats=_others(panel, by), entries=judged)
    if request.method == "POST" and accepted(
        form, lambda: actions.allot_by_hand(**form.cleaned_data, by=by, at=at)
    ):
        return redirect("panel_entries", address)
    context = {"programme": programme, "panel": panel, "read": read, "page": page, "form": form}
    return render(request, "assessment/panel_entries.html", context)


def _others(panel: Panel, person: Person) -> list[Seat]:
    """The seats that can judge, but the visitor's own: nobody gives themselves an entry or an interest at the desk."""
    seats = list(queries.ready_seats(panel))
    for one in seats:
        one.panel = panel
    return [one for one in seats if rules.may_run_seat(person, one)]


@door(Audience.DESK, shows=("interest", "seat", "contribution"))
def found(request: HttpRequest, address: str) -> HttpResponse:
    """Write down an interest of somebody that came to be known late: what they gave to the entry is void."""
    programme, panel = _panel(request, address)
    by, at = me(request), doors.now(request)
    judged = queries.entries_open_to(panel, by)
    form = FoundForm(posted(request), seats=_others(panel, by), entries=judged)
    if request.method == "POST" and accepted(
        form, lambda: actions.declare_interest(**form.cleaned_data, by=by, at=at)
    ):
        return redirect("desk_panel", address)
    heading = _("An interest that came to be known")
    said = _("Its entry is hidden from them, and what they gave to it is void. It stays in the history.")  # fmt: skip
    return _page(request, programme, form, heading, _("Write it down"), said)


@require_POST
@door(Audience.DESK, shows="assessment")
def take_away(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Take an entry from a reader who has not sent it."""
    _programme, panel = _panel(request, address)
    given = Assessment.objects.live().filter(seat__panel=panel)
    rows = given.select_related("seat__panel__programme__body", "contribution")
    assessment = rows.filter(
        pk=pk
    ).first()  # that it was given is for them to know, not what it says
    if assessment is None or not rules.may_take_away(me(request), assessment):
        raise Http404
    by, at = me(request), doors.now(request)
    done(request, lambda: actions.take_away(assessment, by=by, at=at), _("Taken away."))
    return redirect("panel_entries", address)

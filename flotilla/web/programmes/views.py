"""The pages that everyone sees: home, the list of programmes, one programme, its promise, its timeline."""

from django.db.models import Count, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from flotilla.bodies.models import Body
from flotilla.kit import markdown
from flotilla.kit.together import load_together
from flotilla.kit.wording import say
from flotilla.people.models import Person
from flotilla.programmes import queries, rules
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions.lists import list_context
from flotilla.web.doors import Audience, door
from flotilla.web.programmes import following, parts, record, rounds, story
from flotilla.web.programmes.finding import programme_at

NEWEST = 12


@door(Audience.EVERYONE, shows=("programme", "decision"), cacheable=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show what is open now, how everything goes, and what came of it."""
    at, person = doors.now(request), doors.person(request)
    body = request.public_body  # type: ignore[attr-defined]
    if body is None:
        return render(request, "programmes/no_body.html")
    running = queries.open_now(body, person, at)
    newest, opened = _newest(body, person)
    kept = record.kept_in([*running, *newest], person, body, at)
    context = {
        "figures": record.figures(body, person, at),
        "said": record.said(body, person),
        "kept": record.kept_rows(newest, kept),
        "standing": parts.standing(running, at),
        "cards": [parts.card(one, at, record.kept_words(kept.get(one.pk))) for one in running],
        "others": opened - len(running),
        "journey": parts.one_journey(),
        "starts": rules.may_start(person, body),
    }
    return render(request, "programmes/home.html", context)


def _newest(body: Body, person: Person | None) -> tuple[list[Programme], int]:
    """Return the newest that have opened with their promises, and how many there are."""
    counted = queries.opened(body, person).annotate(in_all=Window(Count("*")))
    newest = list(counted.order_by("-opening__opened_at")[:NEWEST])
    load_together((newest, ["promises"]))
    return newest, newest[0].in_all if newest else 0  # type: ignore[attr-defined]


@door(Audience.EVERYONE, shows="programme", cacheable=True)
def programmes(request: HttpRequest) -> HttpResponse:
    """List all programmes that the visitor may see: open, coming up, closed to new contributions."""
    at = doors.now(request)
    lists = vars(queries.in_public(doors.body(request), doors.person(request), at))
    cards = {name: [parts.card(one, at) for one in found] for name, found in lists.items()}
    return render(request, "programmes/list.html", cards)


@door(Audience.EVERYONE, shows=("programme", "promise", "contribution"), cacheable=True)
def programme(request: HttpRequest, address: str) -> HttpResponse:
    """Show one programme: what is asked, what is promised, where it is, what people sent."""
    found, at = programme_at(request, address), doors.now(request)
    promised, listed = queries.current_promise(found), list_context(request, found)
    context = {
        **listed,
        "programme": found,
        "foreign": parts.foreign(found),
        "where": parts.where(found, at),
        "steps": parts.journey_steps(found, at, parts.so_far(listed["totals"].all)),
        "promise": parts.promise_box(found, promised, record.kept_box(request, found, at)),
        "decision_on": promised.decision_on if promised else None,
        "answer_by": queries.first_answer_due(found, at),
        "invitation": parts.invitation(found),
        "texts": _texts(found),
        "crew": parts.crew_shown(found),
        "owners": found.owners[1:],
        "follows": _follows(found),
        "runs": rules.may_run_or_sign(doors.person(request), found),
        **_round(found),
    }
    return render(request, "programmes/detail.html", context)


def _round(found: Programme) -> dict[str, object]:
    """What the round of a fund is for, and how much one can ask for; nothing where there are no rounds."""
    held = queries.round_of(found) if queries.has_sizes(found) else None
    return {"round": held, "sizes": rounds.sizes_shown(found, held)} if held else {}


def _follows(found: Programme) -> dict[str, object] | None:
    """The button to follow it, while there is something to hear of."""
    if not found.has_opened or found.has_closed:
        return None
    return following.button(found)


def _texts(found: Programme) -> dict[str, object]:
    """The long texts as safe HTML; what was tried before, line by line."""
    tried = [line for line in found.already_tried.splitlines() if line.strip()]
    ways = [line for line in found.other_ways.splitlines() if line.strip()]
    return {
        "background": markdown.to_html(found.background),
        "framed_by": markdown.to_html(found.framed_by),
        "tried": [markdown.to_html(line) for line in tried],
        "ways": [markdown.to_html(line) for line in ways],
    }


@door(Audience.EVERYONE, shows=("programme", "promise"), cacheable=True)
def promise_history(request: HttpRequest, address: str) -> HttpResponse:
    """Show the promise and every amendment, each with its reason and what it changed."""
    found = programme_at(request, address)
    context = {
        "programme": found,
        "promise": parts.promise_box(found, queries.current_promise(found)),
        "amendments": story.amendments(found),
        "first": found.promises.first(),
    }
    return render(request, "programmes/promise.html", context)


@door(Audience.EVERYONE, shows=("programme", "entry"), cacheable=True)
def timeline(request: HttpRequest, address: str) -> HttpResponse:
    """Tell what happened to a programme, by whom in which office, from the journal."""
    found = programme_at(request, address)
    context = {"programme": found, "happenings": story.happenings(found)}
    return render(request, "programmes/timeline.html", context)


@door(Audience.EVERYONE, shows="programme", cacheable=True)
def notice(request: HttpRequest, address: str) -> HttpResponse:
    """Say what the form of a programme asks, what of it everybody reads, on which basis, and how long it is kept."""
    found = programme_at(request, address)
    context = {
        "programme": found,
        "asked": [(say(one.label), one.public) for one in found.plan.form()],
        "unsaid": queries.missing_in_notice(found),
        "version": queries.notice_version(found),
    }
    return render(request, "programmes/notice.html", context)

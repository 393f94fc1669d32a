"""The page of one contribution: its words, its journey, its people, what was promised and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from flotilla.contributions import rules
from flotilla.contributions.actions.standing import CHANGEABLE
from flotilla.contributions.models import Authorship, Contribution
from flotilla.contributions.verbs import Credit, Standing, Verb
from flotilla.journal import receipts
from flotilla.kit.together import load_together
from flotilla.people.models import Person
from flotilla.prizes.queries import to_mend
from flotilla.programmes.queries import open_verbs
from flotilla.web import doors
from flotilla.web.contributions import answers_shown, journey, words
from flotilla.web.contributions.finding import for_page
from flotilla.web.contributions.reasons import removal_of, sentence
from flotilla.web.contributions.talk_context import talk_context
from flotilla.web.contributions.views_counted import counter
from flotilla.web.decisions.parts import answer_context
from flotilla.web.doors import Audience, door
from flotilla.web.shared import each_time

Context = dict[str, Any]
#: what the page asks of a contribution, loaded at once
OWN = ("authorships", "attachments", "talk_closures", "removals", "considerations", "replies", "merges")  # fmt: skip
MOVED = frozenset({Standing.MERGED, Standing.SPLIT})


@dataclass(frozen=True)
class Part:
    """A part of the page that another file looks after: where it stands, its template, its context."""

    place: str
    template: str
    context: Callable[[HttpRequest, Contribution], Context]


#: in the order in which they stand, in the column of the text ("main") or beside it ("aside")
PARTS: tuple[Part, ...] = (
    Part("main", "decisions/_answer.html", answer_context),
    Part("main", "contributions/_talk.html", talk_context),
    Part("aside", "contributions/_joined.html", talk_context),
    Part("aside", "contributions/_moderation.html", talk_context),
)


@door(Audience.EVERYONE, shows=("contribution", "file", "comment", "answer"), cacheable=True)
def contribution(request: HttpRequest, address: str, number: int, tail: str = "") -> HttpResponse:
    """Show one contribution to whoever may see it; of a withdrawn or removed one the fact only."""
    found = for_page(request, address, number)
    if tail:
        return redirect("contribution", address, number)
    load(found)
    person, at = doors.person(request), doors.now(request)
    context = {
        **named(found),
        "steps": journey.so_far(found),
        "promised": journey.promised_then(found),
        **_people(found, person),
        **_words(found, person),
        **_ended(found),
        "reach": _reach(found, person),
        **_choices(found, open_verbs(found.programme, at)),
        **_with_parts(request, found),
    }
    if context["mine"] and found.programme.plan.heats:
        context["mends"] = to_mend(found, at)
    if not context["mine"]:
        each_time(request, partial(counter.saw, found.pk), at)
    return render(request, "contributions/page.html", context)


def load(found: Contribution) -> None:
    """Load what the page asks of a contribution and of its programme, once."""
    load_together(
        ([found], OWN), ([found.programme], ["stages", "pauses", "promises"]), ([found.body], ["holidays"])
    )  # fmt: skip


def named(found: Contribution) -> Context:
    """Return how a contribution and its programme are named, for every page about it."""
    return {
        "contribution": found,
        "programme": found.programme,
        "numbered": words.numbered(found),
        "kind": words.kind_of(found),
        "came_on": timezone.localtime(found.received_at).date(),
    }


def _people(found: Contribution, person: Person | None) -> Context:
    """Return who made it, by role; the viewer's own part in it."""
    current = [one for one in found.authorships.all() if one.left_at is None]
    made_by = [
        {
            "face": words.face_of(one.sector),
            "colour": words.COLOURS[place % len(words.COLOURS)],
            "name": words.shown_as(one.byline, one.sector),
            "for": words.credit_of(one),
        }
        for place, one in enumerate(current)
    ]
    own = [one for one in current if person and one.person_id == person.pk]
    return {
        "byline": words.shown_as(found.byline, found.sector),
        "made_by": made_by,
        "coauthors": sum(one.credit == "coauthor" for one in current),
        "joined_count": found.joined_count + 1 if found.joined_count else 0,  # type: ignore[attr-defined]
        "mine": bool(own),
        **_wrote(found, own),
    }


def _wrote(found: Contribution, own: list[Authorship]) -> Context:
    """Return whether it is the viewer's own, and then their receipt: the commitment by which it came into the log."""
    if not any(one.credit == Credit.AUTHOR for one in own):
        return {"wrote": False}
    return {"wrote": True, "kept": receipts.first_of("contribution", found.pk)}


def _words(found: Contribution, person: Person | None) -> Context:
    """Return the text and the files, if this person may read them; what only the team reads, if they are of it."""
    hidden = found.standing in rules.HIDDEN
    reads = not hidden or rules.may_read_words(person, found)
    fields = found.programme.plan.form()
    aside = answers_shown.shown(fields, found.answers, public=False)
    if aside and not rules.may_read_aside(person, found):
        aside = []
    return {
        "reads": reads,
        "hidden": hidden,
        "texts": answers_shown.shown(fields, found.answers) if reads else [],
        "aside_texts": aside if reads else [],
        "files": list(found.attachments.all()) if reads else [],
    }


def _reach(found: Contribution, person: Person | None) -> dict[str, str]:
    """Say to those who answer that they can open how to reach the writer, and how it came; nothing to all others.

    What it is opens on a page of its own, with a purpose, so that the writer can read who opened it.
    """
    if person is None or not rules.may_see_contact(person, found):
        return {}
    return {"taken_down": found.channel_note, "open": "yes"}


def _ended(found: Contribution) -> Context:
    """Return why it is not in the list any more, and where it went or came from."""
    context: Context = {}
    if whole := found.split_from:
        context["whole"] = words.numbered(whole) if whole.standing in rules.HIDDEN else whole.title
    if found.standing == Standing.REMOVED and (removal := removal_of(found)):
        context |= {"removal": removal, "removal_reason": sentence(removal)}
    if found.standing == Standing.SPLIT:
        parts = found.parts.select_related("programme").filter(standing=Standing.LISTED)
        context["parts"] = list(parts.order_by("number"))
    return context


def _choices(found: Contribution, verbs: frozenset[str]) -> Context:
    """Return what this person has done about it, and what they can do now."""
    standing = found.standing in CHANGEABLE
    return {
        "supports": found.supports_it,  # type: ignore[attr-defined]
        "follows": found.follows_it,  # type: ignore[attr-defined]
        "can_support": Verb.SUPPORTED in verbs and found.standing == Standing.LISTED,
        "can_follow": found.standing not in rules.HIDDEN,
        "can_revise": standing and Verb.REVISED in verbs,
        "can_withdraw": standing and Verb.WITHDRAWN in verbs,
        "can_coauthor": standing and Verb.COAUTHORED in verbs,
    }


def _with_parts(request: HttpRequest, found: Contribution) -> Context:
    """Return the parts of others with what they need; each context is made once."""
    context: Context = {}
    for make in dict.fromkeys(part.context for part in PARTS):
        context |= make(request, found)
    for place in ("main", "aside"):
        context[f"parts_{place}"] = [part.template for part in PARTS if part.place == place]
    return context

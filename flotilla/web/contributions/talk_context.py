"""What the page of a contribution shows of the conversation, of what was joined, and of moderation."""

from typing import Any

from django.http import HttpRequest

from flotilla.contributions import queries, rules
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries.talk import Turn
from flotilla.contributions.reasons import named
from flotilla.contributions.verbs import Standing, Verb
from flotilla.programmes.queries import open_verbs
from flotilla.web import doors
from flotilla.web.contributions import words
from flotilla.web.contributions.reasons import removal_of
from flotilla.web.contributions.talk_forms import CommentForm
from flotilla.web.shared import is_shared

Context = dict[str, Any]


def talk_context(request: HttpRequest, contribution: Contribution) -> Context:
    """Return all that contributions/_talk.html, _joined.html and _moderation.html need."""
    person = doors.person(request)
    moderates = rules.may_moderate(person, contribution)
    reads = contribution.standing not in rules.HIDDEN or moderates
    turns = queries.threads(contribution, person) if reads else []
    closure = queries.closure_of(contribution)
    speaks = (
        contribution.standing == Standing.LISTED
        and closure is None
        and Verb.COMMENTED in open_verbs(contribution.programme, doors.now(request))
    )
    may_speak = speaks and (person is not None or not contribution.programme.needs_account)
    return {
        "turns": [_turn(turn, place) for place, turn in enumerate(turns)],
        "talk_shown": reads,
        "talk_closed": closure,
        "talk_speaks": speaks,
        # a form has a key of its own, so a page for everybody leads to the form instead
        "comment_form": CommentForm(person=person)
        if may_speak and not is_shared(request)
        else None,
        "comment_page": may_speak and is_shared(request),
        "moderates": moderates,
        **_joined(request, contribution),
        **_appeal(contribution),
    }


def _turn(turn: Turn, place: int) -> Context:
    comment = turn.comment
    colour = "deep" if comment.is_official else words.COLOURS[place % len(words.COLOURS)]
    return {
        "comment": comment,
        "reads": turn.reads,
        "mine": turn.mine,
        "face": "staff" if comment.is_official else words.face_of(comment.sector),
        "colour": colour,
        "who": words.shown_as(comment.byline, comment.sector),
        "is_concern": turn.is_concern,
        "is_met": turn.met_words is not None,
        "met_words": turn.met_words,
        "removal": turn.removal,
        "reason": named(turn.removal.reason) if turn.removal else None,
        "replies": [_turn(one, number + place + 1) for number, one in enumerate(turn.replies)],
    }


def _joined(request: HttpRequest, contribution: Contribution) -> Context:
    """What was joined into this one, with its authors; and what this one was joined to."""
    merge = queries.merge_of(contribution) if contribution.standing == Standing.MERGED else None
    joined = queries.joined_to(contribution) if has_joined(contribution) else []
    person = doors.person(request)
    return {
        "joined": [
            {
                "merge": one.merge,
                "source": one.merge.source,
                "numbered": words.numbered(one.merge.source),
                "authors": ", ".join(words.shown_as(who.byline, who.sector) for who in one.authors),
            }
            for one in joined
        ],
        "all_agreed": bool(joined) and all(one.merge.agreed_at for one in joined),
        "merge": merge,
        "settles": merge is not None and queries.may_settle(person, merge),
        "split": queries.split_of(contribution)
        if contribution.standing == Standing.SPLIT
        else None,
    }


def has_joined(contribution: Contribution) -> bool:
    """Whether anything was joined to it, as far as its page has counted."""
    return getattr(contribution, "joined_count", 1) > 0


def _appeal(contribution: Contribution) -> Context:
    if contribution.standing != Standing.REMOVED:
        return {}
    removal = removal_of(contribution)
    appeal = getattr(removal, "appeal", None) if removal else None
    return {
        "holding": removal,
        "holding_reason": named(removal.reason) if removal else None,
        "appeal": appeal,
    }

"""Searching everything that a body has published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries.lists import LONGEST_SEARCH
from flotilla.contributions.verbs import Standing
from flotilla.decisions.queries import answers_having
from flotilla.web import doors
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.lists import extract, idea_row
from flotilla.web.contributions.sent import state_of
from flotilla.web.doors import Audience, door

MOST = 10


@door(
    Audience.EVERYONE, shows=("programme", "contribution", "answer"), cacheable=True, limit="search"
)
def search(request: HttpRequest) -> HttpResponse:
    """Find programmes, contributions and answers by their words, as far as the person may see them."""
    body, person = doors.body(request), doors.person(request)
    asked = _asked(str(request.GET.get("q", "")))
    context: dict[str, Any] = {"asked": asked, "nothing": False}
    if asked:
        found = queries.search(body, person, asked, after=_after(str(request.GET.get("after", ""))))
        readable = queries.readable_by(person, body)
        programmes = list(queries.programmes_having(body, person, asked)[:MOST])
        answers = [_answer(one) for one in answers_having(asked, readable)[:MOST]]
        context |= {
            "found": found,
            "ideas": [_row(one) for one in found.items],
            "programmes": programmes,
            "answers": answers,
            "nothing": not (found.items or programmes or answers),
        }
    return render(request, "contributions/search.html", context)


def _asked(text: str) -> str:
    plain = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return " ".join(plain.split())[:LONGEST_SEARCH]


def _after(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _row(one: Contribution) -> dict[str, Any]:
    row = idea_row(one)
    row["meta"] = [one.programme.title, *row["meta"]]
    if one.standing == Standing.MERGED:
        row["state"], row["state_words"] = state_of(one)
    return row


def _answer(answer: Any) -> dict[str, str]:
    return {
        "title": answer.contribution.title,
        "href": page_of(answer.contribution),
        "text": extract(answer.decided),
        "programme": answer.contribution.programme.title,
        "programme_href": reverse("programme", args=[answer.contribution.programme.address]),
    }

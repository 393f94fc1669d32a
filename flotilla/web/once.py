"""Forms that count once. Every form carries a key (`{% csrf_token %}` writes it); the door looks whether it came before.

What is sent again with the same words is answered as the first time, and not done again: a double click, the back
button, a browser that tries again because the answer was lost. With other words nothing is done, and the page that says
so keeps them. A key is worth something only together with who sent it and with the door that it was sent to.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from flotilla.kit.tokens import fingerprint, new_token
from flotilla.people.models import Person
from flotilla.people.once import SentOtherwise, StillBusy, do_once

FIELD = "once"
LONGEST = 200
NOT_TYPED = {FIELD, "csrfmiddlewaretoken"}
KEPT_HEADERS = ("Content-Type", "Location")


def answered(
    request: HttpRequest,
    view: Callable[[], HttpResponseBase],
    *,
    by: Person | None,
    now: Callable[[], datetime],
) -> HttpResponseBase:
    """Let a view answer, once for the key of the form; without a key it answers as it always does."""
    key = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not 0 < len(key) <= LONGEST:
        return view()
    where = _where(request, by)
    request.deed_key = fingerprint(f"{where}\n{key}")  # type: ignore[attr-defined]
    responses: list[HttpResponseBase] = []

    def act() -> str | None:
        responses.append(view())
        return _kept(request, responses[0])

    try:
        answer = do_once(key, where=where, sent=_sent(request), act=act, by=by, at=now())
    except SentOtherwise as refused:
        return _sent_otherwise(request, refused.answer)
    except StillBusy:
        return render(request, "_errors/409.html", status=409)
    return responses[0] if answer is None else _again(request, answer)


def submission_key(request: HttpRequest) -> str:
    """Return the key by which what is sent now counts once and for ever, in the rows that keep one."""
    return getattr(request, "deed_key", None) or fingerprint(new_token())


def done(response: HttpResponse) -> HttpResponse:
    """Mark a page that says that something was done: all other doors lead on when they did something."""
    response.did_something = True  # type: ignore[attr-defined]
    return response


def _where(request: HttpRequest, by: Person | None) -> str:
    """Say whose key it is, a guest being known by the secret of their forms; in which body, and at which door."""
    who = f"person {by.pk}" if by else f"guest {request.META.get('CSRF_COOKIE', '')}"
    body = getattr(request, "public_body", None)
    return f"{who}\n{getattr(body, 'pk', '')} {request.path_info}"


def _sent(request: HttpRequest) -> str:
    """Return the fingerprint of all that was sent, files with all they hold."""
    boxes = sorted((name, box) for name, box in request.POST.lists() if name not in NOT_TYPED)
    files = [
        (name, file.name, _held(file)) for name, some in request.FILES.lists() for file in some
    ]
    return fingerprint(json.dumps([request.GET.urlencode(), boxes, sorted(files)]))


def _held(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _kept(request: HttpRequest, response: HttpResponseBase) -> str | None:
    """Return what a response says, to say it again; None if it did nothing: a form that was refused, a sign-in asked for."""
    said = getattr(messages.get_messages(request), "_queued_messages", [])
    leads_on = response.status_code in {302, 303}
    refused = any(one.level >= messages.ERROR for one in said)
    turned_away = leads_on and response["Location"].startswith(reverse("account_login"))
    if refused or turned_away or not (leads_on or getattr(response, "did_something", False)):
        return None
    content = response.content.decode() if isinstance(response, HttpResponse) else ""
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    words = [
        (one.level, str(one.message), isinstance(one.message, SafeString), one.extra_tags)
        for one in said
    ]
    return json.dumps([response.status_code, headers, content, words])


def _again(request: HttpRequest, answer: str) -> HttpResponse:
    """Answer as the first time."""
    if not answer:  # sealed with another secret of this copy
        return render(request, "_errors/409.html", {"over": True}, status=409)
    status, headers, content, said = json.loads(answer)
    for level, words, is_safe, tags in said:
        messages.add_message(request, level, mark_safe(words) if is_safe else words, tags)
    if "Location" in headers:
        return HttpResponseRedirect(headers["Location"], status=status)
    return HttpResponse(content, status=status, headers=headers)


def _sent_otherwise(request: HttpRequest, answer: str | None) -> HttpResponse:
    """Say that it was sent before with other words, and keep those that came now, to be sent as something new."""
    led_to = json.loads(answer)[1].get("Location", "") if answer else ""
    boxes = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    ]
    context = {
        "boxes": boxes,
        "typed": [value for _name, value in boxes if " " in value.strip() or len(value) > 20],
        "led_to": led_to,
        "had_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "_errors/422_sent_before.html", context, status=422)

"""Operations that count once: a program makes up an `Idempotency-Key`, and what it sends again with it is answered as before.

Only what was done is kept; what was refused can be mended and sent again with the same key.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from flotilla.api import refusing
from flotilla.kit.tokens import fingerprint
from flotilla.people.models import Person
from flotilla.people.once import SentOtherwise, StillBusy, do_once

HEADER = "Idempotency-Key"
SHORTEST, LONGEST = 16, 200
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
KEPT_HEADERS = ("Content-Type", "Location")


def answered(
    request: HttpRequest,
    operation: Callable[[], HttpResponseBase],
    *,
    by: Person | None,
    now: Callable[[], datetime],
) -> HttpResponseBase:
    """Let an operation answer, once for its key; without a key it answers as it always does."""
    key = request.headers.get(HEADER, "")
    if request.method not in CHANGING or not SHORTEST <= len(key) <= LONGEST:
        return operation()
    responses: list[HttpResponseBase] = []

    def act() -> str | None:
        responses.append(operation())
        return _kept(responses[0])

    body = getattr(request, "public_body", None)
    where = f"api {by.pk if by else 'guest'}\n{getattr(body, 'pk', '')} {request.method} {request.path_info}"  # fmt: skip
    sent = fingerprint(f"{request.GET.urlencode()}\n{request.body.hex()}")
    try:
        answer = do_once(key, where=where, sent=sent, act=act, by=by, at=now())
    except SentOtherwise as refused:
        return refusing.at_field(422, HEADER, str(refused))
    except StillBusy as refused:
        return refusing.at_field(409, HEADER, str(refused))
    if answer is None:
        return responses[0]
    if not answer:  # sealed with another secret of this copy
        return refusing.at_field(409, HEADER, str(SentOtherwise.sentence))
    status, headers, content = json.loads(answer)
    return HttpResponse(content, status=status, headers=headers)


def _kept(response: HttpResponseBase) -> str | None:
    if not 200 <= response.status_code < 300 or not isinstance(response, HttpResponse):
        return None
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return json.dumps([response.status_code, headers, response.content.decode()])

"""What an operation says when it cannot do what was asked: at each field a sentence, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from flotilla.contributions.actions import refusals
from flotilla.kit.refusal import Refusal
from flotilla.kit.text import LoneSurrogate

SENTENCES: dict[int, str | Promise] = {
    400: gettext_lazy("We could not read what was sent. Send JSON in UTF-8."),
    401: gettext_lazy("This needs an access token that holds. Make one on your settings page."),
    404: gettext_lazy("There is nothing here, or nothing that you may see."),
    405: gettext_lazy("That cannot be done at this address."),
    413: gettext_lazy("That is too much at once."),
    429: gettext_lazy("That is too often. Wait as many seconds as Retry-After says."),
    500: gettext_lazy(
        "The fault is ours, and it is written down. Send it again in a few minutes, with the same Idempotency-Key."
    ),
    415: gettext_lazy("Send what you send as application/json."),
}
#: what was true when somebody began and is not any more, and what is theirs to change: their account
STATUS: dict[type[Refusal], int] = {
    refusals.StageClosed: 409,
    refusals.IntakePaused: 409,
    refusals.NotStanding: 409,
    refusals.GuestsNotAllowed: 401,
    refusals.LevelTooLow: 403,
}
#: by the beginning of the code of what is wrong with a value, most special first
WRONG: tuple[tuple[str, str | Promise], ...] = (
    ("missing", gettext_lazy("Please fill this in.")),
    ("extra_forbidden", gettext_lazy("There is no such field.")),
    ("string_unicode", LoneSurrogate.sentence),
    ("string_too_short", gettext_lazy("Make this longer.")),
    ("string_too_long", gettext_lazy("This is too long.")),
    ("literal_error", gettext_lazy("Choose one of the answers shown.")),
    ("string", gettext_lazy("Write this as text.")),
    ("finite_number", gettext_lazy("Write a whole number, for example 12.")),
    ("int", gettext_lazy("Write a whole number, for example 12.")),
    ("greater_than", gettext_lazy("Write a whole number, for example 12.")),
    ("less_than", gettext_lazy("Write a whole number, for example 12.")),
    ("bool", gettext_lazy("Write true or false.")),
)
OTHERWISE = gettext_lazy("This cannot be taken as it is. The description of the interface says what it should be.")  # fmt: skip
SOURCES = frozenset({"body", "query", "path", "header", "sent", "asked"})


class Unknown(Exception):
    """This is for people whom we know, or the token opens nothing."""


class Problem(Schema):
    """One thing that is wrong."""

    field: str = Field(description="At which field; empty if it is about none.")
    sentence: str = Field(description="What to do about it, in the language of Accept-Language.")


class Problems(Schema):
    """All that is wrong with a request, at once."""

    errors: list[Problem]


def answer(status: int, headers: dict[str, str] | None = None, sentence: str = "") -> JsonResponse:
    """Return a refusal that is about no field."""
    extra = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    said = sentence or str(SENTENCES.get(status, SENTENCES[400]))
    return _problems(status, [("", said)], {**extra, **(headers or {})})


def at_field(status: int, field: str, sentence: str) -> JsonResponse:
    """Return a refusal that is about one field or header."""
    return _problems(status, [(field, sentence)])


def _problems(
    status: int, said: Iterable[tuple[str, str]], headers: dict[str, str] | None = None
) -> JsonResponse:
    errors = [{"field": field, "sentence": sentence} for field, sentence in said]
    return JsonResponse({"errors": errors}, status=status, headers=headers)


def teach(api: NinjaAPI) -> None:
    """Let an interface say every refusal in the one way."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(HttpError, _not_read)
    api.add_exception_handler(Http404, _raised)
    api.add_exception_handler(Exception, _raised)


def _refused(request: HttpRequest, refused: Any) -> JsonResponse:
    status = STATUS.get(type(refused), 422)
    if status != 422:
        return answer(status, sentence=str(refused))
    if isinstance(refused, refusals.SentBefore):
        return _problems(422, [("Idempotency-Key", str(refused))])
    return _problems(422, [(field or "", said) for field, said in refused.at_fields.items()])


def _not_valid(request: HttpRequest, wrong: Any) -> JsonResponse:
    said: dict[str, str] = {}
    for error in wrong.errors:
        said.setdefault(_field(error["loc"]), _sentence(error["type"]))
    return _problems(422, said.items())


def _field(place: Iterable[Any]) -> str:
    """Name the field as it was sent: the question of an answer, not the kind of value that was tried."""
    names = [str(one) for one in place if str(one) not in SOURCES]
    if names[:1] == ["answers"] and len(names) > 1:
        return names[1]
    return names[0] if names else ""


def _sentence(code: str) -> str:
    return str(next((said for start, said in WRONG if code.startswith(start)), OTHERWISE))


def _not_read(request: HttpRequest, error: Any) -> JsonResponse:
    return answer(error.status_code)


def _raised(request: HttpRequest, error: Any) -> JsonResponse:
    """Pass on everything else: to the doors what is about seeing, to the log what is our fault."""
    raise error

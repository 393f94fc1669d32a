"""What the verifier reads beside the tiles: earlier checkpoints, openings, balances, receipts; and the verifier itself."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from flotilla.insight import balance
from flotilla.insight import openings as opened
from flotilla.journal import receipts, statements
from flotilla.journal.models import Checkpoint, Commitment, Entry
from flotilla.journal.verbs import Kind
from flotilla.programmes.models import Programme
from flotilla.web.contributions.links import at_home
from flotilla.web.doors import Audience, door
from flotilla.web.journal.tiles import newest

VERIFIER = settings.ROOT / "verify" / "flotilla_verify.py"
PAGE = 5_000


@never_cache
@door(Audience.MACHINE, shows="checkpoint")
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Give every checkpoint that is kept, the oldest first, from a number on."""
    after = _number(request, "after")
    held = list(Checkpoint.objects.filter(pk__gt=after).order_by("pk")[:PAGE])
    rows = [{"number": one.pk, "note": one.note} for one in held]
    return JsonResponse({"checkpoints": rows, "more": len(held) == PAGE})


@never_cache
@door(Audience.MACHINE, shows=("leaf", "commitment"))
def openings(request: HttpRequest, position: int) -> HttpResponse:
    """Give what there is to say of the leaves of a tile."""
    if position > newest().size:
        raise Http404
    return JsonResponse({"openings": opened.openings(position, newest().size)})


@never_cache
@door(Audience.MACHINE, shows=("programme", "contribution"))
def programmes(request: HttpRequest) -> HttpResponse:
    """Give the balance of every programme that opened to the public, on the whole site."""
    opened_ones = list(balance.public_programmes())
    found = balance.of_programmes(opened_ones)
    rows = [_balance(name, one, found[one.pk]) for name, one in balance.names(opened_ones).items()]
    return JsonResponse({"programmes": rows})


def _balance(name: str, programme: Programme, found: balance.Balance) -> dict[str, Any]:
    return {
        "id": name,
        "body": programme.body.address,
        "address": programme.address,
        "title": programme.title,
        "balance": asdict(found),
        "standing": at_home("log_received", name),
    }


@never_cache
@door(Audience.MACHINE, shows=("programme", "contribution"))
def received(request: HttpRequest, name: str) -> HttpResponse:
    """Give where each contribution of a programme stands, a thousand after a number."""
    after = _number(request, "after")
    programme = balance.names(list(balance.public_programmes())).get(name)
    if programme is None:
        raise Http404
    rows = balance.standing_in(programme, after)
    return JsonResponse({"contributions": rows, "more": len(rows) == balance.PAGE})


@never_cache
@door(Audience.MACHINE, shows=("commitment", "leaf"))
def receipt(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the promise of a commitment, its place and the proof once it has one, and what happened to its thing."""
    one = commitment(digest)
    return JsonResponse(
        {
            "leaf": f"{one.kind}:{one.digest}",
            "promise": receipts.promise(one),
            **receipts.proof(one),
            "history": [
                {"verb": entry.verb, "at": statements.instant(entry.at), "index": said.index}
                for said, entry in history(one)
            ],
        }
    )


def commitment(digest: str) -> Commitment:
    """Return the commitment of a digest that has or will have a leaf of its own; 404 for another."""
    single = Commitment.objects.exclude(kind=Kind.BATCHED)
    found = single.filter(digest=digest).first() if digest.isalnum() else None
    if found is None:
        raise Http404
    return found


def history(one: Commitment) -> list[tuple[Commitment, Entry]]:
    """Return what everybody may know of what happened to the thing of a commitment, oldest first."""
    if one.kind != Kind.OPEN:
        return []
    held = [said for said in receipts.of_thing(one.thing_kind, one.thing_id) if said.statement]
    entries = Entry.objects.in_bulk([said.pk for said in held])
    return [(said, entries[said.pk]) for said in held if said.pk in entries]


@door(Audience.MACHINE, shows="log")
def verifier(request: HttpRequest) -> FileResponse:
    """Give the program by which anybody can check this log."""
    return FileResponse(
        VERIFIER.open("rb"),
        as_attachment=True,
        filename=VERIFIER.name,
        content_type="text/x-python; charset=utf-8",
    )


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0

"""The pages of the public log: what it is and how to check it; and the receipt of one thing in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from flotilla.insight import balance
from flotilla.journal import keys, receipts
from flotilla.journal.models import Checkpoint
from flotilla.journal.sealing import INCLUDED_WITHIN
from flotilla.web import doors
from flotilla.web.contributions.links import at_home
from flotilla.web.doors import Audience, door
from flotilla.web.journal.data import commitment, history
from flotilla.web.journal.words import sentence


@door(Audience.EVERYONE, shows=("log", "checkpoint", "programme"))
def log(request: HttpRequest) -> HttpResponse:
    """Say what the public log is, how long it is now, and how anybody can check it."""
    checkpoint = Checkpoint.objects.order_by("-id").first()
    programmes = list(balance.public_programmes().filter(body=doors.body(request)))
    found = balance.of_programmes(programmes)
    context = {
        "checkpoint": checkpoint,
        "key": keys.verifier(),
        "minutes": int(INCLUDED_WITHIN.total_seconds() // 60),
        "address": request.build_absolute_uri(at_home("log")),
        "rows": [{"programme": one, "balance": found[one.pk]} for one in programmes],
    }
    return render(request, "journal/log.html", context)


@door(Audience.EVERYONE, shows=("commitment", "leaf"))
def receipt(request: HttpRequest, digest: str) -> HttpResponse:
    """Show the promise of a receipt, the place in the log and the proof, and what happened since."""
    one = commitment(digest)
    happened = [
        {
            "words": sentence(entry.verb),
            "at": timezone.localtime(entry.at),
            "index": said.index,
            "digest": said.digest,
        }
        for said, entry in history(one)
    ]
    context = {
        "one": one,
        "promise": receipts.promise(one),
        "minutes": int(INCLUDED_WITHIN.total_seconds() // 60),
        "proof": receipts.proof(one),
        "happened": happened,
    }
    return render(request, "journal/receipt.html", context)

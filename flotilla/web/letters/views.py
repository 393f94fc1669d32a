"""Stopping letters from the link at their foot."""

from django.core.signing import BadSignature, loads
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from flotilla.letters import actions, bounces
from flotilla.letters.post import STOP_SALT
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door


@csrf_exempt  # RFC 8058: the reader's mail program posts here by itself; the signed token is the right to do so
@door(Audience.EVERYONE, shows=("letter",), once=False)
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would stop and stop it; a link alone changes nothing."""
    try:
        person_id, programme_id = loads(token, salt=STOP_SALT)
    except BadSignature:
        raise Http404 from None
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Http404
    programme = Programme.objects.visible_to(person).filter(pk=programme_id or 0).first()
    if request.method == "POST":
        actions.stop_letters(person, programme_id=programme_id, by=person, at=doors.now(request))
    return render(
        request,
        "letters/stop.html",
        {"programme": programme, "stopped": request.method == "POST"},
    )


@csrf_exempt  # the mail system posts here by itself; the signature is the right to do so
@require_POST
@door(Audience.EVERYONE, shows=(), once=False)
def bounced(request: HttpRequest) -> HttpResponse:
    """Take a report that a letter did not arrive, from whoever shares our secret; all others find nothing here."""
    at, stamp = doors.now(request), request.headers.get("X-Flotilla-Time", "")
    signed = request.headers.get("X-Flotilla-Signature", "")
    if not bounces.is_signed(request.body, stamp=stamp, signed=signed, at=at):
        raise Http404
    bounces.take_back(request.body, at=at)
    return HttpResponse(status=204)

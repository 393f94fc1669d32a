"""The demo's own pages."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from flotilla.assessment.models import Seat
from flotilla.bodies.models import Membership
from flotilla.letters.models import Letter
from flotilla.people.models import Person
from flotilla.web import doors
from flotilla.web.doors import Audience, door


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404


@door(Audience.EVERYONE, shows=("person",))
def roles(request: HttpRequest) -> HttpResponse:
    """Show one person of each role, and whoever sits on a panel, with a button to sign in as them."""
    _only_in_the_demo()
    held = (
        Membership.objects.current()
        .filter(body=doors.body(request))
        .select_related("person", "department")
        .order_by("role", "pk")
    )
    contributor = (
        Person.objects.filter(
            authorships__contribution__body=doors.body(request),
            memberships__isnull=True,
        )
        .order_by("pk")
        .first()
    )
    seats = (
        Seat.objects.taken()
        .filter(panel__programme__body=doors.body(request), person__isnull=False)
        .select_related("person", "panel__programme")
        .order_by("pk")
    )
    people = {"memberships": held, "contributor": contributor, "seats": seats}
    return render(request, "demo/roles.html", people)


@door(Audience.EVERYONE, shows=("person",), once=False)
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a person of the demo, second factor and all."""
    _only_in_the_demo()
    person = get_object_or_404(Person, pk=pk)
    if request.method != "POST":
        return render(request, "demo/sign_in.html", {"somebody": person})
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(
        request, person, method="demo"
    )  # nobody can be asked for its made-up factor
    works_here = (
        Membership.objects.current().filter(person=person, body=doors.body(request)).exists()
    )
    has_factor = Authenticator.objects.filter(user=person).exists()
    if Seat.objects.taken().filter(person=person, panel__programme__body=doors.body(request)):
        return redirect("seats")
    return redirect("desk" if works_here and has_factor else "home")


@door(Audience.EVERYONE, shows=("letter",))
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters that would have been sent, newest first."""
    _only_in_the_demo()
    sent = Letter.objects.filter(sent_at__isnull=False, body=doors.body(request)).defer(
        "html", "text"
    )
    return render(
        request,
        "demo/letters.html",
        {"letters": sent.order_by("-sent_at", "-id")[:200]},
    )


@door(Audience.EVERYONE, shows=("letter",))
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter as its reader gets it, in both forms."""
    _only_in_the_demo()
    return render(
        request,
        "demo/letter.html",
        {"letter": get_object_or_404(Letter, pk=pk, body=doors.body(request))},
    )

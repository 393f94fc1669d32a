"""Sending a contribution, supporting and following it, by the actions and the rules of the page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Status

from flotilla.api import doors
from flotilla.api.contributions.reading import contribution_at, router
from flotilla.api.contributions.shapes import Once, Receipt, Sent, Support
from flotilla.api.doors import door
from flotilla.api.programmes import REFUSED, REFUSED_NOW, Following, programme_at
from flotilla.contributions import actions
from flotilla.contributions.actions.standing import target_of
from flotilla.contributions.models import Contribution
from flotilla.contributions.tokens import claim_token
from flotilla.contributions.verbs import Channel
from flotilla.journal import receipts
from flotilla.kit.census import Audience
from flotilla.kit.tokens import fingerprint, new_token
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


@router.post(
    "/{slug:address}/contributions",
    response={201: Receipt, **REFUSED, **REFUSED_NOW},
    summary=_("Send a contribution"),
)
@door(Audience.EVERYONE, shows=("programme", "contribution"))
def submit(
    request: HttpRequest, address: str, sent: Sent, idempotency_key: Once = ""
) -> Status[Receipt]:
    """Send a contribution for the person of the token, or for a guest where the programme takes guests."""
    programme, person = programme_at(request, address), doors.person(request)
    given_facts = sent.model_dump(exclude={"consent"})
    answers = {code: answer for code, answer in given_facts.pop("answers").items() if answer != ""}
    made = actions.submit(
        programme,
        **given_facts,
        answers=answers,
        agreed=sent.consent,
        channel=Channel.API,
        language=get_language() or "",
        submission_key=_key(programme, person, idempotency_key or new_token()),
        by=person,
        at=doors.now(request),
    )
    page = reverse("contribution", args=[programme.address, made.number])
    kept = receipts.first_of("contribution", made.pk)
    claim = reverse("claim", args=[claim_token(made)]) if person is None else ""
    return Status(
        201,
        Receipt(
            number=made.number,
            title=made.title,
            standing=made.standing,
            received_at=made.received_at,
            answer_due_on=made.answer_due_on,
            url=request.build_absolute_uri(page),
            claim_url=request.build_absolute_uri(claim) if claim else None,
            fingerprint=kept.digest if kept else "",
            promise=receipts.promise(kept) if kept else "",
        ),
    )


def _key(programme: Programme, person: Person | None, key: str) -> str:
    """Return the key by which a contribution counts once: of this person and this programme only."""
    return fingerprint(f"api {programme.pk} {person.pk if person else 'guest'} {key}")


@router.post(
    "/{slug:address}/contributions/{int:number}/support",
    response={200: Support, **REFUSED, **REFUSED_NOW},
    summary=_("Support a contribution"),
)
@door(Audience.SIGNED_IN, shows="contribution")
def support(request: HttpRequest, address: str, number: int) -> Support:
    """Support a contribution; once more changes nothing."""
    return _supported(request, contribution_at(request, address, number), actions.support)


@router.delete(
    "/{slug:address}/contributions/{int:number}/support",
    response={200: Support, **REFUSED, **REFUSED_NOW},
    summary=_("Take a support back"),
)
@door(Audience.SIGNED_IN, shows="contribution")
def unsupport(request: HttpRequest, address: str, number: int) -> Support:
    """Take a support back; once more changes nothing."""
    return _supported(request, contribution_at(request, address, number), actions.unsupport)


def _supported(request: HttpRequest, found: Contribution, action: Callable[..., object]) -> Support:
    action(found, by=doors.person(request), at=doors.now(request))
    found.refresh_from_db(fields=["support_count", "merged_into", "standing"])
    target = target_of(found)
    mine = target.supports.filter(person=doors.person(request))
    return Support(
        number=target.number,
        support=target.support_count + target.counted_supports,
        supported_by_me=mine.exists(),
    )


@router.post(
    "/{slug:address}/contributions/{int:number}/follow",
    response={200: Following, **REFUSED},
    summary=_("Follow a contribution"),
)
@door(Audience.SIGNED_IN, shows="contribution")
def follow(request: HttpRequest, address: str, number: int) -> Following:
    """Follow a contribution, so that its news comes by letter; once more changes nothing."""
    found = contribution_at(request, address, number)
    actions.follow(found, by=doors.known(request), at=doors.now(request))
    return Following(followed_by_me=True)


@router.delete(
    "/{slug:address}/contributions/{int:number}/follow",
    response={200: Following, **REFUSED},
    summary=_("Follow a contribution no longer"),
)
@door(Audience.SIGNED_IN, shows="contribution")
def unfollow(request: HttpRequest, address: str, number: int) -> Following:
    """Follow a contribution no longer; once more changes nothing."""
    found = contribution_at(request, address, number)
    actions.unfollow(found, by=doors.known(request), at=doors.now(request))
    return Following(followed_by_me=False)

"""Co-authors: inviting, asking to join, saying yes or no, leaving; and claiming what was sent as a guest."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flotilla.contributions import actions, rules, tokens
from flotilla.contributions.models import CoauthorInvitation, Contribution
from flotilla.contributions.verbs import Credit, Standing
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.contributions.forms import AskForm, InviteForm, SettleForm
from flotilla.web.contributions.links import page_of, whole_page_of
from flotilla.web.contributions.page import named
from flotilla.web.contributions.words import shown_as
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted


def _me(request: HttpRequest) -> Person:
    person = doors.person(request)
    if person is None:
        raise Http404
    return person


@door(Audience.SIGNED_IN, shows=("contribution", "invitation"), limit="invite")
def coauthors(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Show an author who is with them, who was invited and who asks to join; invite somebody."""
    found, me = contribution_at(request, address, number, rules.is_author), _me(request)
    form = InviteForm(posted(request))
    if request.method == "POST" and accepted(
        form,
        lambda: actions.invite_coauthor(found, by=me, at=doors.now(request), **form.cleaned_data),
    ):
        messages.success(request, _("Invited. They get a letter with a link."))
        return redirect("coauthors", address, number)
    return render(
        request, "contributions/coauthors.html", {**named(found), **_people(found, me, form)}
    )


def _people(found: Contribution, me: Person, form: InviteForm) -> dict[str, Any]:
    open_ones = found.coauthor_invitations.filter(settled_at=None).select_related("asked_by")
    current = found.authorships.filter(left_at=None)
    return {
        "form": form,
        "invited": [one for one in open_ones if one.asked_by_id is None],
        "asking": [
            {"invitation": one, "who": shown_as(one.asked_by.byline, one.asked_by.sector)}
            for one in open_ones
            if one.asked_by is not None
        ],
        "people": [
            {"who": shown_as(one.byline, one.sector), "credit": one.get_credit_display()}
            for one in current
        ],
        "can_leave": any(
            one.person_id == me.pk and one.credit == Credit.COAUTHOR for one in current
        ),
    }


@door(Audience.SIGNED_IN, shows="contribution")
def ask_to_join(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask the authors of a contribution to become a co-author."""
    found = contribution_at(request, address, number)
    if found.standing != Standing.LISTED:
        raise Http404
    form = AskForm(posted(request))
    me = _me(request)
    if request.method == "POST" and accepted(
        form, lambda: actions.ask_to_join(found, by=me, at=doors.now(request), **form.cleaned_data)
    ):
        messages.success(request, _("The authors are asked. You hear what they say."))
        return redirect(page_of(found))
    return render(request, "contributions/ask_to_join.html", {**named(found), "form": form})


@require_POST
@door(Audience.SIGNED_IN, shows="contribution")
def settle_asking(request: HttpRequest, address: str, number: int, pk: int) -> HttpResponse:
    """Let an author say yes or no to somebody who asks to join."""
    found = contribution_at(request, address, number, rules.is_author)
    asking = found.coauthor_invitations.filter(pk=pk).exclude(asked_by=None).first()
    if asking is None:
        raise Http404
    accepted = request.POST.get("accepted") == "yes"
    _settle(request, asking, accepted=accepted)
    return redirect("coauthors", address, number)


def _settle(
    request: HttpRequest, invitation: CoauthorInvitation, *, accepted: bool, did: str = ""
) -> bool:
    by, at = _me(request), doors.now(request)
    try:
        actions.settle_coauthor(invitation, accepted=accepted, did=did, by=by, at=at)
    except Refusal as refused:
        messages.error(request, str(refused))
        return False
    said = _("A co-author more.") if accepted else _("You said no. They are told kindly.")
    messages.success(request, said)
    return True


@require_POST
@door(Audience.SIGNED_IN, shows="contribution")
def leave(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Stop being a co-author."""
    found = contribution_at(request, address, number, rules.is_author)
    try:
        actions.leave(found, by=_me(request), at=doors.now(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are no longer a co-author. Earlier versions stay."))
    return redirect("sent")


@door(Audience.SIGNED_IN, shows=("contribution", "invitation"))
def coauthor_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever holds its link, and let the invited person say yes or no."""
    invitation = tokens.invitation_of(token)
    if invitation is None or invitation.asked_by_id:
        raise Http404
    found = invitation.contribution
    form = SettleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["accepted"] == "yes"
        if _settle(request, invitation, accepted=accepted, did=form.cleaned_data["did"]):
            return redirect(whole_page_of(found) if accepted else "sent")
    context = {
        **named(found),
        "form": form,
        "invitation": invitation,
        "for_me": invitation.email.lower() == _me(request).email.lower(),
    }
    return render(request, "contributions/invitation.html", context)


@door(Audience.EVERYONE, shows="contribution")
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a secret link is for; make it one's own only when the button is pressed."""
    found = tokens.claimed_by(token)
    if found is None:
        raise Http404
    person = doors.person(request)
    owner = found.authorships.filter(credit=Credit.AUTHOR).first()
    if request.method == "POST" and person:
        if make_mine(request, found, person):
            return redirect(whole_page_of(found))
        return redirect("claim", token)
    owned = owner is None or owner.person_id is not None
    is_mine = bool(person and owner and owner.person_id == person.pk)
    context = {**named(found), "owned": owned, "is_mine": is_mine, "token": token}
    return render(request, "contributions/claim.html", context)


def make_mine(request: HttpRequest, found: Contribution, person: Person) -> bool:
    """Claim a contribution for a person who has shown that it is theirs."""
    try:
        actions.claim(found, by=person, at=doors.now(request))
    except Refusal as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("It is yours now: you find it under what you sent."))
    return True

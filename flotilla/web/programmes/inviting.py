"""Being asked to own a programme jointly, and taking such an asking back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from flotilla.programmes import actions, queries, rules
from flotilla.programmes.models import OwnerInvitation
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import OneOf
from flotilla.web.programmes import parts
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted


class SettleForm(forms.Form):
    """Yes or no, with some words."""

    answer = OneOf(
        label=gettext_lazy("Your answer"),
        choices=[
            (
                "yes",
                gettext_lazy("We own it too"),
                gettext_lazy("Your officers run it as well, and its page names you"),
            ),
            ("no", gettext_lazy("We do not"), gettext_lazy("Nobody is told that you were asked")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("A word to those who asked"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


@door(Audience.DESK, shows=("programme", "promise", "body"))
def owner_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one would own, and take the answer of the body that was asked."""
    asked = OwnerInvitation.objects.waiting().select_related("programme__body", "body")
    found = doors.find(
        request, asked.filter(body=doors.body(request)), rules.may_settle_owner_invitation, pk=pk
    )
    form, by, at = SettleForm(posted(request)), doors.person(request), doors.now(request)
    if request.method == "POST" and accepted(
        form,
        lambda: actions.settle_owner_invitation(
            found,
            is_accepted=form.cleaned_data["answer"] == "yes",
            words=form.cleaned_data["words"],
            by=by,
            at=at,
        ),
    ):
        messages.success(request, _("Your answer is with those who asked."))
        return redirect("desk")
    promised = queries.current_promise(found.programme)
    context = {
        "invitation": found,
        "programme": found.programme,
        "promise": parts.promise_box(found.programme, promised) if promised else None,
        "form": form,
    }
    return render(request, "programmes/owner_invitation.html", context)


@require_POST
@door(Audience.DESK, shows=("programme", "body"))
def take_back(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Ask a body no longer."""
    programme = programme_at(request, address, rules.may_run)
    found = doors.find(request, programme.owner_invitations.waiting(), pk=pk)
    by, at = doors.person(request), doors.now(request)
    done(
        request,
        lambda: actions.take_back_owner_invitation(found, by=by, at=at),
        _("They are asked no longer."),
    )
    return redirect("set_up_owners", address)

"""“This wasn't me”: the link of a receipt by which whoever was falsely named takes it down."""

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache

from flotilla.contributions.models import Contribution
from flotilla.contributions.tokens import not_sent_by
from flotilla.privacy import actions
from flotilla.web import doors, once
from flotilla.web.doors import Audience, door
from flotilla.web.privacy.asking import tell_received
from flotilla.web.refusing import accepted, posted


class NotMeForm(forms.Form):
    """What whoever was falsely named wants to say; nothing is needed."""

    words = forms.CharField(
        label=gettext_lazy("Do you want to add something?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=600,
        required=False,
        help_text=gettext_lazy("For example how somebody may have come by your address."),
    )


@never_cache
@door(Audience.EVERYONE, shows="contribution")
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """Take down what was sent in one's name: looking at the link does nothing, the button does it."""
    found = not_sent_by(token)
    if found is None:
        raise Http404
    form = NotMeForm(posted(request))
    context = {"contribution": found, "programme": found.programme, "form": form}
    if request.method == "POST" and accepted(form, lambda: _disown(request, found, form)):
        return once.done(render(request, "privacy/not_me_done.html", context))
    return render(request, "privacy/not_me.html", context)


@transaction.atomic
def _disown(request: HttpRequest, found: Contribution, form: NotMeForm) -> None:
    at = doors.now(request)
    email = found.contact_email or _author(found)
    made = actions.disown(
        found, words=form.cleaned_data["words"], email=email, language=get_language() or "", at=at
    )
    if made.asked_at == at:
        tell_received(made, at=at)


def _author(found: Contribution) -> str:
    """The address of the account in whose name it was sent."""
    behind = (
        found.authorships.filter(credit="author", left_at=None).select_related("person").first()
    )
    return behind.person.email if behind is not None and behind.person is not None else ""

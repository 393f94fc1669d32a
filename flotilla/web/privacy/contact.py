"""How to reach whoever sent something, and who they are: opened with a purpose, and never without a line for them."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from flotilla.contributions import rules
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.privacy import actions
from flotilla.privacy.verbs import Opened, Purpose
from flotilla.web import doors
from flotilla.web.contributions.finding import contribution_at
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, posted

OF_ONE = [choice for choice in Purpose.choices if choice[0] != Purpose.ADMINISTER]


class PurposeForm(forms.Form):
    """What somebody's data is opened for."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What do you need it for?"), choices=OF_ONE, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The person reads this. Where a law or a court asks, say which."),
    )


@never_cache
@door(Audience.DESK, shows=("contribution", "person", "disclosure"))
def contact(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Ask what it is needed for, write that down where the person can read it, and show how to reach them."""
    found = contribution_at(request, address, number, rules.may_see_contact)
    person = doors.person(request)
    if person is None:  # the door let in only people who are signed in
        raise Http404
    form = PurposeForm(posted(request))
    context = {"contribution": found, "programme": found.programme, "form": form}
    if request.method == "POST" and accepted(form, lambda: _open(request, found, form, person)):
        context |= {"facts": _facts(found), "authors": _authors(found)}
        return render(request, "privacy/contact.html", context)
    return render(request, "privacy/contact.html", context)


def _open(request: HttpRequest, found: Contribution, form: PurposeForm, person: Person) -> None:
    actions.open_data(
        found.body,
        what=Opened.CONTACT,
        **form.cleaned_data,
        contribution=found,
        by=person,
        at=doors.now(request),
    )


def _facts(found: Contribution) -> list[dict[str, str]]:
    rows = {
        _("Name"): found.contact_name,
        _("E-mail address"): found.contact_email,
        _("Telephone"): found.contact_phone,
        _("Postal address"): found.contact_address,
    }
    return [{"name": name, "text": text, "strong": ""} for name, text in rows.items() if text]


def _authors(found: Contribution) -> list[dict[str, str]]:
    """Who stands behind it with an account."""
    behind = found.authorships.filter(left_at=None, person__is_active=True).select_related("person")
    return [
        {"name": str(one.get_credit_display()), "strong": one.person.name, "text": one.person.email}
        for one in behind
        if one.person is not None
    ]

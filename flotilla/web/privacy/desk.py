"""What a body does about people's data: requests with their clock, who opened what, legal holds, the disposal log."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from flotilla.kit.written import day_text
from flotilla.letters.actions import post_letter
from flotilla.people.models import Person
from flotilla.privacy import actions, queries, retention, rules
from flotilla.privacy.actions.asking import LONGEST
from flotilla.privacy.models import DataRequest, LegalHold
from flotilla.privacy.verbs import Opened, Purpose, RequestOutcome
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.doors import Audience, door
from flotilla.web.refusing import accepted, done, posted


class SettleForm(forms.Form):
    """What became of a request, in words to whoever asked."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=RequestOutcome.choices,
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=gettext_lazy("What was done, or why not"),
        widget=forms.Textarea({"rows": 6}),
        max_length=LONGEST,
        help_text=gettext_lazy("It goes to them by letter. If something is not done, say which law allows that, and that they can complain."),
    )  # fmt: skip


class HoldForm(forms.Form):
    """What must be kept, and who asks for it."""

    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"), queryset=Programme.objects.none()
    )
    reason = forms.CharField(
        label=gettext_lazy("Who asks for it to be kept, and why"), max_length=300
    )


@door(Audience.DESK, shows="datarequest")
def queue(request: HttpRequest) -> HttpResponse:
    """List the requests about data that wait, the most pressing first."""
    body = doors.body(request)
    if not rules.may_settle(doors.person(request), body):
        raise Http404
    today = timezone.localtime(doors.now(request), body.zone).date()
    context = {"rows": queries.waiting_requests(body), "today": today}
    return render(request, "privacy/queue.html", context)


@door(Audience.DESK, shows=("datarequest", "disclosure"))
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a request, and answer it by letter."""
    body, person = doors.body(request), doors.person(request)
    if not rules.may_settle(person, body):
        raise Http404
    asked = doors.find(request, DataRequest.objects.filter(body=body), pk=pk)
    _tell(request, asked, person)
    form = SettleForm(posted(request))
    if request.method == "POST" and accepted(form, lambda: _settle(request, asked, form)):
        messages.success(request, _("Answered. The letter is on its way."))
        return redirect("data_requests")
    return render(request, "privacy/settle.html", {"asked": asked, "form": form})


def _tell(request: HttpRequest, asked: DataRequest, by: Person | None) -> None:
    """Let whoever asked read who opened what they asked, with their address."""
    if by is None:  # the door let in only people who are signed in
        raise Http404
    actions.open_data(
        asked.body,
        what=Opened.REQUEST,
        purpose=Purpose.DATA_REQUEST,
        people=[asked.asked_by] if asked.asked_by else (),
        addresses=() if asked.asked_by or not asked.email else [asked.email],
        by=by,
        at=doors.now(request),
    )


@transaction.atomic
def _settle(request: HttpRequest, asked: DataRequest, form: SettleForm) -> None:
    at = doors.now(request)
    settled = actions.settle(asked, **form.cleaned_data, by=doors.person(request), at=at)
    with translation.override(settled.language or None):
        said = {
            "outcome": settled.get_outcome_display(),
            "reply": settled.reply,
            "asked_on": day_text(timezone.localtime(settled.asked_at).date(), "plain"),
        }
    post_letter(
        "data_request_answered",
        email=settled.email,
        body=settled.body,
        context=said,
        by=settled.asked_by,
        language=settled.language,
        at=at,
    )


@door(Audience.ADMINISTRATORS, shows="disclosure")
def opened(request: HttpRequest) -> HttpResponse:
    """Show who opened whose data in this body. It can be read here and changed nowhere."""
    rows = queries.disclosures_in(doors.body(request))[:200]
    return render(request, "privacy/body_opened.html", {"rows": rows})


@door(Audience.ADMINISTRATORS, shows=("legalhold", "programme"))
def holds(request: HttpRequest) -> HttpResponse:
    """List the legal holds of this body, and place one."""
    body = doors.body(request)
    form = HoldForm(posted(request))
    known = Programme.objects.owned_by(body).visible_to(doors.person(request))
    form.fields["programme"].queryset = known  # type: ignore[attr-defined]
    if request.method == "POST" and accepted(
        form,
        lambda: actions.place_hold(
            **form.cleaned_data, body=body, by=doors.person(request), at=doors.now(request)
        ),
    ):
        messages.success(request, _("It is held: nothing of it is erased or lapses until you lift it."))  # fmt: skip
        return redirect("legal_holds")
    rows = LegalHold.objects.filter(body=body).select_related("programme", "placed_by", "lifted_by")
    return render(request, "privacy/holds.html", {"form": form, "rows": rows})


@require_POST
@door(Audience.ADMINISTRATORS, shows="legalhold")
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a legal hold."""
    hold = doors.find(request, LegalHold.objects.filter(body=doors.body(request)), pk=pk)
    done(
        request,
        lambda: actions.lift_hold(hold, by=doors.person(request), at=doors.now(request)),
        _("Lifted. Erasure and the schedule go on."),
    )
    return redirect("legal_holds")


@door(Audience.ADMINISTRATORS, shows="disposal")
def disposals(request: HttpRequest) -> HttpResponse:
    """Show the disposal log: what the schedule let go, how much, and what a hold kept."""
    since = doors.now(request) - timedelta(days=366)
    rows = [
        {"disposal": one, "lapse": retention.table().get(one.lapse)}
        for one in queries.disposed(since)[:300]
    ]
    return render(request, "privacy/disposals.html", {"rows": rows})

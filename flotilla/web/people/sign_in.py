"""Signing in and making an account as one flow: give an address, get a code, type it."""

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.account.forms import BaseConfirmCodeForm, RequestLoginCodeForm
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import setup_user_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from flotilla.kit.moments import database_now
from flotilla.people import actions
from flotilla.people.models import Person
from flotilla.web.doors import Audience, door
from flotilla.web.people.adapter import LONGEST


class CodeProcess(LoginCodeVerificationProcess):  # type: ignore[misc]
    """Sends a code to any address, known or not; who types it back has an account from then on.

    So the page, the letter and the time they take tell nobody whether an address is known.
    """

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """Send the same letter whether or not the address is known."""
        context = {"request": self.request, "code": self.generate_code()}
        get_adapter().send_mail("account/email/login_code", email, context)
        self.add_sent_message({"email": email, "recipient": email})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Sign in, first making the account if there is none; a typed code confirms the address."""
        email = self.state["email"]
        if self.user is None:
            self._user = self.stage.login.user = whoever_has(email)
        if not EmailAddress.objects.filter(user_id=self._user.pk).exists():
            confirmed = EmailAddress(email=email, verified=True, primary=True)
            setup_user_email(self.request, self._user, [confirmed])
        if not self._user.is_active:
            clear_login(self.request)
            return get_adapter().respond_user_inactive(self.request, self._user)  # type: ignore[no-any-return]
        return super().finish(redirect_url)  # type: ignore[no-any-return]


def whoever_has(email: str) -> Person:
    """Return who has an account with this very address, making one if nobody has.

    Never compared by the database without regard to case: PostgreSQL takes `ı` for `I`, and so one person for another.
    """
    try:
        return actions.join(email, language=get_language() or "", by=None, at=database_now())
    except actions.AddressKnown:
        return Person.objects.get(email=email)


def begin(request: HttpRequest, email: str, person: Person | None) -> None:
    """Send a code, and remember in the session which it is."""
    login = Login(user=person, email=email)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(CodeProcess.initial_state(user=person, email=email))
    stage.state["initiated_by_user"] = True
    process = CodeProcess(stage=stage)
    process.send()
    process.persist()


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The address to which a code goes, no longer than we can keep."""

    email = EmailField(max_length=LONGEST)


class CodeForm(BaseConfirmCodeForm):  # type: ignore[misc]
    """The six figures of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "20"}
        self.fields["code"].widget.attrs.pop("placeholder", None)


class RequestCode(allauth_views.RequestLoginCodeView):  # type: ignore[misc]
    """Ask for the address."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code."""
        # the letter goes to the address as it is kept, not to one that lowers to the same letters
        begin(self.request, form.cleaned_data["email"].lower(), form._user)
        return HttpResponseRedirect(self.get_success_url())


class ConfirmCode(allauth_views.ConfirmLoginCodeView):  # type: ignore[misc]
    """Ask for the code. Opening the page does nothing; only sending the form counts."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, or send another code."""
        self._process = CodeProcess(stage=self.stage)
        return super().form_valid(form)  # type: ignore[no-any-return]


request_code = door(Audience.EVERYONE, shows="person", once=False)(RequestCode.as_view())
confirm_code = door(Audience.EVERYONE, shows="person", once=False)(ConfirmCode.as_view())


@door(Audience.EVERYONE)
def make_account(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in, which makes accounts too."""
    kept = {"next": request.GET["next"]} if "next" in request.GET else {}
    return HttpResponseRedirect(reverse("account_login") + ("?" + urlencode(kept) if kept else ""))

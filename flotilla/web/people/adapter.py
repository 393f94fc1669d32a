"""How sign-in talks to the rest of us: its letters go through the one outbox, urgent ones first."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from flotilla.bodies.rules import needs_second_factor
from flotilla.kit import limits
from flotilla.kit.moments import database_now
from flotilla.kit.visitors import mailbox_of, network_of
from flotilla.letters.actions import post_letter
from flotilla.people.actions import revoke_tokens
from flotilla.people.models import Person
from flotilla.web import doors

JUST_NOW = timedelta(minutes=5)
LONGEST = 254  # letters of an address, as many as a person and a letter can keep


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our choices for sign-in."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff without a second factor to set one up, everybody else to the start page."""
        person = request.user
        is_staff = isinstance(person, Person) and needs_second_factor(person)
        if is_staff and not doors.has_second_factor(person):
            return reverse("mfa_index")
        return reverse("home")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask once more who it is, except right after a second factor was set up: that has just shown it."""
        request: HttpRequest = allauth_context.request
        fresh = Authenticator.objects.filter(
            user_id=request.user.pk, created_at__gt=database_now() - JUST_NOW
        ).exclude(type=Authenticator.Type.RECOVERY_CODES)
        if app == "allauth.mfa" and fresh.exists():
            return False
        return bool(super().is_reauthentication_required(app=app))

    def clean_email(self, email: str) -> str:
        """Refuse an address that is longer than we can keep."""
        MaxLengthValidator(LONGEST)(email)
        return email

    def set_password(self, user: Person, password: str) -> None:
        """Change the password, and end every token that was made before: whoever knew the old one may hold them."""
        super().set_password(user, password)
        revoke_tokens(user, by=user, at=database_now())

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count tries at signing in by the network from which they come, as all else is counted."""
        return network_of(request.META, proxies=settings.PROXIES) or "unknown"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter about an account in the outbox; codes leave before anything else waiting there."""
        request: HttpRequest | None = allauth_context.request
        message = self.render_mail(
            template_prefix, email, {**context, "email": email, "request": request}
        )
        person = context.get("user")
        if self._is_bombed(email):
            return
        post_letter(
            "account",
            email=email,
            body=getattr(request, "public_body", None),
            context={"heading": message.subject, "words": message.body},
            by=person if getattr(person, "pk", None) else None,
            language=get_language() or "",
            is_urgent=True,
            at=database_now(),
        )

    def _is_bombed(self, email: str) -> bool:
        """Whether a mailbox got as many letters of this kind in this hour as it may: the page says the same, and nothing is sent.

        A mailbox without an account gets fewer, or a stranger could fill it by asking for codes in its name.
        """
        mailbox = mailbox_of(email)
        known = Person.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
        return bool(limits.wait("write to a mailbox", person=known, network="" if known else mailbox, now=time.time()))  # fmt: skip


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Our choices for the list of sessions."""

    def end_sessions(self, sessions: Any) -> None:
        """End sessions, and with them the tokens: who signs out everywhere else means programs too."""
        people = {session.user for session in sessions}
        super().end_sessions(sessions)
        for person in people:
            revoke_tokens(person, by=person, at=database_now())

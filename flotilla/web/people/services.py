"""How sign-in with another service (OpenID Connect) talks to the rest of us."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from flotilla.bodies import actions as bodies
from flotilla.bodies import verification
from flotilla.bodies.models import Body
from flotilla.kit.moments import database_now
from flotilla.people import actions
from flotilla.people.models import Person


class ServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Our choices for sign-in with another service."""

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """Make the account of somebody who comes for the first time; allauth has refused known addresses before."""
        facts = sociallogin.user
        try:
            person = actions.join(
                facts.email,
                name=facts.name,
                language=get_language() or "",
                by=None,
                at=database_now(),
            )
        except actions.AddressKnown as refusal:
            messages.error(request, str(refusal))
            raise ImmediateHttpResponse(redirect("account_login")) from None
        sociallogin.user = person
        sociallogin.save(request)
        believe(sociallogin.account)
        return person

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Person:
        """Take the name, too, and no more of an address than we can keep."""
        person: Person = super().populate_user(request, sociallogin, data)
        person.name = str(data.get("name") or "")[:120]
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Keep what the service says now of somebody whom we know."""
        if sociallogin.is_existing and sociallogin.account.pk:
            believe(sociallogin.account)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Keep what the service says of somebody who just connected it, and show the list."""
        if socialaccount.pk:
            believe(socialaccount)
        return reverse("socialaccount_connections")


def believe(account: SocialAccount) -> None:
    """Keep for the bodies that trust this service how sure it is of somebody."""
    trusted = account.get_provider().app.settings
    if "oidc_claim" not in verification.in_use() or not trusted.get("claim"):
        return
    claims = {
        **account.extra_data,
        **account.extra_data.get("id_token", {}),
        **account.extra_data.get("userinfo", {}),
    }
    level = verification.level_in_claims(claims, trusted["claim"], trusted["levels"])
    for body in Body.objects.filter(address__in=trusted["bodies"]) if level else ():
        bodies.verify(
            body,
            person=account.user,
            level=level,
            method="oidc_claim",
            issuer=account.provider,
            by=None,
            at=database_now(),
        )

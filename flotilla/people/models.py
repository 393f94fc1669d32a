"""Persons and their choices."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from flotilla.kit.codes import one_of, one_of_or_empty
from flotilla.people.verbs import Cadence, Sector


class PersonManager(BaseUserManager["Person"]):
    """Makes persons from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "Person":
        """Make a person who can sign in by a code, and by a password if one is given."""
        person = self.model(email=email.strip().lower(), **facts)
        if password:
            person.set_password(password)
        else:
            person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "Person":
        """Make the person who runs the server."""
        return self.create_user(email, password, is_superuser=True, **facts)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. One person may act in several bodies and several roles."""

    personal: ClassVar[dict[str, str]] = {
        "email": gettext_noop("to sign in and to be answered"),
        "name": gettext_noop(
            "shown to the team that answers, and to the public only if the person says so"
        ),
        "password": gettext_noop("a hash, if the person chose one"),
        "last_login": gettext_noop("to see misuse"),
        "byline": gettext_noop("how the person is shown, for example “Carer, Northgate”"),
        "sector": gettext_noop("by the person's own choice"),
        "language": gettext_noop("to write in it"),
    }
    impersonal: ClassVar[set[str]] = set()

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    byline = models.CharField(_("shown as"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.AT_ONCE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            *one_of("person", cadence=Cadence),
            *one_of_or_empty("person", sector=Sector),
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        )

    def __str__(self) -> str:
        return self.name or self.email


class Muting(models.Model):
    """A person's wish not to be written to about one programme (by its number, since people know no programmes)."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("whose wish it is")}
    impersonal: ClassVar[set[str]] = set()

    person = models.ForeignKey(Person, models.CASCADE, related_name="mutings")
    programme_id = models.BigIntegerField()
    muted_at = models.DateTimeField()
    muted_by = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "programme_id"), name="muting_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} mutes programme {self.programme_id}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Access tokens by whether they still open anything."""

    def holding(self, on: date) -> Self:
        """Those that were not revoked and whose end has not passed."""
        return self.filter(revoked_at__isnull=True, ends_on__gte=on)


class AccessToken(models.Model):
    """A secret by which a program acts for a person as a participant; only its fingerprint is kept."""

    personal: ClassVar[dict[str, str]] = {
        "person": gettext_noop("for whom a program acts"),
        "name": gettext_noop("the person's own words, so that they know it again"),
        "fingerprint": gettext_noop("a hash, to know the secret when it comes"),
        "last_used_on": gettext_noop("so that the person sees misuse; the day, never more"),
        "revoked_by": gettext_noop("who ended it"),
    }
    impersonal: ClassVar[set[str]] = set()

    person = models.ForeignKey(Person, models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("what it is for"), max_length=60)
    fingerprint = models.CharField(max_length=64, unique=True)
    ends_on = models.DateField(_("works up to and on"))
    last_used_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "name"),
                condition=models.Q(revoked_at__isnull=True),
                name="access_token_name_once",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="access_token_has_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"


class Deed(models.Model):
    """Something done through a form or by a program, remembered for two days so that sending it again does not do it again."""

    personal: ClassVar[dict[str, str]] = {
        "done_by": gettext_noop("so that what was answered goes with the account"),
        "answer": gettext_noop(
            "what was answered, to answer the same again; only who sent it holds the key"
        ),
    }
    impersonal: ClassVar[set[str]] = {"mark", "sent"}

    mark = models.CharField(max_length=64, primary_key=True)
    sent = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    done_at = models.DateTimeField(db_index=True)
    done_by = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="deeds", db_index=False
    )

    def __str__(self) -> str:
        return f"Deed of {self.done_at}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by whether they stand."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """That a person agreed to one purpose, to which wording of it, under which notice, and whether they took it back."""

    personal: ClassVar[dict[str, str]] = {"person": gettext_noop("who agreed")}
    impersonal: ClassVar[set[str]] = {"purpose", "wording", "notice"}

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    wording = models.CharField(max_length=12)
    notice = models.CharField(max_length=12, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.purpose}"

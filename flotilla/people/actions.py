"""What people can do about their own account."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.refusal import Refusal
from flotilla.kit.text import Unclean, clean
from flotilla.kit.tokens import fingerprint
from flotilla.people.consents import agreements, filled_in
from flotilla.people.models import AccessToken, Consent, Deed, Muting, Person
from flotilla.people.once import KEPT
from flotilla.people.verbs import Cadence, Sector, Verb

MOST_TOKENS = 10
LONGEST_TOKEN = timedelta(days=366)
LONGEST_TOKEN_NAME = 60


class AddressKnown(Refusal):
    """Somebody has an account with this address."""

    sentence = _("There is an account with this address already.")
    field = "email"


class TokenNameNotTaken(Refusal):
    """An access token has a name, and each another one."""

    sentence = "%(why)s"
    field = "name"


class TokenEndsWrongly(Refusal):
    """An access token ends, and not too late."""

    sentence = _("Choose a day from tomorrow on, at most a year from now.")
    field = "ends_on"


class TooManyTokens(Refusal):
    """More access tokens than a person can keep an eye on."""

    sentence = _("You have %(most)d tokens already. Revoke one that you need no longer.")


@transaction.atomic
def join(
    email: str, *, name: str = "", language: str = "", by: Person | None, at: datetime
) -> Person:
    """Make an account for an address; nobody signs in before confirming it. Raises AddressKnown."""
    email = email.strip().lower()
    known = dict(settings.LANGUAGES)
    if Person.objects.filter(email=email).exists():
        raise AddressKnown
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                email, name=name[:120], language=language if language in known else ""
            )
    except IntegrityError:  # made at this very moment by another request
        raise AddressKnown from None
    record(Verb.JOINED, person, by=by or person, at=at)
    return person


@transaction.atomic
def change_settings(
    person: Person, *, facts: Mapping[str, Any], by: Person, at: datetime
) -> Person:
    """Change how one is shown and in which language one is written to. Raises NotListed."""
    if sector := facts.get("sector"):
        listed(sector, Sector, field="sector")
    agree_by_filling_in(person, facts, by=by, at=at)
    for name, value in facts.items():
        setattr(person, name, value)
    person.save(update_fields=list(facts))
    record(Verb.CHANGED, person, by=by, at=at, fields=sorted(facts))
    return person


@transaction.atomic
def agree(person: Person, *, purpose: str, notice: str = "", by: Person, at: datetime) -> Consent:
    """Agree to a purpose, in the wording of today; agreeing again changes nothing. Raises NotListed.

    `notice` is the version of the notice of privacy that stood beside it, if it was given in a programme.
    """
    listed(purpose, agreements(), field="purpose")
    held = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    wording = agreements()[purpose].wording
    standing = Consent.objects.standing().filter(person=held, purpose=purpose).first()
    if standing and standing.wording == wording:
        return standing
    if standing:
        end_consent(standing, by=by, at=at)
    made = Consent.objects.create(
        person=held, purpose=purpose, wording=wording, notice=notice, given_at=at, given_by=by
    )
    if purpose == "news" and held.cadence == Cadence.NEVER:
        Person.objects.filter(pk=held.pk).update(cadence=Cadence.AT_ONCE)
    record(Verb.CONSENTED, made, by=by, at=at, purpose=purpose, wording=wording)
    return made


@transaction.atomic
def agree_by_filling_in(
    person: Person | None,
    fields: Mapping[str, object],
    *,
    notice: str = "",
    by: Person | None,
    at: datetime,
) -> list[Consent]:
    """Agree to that for which somebody fills in fields that nobody must; return what was agreed to by it.

    To be called before anything else is locked, so that taking it back at the same moment comes before or after.
    What whoever has no account agreed to is kept beside what they sent, and taken back by erasing it.
    """
    asked = filled_in(fields)
    if person is None or not asked:
        return []
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    standing = set(
        Consent.objects.standing().filter(person=person).values_list("purpose", "wording")
    )
    return [
        agree(person, purpose=one.code, notice=notice, by=by or person, at=at)
        for one in asked
        if (one.code, one.wording) not in standing
    ]


@transaction.atomic
def end_consent(consent: Consent, *, by: Person, at: datetime) -> None:
    """End an agreement, because it is taken back or because another wording follows; whoever calls it records why."""
    consent.withdrawn_at, consent.withdrawn_by = at, by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])


@transaction.atomic
def choose_letters(person: Person, *, cadence: str, by: Person, at: datetime) -> Person:
    """Choose how often to be written to about what one follows. Raises NotListed."""
    listed(cadence, Cadence, field="cadence")
    person.cadence = cadence
    person.save(update_fields=["cadence"])
    record(Verb.CHOSE_LETTERS, person, by=by, at=at, cadence=cadence)
    return person


@transaction.atomic
def mute(person: Person, *, programme_id: int, by: Person, at: datetime) -> Muting:
    """Hear nothing more of a programme, except what must arrive."""
    muting, is_new = Muting.objects.get_or_create(
        person=person, programme_id=programme_id, defaults={"muted_at": at, "muted_by": by}
    )
    if is_new:
        record(Verb.CHOSE_LETTERS, person, by=by, at=at, muted=programme_id)
    return muting


@transaction.atomic
def unmute(person: Person, *, programme_id: int, by: Person, at: datetime) -> None:
    """Hear of a programme again."""
    person.mutings.filter(programme_id=programme_id).delete()
    record(Verb.CHOSE_LETTERS, person, by=by, at=at, unmuted=programme_id)


@transaction.atomic
def make_token(
    person: Person, *, name: str, secret: str, ends_on: date, by: Person, at: datetime
) -> AccessToken:
    """Let whoever has this secret act for a person, as a participant, up to a day.

    Raises TokenNameNotTaken, TokenEndsWrongly, TooManyTokens.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localtime(at).date()
    if not today < ends_on <= today + LONGEST_TOKEN:
        raise TokenEndsWrongly
    there = person.access_tokens.filter(revoked_at=None)
    if there.count() >= MOST_TOKENS:
        raise TooManyTokens(most=MOST_TOKENS)
    name = _token_name(name)
    if there.filter(name=name).exists():
        raise TokenNameNotTaken(why=_("You have a token of this name. Revoke it first, or choose another name."))  # fmt: skip
    token = AccessToken.objects.create(
        person=person,
        name=name,
        fingerprint=fingerprint(secret),
        ends_on=ends_on,
        made_at=at,
        made_by=by,
    )
    record(Verb.TOKEN_MADE, token, by=by, at=at, ends_on=ends_on.isoformat())
    return token


def _token_name(typed: str) -> str:
    try:
        name = " ".join(clean(typed, max_length=LONGEST_TOKEN_NAME).split())
    except Unclean as problem:
        raise TokenNameNotTaken(why=str(problem)) from None
    if not name:
        raise TokenNameNotTaken(why=_("Say what it is for, so that you know it again."))
    return name


@transaction.atomic
def revoke_token(token: AccessToken, *, by: Person, at: datetime) -> AccessToken:
    """End an access token at once and for good; once more changes nothing."""
    token = AccessToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = at, by
        token.save(update_fields=["revoked_at", "revoked_by"])
        record(Verb.TOKEN_REVOKED, token, by=by, at=at)
    return token


@transaction.atomic
def revoke_tokens(person: Person, *, by: Person, at: datetime) -> int:
    """End all access tokens of a person; return how many."""
    held = list(person.access_tokens.filter(revoked_at=None))
    for token in held:
        revoke_token(token, by=by, at=at)
    return len(held)


@transaction.atomic
def see_token_used(token: AccessToken, *, by: Person | None = None, at: datetime) -> None:
    """Keep on which day a token was used last; written once a day, so that reading stays reading."""
    today = timezone.localtime(at).date()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


@transaction.atomic
def lapse_deeds(*, by: Person | None = None, at: datetime) -> int:
    """Forget the keys of what was done long enough ago; return how many."""
    gone, _each = Deed.objects.filter(done_at__lt=at - KEPT).delete()
    return gone

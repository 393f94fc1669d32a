"""Somebody with a word in every field that is personal, each another that stands nowhere else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection, models

from flotilla.assessment.models import Interest, Seat
from flotilla.contributions import models as things
from flotilla.contributions.verbs import Verb
from flotilla.decisions.models import Answer, Decision, SecondLook
from flotilla.journal.actions import record
from flotilla.letters.models import Letter
from flotilla.people.models import AccessToken, Consent, Deed, Muting, Person
from flotilla.privacy import holdings
from flotilla.privacy.holdings import Subject, subject_of
from flotilla.privacy.models import DataRequest, PrivacyLink
from tests import factories
from tests.assessment import making

MARK = "canary"
#: what is about an office and not about whoever takes part, is a number and no word, or accounts for public money: it stays, and the page says why
STAYS = {"Decision", "Promise", "Consideration", "Assignment", "ImportRun", "Commitment", "Entry", "Erasure", "InvitationCode", "Disclosure", "Verification", "Award", "Assessment", "Score", "Scorecard", "Presence", "Recusal", "PanelVote", "PartOffer", "Lottery", "Correction", "Agreement", "Posting"}  # fmt: skip
FREE = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)


def zoe(campaign: Any, others: Any, noon: Any) -> Person:
    """Make somebody who has done everything that a participant can do, with a canary in every personal field."""
    person = factories.a_person("Zoe", email=f"{MARK}-zoe@example.org")
    idea = factories.a_contribution(campaign, by=person)
    guest = factories.a_contribution(campaign, contact_email=person.email)
    for one in (idea, guest):
        record(Verb.SUBMITTED, one, by=person, at=noon)
    comment = factories.a_comment(
        idea, by=person, kind="concern", change_mind="x", submission_key="x"
    )
    common = {"contribution": idea}
    factories.a_support(others, by=person)
    things.Follow.objects.create(person=person, contribution=others, followed_at=noon)
    things.ConcernMet.objects.create(
        comment=comment, words="x", resolved_at=noon, resolved_by=person
    )
    things.Withdrawal.objects.create(
        contribution=guest, reason="x", withdrawn_at=noon, withdrawn_by=person
    )
    things.Merge.objects.create(
        source=idea,
        target=others,
        merged_at=noon,
        objected_by=person,
        objection="x",
        undone_at=noon,
    )
    removal = things.Removal.objects.create(
        **common, reason="private", words="x", removed_at=noon, undone_at=noon
    )
    things.Appeal.objects.create(
        removal=removal, words="x", reply="x", appealed_at=noon, appealed_by=person
    )
    things.Report.objects.create(
        contribution=others,
        reason="private",
        person=person,
        email=person.email,
        words="x",
        reported_at=noon,
        settled_at=noon,
        outcome="kept",
    )
    things.CoauthorInvitation.objects.create(
        **common,
        email=person.email,
        message="x",
        invited_at=noon,
        invited_by=person,
        asked_by=person,
    )
    things.Draft.objects.create(
        programme=campaign,
        person=person,
        fingerprint="x",
        content={"title": "x"},
        begun_at=noon,
        saved_at=noon,
    )
    file = things.Attachment(
        **common,
        name="x",
        alt="x",
        media_type="text/plain",
        size=9,
        sha256="0" * 64,
        added_at=noon,
        added_by=person,
    )
    file.file.save("x.txt", ContentFile(f"{MARK}-in-a-file".encode()), save=False)
    file.preview.save("y.jpg", ContentFile(f"{MARK}-in-a-preview".encode()))
    decision = Decision.objects.create(
        **common,
        programme=campaign,
        outcome="not_forward",
        who_decided="The panel",
        drafted_at=noon,
        checked_at=noon,
        told_at=noon,
        released_at=noon,
    )
    Answer.objects.create(
        **common, kind="first", said="x", decided="We look.", drafted_at=noon, released_at=noon
    )
    SecondLook.objects.create(
        decision=decision, words="x", reply="x", asked_at=noon, asked_by=person
    )
    idea.notes.create(body=campaign.body, text=f"{MARK}-in-a-note", noted_at=noon)
    idea.passings.create(
        programme=campaign,
        heat="eligible",
        outcome="mend",
        words="x",
        passed_at=noon,
        mend_until=noon,
        mended_at=noon,
        mended_by=person,
    )
    campaign.admissions.create(person=person, admitted_at=noon)
    campaign.crew.create(person=person, title="x", name="x", part="facilitator", joined_at=noon)
    campaign.body.memberships.create(person=person, role="resident", title="x", granted_at=noon)
    Muting.objects.create(person=person, programme_id=campaign.pk, muted_at=noon, muted_by=person)
    AccessToken.objects.create(
        person=person, name="x", fingerprint="x", ends_on=noon.date(), made_at=noon
    )
    Consent.objects.create(
        person=person, purpose="news", wording="x", given_at=noon, given_by=person
    )
    DataRequest.objects.create(
        body=campaign.body,
        kind="access",
        email=person.email,
        words="x",
        reply="x",
        due_on=noon.date(),
        asked_at=noon,
        asked_by=person,
        settled_at=noon,
        outcome="done",
    )
    seat = making.a_seat(making.a_panel(campaign, by=None), person, words="x", by=None)
    Seat.objects.filter(pk=seat.pk).update(reply="x")
    Interest.objects.create(
        seat=seat, contribution=others, kind="family", state="declared", words="x", reply="x", noted_at=noon
    )  # fmt: skip
    PrivacyLink.objects.create(email=person.email, fingerprint="x", made_at=noon)
    Letter.objects.create(
        body=campaign.body,
        kind="receipt",
        person=person,
        email=person.email,
        context={"a": "x"},
        subject="x",
        text="x",
        html="x",
        error=f"{MARK}-refused",
        message_id="<x>",
        written_at=noon,
        next_try_at=noon,
        sent_at=noon,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": f"{MARK}-secret"})
    SocialAccount.objects.create(user=person, provider="x", uid="x", extra_data={"a": "x"})
    Deed.objects.create(mark="x", sent="x", answer="x", done_by=person, done_at=noon)
    session = SessionStore()
    session["seen"] = f"{MARK}-in-a-session"
    session.create()
    UserSession.objects.create(
        user=person, ip="203.0.113.77", user_agent="x", session_key=session.session_key
    )
    fill(person)
    return person


def fill(person: Person) -> None:
    """Put another canary into every free field that is personal, of every row that is somebody's."""
    subject = subject_of(person)
    for holding in holdings.every_holding():
        if holding.label in STAYS:
            continue
        for row in holdings.rows(holding, subject):
            changes = {name: canary(holding, name, row) for name in free_fields(holding)}
            type(row)._default_manager.filter(pk=row.pk).update(**changes)


def free_fields(holding: Any) -> list[str]:
    """The personal fields of a model that take any words."""
    fields = [(name, holding.model._meta.get_field(name)) for name in holding.personal]
    return [
        name
        for name, field in fields
        if isinstance(field, FREE)
        and not field.choices
        and not isinstance(
            field, models.EmailField | models.FileField | models.GenericIPAddressField
        )
        and name not in {"language", "type", "signatory"}
    ]


def canary(holding: Any, name: str, row: Any) -> Any:
    """A word for one field of one row."""
    word = f"{MARK}{holding.label}{name}{row.pk}".replace(".", "").lower()
    field = holding.model._meta.get_field(name)
    if isinstance(field, models.JSONField):
        return {"wrong": word, "help": [word]}
    return word[-field.max_length :] if field.max_length and field.max_length < len(word) else word


def covered(subject: Subject) -> set[str]:
    """Which sorts of rows somebody has."""
    return {label for label, count in holdings.counts(subject).items() if count}


def everything() -> str:
    """Every table of the database as text."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(told)


def files() -> bytes:
    """Every file that is kept, and the names of all."""
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    names = [str(path.relative_to(settings.MEDIA_ROOT)).encode() for path in kept]
    return b"\n".join([*names, *(path.read_bytes() for path in kept)])


LATER = timedelta(days=1)

"""What erasing does to rows: words give way to a tombstone, addresses and accounts are emptied, counts stay as they are.

Called by the actions, and again by the tombstones after a backup was restored; doing it twice changes nothing more.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.translation import gettext as _

from flotilla.contributions.actions import drop_draft
from flotilla.contributions.actions.files import forget_files
from flotilla.contributions.models import Comment, Contribution
from flotilla.contributions.verbs import Credit
from flotilla.journal.models import Entry
from flotilla.people.models import Person
from flotilla.people.verbs import Cadence

NOWHERE = "erased.invalid"
CONTACT = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "contact_address"), "")
SEATED = dict.fromkeys(("email", "words", "reply", "interests"), "")
SHOWN = {"byline": "", "sector": ""}


def rows_of(label: str) -> Any:
    """Return the rows of one of our models, of whichever floor it is."""
    return apps.get_model("flotilla", label)._default_manager


def words_said(language: str) -> str:
    """Return what stands where words were erased, in the language of what was there."""
    with translation.override(language or None):
        return _("Erased at the wish of whoever wrote it")


def erase_words(contribution: Contribution) -> None:
    """Erase the words of a contribution and of the parts split off from it, with versions, files and what repeats them."""
    for part in contribution.parts.all():
        erase_words(part)
    said = words_said(contribution.language)
    Contribution.objects.filter(pk=contribution.pk).update(
        title=said, answers={}, words="", place_words="", latitude=None, longitude=None,
        channel_note="", source_facts={}, **SHOWN, **CONTACT,
    )  # fmt: skip
    own = {"contribution": contribution}
    rows_of("Revision").filter(**own).update(title=said, answers={}, note="")
    forget_files(contribution.attachments.all())
    contribution.attachments.all().delete()
    rows_of("Authorship").filter(**own, credit=Credit.AUTHOR).update(**SHOWN, did="")
    rows_of("CoauthorInvitation").filter(**own).update(email="", message="")
    rows_of("Withdrawal").filter(**own).update(reason="")
    rows_of("Merge").filter(source=contribution).update(objection="")
    rows_of("Note").filter(**own).update(text=said)
    rows_of("Passing").filter(**own).update(words=said)
    rows_of("Flag").filter(**own).update(reason=said)
    rows_of("Flag").filter(**own).exclude(words="").update(words=said)
    rows_of("Answer").filter(**own).update(said="")
    rows_of("SecondLook").filter(decision__contribution=contribution).update(words="", reply="")
    _moderation(Q(contribution=contribution))
    _letters_about(Entry.objects.filter(contribution_id=contribution.pk))


def erase_comment(comment: Comment) -> None:
    """Erase the words of a comment; its place in the conversation stays."""
    said = words_said("")
    Comment.objects.filter(pk=comment.pk).update(
        text=said, change_mind=said if comment.change_mind else "", submission_key=None, **SHOWN
    )
    rows_of("ConcernMet").filter(comment=comment).update(words="")
    _moderation(Q(comment=comment))
    _letters_about(Entry.objects.filter(subject_kind="comment", subject_id=comment.pk))


def _moderation(about: Q) -> None:
    """What was said about it to moderators and by them."""
    rows_of("Report").filter(about).update(words="")
    removals = rows_of("Removal").filter(about)
    rows_of("Appeal").filter(removal__in=removals).update(words="", reply="")
    removals.update(words="")


def _letters_about(entries: "models.QuerySet[Entry]") -> None:
    """Letters that left and can still be read somewhere: their words go. Those on their way make theirs when they leave."""
    rows_of("Letter").filter(entry_id__in=entries.values("pk")).update(subject="", text="", html="")


def erase_address(addresses: Iterable[str]) -> None:
    """Erase addresses that were left without an account, and all letters to them."""
    known = [address.lower() for address in addresses]
    _with(known, "Contribution").update(**CONTACT)
    _with(known, "Report").update(email="")
    _with(known, "CoauthorInvitation").update(email="", message="")
    _with(known, "Letter").filter(person=None).delete()
    _with(known, "PrivacyLink").delete()
    _with(known, "Seat").update(**SEATED)
    _with(known, "DataRequest").exclude(settled_at=None).update(email="", words="", reply="")


#: where an address may have been left without an account
LEFT = {
    "Contribution": "contact_email",
    "Report": "email",
    "CoauthorInvitation": "email",
    "Letter": "email",
    "PrivacyLink": "email",
    "DataRequest": "email",
    "Seat": "email",
}


def _with(addresses: list[str], label: str) -> Any:
    rows = rows_of(label).alias(_address=Lower(LEFT[label])).filter(_address__in=addresses)
    return rows_of(label).filter(pk__in=rows.values("pk"))


def erase_account(person: Person, addresses: Iterable[str]) -> None:
    """Empty an account: a number stays, so that what counts once still counts once, and it means nobody."""
    erase_address(addresses)
    _sign_out(person)
    own = {"person": person}
    for label in ("Muting", "Follow", "AccessToken", "Letter", "Admission"):
        rows_of(label).filter(**own).delete()
    rows_of("Deed").filter(done_by=person).delete()
    for draft in person.drafts.all():
        drop_draft(draft, by=None, at=draft.saved_at)
    authored = Q(authorships__person=person, authorships__credit=Credit.AUTHOR)
    ids = list(Contribution.objects.filter(authored).values_list("pk", flat=True))
    Contribution.objects.filter(pk__in=ids).update(**SHOWN, **CONTACT)
    rows_of("Authorship").filter(**own).update(**SHOWN, did="")
    rows_of("Comment").filter(**own).update(**SHOWN)
    rows_of("Report").filter(**own).update(email="", words="")
    rows_of("CoauthorInvitation").filter(Q(asked_by=person) | Q(invited_by=person)).update(
        email="", message=""
    )
    rows_of("Membership").filter(**own).update(title="")
    rows_of("CrewMember").filter(**own).update(title="", name="")
    rows_of("Seat").filter(**own).update(**SEATED)
    rows_of("Interest").filter(seat__person=person).update(words="", reply="")
    rows_of("DataRequest").filter(asked_by=person).exclude(settled_at=None).update(
        email="", words="", reply=""
    )
    person.email, person.name, person.byline = f"erased-{person.pk}@{NOWHERE}", "", ""
    person.sector = person.language = ""
    person.cadence, person.is_active, person.last_login = Cadence.NEVER, False, None
    person.set_unusable_password()
    person.save()


def _sign_out(person: Person) -> None:
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()

"""Opening somebody's personal data in office: never without a line that the person can read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from flotilla.bodies.models import Body
from flotilla.bodies.roles import ROLES
from flotilla.bodies.rules import role_codes
from flotilla.contributions.models import Contribution
from flotilla.journal.actions import record
from flotilla.kit.codes import listed
from flotilla.kit.refusal import Refusal
from flotilla.kit.text import Unclean, clean
from flotilla.people.models import Person
from flotilla.privacy.marks import mark_of_address
from flotilla.privacy.models import Disclosure
from flotilla.privacy.verbs import Opened, Purpose, Verb

ONE_LOOK = timedelta(hours=1)


class PurposeNotTaken(Refusal):
    """The words of a purpose cannot be kept."""

    sentence = "%(why)s"
    field = "words"


class NoPurpose(Refusal):
    """A law or a court is named."""

    sentence = _("Say which law or which court asks for it.")
    field = "words"


@transaction.atomic
def open_data(
    body: Body,
    *,
    what: str,
    purpose: str,
    words: str = "",
    contribution: Contribution | None = None,
    people: Iterable[Person] = (),
    addresses: Iterable[str] = (),
    by: Person,
    at: datetime,
) -> list[Disclosure]:
    """Write down that somebody opens what is kept of people, before it is shown; the same look within an hour is one line.

    Of a contribution it is its authors that are concerned, or whoever left an address with it. Of an address without an
    account only its mark is kept: whoever shows that it is theirs reads the line.
    Raises NotListed, PurposeNotTaken, NoPurpose.
    """
    listed(what, Opened, field="what")
    listed(purpose, Purpose, field="purpose")
    said = _said(words)
    if purpose == Purpose.LAW and not said:
        raise NoPurpose
    concerned: list[tuple[Person | None, Contribution | None, str]] = [
        (one, None, "") for one in people
    ]
    concerned += [(None, None, mark_of_address(one)) for one in addresses]
    if contribution is not None:
        concerned.append((None, contribution, ""))
    same: dict[str, object] = {"body": body, "what": what, "purpose": purpose, "opened_by": by}
    just_now = Disclosure.objects.filter(**same, opened_at__gt=at - ONE_LOOK)
    seen = set(just_now.values_list("person_id", "contribution_id", "mark"))
    rows = []
    for person, thing, mark in dict.fromkeys(concerned):
        if person == by or (person and person.pk, thing and thing.pk, mark) in seen:
            continue
        rows.append(
            Disclosure(
                **same,
                person=person,
                contribution=thing,
                mark=mark,
                words=said,
                role=_role(by, body),
                opened_by_name=(by.name or by.email)[:120],
                opened_at=at,
            )
        )
    Disclosure.objects.bulk_create(rows)
    if rows:
        record(Verb.DISCLOSED, rows[0], by=by, at=at, what=what, purpose=purpose, count=len(rows))
    return rows


def _role(person: Person, body: Body) -> str:
    """The codes of the roles in which somebody acts."""
    return ",".join(code for code in ROLES if code in role_codes(person, body))[:60]


def _said(words: str) -> str:
    try:
        return clean(words, max_length=200).strip()
    except Unclean as problem:
        raise PurposeNotTaken(why=str(problem)) from None

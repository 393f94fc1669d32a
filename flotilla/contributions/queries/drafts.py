"""Finding what is being written, and what became of it."""

from flotilla.contributions.models import Contribution, Draft
from flotilla.kit.tokens import fingerprint
from flotilla.people.models import Person
from flotilla.programmes.models import Programme


def draft_by_token(token: str, person: Person | None) -> Draft | None:
    """Return the draft of a secret link. One that belongs to an account is only its owner's."""
    draft = Draft.objects.filter(fingerprint=fingerprint(token)).select_related("programme").first()
    if draft is None or draft.person_id not in (None, person.pk if person else None):
        return None
    return draft


def newest_draft(programme: Programme, person: Person) -> Draft | None:
    """Return what a person wrote last for a programme and has not sent."""
    return person.drafts.filter(programme=programme).order_by("-saved_at", "-pk").first()


def sent_with(programme: Programme, key: str) -> Contribution | None:
    """Return the contribution that was sent with a key, so that a form posted twice finds the first."""
    return Contribution.objects.filter(programme=programme, submission_key=key).first()

"""What can be asked of the outbox."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from flotilla.bodies.models import Body
from flotilla.journal.models import Entry
from flotilla.letters.models import Letter
from flotilla.programmes.models import Programme


def given_up(body: Body) -> QuerySet[Letter]:
    """Return letters of a body that were refused to the end or came back, the newest first, with the programme each is about."""
    entries = Entry.objects.filter(pk=OuterRef("entry_id")).values("programme_id")
    title = Programme.objects.filter(pk=OuterRef("about")).values("title")
    return (
        Letter.objects.filter(
            Q(given_up_at__isnull=False, tries__gt=1) | Q(bounced_at__isnull=False), body=body
        )
        .annotate(failed_at=Coalesce("bounced_at", "given_up_at"))
        .annotate(about=Subquery(entries[:1]))
        .annotate(programme_title=Subquery(title[:1]))
        .order_by("-failed_at")
    )

"""What can be asked of the outbox."""

from django.db.models import QuerySet

from flotilla.bodies.models import Body
from flotilla.letters.models import Letter


def given_up(body: Body) -> QuerySet[Letter]:
    """Return letters of a body that did not arrive after all tries, the newest first."""
    return Letter.objects.filter(body=body, given_up_at__isnull=False, tries__gt=1).order_by(
        "-given_up_at"
    )

"""`manage.py demo`: fill an empty database with the story of Marlhaven, and say how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from flotilla.bodies import roles
from flotilla.bodies.models import Body, Membership
from flotilla.kit import fulltext
from flotilla.kit.moments import database_now
from flotilla.management.story.telling import tell
from flotilla.people.models import Person


class Command(BaseCommand):
    """Fills the demo."""

    help = "Fill an empty database with a made-up council and a year of its history, made by calling the actions."

    def handle(self, **options: Any) -> None:
        """Tell the story if it was not told yet; then print a sign-in link for each role."""
        if not settings.DEMO:
            raise CommandError(
                "This fills a database with made-up people. Set FLOTILLA_DEMO=yes if that is what you want."
            )
        if not Body.objects.exists():
            with transaction.atomic():
                tell(database_now())
            fulltext.refresh(connection)
        self.stdout.write(
            "Flotilla, with the made-up council of Marlhaven. Sign in as one of its people:\n\n"
        )
        for name, who in self._people():
            self.stdout.write(
                f"  {name:<18} {settings.SITE_URL}/demo/sign-in/{who.pk}/   {who.name}\n"
            )
        self.stdout.write(
            f"\n  Everyone           {settings.SITE_URL}/\n  Letters            {settings.SITE_URL}/demo/letters/\n\n"
        )

    def _people(self) -> list[tuple[str, Person]]:
        ada = Person.objects.filter(name="Ada Novak").first()
        rows = [("Resident", ada)] if ada else []
        for code, role in roles.ROLES.items():
            held = (
                Membership.objects.current()
                .filter(role=code)
                .select_related("person")
                .order_by("pk")
                .first()
            )
            if held:
                rows.append((str(role), held.person))
        return rows

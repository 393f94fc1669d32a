"""`manage.py found`: set up a body with its first administrator."""

from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from flotilla.bodies import actions
from flotilla.kit.moments import database_now
from flotilla.kit.refusal import Refusal


class Command(BaseCommand):
    """Founds a body."""

    help = "Set up a body and give its first administrator the role; they sign in by a code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name, the address and the administrator."""
        parser.add_argument("name", help="for example “Marlhaven Council”")
        parser.add_argument("address", help="its word in addresses, for example marlhaven")
        parser.add_argument("administrator", help="the e-mail address of the first administrator")
        parser.add_argument("--language", action="append", choices=["en-gb", "fr"], default=None)
        parser.add_argument("--time-zone", default="Europe/London")
        parser.add_argument("--sender", default="", help="the address that letters come from")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Found it, or say in a sentence why not; nothing half-written."""
        try:
            validate_slug(options["address"])
            validate_email(options["administrator"])
            if options["time_zone"] not in available_timezones():
                raise ValidationError(f"There is no time zone {options['time_zone']}.")
            if not 0 < len(options["name"]) <= 120 or len(options["address"]) > 50:
                raise ValidationError("The name has 1 to 120 letters, the address up to 50.")
            with transaction.atomic():
                self._found(options)
        except (Refusal, ValidationError) as trouble:
            sentences = getattr(trouble, "messages", None) or [str(trouble)]
            raise CommandError(" ".join(sentences)) from None
        self.stdout.write(
            f"{options['name']} is at /at/{options['address']}/. "
            f"{options['administrator']} signs in by a code and is led to set up a second factor."
        )

    def _found(self, options: dict[str, Any]) -> None:
        at = database_now()
        body = actions.found(
            name=options["name"],
            address=options["address"],
            languages=options["language"] or ["en-gb"],
            time_zone=options["time_zone"],
            sender_email=options["sender"],
            by=None,
            at=at,
        )
        actions.appoint(body, email=options["administrator"], role="administrator", by=None, at=at)

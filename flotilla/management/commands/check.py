"""`manage.py check`: Django's own, which with --deploy asks the database too."""

from typing import Any

from django.core.management.commands.check import Command as DjangosCommand


class Command(DjangosCommand):
    """Looks for what is set up wrongly."""

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Look; before going live at the database as well."""
        if options["deploy"] and not options["databases"]:
            options["databases"] = ["default"]
        super().handle(*app_labels, **options)

"""The one application."""

from django.apps import AppConfig


class FlotillaConfig(AppConfig):
    """All areas of the work belong to this app, so that folders can move without a migration."""

    name = "flotilla"
    verbose_name = "Flotilla"

    def ready(self) -> None:
        """Let Django know what must be true before this copy answers anybody."""
        import config.checks  # noqa: F401, PLC0415 - the checks register themselves

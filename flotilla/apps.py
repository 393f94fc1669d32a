"""The one application."""

from django.apps import AppConfig


class FlotillaConfig(AppConfig):
    """All areas of the work belong to this app, so that folders can move without a migration."""

    name = "flotilla"
    verbose_name = "Flotilla"

"""The doors as a second, model-less app, so that their tags and style are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "flotilla.web"
    label = "web"

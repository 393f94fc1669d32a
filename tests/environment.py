"""Sets the environment of the tests before Django reads it."""

import os

from django.conf import settings as django_settings
from hypothesis import settings

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("FLOTILLA_DEMO", "yes")
os.environ.setdefault("FLOTILLA_TESTING", "yes")
os.environ.setdefault(
    "FLOTILLA_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage"
)

settings.register_profile("house", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("house")


def pytest_configure() -> None:
    """Make the folder of gathered style, as every installation has it; without it the site warns when it starts."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)

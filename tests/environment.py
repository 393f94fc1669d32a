"""Sets the environment of the tests before Django reads it."""

import os

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

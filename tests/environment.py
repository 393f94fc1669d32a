"""Sets the environment of the tests before Django reads it."""

import os

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("FLOTILLA_DEMO", "yes")
os.environ.setdefault("FLOTILLA_TESTING", "yes")
os.environ.setdefault(
    "FLOTILLA_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage"
)

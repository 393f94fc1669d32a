"""The entrance for a web server."""

import os

import config.sqlite

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
config.sqlite.replace()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the database is replaced

application = get_wsgi_application()

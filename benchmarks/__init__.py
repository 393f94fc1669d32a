"""What is timed, and how: `make bench` fills a database, serves it with real workers, and asks as a crowd would.

Importing it sets Django up, for every part of it needs that before it imports anything of Flotilla.
"""

import os

import django

import config.sqlite

config.sqlite.replace()
os.environ.setdefault("FLOTILLA_DEMO", "yes")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

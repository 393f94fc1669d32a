"""The yardsticks' settings: the same database, and of Django only what answers."""

from config.settings import *  # noqa: F403 (a measurement)

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "benchmarks.bare"
DEBUG = False
INSTALLED_APPS = [one for one in INSTALLED_APPS if one != "allauth.account"]  # noqa: F405 (it insists on its middleware)

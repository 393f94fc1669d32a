"""`manage.py serve`: the web server, and the clock beside it."""

import os
import tempfile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger as GunicornLogger

from flotilla.clock import start_beside


class Logger(GunicornLogger):  # type: ignore[misc]
    """Lets the web server write where all else is written, in the same form."""

    def setup(self, cfg: Any) -> None:
        """Pass lines on instead of writing them."""
        super().setup(cfg)
        self.error_log.handlers = []
        self.error_log.propagate = True


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn, set up by values and not by a file."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its values."""
        for name, value in self.values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return what answers requests, made in each worker."""
        from config.wsgi import application  # noqa: PLC0415 - after it is known how many count together

        return application


def count_together() -> None:
    """Let several workers keep one account of their requests, in a folder that dies with the machine."""
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="flotilla-metrics-"))


def start_clock(worker: Any) -> None:
    """Run the clock in the worker, where threads survive the fork."""
    if settings.CLOCK:
        start_beside()


class Command(BaseCommand):
    """Serves the site."""

    requires_system_checks = ()  # they load every page, and are made once it is known how many count together

    help = "Serve the site with gunicorn, and run the clock beside it unless FLOTILLA_CLOCK=no."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to listen and with how many."""
        parser.add_argument(
            "--bind", default="127.0.0.1:8000", help="address and port to listen on"
        )
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument(
            "--workers", type=int, default=1, help="more than one only with FLOTILLA_CLOCK=no"
        )

    def handle(self, **options: Any) -> None:
        """Serve until stopped."""
        if options["workers"] > 1:
            count_together()
        self.check(display_num_errors=True, databases=["default"])
        Server(
            {
                "bind": options["bind"],
                "workers": options["workers"],
                "threads": options["threads"],
                "worker_class": "gthread",
                "post_worker_init": start_clock,
                "graceful_timeout": 5,
                "accesslog": None,
                "loglevel": "warning",
                "logger_class": Logger,
            }
        ).run()

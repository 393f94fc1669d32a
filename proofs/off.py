"""Guarantees that a control switches off by putting one function in the place of another: each an app of proofs.weak."""

import os
import signal
import time
import uuid
from typing import Any

from django.apps import AppConfig


class NoLease(AppConfig):
    """A post sends a letter without first leasing it in the database."""

    name, label = "proofs", "no_lease"

    def ready(self) -> None:
        """Let every post think that the letter is its own."""
        from flotilla.letters import post  # noqa: PLC0415 - when the models are there

        _replace(post, "_lease", lambda *_letter, **_more: True)


class CrashAfterTaken(AppConfig):
    """The process ends by kill -9 when SMTP has taken a letter and before it is marked as sent, each time it should.

    PROOFS_CRASH_AFTER says how many letters are taken before that.
    """

    name, label = "proofs", "crash_after_taken"

    def ready(self) -> None:
        """Put a counter behind the sending."""
        from django.core.mail import EmailMultiAlternatives  # noqa: PLC0415

        real = EmailMultiAlternatives.send
        left = [int(os.environ["PROOFS_CRASH_AFTER"])]

        def send(self: EmailMultiAlternatives, *given: Any, **more: Any) -> int:
            sent: int = real(self, *given, **more)
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return sent

        _replace(EmailMultiAlternatives, "send", send)


class NewMessageId(CrashAfterTaken):
    """Every sending of a letter has a Message-ID of its own, and the process ends as above."""

    label = "new_message_id"

    def ready(self) -> None:
        """Name each sending anew."""
        from django.core.mail import EmailMultiAlternatives  # noqa: PLC0415

        super().ready()
        counted = EmailMultiAlternatives.send

        def send(self: EmailMultiAlternatives, *given: Any, **more: Any) -> int:
            self.extra_headers["Message-ID"] = f"<{uuid.uuid4().hex}@drill>"
            return counted(self, *given, **more)

        _replace(EmailMultiAlternatives, "send", send)


class TimedByTheWall(AppConfig):
    """The clock's jobs are due by the time of day, which can be set back."""

    name, label = "proofs", "timed_by_the_wall"

    def ready(self) -> None:
        """Put the time of day in the place of the monotonic clock."""
        from flotilla import clock  # noqa: PLC0415

        _replace(clock, "monotonic", time.time)


class NumberedByWriters(AppConfig):
    """Who writes an entry holds the log until the entry is committed, as code does that numbers entries as it writes them."""

    name, label = "proofs", "numbered_by_writers"

    def ready(self) -> None:
        """Take the row of the log before each commitment."""
        from flotilla.journal import committing  # noqa: PLC0415
        from flotilla.journal.models import Log  # noqa: PLC0415

        real = committing._seed_and_time

        def taken() -> Any:
            list(Log.objects.select_for_update())
            return real()

        _replace(committing, "_seed_and_time", taken)


class EverybodySees(AppConfig):
    """Whoever comes is shown every contribution."""

    name, label = "proofs", "everybody_sees"

    def ready(self) -> None:
        """Put a rule that hides nothing in the place of the one that does."""
        from flotilla.contributions.models import Contribution  # noqa: PLC0415

        manager = type(Contribution.objects.all())
        _replace(manager, "visible_to", lambda rows, _person: rows.all())


class NothingEscaped(AppConfig):
    """What people wrote stands in a page as they wrote it, with every sign that a browser would obey."""

    name, label = "proofs", "nothing_escaped"

    def ready(self) -> None:
        """Take the escaping out of the templates."""
        from django.template import base  # noqa: PLC0415

        _replace(base, "conditional_escape", str)


def _replace(owner: Any, name: str, other: Any) -> None:
    """Put one thing in the place of another that must be there; a control that switches off nothing would lie."""
    if not hasattr(owner, name):
        raise AttributeError(f"{owner} has no {name}: the control must be written anew.")
    setattr(owner, name, other)

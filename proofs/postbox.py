"""A real SMTP server on loopback that notes which letter arrived how often, and that can be stopped and started."""

import threading
from collections import Counter
from datetime import datetime
from email import message_from_bytes, policy
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from proofs.databases import free_port


class Postbox:
    """Takes letters over SMTP and counts them by recipient and Message-ID."""

    def __init__(self) -> None:
        self.port = free_port()
        self.arrived: Counter[str] = Counter()  # by Message-ID
        self.to: Counter[tuple[str, str]] = Counter()  # by Message-ID and recipient
        self.first_seen: dict[str, datetime] = {}
        self.lock = threading.Lock()
        self.controller: Controller | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Take one letter."""
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        with self.lock:
            self.arrived[str(letter["Message-ID"])] += 1
            for recipient in envelope.rcpt_tos:
                self.to[str(letter["Message-ID"]), recipient] += 1
        return "250 Taken"

    def count_new(self, at: datetime) -> None:
        """Note the virtual moment by which letters were there for the first time."""
        with self.lock:
            for message in self.arrived:
                self.first_seen.setdefault(message, at)

    def start(self) -> None:
        """Listen, always on the same port."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        """Listen no longer: whoever connects is refused."""
        if self.controller is not None:
            self.controller.stop()
        self.controller = None

    def __enter__(self) -> "Postbox":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def settings(self) -> dict[str, str]:
        """Return the environment in which a site sends here."""
        return {
            "FLOTILLA_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "FLOTILLA_SMTP_HOST": "127.0.0.1",
            "FLOTILLA_SMTP_PORT": str(self.port),
        }

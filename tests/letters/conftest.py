"""A real SMTP server on loopback, which keeps what it was given."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Postbox:
    """Receives letters over SMTP; can be told to refuse them for a while."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one letter, or say that the box is full."""
        if self.refuses:
            return "452 The box is full, try again later"
        self.letters.append(
            message_from_bytes(envelope.original_content or b"", policy=policy.default)
        )  # type: ignore[arg-type]
        return "250 Taken"

    def addresses(self) -> list[str]:
        """Return who was written to, in order of the alphabet."""
        return sorted(letter["To"] for letter in self.letters)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """The real SMTP server, with our settings pointing at it."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield box
    controller.stop()

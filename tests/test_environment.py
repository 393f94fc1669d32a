"""What every test can rely on."""

import socket

import pytest

from tests.conftest import OutsideConnection


def test_nothing_leaves_this_machine():
    with pytest.raises(OutsideConnection), socket.socket() as way:
        way.connect(("192.0.2.1", 80))

"""The world of two bodies, built once for the tests of a file and taken back after them."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.doors import world as worlds
from tests.doors.visiting import Visitors, leave_no_prefix
from tests.doors.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """The two bodies and everybody."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=files):
        try:
            yield worlds.built()
        finally:
            transaction.set_rollback(True)
    leave_no_prefix()


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    """A browser for everybody."""
    return Visitors(world)


@pytest.fixture(autouse=True, scope="module")
def quiet() -> Iterator[None]:
    """A refused page is no news here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)

"""A ground for the drills whose tables are those of the tests: copied, for that is faster than migrating."""

import subprocess

import pytest
from django.db import connection

from proofs import site as sites
from proofs.databases import Postgres


def _copy_tables(site):
    """Put the tables of the test database, empty as they are, into a site's own database."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(site.database.file)])
        return
    there = connection.settings_dict
    address = f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/{there['NAME']}"
    tools = Postgres._bin()
    dumped = subprocess.run([tools / "pg_dump", "-d", address], check=True, capture_output=True)
    load = [tools / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", site.database.url]
    subprocess.run(load, input=dumped.stdout, check=True, capture_output=True)


@pytest.fixture
def engine(transactional_db):
    """The engine that the tests run on."""
    return {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]


@pytest.fixture
def ground(engine, django_db_blocker):
    """Let sites be copies of one that has the tables of the tests."""
    before = sites.make_tables
    sites.make_tables = _copy_tables
    yield engine
    sites.make_tables = before
    sites.clear()

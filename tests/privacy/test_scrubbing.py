"""A copy for testing holds as many rows as belong in it and not one personal value, and is never made in place."""

import re
import sqlite3

import pytest
from django.db import connection

from flotilla.contributions.models import Contribution, Support
from flotilla.people.models import Person
from flotilla.privacy.scrubbing import Scrubber
from tests.operating import database_url, ran
from tests.privacy import canaries
from tests.privacy.canaries import MARK

pytestmark = pytest.mark.django_db(transaction=True)


def scrub(target):
    """Run the command as an operator does, on the database of this test."""
    return ran("scrub", target)


@pytest.fixture
def zoe(campaign, bench, noon):
    return canaries.zoe(campaign, bench, noon)


def test_no_personal_value_reaches_the_copy(zoe, tmp_path):
    place = tmp_path / "copy.sqlite3"
    assert MARK in canaries.everything()
    done = scrub(f"sqlite:///{place}")
    assert done.returncode == 0, done.stderr[-2000:]
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("copy.sqlite3*"))
    assert sorted(set(re.findall(rf"{MARK}[\w-]*", raw.decode("latin-1")))) == []
    for word in ("Zoe", "ada@example.org", "nowhere to sit"):
        assert word.encode() not in raw
    copy = sqlite3.connect(place)
    counted = [copy.execute(f"SELECT count(*) FROM {model._meta.db_table}").fetchone()[0] for model in (Person, Contribution, Support)]  # fmt: skip
    assert counted == [Person.objects.count(), Contribution.objects.count(), Support.objects.count()]  # fmt: skip
    assert copy.execute("SELECT DISTINCT email LIKE '%@scrubbed.invalid' FROM flotilla_person").fetchall() == [(1,)]  # fmt: skip
    copy.close()
    assert "empty one" in scrub(f"sqlite:///{place}").stderr


def test_on_postgresql_the_copy_may_be_another_database_of_the_server(zoe):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS scrubbed_copy")
        cursor.execute("CREATE DATABASE scrubbed_copy")
    assert "flotilla.Person: " in scrub(database_url("scrubbed_copy")).stdout
    assert "empty one" in scrub(database_url("scrubbed_copy")).stderr
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE scrubbed_copy")


def test_it_is_never_made_in_place(zoe):
    assert "never in place" in scrub(database_url()).stderr
    assert Person.objects.filter(email__contains=MARK).exists()


def test_the_same_value_is_the_same_in_one_copy_and_another_in_the_next():
    one, other = Scrubber(), Scrubber()
    assert one.text("Carer, Northgate") == one.text("Carer, Northgate")
    assert one.text("Carer, Northgate") != other.text("Carer, Northgate")
    assert re.fullmatch(r"[A-Z]\w+, [A-Z]\w+", one.text("Carer, Northgate"))


def test_a_made_up_word_is_never_the_word_itself():
    words = ["ba", "ce", "Lu", "a", "x" * 40]
    assert [word for word in words if Scrubber().word(word).lower() == word.lower()] == []

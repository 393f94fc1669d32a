"""The status page says what is well and what to do, to administrators and to nobody else."""

import re
from datetime import timedelta

import pytest

from flotilla.letters.actions import post_letter
from flotilla.upkeep import queries
from flotilla.upkeep.actions import note_backup, note_tick
from flotilla.web.upkeep.lights import lights

WHERE = "/administration/status/"


def shapes(at):
    return {light.name: light.shape for light in lights(at)}


def test_only_administrators_see_it(client, client_of, desk_client, ada, bo, eve, max_):
    answers = [client.get(WHERE), client_of(ada).get(WHERE), desk_client(bo).get(WHERE), desk_client(eve).get(WHERE)]  # fmt: skip
    assert [answer.status_code for answer in answers] == [302, 404, 404, 404]
    page = desk_client(max_).get(WHERE)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_all_is_well(db, noon, monkeypatch):
    monkeypatch.setattr(queries, "disk", lambda: queries.Disk(50, 100))
    note_tick("send", every=timedelta(seconds=1), place="", fault="", by=None, at=noon)
    note_backup(place="/b", bytes_kept=1, rows=1, sha256="0" * 64, by=None, at=noon)
    assert set(shapes(noon).values()) == {"good"}


def test_a_clock_that_stands_still_is_said_with_what_to_do(db, noon):
    assert shapes(noon)["What runs by itself"] == "stop"
    note_tick("send letters", every=timedelta(seconds=1), place="", fault="", by=None, at=noon)
    (light,) = [
        one for one in lights(noon + timedelta(hours=1)) if one.name == "What runs by itself"
    ]
    assert light.so == "Not done in time, or failed: send letters."
    assert "bin/flotilla clock" in light.do


def test_letters_that_wait_too_long_are_said(db, noon):
    post_letter("login_code", email="ada@example.org", body=None, context={}, at=noon)
    assert shapes(noon + timedelta(minutes=9))["Letters"] == "good"
    assert shapes(noon + timedelta(minutes=10))["Letters"] == "stop"


@pytest.mark.parametrize(("free", "shape"), [(20, "good"), (19, "warn"), (5, "warn"), (4, "stop")])
def test_a_disk_that_fills_is_said_in_time(db, noon, monkeypatch, free, shape):
    monkeypatch.setattr(queries, "disk", lambda: queries.Disk(free, 100))
    assert shapes(noon)["Space on the disk"] == shape


def test_whatever_is_not_well_says_what_to_do(db, noon, monkeypatch):
    monkeypatch.setattr(queries, "is_ready", lambda: False)
    monkeypatch.setattr(queries, "is_searchable", lambda: False)
    monkeypatch.setattr(queries, "cache_answers", lambda: False)
    old = noon - timedelta(days=1)
    monkeypatch.setattr(queries, "seal", lambda: queries.Seal(old, 1, old))
    monkeypatch.setattr(queries, "disk", lambda: queries.Disk(1, 100))
    monkeypatch.setattr(queries, "given_up", lambda at: 3)
    monkeypatch.setattr(queries, "waiting", lambda at: (3, noon - timedelta(days=1)))
    found = lights(noon)
    assert [light.name for light in found if light.shape == "good" or not light.do] == []


def test_the_page_names_versions_and_no_person(desk_client, max_, ada):
    page = desk_client(max_).get(WHERE).content.decode()
    assert re.search(r"<dt>Flotilla</dt><dd>\s*0\.", page)
    assert "ada@example.org" not in page


def test_the_last_backup_is_said_and_a_missing_or_old_one_asks_for_one(db, noon):
    assert shapes(noon)["Last backup"] == "stop"
    note_backup(place="/backups/1", bytes_kept=2_000_000, rows=5, sha256="0" * 64, by=None, at=noon)
    (light,) = [one for one in lights(noon) if one.name == "Last backup"]
    assert (light.shape, light.so.endswith(": 2.0 MB in /backups/1.")) == ("good", True)
    assert shapes(noon + timedelta(days=2))["Last backup"] == "warn"

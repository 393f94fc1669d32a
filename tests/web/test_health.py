"""Machines that ask how we are get an answer by number and in plain, and learn nothing else."""

import pytest

from flotilla.upkeep import queries


@pytest.fixture
def strict(settings):
    """As in earnest: one host name, https only."""
    settings.ALLOWED_HOSTS = ["together.example.gov"]
    settings.SECURE_SSL_REDIRECT = True


def test_alive_asks_nothing_of_the_database(client, strict, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/health/live", headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_or_not_is_all_that_is_said(client, strict, db, monkeypatch):
    assert client.get("/health/ready", headers={"host": "10.1.2.3"}).status_code == 200
    monkeypatch.setattr(queries, "is_ready", lambda: False)
    answer = client.get("/health/ready", headers={"host": "10.1.2.3"})
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


def test_no_answer_of_these_is_kept(client, db):
    for where in ("/health/live", "/health/ready"):
        assert client.get(where)["Cache-Control"] == "no-store"


def test_a_shared_cache_that_is_away_turns_nobody_away(client, db, monkeypatch):
    monkeypatch.setattr(queries, "cache_answers", lambda: False)
    assert client.get("/health/ready").status_code == 200

"""Figures are for monitors that were let in; to all others there is no such page."""

import pytest

WORD = {"authorization": "Bearer a-long-word"}


@pytest.fixture
def open_to_the_word(settings):
    settings.METRICS_TOKEN = "a-long-word"


def test_nobody_reads_them_unless_somebody_is_named(client, db):
    assert client.get("/metrics", headers=WORD).status_code == 404


def test_who_brings_the_word_reads_them(client, open_to_the_word, marlhaven):
    client.get("/")
    text = client.get("/metrics", headers=WORD).content.decode()
    assert 'flotilla_requests_total{door="/",method="GET",status="200"}' in text
    assert "flotilla_letters_waiting 0.0" in text
    assert "flotilla_disk_free_bytes" in text


@pytest.mark.parametrize("word", ["Bearer", "Bearer wrong", "Bearer a-long-word ", "Bearer é"])
def test_another_word_does_not_help(client, open_to_the_word, db, word):
    assert client.get("/metrics", headers={"authorization": word}).status_code == 404


def test_a_network_that_is_named_reads_them_but_not_through_a_proxy_there(client, settings, db):
    settings.METRICS_FROM = ["127.0.0.0/8"]
    assert client.get("/metrics").status_code == 200
    for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert client.get("/metrics", headers={header: "203.0.113.9"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404


def test_whoever_asks_cannot_invent_rows(client, open_to_the_word, marlhaven):
    client.get("/nowhere/one/")
    client.get("/nowhere/two/")
    client.generic("INVENTED", "/")
    text = client.get("/metrics", headers=WORD).content.decode()
    assert "nowhere" not in text
    assert "INVENTED" not in text


def test_they_are_closed_below_the_address_of_a_body_too(client, marlhaven):
    assert client.get("/at/marlhaven/metrics").status_code == 404

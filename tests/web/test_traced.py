"""Each request has a number in its log line and in its answer; the line tells nothing of who asked."""

import json
import re

import pytest

WHO = {
    "user-agent": "CANARY-agent",
    "x-forwarded-for": "203.0.113.77",
    "referer": "http://testserver/CANARY-referer",
    "cookie": "colour=CANARY-cookie",
}


def test_the_number_stands_in_the_line_and_in_the_answer(client, campaign, log_lines):
    answer = client.get("/p/short-trips/")
    (line,) = log_lines()
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["event"], line["door"], line["method"], line["status"]) == (
        "answered", "p/<slug:address>/", "GET", 200,
    )  # fmt: skip
    assert line["seconds"] >= 0


def test_two_requests_have_two_numbers(client, marlhaven):
    numbers = {client.get("/")["X-Request-ID"] for _time in range(2)}
    assert len(numbers) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", number) for number in numbers)


def test_a_number_is_taken_only_from_a_proxy_that_is_believed(client, marlhaven, settings):
    given = {"x-request-id": "0123456789abcdef"}
    assert client.get("/", headers=given)["X-Request-ID"] != given["x-request-id"]
    settings.BEHIND_PROXY = True
    assert client.get("/", headers=given)["X-Request-ID"] == given["x-request-id"]


@pytest.mark.parametrize("number", ["short", "a b c d e f g h", "x" * 65, "<script>12345"])
def test_a_number_that_is_none_is_replaced(client, marlhaven, settings, number):
    settings.BEHIND_PROXY = True
    assert client.get("/", headers={"x-request-id": number})["X-Request-ID"] != number


def test_no_line_tells_of_a_person(client, client_of, campaign, bench, ada, log_lines):
    client.get("/search/?q=CANARY-search", headers=WHO)
    client.get("/letters/stop/CANARY-token-of-a-letter-0123456789/", headers=WHO)
    client.get("/CANARY-nowhere/", headers=WHO)
    client.post("/account/login/", {"login": "CANARY-typed@example.org"}, headers=WHO)
    client_of(ada).post(f"/p/short-trips/c/{bench.number}/support/", headers=WHO)
    client.get("/", headers={**WHO, "host": "CANARY-host.example"})
    text = json.dumps(log_lines())
    found = re.findall(r"CANARY[-\w]*|203\.0\.113\.77|127\.0\.0\.1|[\w.]+@example\.org", text)
    assert found == []
    assert text.count('"event": "answered"') == 6

"""Log lines tell what happened, and nothing about whom."""

import json
import logging

from django.db import IntegrityError, OperationalError
from django.test import RequestFactory

from config import logs

CANARIES = [
    "ada.lovelace@example.org",
    "192.0.2.77",
    "2001:db8::77",
    "a-sign-in-link",
    "Zq8Pz3kLm9vXw2RtY7uB5nC1dE4f",
    "a private sentence",
]


def none_of(canaries, found):
    text = json.dumps(found)
    return [canary for canary in canaries if canary in text] == []


def test_addresses_queries_and_secrets_are_left_out_wherever_they_stand(log_lines):
    logging.getLogger("some.library").warning(
        "Invalid request from ip=192.0.2.77 and 2001:db8::77 for /enter/?next=a-sign-in-link for %s with %s",
        "ada.lovelace@example.org",
        "Zq8Pz3kLm9vXw2RtY7uB5nC1dE4f",
    )
    (line,) = log_lines()
    assert none_of(CANARIES, line)
    assert (
        line["event"]
        == "Invalid request from ip=<machine> and <machine> for /enter/?… for <address> with …"
    )
    assert (line["level"], line["logger"]) == ("warning", "some.library")


def test_what_an_exception_quotes_is_left_out_but_not_where_it_came_from(log_lines):
    try:
        try:
            raise ValueError("a private sentence of ada.lovelace@example.org")
        except ValueError as fault:
            raise IntegrityError("Key (email)=(ada.lovelace@example.org) exists") from fault
    except IntegrityError:
        logging.getLogger("flotilla.clock").exception("The clock could not send")
    (line,) = log_lines()
    assert none_of(CANARIES, line)
    assert [one["kind"] for one in line["exception"]] == ["IntegrityError", "ValueError"]
    assert line["exception"][0]["at"][0].endswith(
        "test_what_an_exception_quotes_is_left_out_but_not_where_it_came_from"
    )


def test_what_a_machine_says_of_itself_is_kept(log_lines):
    try:
        raise OperationalError(
            "connection to server failed: Connection refused\nDETAIL: a private sentence"
        )
    except OperationalError:
        logging.getLogger("flotilla.clock").exception("No database")
    (line,) = log_lines()
    assert line["exception"][0]["says"] == "connection to server failed: Connection refused"
    assert none_of(CANARIES, line)


def test_of_a_request_the_door_is_told_and_not_the_address(log_lines):
    request = RequestFactory().get("/letters/stop/Zq8Pz3kLm9vXw2RtY7uB5nC1dE4f/?x=a-sign-in-link")
    logging.getLogger("django.request").warning(
        "Not Found: %s", request.path, extra={"status_code": 404, "request": request}
    )
    (line,) = log_lines()
    assert none_of(CANARIES, line)
    assert (line["event"], line["status"], line["door"]) == ("the request was refused", 404, "-")


def test_extras_that_nobody_allowed_are_left_out(log_lines):
    logging.getLogger("flotilla.web").info("answered", extra={"door": "p/", "email": CANARIES[0]})
    (line,) = log_lines()
    assert line["door"] == "p/"
    assert "email" not in line


def test_what_the_database_is_asked_is_never_written():
    assert logs.setting("DEBUG", "json")["loggers"]["django.db.backends"]["level"] == "INFO"

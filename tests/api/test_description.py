"""The description of the interface, for programs and for people; and that whatever it allows is answered without a fault."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from flotilla.kit.moments import database_now
from flotilla.people import actions
from tests import factories

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ADDRESSES = {
    "/api/programmes": ["get"],
    "/api/programmes/{address}": ["get"],
    "/api/programmes/{address}/contributions": ["get", "post"],
    "/api/programmes/{address}/contributions/{number}": ["get"],
    "/api/programmes/{address}/contributions/{number}/follow": ["delete", "post"],
    "/api/programmes/{address}/contributions/{number}/support": ["delete", "post"],
    "/api/programmes/{address}/follow": ["delete", "post"],
}


def test_every_operation_is_described_and_says_whether_it_needs_a_token(client, marlhaven):
    said = client.get("/api/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    assert {path: sorted(methods) for path, methods in sorted(said["paths"].items())} == ADDRESSES
    needed = {
        told["operationId"]
        for methods in said["paths"].values()
        for told in methods.values()
        if told["security"] == [{"token": []}]
    }
    assert needed == {
        "contributions_follow",
        "contributions_support",
        "contributions_unfollow",
        "contributions_unsupport",
        "programmes_follow",
        "programmes_unfollow",
    }


def test_below_a_prefix_the_addresses_begin_with_it(client, harrowmere):
    said = client.get("/at/harrowmere/api/openapi.json").json()
    assert all(path.startswith("/at/harrowmere/api/programmes") for path in said["paths"])


def test_people_read_it_on_a_page_without_a_script(client, marlhaven):
    page = client.get("/api/").content.decode()
    for methods in ADDRESSES.values():
        assert methods
    assert "POST /api/programmes/{address}/contributions</code>" in page
    assert "List the contributions to a programme" in page
    assert "openapi.json" in page


@pytest.fixture
def kept_open():
    """Let requests leave the connection of the test open, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("as_whom", ["a guest", "Ada"])
def test_whatever_the_description_allows_is_answered_without_a_fault(
    campaign, bench, ada, as_whom, kept_open
):
    factories.a_place(campaign.body)
    secret, at = "a secret", database_now()
    actions.make_token(ada, name="Test", secret=secret, ends_on=at.date().replace(year=at.year + 1), by=ada, at=at)  # fmt: skip
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    headers = {"Accept-Encoding": "identity"}
    if as_whom == "Ada":
        headers["Authorization"] = f"Bearer {secret}"
    few = hypothesis_settings(
        max_examples=8,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    for found in schema.get_all_operations():
        _ask(found.ok(), headers, few)


def _ask(operation, headers, few):
    """Ask one operation a few times, sometimes of what is really there."""

    @few
    @given(case=operation.as_strategy(), real=st.booleans())
    def ask(case, real):
        if real:
            known = {"address": "short-trips", "number": 1}
            case.path_parameters.update({name: known[name] for name in case.path_parameters})
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()

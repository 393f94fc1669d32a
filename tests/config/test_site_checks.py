"""How this copy is set up: what keeps it from starting, and what is only said."""

import pytest

from config import checks
from config.checks import site


@pytest.fixture
def earnest(settings):
    """A copy as it should be."""
    settings.SITE_URL = "https://together.council.gov.uk"
    settings.SECURE = True
    settings.SECRET_KEY = "Vh2m+0qkYxq8l3cWZb7nN1r5TtJdKpFsGuEaLwXoQyRi9Cz4"[:40] + "-and-ten-more"
    settings.DEBUG = settings.DEMO = settings.TESTING = False
    settings.LIMITS = True
    settings.ALLOWED_HOSTS = ["together.council.gov.uk"]
    settings.EMAIL_BACKEND = site.SMTP
    settings.DEFAULT_FROM_EMAIL = "Together <together@council.gov.uk>"
    return settings


def found():
    """Return the ids of what is found."""
    return [one.id for one in checks.check_site()]


def test_a_copy_as_it_should_be_is_found_so(earnest):
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "E041"),
        ("SECRET_KEY", "ab" * 40, "E041"),
        ("SECRET_KEY", "demo-only-" + "0123456789abcdef" * 4, "E041"),
        ("DEBUG", True, "E042"),
        ("SECURE", False, "E043"),
        ("ALLOWED_HOSTS", ["127.0.0.1"], "E044"),
        ("DEFAULT_FROM_EMAIL", "flotilla@localhost", "E045"),
        ("DEFAULT_FROM_EMAIL", "flotilla", "E045"),
        ("DEFAULT_FROM_EMAIL", "together@council.example", "E045"),
        ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "W046"),
        ("EMAIL_HOST_PASSWORD", "secret", None),
    ],
)
def test_each_thing_that_is_wrong_is_one_sentence_that_says_what_to_set(earnest, name, value, said):
    setattr(earnest, name, value)
    messages = checks.check_site()
    assert [one.id for one in messages] == ([f"flotilla.{said}"] if said else [])
    assert [one for one in messages if "FLOTILLA_" not in one.msg] == []


def test_a_password_in_clear_to_another_machine_is_said(earnest):
    earnest.EMAIL_HOST, earnest.EMAIL_HOST_PASSWORD = "smtp.council.gov.uk", "secret"
    assert found() == ["flotilla.W047"]
    earnest.EMAIL_USE_TLS = True
    assert found() == []


def test_a_copy_that_only_this_machine_can_reach_may_be_tried(earnest):
    earnest.SITE_URL, earnest.SECURE = "http://127.0.0.1:8000", False
    earnest.ALLOWED_HOSTS, earnest.DEFAULT_FROM_EMAIL = ["127.0.0.1"], "flotilla@localhost"
    assert found() == ["flotilla.W043", "flotilla.W045"]


@pytest.mark.parametrize("hosts", [["*"], [".gov.uk"], ["TOGETHER.council.gov.uk"]])
def test_every_way_of_naming_the_host_is_understood(earnest, hosts):
    earnest.ALLOWED_HOSTS = hosts
    assert found() == []


def test_the_demo_is_not_asked(earnest):
    earnest.SECRET_KEY, earnest.DEMO = "short", True
    assert found() == []

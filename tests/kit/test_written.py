"""Days, moments and numbers as each language writes them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from flotilla.kit import written

CLOSING = datetime(2026, 3, 30, 16, 0, tzinfo=UTC)


def test_a_day_in_its_four_styles():
    day = date(2026, 4, 29)
    assert [written.day_text(day, style) for style in ("full", "plain", "week", "short")] == [
        "Wednesday 29 April 2026",
        "29 April 2026",
        "Wednesday 29 April",
        "29 April",
    ]


def test_a_day_in_french():
    with translation.override("fr"):
        assert written.day_text(date(2026, 4, 29)) == "mercredi 29 avril 2026"


def test_a_moment_is_written_in_the_current_zone_and_names_it():
    with timezone.override(ZoneInfo("Europe/London")):
        assert written.moment_text(CLOSING) == "Monday 30 March 2026, 5pm BST"
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert written.moment_text(CLOSING, "short") == "30 March, 6pm CEST"


def test_minutes_are_written_only_where_there_are_some():
    with timezone.override(UTC):
        assert written.time_text(CLOSING.replace(minute=5), zone=False) == "4:05pm"


def test_thousands_are_marked_as_the_language_does_it():
    assert written.number_text(12345) == "12,345"
    with translation.override("fr"):
        assert written.number_text(12345).replace("\u202f", " ").replace("\u00a0", " ") == "12 345"


def test_a_share_is_never_rounded_to_all_or_nothing():
    shares = (0, 0.0001, 0.5, 0.958, 0.9999, 1)
    assert [written.share_text(share) for share in shares] == [
        "0%",
        "0.1%",
        "50%",
        "95.8%",
        "99.9%",
        "100%",
    ]


def test_twelve_is_noon_so_that_nobody_takes_it_for_midnight() -> None:
    with timezone.override(ZoneInfo("Europe/London")), translation.override("en-gb"):
        assert written.time_text(CLOSING.replace(hour=11)) == "noon BST"

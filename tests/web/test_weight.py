"""A first visit costs at most 100 kB: page, style, scripts, signs and the typeface, compressed."""

import gzip
import io
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from flotilla.programmes.models import Programme

MOST = 100_000
ALREADY_SMALL = {".woff2", ".png", ".jpg"}


def weight(content: bytes, name: str = "") -> int:
    """How many bytes go over the line."""
    return len(content) if Path(name).suffix in ALREADY_SMALL else len(gzip.compress(content, 6))


def files_of(page: str) -> set[str]:
    """The files of ours that a page asks for at once."""
    return set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))


def first_visit(client: Client, address: str) -> int:
    """What a first visit to an address costs."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = {
        name: Path(finders.find(name)).read_bytes() for name in files_of(answer.content.decode())
    }
    assert any(name.endswith(".woff2") for name in found)
    return weight(answer.content) + sum(weight(content, name) for name, content in found.items())


def test_a_first_visit_to_any_page_of_the_demo_is_light(client, db):
    call_command("demo", verbosity=0, stdout=io.StringIO())
    programme = Programme.objects.get(title="Short trips, no car")
    most_said = programme.contributions.annotate(said=Count("comments")).latest("said")
    pages = (
        reverse("home"),
        reverse("programme", args=[programme.address]),
        reverse("contribution", args=[programme.address, most_said.number]),
        reverse("take_part", args=[programme.address]),
        reverse("answers"),
        reverse("record"),
        reverse("search") + "?q=bus",
        reverse("account_login"),
        reverse("pages:glossary"),
    )
    heavy = {page: weighed for page in pages if (weighed := first_visit(client, page)) > MOST}
    assert heavy == {}

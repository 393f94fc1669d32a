"""The yardsticks: views that do nothing but what is compared, without any middleware.

`bytes` returns the same bytes as a page, packed already; `rows` lists the same rows through a plain template of Django's;
`insert` inserts one row and commits.
"""

import os
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from flotilla.contributions.models import Contribution
from flotilla.programmes.models import Programme

application = get_wsgi_application()
PAGES: dict[str, bytes] = {}
LIST = """<!doctype html><html lang="en"><head><title>{{ programme.title }}</title></head><body><h1>{{ programme.title }}</h1>
<ul>{% for one in rows %}<li><h3><a href="/p/{{ programme.address }}/c/{{ one.number }}/">{{ one.title }}</a></h3><p>{{ one.words|truncatewords:40 }}</p>
<p>{{ one.byline }} {{ one.place.name }}</p><p>{{ one.first_answered_at|date:"j F Y" }} {{ one.answer_due_on|date:"j F Y" }}</p><p>{{ one.support_count }} support, {{ one.comment_count }} comments</p></li>{% endfor %}</ul></body></html>"""
template: Any = None


def same_bytes(request: HttpRequest, name: str) -> HttpResponse:
    """Return the bytes of a page."""
    if name not in PAGES:
        PAGES[name] = Path(os.environ["BENCH_PAGES"], name).read_bytes()
    return HttpResponse(PAGES[name], headers={"Content-Encoding": "gzip"})


def rows(request: HttpRequest) -> HttpResponse:
    """List the newest of the first programme, as many as its page lists."""
    global template  # noqa: PLW0603 (made once a process, when Django is ready)
    template = template or engines["django"].from_string(LIST)
    found = (
        Contribution.objects.filter(programme_id=int(os.environ["BENCH_PROGRAMME"]), standing="listed")
        .select_related("place").order_by("-received_at", "-id")[:20]
    )  # fmt: skip
    programme = Programme.objects.only("title", "address").get(
        pk=int(os.environ["BENCH_PROGRAMME"])
    )
    return HttpResponse(template.render({"rows": found, "programme": programme}))


@transaction.atomic
def insert(request: HttpRequest) -> HttpResponse:
    """Insert one row and commit."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (words) VALUES (%s)", ["one row"])
    return HttpResponse("ok")


urlpatterns = [
    path("bytes/<str:name>", same_bytes),
    path("rows", rows),
    path("insert", insert),
    path("", lambda request: HttpResponse("here")),
]

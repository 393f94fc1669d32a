"""A large body: 50,000 people, 30,000 contributions, 300,000 supports, 80,000 comments, ten years of journal; 16 at once."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from benchmarks import filling
from benchmarks.loading import Request, ask
from benchmarks.measuring import Say, cookie_of, pages
from benchmarks.serving import Server
from benchmarks.verdicts import slowness
from flotilla.contributions.models import Contribution
from flotilla.people.models import Person
from flotilla.programmes.models import Programme

PEOPLE, CONTRIBUTIONS, LONGEST_TALK = 50_000, 30_000, 2_000
AT_ONCE = 16
PUBLIC, DESK = 500, 1_000  # milliseconds that the slowest twentieth may take
SHORTEST = 6  # seconds; sixteen at once must each come round a few times


def fill(say: Say) -> None:
    """Make it, with the years spread over ten."""
    filling.found(say, people=PEOPLE)
    filling.fill(CONTRIBUTIONS, say, shares=(1 / 6,), deep=LONGEST_TALK)
    say("ten years")
    # the contributions of the other programmes came over ten years, the later ones later
    old = Contribution.objects.exclude(programme=Programme.objects.order_by("pk")[0])
    newest = Contribution.objects.latest("pk").pk
    with connection.cursor() as cursor:
        for column in ("received_at", "published_at"):
            moved = (
                f"{column} - make_interval(secs => ({newest} - id) * 10000)"
                if connection.vendor == "postgresql"
                else f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, '-' || (({newest} - id) * 10000) || ' seconds')"
            )
            ids = f"programme_id <> {Programme.objects.order_by('pk')[0].pk}"
            cursor.execute(f"UPDATE flotilla_contribution SET {column} = {moved} WHERE {ids}", [])
    old.filter(first_answered_at=None, pk__lt=newest - 3000).update(
        first_answered_at=F("received_at") + timedelta(days=9)
    )
    old.filter(first_answered_at__isnull=False).update(
        first_answered_at=F("received_at") + timedelta(days=9)
    )


def measure(seconds: float, say: Say) -> list[dict[str, Any]]:
    """Ask for every public page and every page of the desk, 16 at once, as nobody and as an officer, nothing kept."""
    programme = Programme.objects.order_by("pk")[0]
    officer = cookie_of(Person.objects.get(email="bo@example.org"))
    deepest = Contribution.objects.order_by("-comment_count")[0]
    most = f"/p/{deepest.programme.address}/c/{deepest.number}/"
    public = {**pages(programme), "longest conversation": [most], "home": ["/"], "programmes": ["/programmes/"], "answers": ["/answers/"], "record": ["/record/"], "search": ["/search/?q=bus"]}  # fmt: skip
    desk = {"desk": ["/desk/"], "queue": ["/desk/answer/"], "one to answer": [f"/desk/answer/{programme.address}/{n}/" for n in range(1, 20)], "many": ["/desk/answer/many/"], "moderation": ["/desk/moderation/"], "run": [f"/desk/p/{programme.address}/"], "alike": [f"/desk/p/{programme.address}/alike/"], "programmes of the desk": ["/desk/programmes/"]}  # fmt: skip
    rows = []
    with Server(FLOTILLA_PAGES_KEPT_MB="0") as server:
        for kind, most_ms, cookie, table in (("public", PUBLIC, "", public), ("desk", DESK, officer, desk)):  # fmt: skip
            for name, paths in table.items():
                ask(server.at(""), [Request(paths[0], cookie)], 1, at_once=2)
                found = ask(server.at(""), [Request(one, cookie) for one in paths], max(seconds, SHORTEST), at_once=AT_ONCE)  # fmt: skip
                row = {"kind": kind, "name": name, "p95": found.p95, "most": most_ms, "rate": found.rate, "bad": found.bad}  # fmt: skip
                rows.append(row)
                say(f"{kind:6s} {name:28s} {slowness(row)} of {most_ms}" + (f"  {found.bad} BAD" if found.bad else ""))  # fmt: skip
    return rows

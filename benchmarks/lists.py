"""How long lists, search and likeness take on many contributions, and whether each order is read from an index.

    python benchmarks/lists.py [ROWS]

Fills a database (a temporary SQLite file, or an empty one that FLOTILLA_DATABASE_URL names) with
made-up contributions (100,000 of them, unless told otherwise) in ten programmes.
"""

import sys
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from scratch import chance, text, timed, words  # before flotilla, for it sets Django up

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import Wish
from flotilla.kit import fulltext
from flotilla.numerics.similarity import closest
from tests import factories


def fill(rows: int) -> None:
    """Make a body, ten programmes and the contributions."""
    body = factories.a_body()
    places = [
        factories.a_place(body, f"Ward {n}", latitude=n / 9, longitude=n % 5) for n in range(20)
    ]
    programmes = [factories.a_programme(body) for _ in range(10)]
    # one programme holds half of them, so that its lists are long
    shares = [programmes[0]] * 9 + programmes
    made = []
    for n in range(rows):
        at = factories.NOON - timedelta(minutes=n)
        made.append(
            Contribution(
                body=body, programme=shares[n % len(shares)], number=n + 1, title=text(8), words=text(150), received_at=at,
                published_at=at, standing="listed", shuffle=chance.randrange(2**31), view_count=int(chance.expovariate(0.02)),
                support_count=int(chance.expovariate(0.05)), place=chance.choice([None, *places]),
            )
        )  # fmt: skip
        if len(made) == 2_000:
            Contribution.objects.bulk_create(made)
            made.clear()
    Contribution.objects.bulk_create(made)
    fulltext.refresh(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main(rows: int) -> None:
    """Fill, ask, print."""
    call_command("migrate", verbosity=0)
    fill(rows)
    programme = Contribution.objects.order_by("pk")[0].programme
    print(
        f"{connection.vendor}, {rows} contributions, {programme.contributions.count()} in the programme"
    )
    texts = [
        f"{one.title}\n{one.words}"
        for one in Contribution.objects.order_by("-pk")[: rows // 2 : max(rows // 100, 1)]
    ]
    for order in ("quiet", "newest", "supported", "random", "near"):
        wish = Wish(order=order, seed=2**30, place=1 if order == "near" else None)
        first = queries.listed(programme, wish)
        timed(f"list, {order}", lambda turn, wish=wish: queries.listed(programme, wish))
        timed(
            f"list, {order}, second page",
            lambda turn, wish=wish, first=first: queries.listed(
                programme, wish, cursor=first.next_cursor
            ),
        )
        if order != "near":
            plan = (
                queries.matching(programme, wish)
                .order_by(*queries.lists.ORDERS[order])[:21]
                .explain()
            )
            print("   ", "\n    ".join(plan.splitlines()[:4]))
    timed("counts and places", lambda turn: queries.totals(programme))
    timed("search, common word", lambda turn: queries.search(programme.body, None, words[turn]))
    timed(
        "search, rarer words",
        lambda turn: queries.search(programme.body, None, " ".join(words[900 + turn : 902 + turn])),
    )
    timed(
        "similar, in the programme",
        lambda turn: queries.similar(programme, texts[turn % len(texts)], None),
    )
    timed("similar again", lambda turn: queries.similar(programme, texts[turn % len(texts)], None))
    sample = texts[0]
    known = fulltext.frequencies(connection, sample)
    timed(
        "  of which: words counted",
        lambda turn: fulltext.frequencies(connection, texts[turn % len(texts)]),
    )
    timed(
        "  of which: candidates",
        lambda turn: fulltext.candidates(connection, sample, 150, known=known),
    )
    seen = Contribution.objects.visible_to(None).filter(programme=programme, standing="listed")
    ids = fulltext.candidates(connection, sample, 150, known=known)
    timed("  of which: rows", lambda turn: list(seen.filter(pk__in=ids).values_list("pk", "title")))
    print("    ", seen.filter(pk__in=ids).values_list("pk", "title").explain())
    few = dict(zip(ids, texts[:40], strict=False))
    timed("  of which: judging 40", lambda turn: closest(sample, few, known.of, known.n))
    short = [one.split("\n")[0] for one in texts]
    timed(
        "similar to one line",
        lambda turn: queries.similar(programme, short[turn % len(short)], None),
    )
    timed("suggested merges", lambda turn: queries.suggested_merges(programme), times=3)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

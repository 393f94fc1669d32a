"""Asks which rows have words, which words tell most, and which rows share them."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.backends.base.base import BaseDatabaseWrapper

from flotilla.kit.fulltext.keeping import TABLE
from flotilla.kit.fulltext.words import folded, spelled, weighted

MOST_WORDS = 20
MOST_RANKED = 1_000
MOST_COUNTED = 1_000
MOST_SHARED = 6_000
WORTH_REMEMBERING = 50
MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of about `n` rows each word of a text occurs; a word in very many counts as n."""

    n: int
    of: dict[str, int]


def match(
    connection: BaseDatabaseWrapper, user_input: str, table: str = TABLE
) -> tuple[str, list[object]]:
    """Return the SQL (and its values) of the ids of all rows that have every word, the last begun.

    Use it as `queryset.filter(pk__in=RawSQL(*match(connection, typed)))`. Whatever was typed is
    safe, nothing in it is an operator; accents and capitals do not matter. Without any word, no row
    matches. Not limited, so that narrower filters find theirs; order by date or by `best_first`.
    """
    query = _query(connection, user_input)
    if query is None:
        return f"SELECT id FROM {table} WHERE 1 = 0", []
    if connection.vendor == "postgresql":
        return f"SELECT id FROM {table} WHERE search @@ to_tsquery('simple', %s)", [query]
    return f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [query]


def best_first(
    connection: BaseDatabaseWrapper, user_input: str, ids: Sequence[int], table: str = TABLE
) -> list[int]:
    """Return the ids, the row that has the words best first, of equals the newer; at most 1,000.

    Words in the title count four times. Pass the ids that a person may see and that `match` found,
    the newest first: what is beyond a thousand is left out, so that a common word costs no more
    than a rare one.
    """
    query, wanted = _query(connection, user_input), list(ids[:MOST_RANKED])
    if query is None or not wanted:
        return wanted
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT id FROM {table}, to_tsquery('simple', %s) AS query"
                " WHERE id = ANY(%s) AND search @@ query"
                " ORDER BY ts_rank('{0, 0, 0.25, 1}', search, query, 1) DESC, id DESC",
                [query, wanted],
            )
        else:
            # The sign keeps FTS5 from starting the search anew for every id.
            cursor.execute(
                f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s"
                " AND +rowid IN (SELECT value FROM json_each(%s))"
                f" ORDER BY bm25({table}_words, 4.0, 1.0), rowid DESC",
                [query, json.dumps(wanted)],
            )
        return [row[0] for row in cursor.fetchall()]


def frequencies(connection: BaseDatabaseWrapper, *texts: str, table: str = TABLE) -> Frequencies:
    """Return in how many rows the words of texts occur, lower case and without accents, asking once for all.

    Counts of words in fifty rows and more are remembered by the process until the table has grown
    or shrunk by a tenth: they change slowly, and cost most.
    """
    place = str(connection.settings_dict["NAME"]), table
    remembered = _remembered.setdefault(place, Remembered())
    spellings = {
        word: spelling for text in texts for word, (spelling, _weight) in weighted(text).items()
    }
    asked = {word: how for word, how in spellings.items() if word not in remembered.of}
    count = _count_on_postgresql if connection.vendor == "postgresql" else _count_on_sqlite
    n, counted = count(connection, asked, table)
    if not 0.9 * remembered.n <= n <= 1.1 * remembered.n or len(remembered.of) > MOST_REMEMBERED:
        unasked = {word: how for word, how in spellings.items() if word not in asked}
        counted |= count(connection, unasked, table)[1] if unasked else {}
        remembered = _remembered[place] = Remembered(n)
    of = {word: remembered.of.get(word, counted.get(word, 0)) for word in spellings}
    remembered.of.update(
        {word: rows for word, rows in counted.items() if rows >= WORTH_REMEMBERING}
    )
    return Frequencies(n, of)


@dataclass(slots=True)
class Remembered:
    """What a process has counted of a table when it had `n` rows."""

    n: int = 0
    of: dict[str, int] = field(default_factory=dict)


_remembered: dict[tuple[str, str], Remembered] = {}


def rarest_words(
    connection: BaseDatabaseWrapper,
    text: str,
    limit: int = MOST_WORDS,
    *,
    known: Frequencies | None = None,
    table: str = TABLE,
) -> dict[str, int]:
    """Return the words that tell most about a text with the number of rows that have them.

    Rare words that are used early and often come first (the first line of the text is its title);
    words that no row has, or nearly every row, are left out.
    """
    known = known or frequencies(connection, text, table=table)
    telling = [
        (weight * math.log((known.n + 1) / known.of[word]), word)
        for word, (_spelling, weight) in weighted(text).items()
        if known.of.get(word, 0) > 0 and (known.of[word] * 2 <= known.n or known.n < 10)
    ]
    telling.sort(key=lambda pair: (-pair[0], pair[1]))
    chosen: dict[str, int] = {}
    for _weight, word in telling:
        if sum(chosen.values()) + known.of[word] > MOST_SHARED and chosen:
            continue
        chosen[word] = known.of[word]
        if len(chosen) == limit:
            break
    return chosen


def candidates(
    connection: BaseDatabaseWrapper,
    text: str,
    limit: int = 60,
    *,
    known: Frequencies | None = None,
    table: str = TABLE,
) -> dict[int, float]:
    """Return the ids of the rows that share most of the text's telling words, most first, each with the share of them (0 to 1).

    A quick first choice, to be judged by `numerics.similarity.closest`; filter it by what the
    person may see. The text's own row, if it is there already, is among them.
    """
    known = known or frequencies(connection, text, table=table)
    pairs = _weighed(connection, text, known, table)
    if not pairs:
        return {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT id, sum(weight) FROM unnest(%s::text[], %s::float8[]) AS word(spelling, weight)"
                f" JOIN {table} ON search @@ to_tsquery('simple', word.spelling)"
                " GROUP BY id ORDER BY sum(weight) DESC, id DESC LIMIT %s",
                [[f"'{folded(word)}'" for word in pairs], list(pairs.values()), limit],
            )
        else:
            cursor.execute(
                f"SELECT {table}_words.rowid, sum(word.value) FROM json_each(%s) AS word CROSS JOIN {table}_words"
                f" ON {table}_words MATCH '\"' || word.key || '\"'"
                f" GROUP BY {table}_words.rowid ORDER BY sum(word.value) DESC, 1 DESC LIMIT %s",
                [json.dumps(pairs), limit],
            )
        whole = sum(pairs.values())
        return {pk: shared / whole for pk, shared in cursor.fetchall()}


def candidates_of_each(
    connection: BaseDatabaseWrapper,
    texts: Mapping[int, str],
    limit: int = 60,
    *,
    known: Frequencies,
    table: str = TABLE,
) -> dict[int, dict[int, float]]:
    """Return the candidates for each of several texts, as `candidates` does for one, in one question for all."""
    pairs = {key: _weighed(connection, text, known, table) for key, text in texts.items()}
    asked = [(key, word, weight) for key, of in pairs.items() for word, weight in of.items()]
    found: dict[int, dict[int, float]] = {key: {} for key in texts}
    if not asked:
        return found
    first = "row_number() OVER (PARTITION BY key ORDER BY shared DESC, id DESC) AS place"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            keys, words, weights = zip(*asked, strict=True)
            cursor.execute(
                f"SELECT key, id, shared FROM (SELECT key, id, shared, {first} FROM ("
                "SELECT key, id, sum(weight) AS shared FROM unnest(%s::bigint[], %s::text[], %s::float8[])"
                f" AS word(key, spelling, weight) JOIN {table} ON search @@ to_tsquery('simple', word.spelling)"
                " GROUP BY key, id) AS each) AS first WHERE place <= %s ORDER BY key, place",
                [list(keys), [f"'{folded(word)}'" for word in words], list(weights), limit],
            )
        else:
            cursor.execute(
                f"SELECT key, id, shared FROM (SELECT key, id, shared, {first} FROM ("
                f"SELECT word.value ->> 0 AS key, {table}_words.rowid AS id, sum(word.value ->> 2) AS shared"
                f" FROM json_each(%s) AS word CROSS JOIN {table}_words"
                f" ON {table}_words MATCH '\"' || (word.value ->> 1) || '\"'"
                f" GROUP BY 1, {table}_words.rowid)) WHERE place <= %s ORDER BY key, place",
                [json.dumps(asked), limit],
            )
        for key, pk, shared in cursor.fetchall():
            found[key][pk] = shared / sum(pairs[key].values())
    return found


def _weighed(
    connection: BaseDatabaseWrapper, text: str, known: Frequencies, table: str
) -> dict[str, float]:
    """Return the spellings of the telling words of a text, each with its weight."""
    words = weighted(text)
    chosen = rarest_words(connection, text, known=known, table=table)
    return {
        words[word][0]: words[word][1] * math.log((known.n + 1) / count)
        for word, count in chosen.items()
    }


def _query(connection: BaseDatabaseWrapper, user_input: str) -> str | None:
    """Return the words as the database's own query language has them, None if there are none."""
    words = spelled(user_input)[:MOST_WORDS]
    if not words:
        return None
    begun = len(words[-1]) > 1 and not user_input.endswith((" ", '"'))
    if connection.vendor == "postgresql":
        return " & ".join(f"'{folded(word)}'" for word in words) + (":*" if begun else "")
    return " ".join(f'"{word}"' for word in words) + ("*" if begun else "")


def _count_on_sqlite(
    connection: BaseDatabaseWrapper, spellings: Mapping[str, str], table: str
) -> tuple[int, dict[str, int]]:
    """Count no further than a thousand: the common words would cost more than all others."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word.key, (SELECT count(*) FROM (SELECT 1 FROM {table}_words"
            f" WHERE {table}_words MATCH '\"' || word.value || '\"' LIMIT %s)), NULL"
            " FROM json_each(%s) AS word"
            f" UNION ALL SELECT NULL, 0, count(*) FROM {table}_words_docsize",
            [MOST_COUNTED + 1, json.dumps(dict(spellings))],
        )
        *rows, (_nothing, _zero, n) = cursor.fetchall()
    return n, {word: n if count > MOST_COUNTED else count for word, count, _n in rows}


def _count_on_postgresql(
    connection: BaseDatabaseWrapper, spellings: Mapping[str, str], table: str
) -> tuple[int, dict[str, int]]:
    """Take common words from the statistics that PostgreSQL keeps anyway, and count the others."""
    words = list(spellings)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH size AS MATERIALIZED (SELECT CASE WHEN reltuples < 1 THEN"
            f" (SELECT count(*) FROM {table}) ELSE reltuples::bigint END AS n"
            " FROM pg_class WHERE oid = %s::regclass),"
            " common AS (SELECT element AS word, share FROM pg_stats,"
            " unnest(most_common_elems::text::text[], most_common_elem_freqs) AS e(element, share)"
            " WHERE schemaname = current_schema() AND tablename = %s AND attname = 'search'"
            " AND element = ANY(%s))"
            " SELECT asked.word, COALESCE((common.share * size.n)::bigint,"
            f" (SELECT count(*) FROM {table} WHERE search @@ to_tsquery('simple', asked.quoted)))"
            " FROM size, unnest(%s::text[], %s::text[]) AS asked(word, quoted)"
            " LEFT JOIN common USING (word) UNION ALL SELECT NULL, n FROM size",
            [table, table, words, words, [f"'{word}'" for word in words]],
        )
        rows = dict(cursor.fetchall())
    n = int(rows.pop(None))
    return n, {word: min(int(count), n) for word, count in rows.items()}

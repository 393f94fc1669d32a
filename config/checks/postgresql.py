"""Whether PostgreSQL keeps what it acknowledges, whatever breaks."""

from collections.abc import Iterator
from typing import Any

from config.checks.finding import Finding

OLDEST = 150_000
ASKED = """
    SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
        'server_version_num', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
    UNION ALL SELECT 'is_superuser', rolsuper::text FROM pg_roles WHERE rolname = current_user
"""
OWNED = "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE tableowner = current_user AND tablename = 'flotilla_entry')"
DURABLE = {
    11: ("fsync", "a power cut loses or spoils what was acknowledged"),
    12: ("full_page_writes", "a power cut can spoil a page half written"),
}
WEAK_COMMITS = {"off", "local"}
TIMEOUTS = {
    16: ("statement_timeout", "one slow question can hold everything up"),
    17: ("lock_timeout", "whoever waits for a lock waits for ever"),
    18: ("idle_in_transaction_session_timeout", "a process that hangs keeps its locks for ever"),
}


def findings(connection: Any) -> Iterator[Finding]:
    """Ask the server, as the connection that the site uses sees it."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        yield from judged(dict(cursor.fetchall()))


def judged(facts: dict[str, str]) -> Iterator[Finding]:
    """Say what is wrong with what the server said of itself."""
    for number, (name, harm) in DURABLE.items():
        if facts[name] != "on":
            yield Finding(number, f"PostgreSQL runs with {name}={facts[name]}, so {harm}: set {name} = on in postgresql.conf and restart it.")  # fmt: skip
    if (how := facts["synchronous_commit"]) in WEAK_COMMITS:
        yield Finding(13, f"PostgreSQL runs with synchronous_commit={how}, so what was acknowledged can be lost: set it to on for the role of the site, or in postgresql.conf.")  # fmt: skip
    if int(facts["server_version_num"]) < OLDEST:
        yield Finding(14, "PostgreSQL is older than 15: upgrade it.")
    for number, (name, harm) in TIMEOUTS.items():
        if facts[name] == "0":
            yield Finding(number, f"The connection has no {name}, so {harm}: leave `options` out of FLOTILLA_DATABASE_URL, or add -c {name}=….")  # fmt: skip
    if facts["data_checksums"] != "on":
        yield Finding(21, "PostgreSQL keeps no data checksums, so a disk that rots is noticed late: stop it and run pg_checksums --enable.", refuses=False)  # fmt: skip
    if facts["is_superuser"] == "true":
        yield Finding(22, "The site talks to PostgreSQL as a superuser: give it a role of its own (docs/operate/start-up.md).", refuses=False)  # fmt: skip


def owning(connection: Any) -> Iterator[Finding]:
    """Say if the site owns its tables: asked before going live only, since who migrates must own them."""
    with connection.cursor() as cursor:
        cursor.execute(OWNED)
        if cursor.fetchone()[0]:
            yield Finding(23, "The site talks to PostgreSQL as the owner of its tables, so a fault in it could drop them: let it act as another role (docs/operate/start-up.md).", refuses=False)  # fmt: skip

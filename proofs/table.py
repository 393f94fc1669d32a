"""Which drills there are, on which engines, and how many rounds each runs when nothing is said."""

from dataclasses import dataclass

from proofs.outcome import ENGINES


@dataclass(frozen=True)
class Row:
    """One drill: `run(engine, rounds, say)` of a module."""

    name: str
    module: str
    rounds: int
    says: str
    engines: tuple[str, ...] = ENGINES


TABLE = (
    Row("kill", "proofs.kill", 200, "kill -9 under load; every fourth time the power goes too"),
    Row(
        "beside",
        "proofs.side_by_side",
        2,
        "the next release beside this one on one database under load",
    ),
    Row("hosts", "proofs.three_hosts", 6, "three hosts, the leader lost under load", ("postgres",)),
    Row("retry", "proofs.retry", 60, "crashes between commit and answer, and the client's retry"),
    Row(
        "verify", "proofs.verify_planted", 1_000, "faults planted in the record, found from outside"
    ),
    Row("appends", "proofs.appends", 10, "entries written side by side and sealed", ("postgres",)),
    Row("posts", "proofs.posts", 4, "two and four posts on one outbox"),
    Row("doors", "proofs.doors", 1, "the five generators of tests/doors in their long form"),
    Row("money", "proofs.money", 10_000_000, "money moved at random: to the penny, never too much"),
    Row("smtp", "proofs.smtp", 6, "an hour without SMTP, and crashes between 250 and the mark"),
    Row("clock", "proofs.clock", 1, "the clock set back, and an hour that comes twice"),
    Row("backup", "proofs.backup", 1, "a backup under load, brought back into an empty place"),
    Row("restart", "proofs.restart", 3, "the database goes away under load and comes back"),
    Row("disk", "proofs.disk", 2, "the disk is full, and has room again"),
    Row("migration", "proofs.migration", 1, "a column added to a million rows under load"),
)

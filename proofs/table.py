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
    Row("posts", "proofs.posts", 4, "two and four posts on one outbox"),
)

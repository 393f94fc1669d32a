"""How often something may be done: the table of all limits, and the counting.

Counted in the cache: in the memory of the process where there is one, in Valkey where there are several. The values are
starting values, so wide that a family, a library or a hack day behind one address does not meet them, and a script does.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from flotilla.kit.tokens import fingerprint

MINUTE, HOUR, DAY = 60, 3_600, 86_400
STAFF = 10  # officers work through piles: so many times as often


@dataclass(frozen=True)
class Rate:
    """At most so many times in so many seconds."""

    times: int
    seconds: int


@dataclass(frozen=True)
class Limit:
    """How often one person may do something, and how often all may from one network who are not signed in."""

    person: tuple[Rate, ...]
    network: tuple[Rate, ...]
    by_thing: bool = (
        False  # the network is counted for each thing by itself, and whoever is signed in with it
    )


BURST = (Rate(60, MINUTE), Rate(600, HOUR))
TABLE: dict[str, Limit] = {
    # what                     one person                               one network
    "act":             Limit(BURST,                                     BURST),
    "contribute":      Limit((Rate(5, MINUTE), Rate(30, HOUR)),         (Rate(15, MINUTE), Rate(120, HOUR))),
    "comment":         Limit((Rate(8, MINUTE), Rate(60, HOUR)),         (Rate(15, MINUTE), Rate(120, HOUR))),
    "support":         Limit((Rate(30, MINUTE), Rate(300, HOUR)),       (Rate(15, MINUTE), Rate(60, 5 * MINUTE)), by_thing=True),
    "report":          Limit((Rate(5, MINUTE), Rate(20, HOUR)),         (Rate(5, MINUTE), Rate(20, HOUR))),
    "invite":          Limit((Rate(10, HOUR), Rate(30, DAY)),           (Rate(10, HOUR), Rate(30, DAY))),
    "post a link":     Limit((Rate(3, MINUTE), Rate(10, HOUR)),         (Rate(5, MINUTE), Rate(30, HOUR))),
    "code of a letter": Limit((Rate(5, MINUTE), Rate(20, HOUR)),        (Rate(20, MINUTE), Rate(100, HOUR))),
    "search":          Limit((Rate(60, MINUTE),),                       (Rate(120, MINUTE),)),
    "ask the API":     Limit((Rate(300, MINUTE), Rate(6_000, HOUR)),    (Rate(120, MINUTE), Rate(2_000, HOUR))),
    "change by the API": Limit((Rate(60, MINUTE), Rate(600, HOUR)),     (Rate(20, MINUTE), Rate(120, HOUR))),
    "write to a mailbox": Limit((Rate(8, HOUR),),                       (Rate(2, HOUR),)),
}  # fmt: skip


def wait(
    what: str,
    *,
    person: int | None = None,
    network: str = "",
    thing: str = "",
    now: float,
    factor: int = 1,
) -> int:
    """Count one more time; return 0 if that is not too often, else after how many seconds it may be tried again."""
    if not settings.LIMITS:
        return 0
    limit = TABLE[what]
    counted: list[tuple[str, tuple[Rate, ...]]] = []
    if person is not None:
        counted.append((f"person {person}", limit.person))
    if network and (person is None or limit.by_thing):
        counted.append((f"network {network} {thing if limit.by_thing else ''}", limit.network))
    return max(
        (_over(what, who, rate, now, factor) for who, rates in counted for rate in rates), default=0
    )


def _over(what: str, who: str, rate: Rate, now: float, factor: int) -> int:
    window = int(now // rate.seconds)
    key = f"limit:{fingerprint(f'{what} {who} {rate.seconds} {window}')}"
    cache.add(key, 0, timeout=rate.seconds + MINUTE)
    try:
        times = cache.incr(key)
    except ValueError:  # the cache forgot it at this very moment
        return 0
    return 0 if times <= rate.times * factor else max(1, int((window + 1) * rate.seconds - now) + 1)

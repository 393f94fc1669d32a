"""What several machines share, each named by one address: the database with its standby, the cache, the files."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.env import SettingMissing

#: what a connection to PostgreSQL may hold up, and for how long: one statement, a wait for a lock, a transaction left open
TIMEOUTS = {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60s"}  # fmt: skip
#: in the tests a busy machine must never be a fault
PATIENT = {"statement_timeout": "10min", "lock_timeout": "5min", "idle_in_transaction_session_timeout": "30min"}  # fmt: skip
#: Django's, with a queue for those who write (docs/decisions/0011)
SQLITE = "flotilla.kit.queued_sqlite"
#: statistics of a part only, for with those of the whole (STAT4) SQLite plans a statement anew for each value filled into it
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA analysis_limit=10000;"
HOST = re.compile(r"^(?P<host>\[[^\]]+\]|[^:\[\]]*)(?::(?P<port>\d+))?$")
#: a server that has gone without a word is noticed in seconds, not when the kernel gives up after a quarter of an hour
PATIENCE = {
    "connect_timeout": "3",
    "keepalives_idle": "4",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "8000",
}


def database(address: str, *, timeouts: dict[str, str] = TIMEOUTS) -> dict[str, Any]:
    """Read a database from an address: sqlite:///path/to/file or postgres://user:word@host/name."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(address, timeouts)
    raise SettingMissing(
        "FLOTILLA_DATABASE_URL must begin with sqlite:// or postgres://, for example postgres://flotilla@/flotilla."
    )


def _sqlite(path: str) -> dict[str, Any]:
    """FULL: an acknowledged commit survives a power cut. IMMEDIATE: writers wait, none is refused; in the order of coming."""
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": SQLITE,
        "NAME": path or ":memory:",
        "CONN_MAX_AGE": 60,  # opening it anew for each request would cost more than most pages
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": PRAGMAS,
        },
    }


def _postgres(address: str, timeouts: dict[str, str]) -> dict[str, Any]:
    """Read postgres://user:word@host/name; with several hosts (a:5432,b:5432) the one that takes writes is found."""
    parts = urlsplit(address)
    who, _, where = parts.netloc.rpartition("@")
    user, _, word = who.partition(":")
    options = dict(parse_qsl(parts.query))
    host, port = _hosts(where, address)
    host, port = options.pop("host", host), options.pop("port", port)
    # compiling a query takes longer than running ours: 10 to 100 times on a page (kit/fulltext measured it)
    ours = " ".join(f"-c {name}={value}" for name, value in {"jit": "off", **timeouts}.items())
    options["options"] = f"{ours} {options.get('options', '')}".strip()
    if "," in host:
        options.setdefault("target_session_attrs", "read-write")
    if host and not host.startswith("/"):
        options = {**PATIENCE, **options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(word),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _hosts(where: str, address: str) -> tuple[str, str]:
    """Return hosts and ports as libpq takes them, both separated by commas."""
    found = [HOST.match(one) for one in where.split(",")]
    if not all(found):
        raise SettingMissing(
            f"{address.rpartition('@')[2]!r} names no host that can be read; write host, host:port or a:5432,b:5432."
        )
    hosts = [unquote(one["host"].strip("[]")) for one in found if one]
    ports = [one["port"] or "" for one in found if one]
    return ",".join(hosts), ",".join(ports) if any(ports) else ""


def cache(address: str) -> dict[str, Any]:
    """Read redis://host:6379/0 (Valkey answers to it too, and rediss:// is encrypted); nothing means this process only."""
    if not address:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(address).scheme not in {"redis", "rediss"}:
        raise SettingMissing(
            "FLOTILLA_CACHE_URL must begin with redis:// or rediss://, for example redis://10.0.0.5:6379/0."
        )
    return {
        "BACKEND": "flotilla.kit.shared_cache.SharedCache",
        "LOCATION": address,
        "KEY_PREFIX": "flotilla",
        "OPTIONS": {
            "serializer": "flotilla.kit.shared_cache.SignedSerializer",
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
        },
    }


def files(address: str) -> dict[str, Any]:
    """Read s3://key:secret@host:port/bucket?region=…&tls=no; nothing means a folder of this machine."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not bucket:
        raise SettingMissing(
            "FLOTILLA_FILES_URL must look like s3://key:secret@host/bucket, for example s3://key:secret@s3.example.gov/flotilla."
        )
    more = dict(parse_qsl(parts.query))
    where = parts.netloc.rpartition("@")[2]
    scheme = "http" if more.get("tls") == "no" else "https"
    return {
        "BACKEND": "flotilla.kit.private_files.PrivateFiles",
        "OPTIONS": {
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{where}" if where else None,
            "region_name": more.get("region") or None,
        },
    }

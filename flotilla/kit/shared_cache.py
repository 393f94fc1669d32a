"""A cache that several machines share, and that may go away without a page failing."""

import hashlib
import hmac
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisSerializer
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
#: how long it is left in peace after it did not answer, so that not every page waits for it
PAUSE_SECONDS = 5.0
ASKED = ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear")  # fmt: skip


class SignedSerializer(RedisSerializer):
    """Reads only what a process with our secret key has written: a pickle from anybody else would be a door."""

    def dumps(self, obj: Any) -> Any:
        """Return the bytes to keep; whole numbers as they are, so that they can be counted up there."""
        kept = super().dumps(obj)
        return kept if type(obj) is int else _mark(kept) + kept

    def loads(self, data: Any) -> Any:
        """Return what was kept; None for bytes that nobody of us has written."""
        try:
            return int(data)
        except ValueError:
            mark, kept = data[:32], data[32:]
        return super().loads(kept) if hmac.compare_digest(mark, _mark(kept)) else None


def _mark(kept: bytes) -> bytes:
    key = f"flotilla.kit.shared_cache:{settings.SECRET_KEY}".encode()
    return hmac.digest(key, kept, hashlib.sha256)


class _Absence:
    """Until when this process does without the shared cache."""

    def __init__(self) -> None:
        self.until = 0.0
        self.lock = threading.Lock()

    def lasts(self) -> bool:
        return time.monotonic() < self.until

    def begin(self, fault: RedisError) -> None:
        with self.lock:
            if not self.lasts():
                log.warning("The shared cache does not answer (%s)", type(fault).__name__)
            self.until = time.monotonic() + PAUSE_SECONDS


absence = _Absence()


class SharedCache(RedisCache):
    """Valkey or Redis; while it is away each process remembers by itself, so limits still hold within a process."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.nearby = LocMemCache("nearby", {"TIMEOUT": self.default_timeout})

    def answers(self) -> bool:
        """Whether the shared cache itself answers now."""
        try:
            return bool(self._cache.get_client(write=True).ping())  # type: ignore[attr-defined]
        except RedisError:
            return False


def _either(name: str) -> Callable[..., Any]:
    there, here = getattr(RedisCache, name), getattr(LocMemCache, name)

    def ask(self: SharedCache, *args: Any, **kwargs: Any) -> Any:
        if not absence.lasts():
            try:
                return there(self, *args, **kwargs)
            except RedisError as fault:
                absence.begin(fault)
        return here(self.nearby, *args, **kwargs)

    ask.__name__ = name
    ask.__doc__ = f"Do as `{name}` of the shared cache, or of this process while that is away."
    return ask


for _name in ASKED:
    setattr(SharedCache, _name, _either(_name))

"""The shared cache is shared, reads only what we wrote, and may go away without a page failing."""

import pickle
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from config import stores
from flotilla.kit import shared_cache
from flotilla.kit.shared_cache import SharedCache, SignedSerializer


@pytest.fixture(scope="module")
def program():
    """A Valkey or Redis, installed where that may be."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None and shutil.which("apt-get"):
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "redis-server"], check=False, capture_output=True
        )
        found = shutil.which("redis-server")
    if found is None:
        pytest.fail(
            "There is no Valkey and no Redis. Install one (Debian: apt-get install redis-server)."
        )
    return found


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(program, port, tmp_path):
    """One that lives as long as the test, or until it ends it."""
    running = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", tmp_path],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(port=port)
    for _try in range(200):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.05)
    client.close()
    yield running
    running.kill()
    running.wait()


@pytest.fixture
def open_cache(port):
    """Make caches as processes have them; their connections are closed at the end."""
    made = []

    def open_one():
        facts = stores.cache(f"redis://127.0.0.1:{port}/0")
        made.append(SharedCache(facts["LOCATION"], facts))
        return made[-1]

    yield open_one
    for one in made:
        for pool in one._cache._pools.values():
            pool.disconnect()


@pytest.fixture
def cache(open_cache, monkeypatch):
    monkeypatch.setattr(shared_cache.absence, "until", 0.0)
    made = open_cache()
    made.nearby.clear()
    return made


def test_what_one_process_keeps_another_finds(server, cache, open_cache):
    cache.set("words", ["a", {"b": 1}], 60)
    assert open_cache().get("words") == ["a", {"b": 1}]
    assert cache.answers()


def test_counting_up_by_many_at_once_loses_nothing(server, cache):
    cache.set("tries", 0, 60)
    with ThreadPoolExecutor(8) as many:
        list(many.map(lambda _: cache.incr("tries"), range(200)))
    assert cache.get("tries") == 200


def test_a_pickle_that_somebody_else_has_put_there_is_never_opened(server, cache, port):
    opened = []

    class Trap:
        def __reduce__(self):
            return (opened.append, (1,))

    client = redis.Redis(port=port)
    for forged in (pickle.dumps(Trap()), b"\x00" * 32 + pickle.dumps(Trap())):
        client.set(cache.make_and_validate_key("words"), forged)
        assert cache.get("words") is None
    client.close()
    assert opened == []


def test_a_value_moved_to_other_bytes_is_refused():
    serializer = SignedSerializer()
    kept = serializer.dumps("words")
    assert serializer.loads(kept) == "words"
    assert serializer.loads(kept[:-1] + bytes([kept[-1] ^ 1])) is None


def test_while_it_is_away_each_process_remembers_by_itself(server, cache, caplog):
    cache.set("tries", 1, 60)
    server.kill()
    server.wait()
    assert cache.get("tries") is None
    assert cache.add("tries", 1, 60)
    assert not cache.add("tries", 1, 60)
    assert cache.incr("tries") == 2
    assert cache.get_many(["tries"]) == {"tries": 2}
    assert not cache.answers()
    assert [record.getMessage() for record in caplog.records] == [
        "The shared cache does not answer (ConnectionError)"
    ]


def test_it_is_asked_again_after_a_pause(server, cache, monkeypatch):
    shared_cache.absence.begin(redis.ConnectionError())
    cache.set("words", "nearby", 60)
    assert cache.nearby.get("words") == "nearby"
    monkeypatch.setattr(shared_cache.absence, "until", 0.0)
    assert cache.get("words") is None

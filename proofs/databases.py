"""The two engines as a drill needs them: started durable, killed, cut from power, restarted, asked."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import config.sqlite

config.sqlite.replace()

import sqlite3  # noqa: E402 - the one that the site runs on

import psycopg  # noqa: E402

VAR = Path(__file__).resolve().parent.parent / "var" / "prove"
PATIENCE = 120.0  # seconds; a busy machine is no fault of the code


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def shim(name: str) -> Path:
    """Compile power.c or time.c if it was not yet; return what LD_PRELOAD takes."""
    source, made = Path(__file__).with_name(f"{name}.c"), VAR / f"{name}.so"
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        VAR.mkdir(parents=True, exist_ok=True)
        mine = made.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", mine, source, "-ldl"], check=True)
        mine.rename(made)
    return made


def descendants(pid: int) -> list[int]:
    """Return the processes below one, by what /proc says."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parts = stat.read_text().rpartition(")")[2].split()
            below.setdefault(int(parts[1]), []).append(int(stat.parent.name))
    found: list[int] = []
    todo = [pid]
    while todo:
        todo = [child for one in todo for child in below.get(one, [])]
        found += todo
    return found


def kill_all(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all below it by kill -9, the parent stopped first so that it starts no other."""
    os.kill(process.pid, signal.SIGSTOP)
    for pid in descendants(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.kill()
    process.wait()


class Database:
    """A database in a folder `live`, of which a folder `kept` can hold what a disk surely has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.live, self.kept = folder / "live", folder / "kept"
        self.preload: dict[str, str] = {}

    @property
    def power(self) -> dict[str, str]:
        """Return the environment under which a power cut can be played."""
        return {
            "LD_PRELOAD": str(shim("power")),
            "POWER_LIVE": str(self.live),
            "POWER_KEPT": str(self.kept),
        }

    def image(self) -> None:
        """Let the disk hold everything that is there now."""
        shutil.rmtree(self.kept, ignore_errors=True)
        subprocess.run(["cp", "-a", self.live, self.kept], check=True)

    def lose_unsynced(self) -> None:
        """Put what the disk surely has in the place of what was there."""
        shutil.rmtree(self.live)
        subprocess.run(["cp", "-a", self.kept, self.live], check=True)


class Sqlite(Database):
    """SQLite, which lives in the server's own process."""

    name = "sqlite"

    def prepare(self) -> None:
        """Make its folder."""
        self.live.mkdir(parents=True, exist_ok=True)

    @property
    def file(self) -> Path:
        """Return where it is."""
        return self.live / "flotilla.sqlite3"

    @property
    def url(self) -> str:
        """Return its address."""
        return f"sqlite:///{self.file}"

    def start(self, *, power: bool = False) -> None:
        """It starts with the server."""

    def stop(self) -> None:
        """It stops with the server."""

    def kill(self) -> None:
        """It is killed with the server."""

    @contextlib.contextmanager
    def connected(self) -> Iterator[Any]:
        """Give a connection for asking."""
        connection = sqlite3.connect(self.file, timeout=60)
        try:
            yield connection
        finally:
            connection.close()


class Postgres(Database):
    """A PostgreSQL cluster of the drill's own, durable unless told otherwise."""

    name = "postgres"
    DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.without: tuple[str, ...] = ()
        self.is_root = os.getuid() == 0
        self.bin = self._bin()

    @staticmethod
    def _bin() -> Path:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        on_path = shutil.which("initdb")
        if not found and not on_path:
            sys.exit("There is no PostgreSQL. Install it (Debian: apt-get install postgresql).")
        return found[-1] if found else Path(str(on_path)).parent

    def as_owner(self) -> list[str]:
        """Return the words before a command that PostgreSQL refuses to run as root."""
        if not self.is_root:
            return []
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def prepare(self) -> None:
        """Make a cluster with small segments of WAL, so that a power cut is cheap to play."""
        self.own()
        command = [self.bin / "initdb", "-D", self.live, "-U", "flotilla", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--wal-segsize=1"]  # fmt: skip
        subprocess.run([*self.as_owner(), *command], check=True, stdout=subprocess.DEVNULL)

    def own(self) -> None:
        """Give the folder to the one who runs PostgreSQL."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        if self.is_root:
            shutil.chown(self.folder, "postgres")

    @property
    def url(self) -> str:
        """Return its address."""
        return f"postgres://flotilla@127.0.0.1:{self.port}/postgres"

    def start(self, *, power: bool = False) -> None:
        """Start it if it does not run, and wait until it answers; `power` lets a power cut be played."""
        if self.process is not None and self.process.poll() is None:
            return
        if power and not self.kept.exists():
            self.image()
        sets = [
            *self.DURABLE, "listen_addresses=127.0.0.1", "max_connections=100", "jit=off", "shared_buffers=64MB",
            "logging_collector=off", *self.without,
        ]  # fmt: skip
        command = [self.bin / "postgres", "-D", self.live, "-p", str(self.port), "-k", self.folder]
        command += [word for one in sets for word in ("-c", one)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.as_owner(), *command],
                env={**os.environ, **self.preload, **(self.power if power else {})},
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.03)
        raise RuntimeError(f"PostgreSQL does not start: see {self.folder / 'log'}")

    def stop(self) -> None:
        """Stop it as an operator does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
        self.process = None

    def kill(self) -> None:
        """Kill the postmaster and all its children by kill -9."""
        if self.process is not None and self.process.poll() is None:
            kill_all(self.process)
        self.process = None

    @contextlib.contextmanager
    def connected(self) -> Iterator[Any]:
        """Give a connection for asking."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            yield connection


KINDS: dict[str, type[Sqlite] | type[Postgres]] = {"sqlite": Sqlite, "postgres": Postgres}

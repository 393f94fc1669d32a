"""A copy of Flotilla in a folder of its own: a real server on loopback over a real database."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proofs.databases import KINDS, PATIENCE, VAR, Postgres, Sqlite, free_port, kill_all

ROOT = Path(__file__).resolve().parent.parent
_grounds: dict[str, Path] = {}


class Site:
    """One site: its database, its server, and the secrets of its people."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder, self.engine = folder, engine
        self.database: Sqlite | Postgres = KINDS[engine](folder / "database")
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None
        self.off: tuple[str, ...] = ()
        self.extra: dict[str, str] = {}
        self._seeded: dict[str, Any] = {}

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings of an installation in earnest: no demo, no tests."""
        given = {
            name: value for name, value in os.environ.items() if not name.startswith("FLOTILLA_")
        }
        weak = {"DJANGO_SETTINGS_MODULE": "proofs.weak", "PROOFS_OFF": ",".join(self.off)}
        return {
            **given,
            "FLOTILLA_DATABASE_URL": self.database.url,
            "FLOTILLA_VAR": str(self.folder / "var"),
            "FLOTILLA_SITE_URL": f"http://127.0.0.1:{self.port}",
            "FLOTILLA_SECRET_KEY": "a-key-for-a-drill-" + "x7" * 30,
            "FLOTILLA_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "FLOTILLA_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "FLOTILLA_LOG_LEVEL": "WARNING",
            "FLOTILLA_LIMITS": "no",  # all its load comes from one address
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            **(weak if self.off else {}),
            **self.extra,
        }

    @property
    def seeded(self) -> dict[str, Any]:
        """Return the people, programme and contributions that proofs.seed made."""
        if not self._seeded:
            self._seeded = json.loads((self.folder / "seeded.json").read_text())
        return self._seeded

    def run(self, *words: str, check: bool = True) -> str:
        """Run a command of this site (`migrate -v0`) or a module (`-m proofs.seed`), and return what it printed."""
        start = [sys.executable] if words[0] == "-m" else [sys.executable, str(ROOT / "manage.py")]
        done = subprocess.run(
            [*start, *words], env=self.environment, cwd=ROOT, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self, *, power: bool = False, threads: int = 8) -> None:
        """Start the database and the server, and wait until it answers; `power` lets a power cut be played."""
        self.database.start(power=power)
        environment = self.environment
        if power and isinstance(self.database, Sqlite):
            self.database.image()
            environment |= self.database.power
        command = [sys.executable, str(ROOT / "manage.py"), "serve", "--bind", f"127.0.0.1:{self.port}"]  # fmt: skip
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [*command, "--threads", str(threads)], env=environment, cwd=ROOT, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/") == 200:
                    return
            if self.server is None or self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The server does not start: see {self.folder / 'server.log'}")

    def get(self, path: str) -> int:
        """Ask for a page; return its status."""
        return self.page(path)[0]

    def page(self, path: str, timeout: float = 30) -> tuple[int, str]:
        """Ask for a page; return its status and its words."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def verified(self, *words: str | Path) -> str:
        """Let somebody outside, with nothing but the one file, look at the public log; return what was said."""
        file = ROOT / "verify" / "flotilla_verify.py"
        done = subprocess.run(
            [sys.executable, "-I", file, f"http://127.0.0.1:{self.port}", *words],
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr

    def kill_server(self) -> None:
        """Kill -9 the server: gunicorn's master and its workers at once, by their process group."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.server = None

    def kill(self) -> None:
        """Kill -9 the server and the database."""
        self.kill_server()
        self.database.kill()

    def cut_power(self) -> None:
        """Kill -9 the server and the database, and lose all that was not synced to the disk."""
        self.kill()
        self.database.lose_unsynced()

    def stop_server(self) -> None:
        """Stop the server as an operator does."""
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                kill_all(self.server)
        self.server = None

    def stop(self) -> None:
        """Stop the server and the database as an operator does."""
        self.stop_server()
        self.database.stop()


def make_tables(site: Site) -> None:
    """Make the tables of an empty site; the tests put in its place something faster."""
    site.run("migrate", "-v0")


def _ground(engine: str) -> Path:
    """Make, once in a run, a migrated site with a body, a programme and people; others are copies of it."""
    if engine not in _grounds:
        VAR.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"ground-{engine}-", dir=_somewhere()))
        folder.chmod(0o755)
        site = Site(folder, engine)
        site.database.prepare()
        site.database.start()
        try:
            (folder / "var" / "static").mkdir(parents=True)
            make_tables(site)
            (folder / "seeded.json").write_text(site.run("-m", "proofs.seed"))
        finally:
            site.stop()
        _grounds[engine] = folder
    return _grounds[engine]


def _somewhere() -> str:
    """Return where sites are made: a folder that other users (PostgreSQL's) may walk through."""
    where = Path(tempfile.gettempdir()) / f"flotilla-prove-{os.getpid()}"
    where.mkdir(mode=0o755, exist_ok=True)
    return str(where)


def clear() -> None:
    """Throw away every site that was made in this run."""
    shutil.rmtree(_somewhere(), ignore_errors=True)
    _grounds.clear()


@contextlib.contextmanager
def a_site(engine: str) -> Iterator[Site]:
    """Give a seeded site of its own, not started; killed and thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"{engine}-", dir=_somewhere()))
    folder.rmdir()
    subprocess.run(["cp", "-a", _ground(engine), folder], check=True)
    site = Site(folder, engine)
    try:
        yield site
    finally:
        site.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def an_empty_site(like: Site) -> Iterator[Site]:
    """Give an empty database and an empty folder, whose site knows the people of another one."""
    folder = Path(tempfile.mkdtemp(prefix=f"empty-{like.engine}-", dir=_somewhere()))
    folder.chmod(0o755)
    site = Site(folder, like.engine)
    site._seeded = like.seeded
    try:
        site.database.prepare()
        site.database.start()
        (folder / "var" / "static").mkdir(parents=True)
        yield site
    finally:
        site.kill()
        shutil.rmtree(folder, ignore_errors=True)

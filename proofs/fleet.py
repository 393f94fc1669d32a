"""A site on three hosts: on each etcd, PostgreSQL under Patroni, the web and a clock; on the first the shared cache; in front nginx."""

import base64
import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from proofs.databases import PATIENCE
from proofs.hosts import AS_POSTGRES, NAMES, Host
from proofs.site import ROOT

DEPLOY = ROOT / "deploy"
NEEDED = {
    "patroni": "patroni",
    "etcd": "etcd-server",
    "nginx": "nginx",
    "redis-server": "redis-server",
}
FRONT = 8080
WEB = 8000


def missing() -> list[str]:
    """Return Debian's packages that are not there, after trying to install them where that may be."""
    lacking = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if lacking and os.getuid() == 0 and shutil.which("apt-get"):
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacking, "python3-psycopg2", "iproute2"]  # fmt: skip
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
        subprocess.run(command, check=False, capture_output=True)
    return [package for program, package in NEEDED.items() if not shutil.which(program)]


class Cluster:
    """The database of all three: where writes go is found by libpq."""

    def __init__(self, hosts: list[Host]) -> None:
        self.hosts = hosts
        where = ",".join(f"{host.address}:5432" for host in hosts)
        self.url = f"postgres://postgres@{where}/flotilla"
        self.conninfo = (
            f"host={','.join(host.address for host in hosts)} port=5432 user=postgres dbname=flotilla "
            "target_session_attrs=read-write connect_timeout=3"
        )

    @contextlib.contextmanager
    def connected(self) -> Iterator[Any]:
        """Give a connection to the one that takes writes."""
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            yield connection


class Fleet:
    """The hosts and what runs in them; to the load it looks like one site."""

    def __init__(self, folder: Path, *, synchronous: bool) -> None:
        self.folder, self.synchronous = folder, synchronous
        self.hosts = [Host(name, folder) for name in NAMES]
        self.database = Cluster(self.hosts)
        self.port = FRONT
        self.seeded: dict[str, Any] = {}

    def begin(self) -> None:
        """Start everything from nothing, and fill it."""
        for host in self.hosts:
            self.start_database(host)
        self.until(self.is_whole, "the database does not become whole")
        with psycopg.connect(
            self.database.conninfo.replace("dbname=flotilla", "dbname=postgres"), autocommit=True
        ) as connection:
            connection.execute("CREATE DATABASE flotilla")
        first = self.hosts[0]
        self.run_on(first, "manage.py", "migrate", "-v0")
        self.seeded = json.loads(self.run_on(first, "-m", "proofs.seed"))
        for host in self.hosts:
            self.start_web(host)
        self.start_front()
        self.until(lambda: self.status_of("/") == 200, "the site does not answer")

    def start_database(self, host: Host) -> None:
        """Start etcd and Patroni, which starts PostgreSQL."""
        for name in ("etcd", "postgres"):
            place = host.folder / name
            place.mkdir(mode=0o700, exist_ok=True)
            shutil.chown(place, "postgres")
        etcd, patroni = host.folder / "etcd.yml", host.folder / "patroni.yml"
        etcd.write_text(self._etcd(host))
        patroni.write_text(self._patroni(host))
        host.start("etcd", [*AS_POSTGRES, "etcd", "--config-file", etcd])
        host.start("patroni", [*AS_POSTGRES, "/usr/bin/patroni", patroni])

    def _own(self, text: str, host: Host) -> str:
        """Put the name and addresses of a host in the place of those of h1."""
        own = text.replace("name: h1", f"name: {host.name}")
        lines = [
            line if "hosts:" in line or "initial-cluster:" in line else line.replace("10.77.0.1:", f"{host.address}:")
            for line in own.splitlines()
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def _etcd(self, host: Host) -> str:
        text = self._own((DEPLOY / "patroni" / "etcd.conf.yml").read_text(), host)
        return text.replace("/var/lib/etcd/flotilla", str(host.folder / "etcd"))

    def _patroni(self, host: Host) -> str:
        text = self._own((DEPLOY / "patroni" / "patroni.yml").read_text(), host)
        changes = {
            "/var/lib/postgresql/15/flotilla": str(host.folder / "postgres" / "data"),
            "/var/lib/postgresql/.pgpass-patroni": str(host.folder / "postgres" / "pgpass"),
            "/var/run/postgresql": str(host.folder / "postgres"),
            "/usr/lib/postgresql/15/bin": str(max(Path("/usr/lib/postgresql").glob("*/bin"))),
            "scram-sha-256": "trust",
        }
        if not self.synchronous:
            changes |= {
                "synchronous_mode: true": "synchronous_mode: false",
                "synchronous_mode_strict: true": "synchronous_mode_strict: false",
                'synchronous_commit: "on"': "synchronous_commit: local",
            }
        for old, new in changes.items():
            text = text.replace(old, new)
        return text

    def environment(self, host: Host) -> dict[str, str]:
        """Return the settings of a web host: the same for all."""
        given = {name: value for name, value in os.environ.items() if "FLOTILLA" not in name}
        return {
            **given,
            "FLOTILLA_DATABASE_URL": self.database.url,
            "FLOTILLA_VAR": str(host.folder / "var"),
            "FLOTILLA_SITE_URL": f"http://127.0.0.1:{FRONT}",
            "FLOTILLA_SECRET_KEY": "a-key-for-a-drill-" + "x7" * 30,
            "FLOTILLA_LOG_KEY": base64.b64encode(b"a key for a drill, 32 bytes long").decode(),
            "FLOTILLA_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "FLOTILLA_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "FLOTILLA_LOG_LEVEL": "WARNING",
            "FLOTILLA_CACHE_URL": f"redis://{self.hosts[0].address}:6379/0",
            # the control acknowledges what only one host has, which the site refuses to start on (docs/operate/start-up.md)
            "FLOTILLA_ACCEPT_RISKS": "" if self.synchronous else "flotilla.E013",
            "FLOTILLA_CLOCK": "no",
            "FLOTILLA_BEHIND_PROXY": "yes",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        }

    def run_on(self, host: Host, *words: str) -> str:
        """Run a command of the site and return what it printed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment(host), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout

    def start_web(self, host: Host) -> None:
        """Start the web and a clock, of the three clocks one leads; on the first host the cache, which is lost with it."""
        if host is self.hosts[0]:
            host.start("cache", ["redis-server", "--bind", host.address, "--protected-mode", "no", "--save", ""])  # fmt: skip
        manage: list[str | Path] = [sys.executable, "manage.py"]
        serve: list[str | Path] = [*manage, "serve", "--bind", f"{host.address}:{WEB}"]
        host.start("web", serve, env=self.environment(host), cwd=ROOT)
        host.start("clock", [*manage, "clock"], env=self.environment(host), cwd=ROOT)

    def start_front(self) -> None:
        """Start nginx with the configuration that is shipped, but for https."""
        where = self.folder / "nginx"
        where.mkdir(exist_ok=True)
        servers = " ".join(
            f"server {host.address}:{WEB} max_fails=1 fail_timeout=5s;" for host in self.hosts
        )
        common = (DEPLOY / "nginx" / "flotilla-proxy.conf").read_text()
        (where / "nginx.conf").write_text(
            f"daemon off; pid {where}/pid; error_log {where}/error.log; worker_processes 1;\n"
            "events { worker_connections 512; }\n"
            f"http {{ access_log off; client_body_temp_path {where}/body; proxy_temp_path {where}/proxy;\n"
            f"fastcgi_temp_path {where}/f; uwsgi_temp_path {where}/u; scgi_temp_path {where}/s;\n"
            f"upstream flotilla {{ {servers} }}\n"
            f"server {{ listen 127.0.0.1:{FRONT};\n{common}\n}} }}\n"
        )
        with (where / "log").open("ab") as log:
            self.front = subprocess.Popen(
                ["nginx", "-c", where / "nginx.conf", "-e", where / "error.log"],
                stdout=log,
                stderr=log,
            )

    def is_whole(self) -> bool:
        """Whether one leads, and the others follow it; one of them confirms each write where that is asked."""
        try:
            with psycopg.connect(
                self.database.conninfo.replace("dbname=flotilla", "dbname=postgres"),
                autocommit=True,
            ) as connection:
                rows = connection.execute(
                    "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
                ).fetchall()
        except psycopg.Error:
            return False
        states = [state for (state,) in rows]
        return len(states) == len(NAMES) - 1 and ("sync" in states or not self.synchronous)

    def leader(self) -> Host:
        """Return the host whose database takes writes."""
        with self.database.connected() as connection:
            (address,) = connection.execute("SELECT host(inet_server_addr())").fetchone()
        return next(host for host in self.hosts if host.address == address)

    def status_of(self, path: str) -> int:
        """Ask for a page through the front; 0 if no answer came."""
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0

    def until(self, so: Any, otherwise: str, patience: float = PATIENCE) -> float:
        """Wait until something is so; return how long it took."""
        began = time.monotonic()
        while not so():
            if time.monotonic() - began > patience:
                raise RuntimeError(otherwise)
            time.sleep(0.2)
        return time.monotonic() - began

    def end(self) -> None:
        """Kill everything."""
        if front := getattr(self, "front", None):
            front.kill()
            front.wait()
        for host in self.hosts:
            host.kill()

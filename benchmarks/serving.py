"""Real gunicorn workers for a measurement, and how much memory they take."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4


class Server:
    """A server on a free port of this machine, until the `with` ends."""

    def __init__(self, application: str = "config.wsgi:application", **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.application, self.settings = application, settings
        self.log = ROOT / "var" / "bench" / "server.log"

    def __enter__(self) -> "Server":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "gunicorn", self.application, "-b", f"127.0.0.1:{self.port}", "-w", str(WORKERS), "-k", "gthread", "--threads", str(THREADS), "--log-level", "warning"]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "FLOTILLA_CLOCK": "no", **self.settings}, stdout=log, stderr=log)  # fmt: skip
        for _ in range(600):
            try:
                urllib.request.urlopen(self.at("/static/none"), timeout=20).close()
            except urllib.error.HTTPError:
                return self  # it answers, if only that this is not there
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.__exit__(None, None, None)
        raise SystemExit(f"The server did not start; see {self.log}")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:  # fmt: skip
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def at(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def memory(self) -> float:
        """Return the megabytes of the largest worker, shared pages counted by share."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        sizes = [0.0]
        for child in children.split():
            rollup = Path(f"/proc/{child}/smaps_rollup").read_text()
            found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
            sizes.append(int(found[1]) / 1024 if found else 0.0)
        return max(sizes)

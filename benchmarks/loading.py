"""Asks a server as a crowd would, with wrk (a small generator of load in C, which leaves the cores to the server)."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = r"""
local threads = {}
function setup(thread) thread:set("number", #threads); table.insert(threads, thread) end
function init(args)
  rows, turn, bad = {}, 0, 0
  local at = 0
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do
    if at % 2 == number % 2 or os.getenv("BENCH_SPLIT") ~= "yes" then
      local method, path, cookie, kind, body = line:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
      local headers = { ["Accept-Encoding"] = "gzip", ["Host"] = "127.0.0.1", ["Origin"] = "http://127.0.0.1" }
      if cookie ~= "" then headers["Cookie"] = cookie end
      if kind ~= "" then headers["Content-Type"] = kind end
      table.insert(rows, wrk.format(method, path, headers, body))
    end
    at = at + 1
  end
end
function request() turn = turn % #rows + 1; return rows[turn] end
function response(status) if status >= 400 then bad = bad + 1 end end
function done(summary, latency)
  local bad = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do bad = bad + thread:get("bad") end
  print(string.format("JSON {\"requests\": %d, \"seconds\": %.4f, \"bytes\": %d, \"p50\": %.3f, \"p95\": %.3f, \"p99\": %.3f, \"bad\": %d}",
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, bad))
end
"""


@dataclass(frozen=True)
class Request:
    """One request: how, where, as whom, with what."""

    path: str
    cookie: str = ""
    method: str = "GET"
    body: str = ""
    kind: str = ""

    @property
    def line(self) -> str:
        """The request as the script reads it."""
        return f"{self.method}\t{self.path}\t{self.cookie}\t{self.kind}\t{self.body}"


@dataclass(frozen=True)
class Measured:
    """How it went: requests a second, milliseconds, bytes an answer, and how many answers were none."""

    rate: float
    p50: float
    p95: float
    p99: float
    size: float
    bad: int


def ready() -> None:
    """Make sure that wrk is there; install Debian's if we may."""
    if shutil.which("wrk") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=False, stdout=subprocess.DEVNULL)  # fmt: skip
    if shutil.which("wrk") is None:
        raise SystemExit("make bench asks with wrk. Install it (Debian: apt-get install wrk) and try again.")  # fmt: skip


def ask(address: str, requests: Sequence[Request], seconds: float, *, at_once: int = 8, split: bool = False) -> Measured:  # fmt: skip
    """Send these requests in turn, so many at once, for so long; `split` gives each thread its own half of them."""
    with tempfile.TemporaryDirectory() as folder:
        script, lines = Path(folder, "ask.lua"), Path(folder, "requests")
        script.write_text(SCRIPT)
        lines.write_text("\n".join(one.line for one in requests) + "\n")
        command = ["wrk", "-t2", f"-c{at_once}", f"-d{max(round(seconds), 1)}s", "--timeout", "30s", "-s", str(script), address]  # fmt: skip
        environment = {**os.environ, "BENCH_REQUESTS": str(lines), "BENCH_SPLIT": "yes" if split else "no"}  # fmt: skip
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    line = next((one for one in said.stdout.splitlines() if one.startswith("JSON ")), "")
    if not line:
        raise SystemExit(f"wrk said nothing that can be read: {said.stdout}{said.stderr}")
    facts = json.loads(line.removeprefix("JSON "))
    answered = max(facts["requests"], 1)
    return Measured(
        facts["requests"] / facts["seconds"], facts["p50"], facts["p95"], facts["p99"],
        facts["bytes"] / answered, facts["bad"],
    )  # fmt: skip

"""Goes through the operator's guide in an empty Debian, line by line: `python tools/walk.py small` or `two`.

`small` is one host from nothing to a backed-up site, then brought back from its backup, upgraded, and back again; what it
is upgraded to is the same checkout in another folder.

Makes a Debian with debootstrap, lays the checkout where the page says, and runs every block marked `sh` there, in order,
for two hosts in network namespaces of their own. What stands in for what a chroot has not is said at the end: systemctl
(the units are read and their ExecStart is run as their user with their environment), and copying between hosts.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PROOFS_HOSTS"] = "flw-"

from proofs.hosts import NAMES, PREFIX, make_network, remove_network  # noqa: E402

PLACE = Path("/tmp/flotilla-walk")
BLOCK = re.compile(r"^```(sh|text)(?: host=(\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = {"small": ("README.md", "backup.md", "upgrade.md"), "two": ("two-hosts.md",)}
NEXT = "0.4.0"  # the version that the page about upgrading brings
HANDED_OVER = ("flotilla.conf", "pg_hba.conf", "flotilla.env")
OUTSIDE = (
    "apt-get",
    "tools/install.sh",
)  # these reach the registries, which only the machine itself can
SYSTEMCTL = '''#!/usr/bin/python3
"""Stands in for systemctl in a chroot: starts what a unit says, as its user, with its environment."""
import os, pathlib, re, shlex, signal, subprocess, sys, time
words = [word for word in sys.argv[1:] if not word.startswith("-")]
verb, units = words[0], words[1:]
now = verb in ("start", "restart", "stop") or "--now" in sys.argv
if verb == "daemon-reload" or not now:
    sys.exit()
def known(unit):
    name, _, port = unit.removesuffix(".service").partition("@")
    path = pathlib.Path("/etc/systemd/system", f"{name}@.service" if port else f"{name}.service")
    return path, port
def stop(pidfile):
    if pidfile.exists():
        try:
            os.killpg(int(pidfile.read_text()), signal.SIGTERM)
        except ProcessLookupError:
            pass
        time.sleep(1)
def run(unit):
    path, port = known(unit)
    text = path.read_text().replace("%i", port)
    env = dict(os.environ)
    for line in re.findall(r"^Environment=(.*)$", text, re.M):
        env.update(part.split("=", 1) for part in shlex.split(line))
    for file in re.findall(r"^EnvironmentFile=(.*)$", text, re.M):
        rows = [row for row in pathlib.Path(file).read_text().splitlines() if "=" in row and row[0] != "#"]
        env.update(row.split("=", 1) for row in rows)
    command = re.search(r"^ExecStart=(.*)$", text, re.M)[1]
    command = re.sub(r"\\$\\{(\\w+)\\}", lambda found: env[found[1]], command)
    user = re.search(r"^User=(.*)$", text, re.M)[1]
    pidfile = pathlib.Path("/run", unit + ".pid")
    stop(pidfile)
    if verb == "stop":
        return
    log = open(f"/var/log/{unit}.log", "ab")
    begun = subprocess.Popen(["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *shlex.split(command)],
        env=env, cwd="/srv/flotilla", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    pidfile.write_text(str(begun.pid))
for unit in units:
    if unit.endswith(".timer"):
        assert known(unit.removesuffix(".timer") + ".service")[0].exists() and pathlib.Path("/etc/systemd/system", unit).exists()
    elif unit == "postgresql":
        done = subprocess.run(["pg_ctlcluster", "15", "main", "start" if verb == "enable" else verb])
        assert done.returncode == 0 or (verb, done.returncode) == ("stop", 2)  # 2: it did not run
    elif unit == "redis-server":
        running = pathlib.Path("/run/redis/redis-server.pid")
        if running.exists():
            os.kill(int(running.read_text()), signal.SIGTERM)
        os.makedirs("/run/redis", exist_ok=True)
        subprocess.run(["chown", "redis", "/run/redis"], check=True)
        time.sleep(0.5)
        subprocess.run(["setpriv", "--reuid=redis", "--regid=redis", "--init-groups", "redis-server",
            "/etc/redis/redis.conf", "--daemonize", "yes"], check=True, stdout=subprocess.DEVNULL)
    elif unit == "nginx":
        subprocess.run(["nginx", "-s", "stop"], capture_output=True)
        time.sleep(0.5)
        subprocess.run(["nginx"], check=True)
    else:
        run(unit)
'''


@dataclass
class Debian:
    """One empty Debian, in a folder, with or without a network of its own."""

    name: str
    folder: Path
    namespace: str = ""

    def make(self, base: Path) -> None:
        """Lay it from the base, with the checkout where the page says."""
        subprocess.run(["cp", "-a", base, self.folder], check=True)
        for name in ("resolv.conf", "hosts"):
            shutil.copy(f"/etc/{name}", self.folder / "etc" / name)
        shutil.copy("/etc/ssl/certs/ca-certificates.crt", self.folder / "opt" / "machine.crt")
        stand_in = self.folder / "usr/local/bin/systemctl"
        stand_in.write_text(SYSTEMCTL)
        stand_in.chmod(0o755)
        stay = (
            self.folder / "usr/sbin/policy-rc.d"
        )  # packages start nothing when they are installed
        stay.write_text("#!/bin/sh\nexit 101\n")
        stay.chmod(0o755)
        self.lay(f"srv/flotilla-{NEXT}")
        self.lay("srv/flotilla-0.1.0")
        subprocess.run(["mount", "-t", "proc", "proc", self.folder / "proc"], check=True)

    def lay(self, where: str) -> None:
        """Unpack the checkout into a folder, as a release would be."""
        code = self.folder / where
        code.mkdir(parents=True)
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout  # fmt: skip
        packed = subprocess.Popen(["tar", "c", "--null", "-T", "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        unpack = subprocess.Popen(["tar", "x", "-C", code, "--no-same-owner"], stdin=packed.stdout)
        assert packed.stdin
        packed.stdin.write(listed)
        packed.stdin.close()
        if unpack.wait() or packed.wait():
            raise RuntimeError("the checkout could not be laid there")

    def run(self, words: str) -> "subprocess.CompletedProcess[str]":
        """Run a block as an operator would, stopping at the first line that fails."""
        enter = ["chroot", str(self.folder), "bash", "-euo", "pipefail", "-c"]
        if self.namespace and not any(word in words for word in OUTSIDE):
            enter = ["ip", "netns", "exec", self.namespace, *enter]
        env = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive", "PIP_CERT": "/opt/machine.crt", "SSL_CERT_FILE": "/opt/machine.crt",
        }  # fmt: skip
        go = "cd /srv/flotilla 2>/dev/null || cd /\n"
        return subprocess.run([*enter, go + words], env=env, capture_output=True, text=True, check=False)  # fmt: skip

    def end(self) -> None:
        """End what runs there, and take it away."""
        for entry in Path("/proc").glob("[0-9]*/root"):
            try:
                inside = entry.resolve() == self.folder
            except OSError:
                continue
            if inside:
                subprocess.run(["kill", "-9", entry.parent.name], check=False, capture_output=True)
        subprocess.run(["umount", self.folder / "proc"], check=False, capture_output=True)


def base() -> Path:
    """Return an empty Debian, made once."""
    made = PLACE / "base"
    if not (made / "usr/bin/apt-get").exists():
        PLACE.mkdir(exist_ok=True)
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", made], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    return made


def hosts_of(which: str) -> dict[str, Debian]:
    """Return the empty hosts that a page is about."""
    started = f"{which}-{int(time.time())}"
    if which == "small":
        return {"a": Debian("a", PLACE / f"{started}-a")}
    make_network()
    return {
        name: Debian(name, PLACE / f"{started}-{name}", PREFIX + NAMES[number])
        for number, name in enumerate("ab")
    }


def hand_over(hosts: dict[str, Debian]) -> None:
    """Do what the page says by scp."""
    for name in HANDED_OVER:
        source = hosts["a"].folder / "tmp" / name
        if "b" in hosts and source.exists():
            shutil.copy(source, hosts["b"].folder / "tmp" / name)


def own_network(words: str) -> str:
    """Put the addresses of the namespaces in the place of those of the page."""
    return words.replace("10.0.0.11", "10.77.0.1").replace("10.0.0.12", "10.77.0.2").replace("10.0.0.0/24", "10.77.0.0/24")  # fmt: skip


def walk(which: str) -> int:
    """Go through the page; return how many blocks failed."""
    page = "".join((ROOT / "docs/operate" / name).read_text("utf-8") for name in PAGES[which])
    hosts, failed, left = hosts_of(which), 0, []
    skip = sys.argv[sys.argv.index("--skip") + 1] if "--skip" in sys.argv else ""
    ground = base()
    try:
        for host in hosts.values():
            host.make(ground)
        for kind, where, block in BLOCK.findall(page):
            lines = block.splitlines(keepends=True)
            walked = [line for line in lines if kind == "sh" and not (skip and skip in line)]
            left += [line for line in lines if line not in walked]
            for host in hosts.values() if where in {"", "both"} else [hosts[where]]:
                words = "".join(walked)
                if words:
                    failed += not step(host, own_network(words) if which == "two" else words)
            hand_over(hosts)
            if failed:
                break
    finally:
        if "--keep" not in sys.argv:
            for host in hosts.values():
                host.end()
                subprocess.run(["rm", "-rf", "--one-file-system", host.folder], check=False)
            if which == "two":
                remove_network()
    print(
        f"{which}: {'NOT ' if failed else ''}walked to its end; {len(left)} lines, marked `text` or skipped, were not walked"
    )
    return failed


def step(host: Debian, words: str) -> bool:
    """Run one block on one host and say how it went."""
    began = time.monotonic()
    done = host.run(words)
    said = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"{host.name}: {len(words.splitlines())} lines, {time.monotonic() - began:.0f} s, {said}: {words.splitlines()[0][:90]}", flush=True)  # fmt: skip
    if done.returncode:
        print(done.stdout[-1500:], done.stderr[-3000:], sep="\n", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(min(1, sum(walk(which) for which in sys.argv[1:] if which in PAGES)))

"""Hosts on one machine: network namespaces with a switch between them, whose cables can be pulled and processes killed."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

PREFIX = os.environ.get("PROOFS_HOSTS", "flp-")  # so that two who play at once do not meet
NET = f"{PREFIX}net"  # where the switch, the clients and what stands in front of the site are
SUBNET = "10.77.0"
NAMES = ("h1", "h2", "h3")
AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
PLAIN = {
    "PATH": "/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",
}


def ip(*words: str) -> None:
    """Tell the kernel how the network is."""
    subprocess.run(["ip", *words], check=True, capture_output=True)


def make_network() -> None:
    """Lay a switch and a cable to each host."""
    remove_network()
    ip("netns", "add", NET)
    ip("-n", NET, "link", "set", "lo", "up")
    ip("-n", NET, "link", "add", "switch", "type", "bridge")
    ip("-n", NET, "addr", "add", f"{SUBNET}.254/24", "dev", "switch")
    ip("-n", NET, "link", "set", "switch", "up")
    for number, name in enumerate(NAMES, start=1):
        ip("netns", "add", PREFIX + name)
        ip("link", "add", f"to-{name}", "netns", NET, "type", "veth", "peer", "name", "eth0", "netns", PREFIX + name)  # fmt: skip
        ip("-n", NET, "link", "set", f"to-{name}", "master", "switch")
        ip("-n", NET, "link", "set", f"to-{name}", "up")
        ip("-n", PREFIX + name, "link", "set", "lo", "up")
        ip("-n", PREFIX + name, "addr", "add", f"{SUBNET}.{number}/24", "dev", "eth0")
        ip("-n", PREFIX + name, "link", "set", "eth0", "up")


def remove_network() -> None:
    """Kill what runs in the hosts of a drill and take them away."""
    for name in (*(PREFIX + one for one in NAMES), NET):
        if Path("/run/netns", name).exists():
            _kill_in(name, spare=os.getpid())
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _kill_in(namespace: str, spare: int = 0) -> None:
    for _time in range(5):  # until nobody is there who could have started another
        found = subprocess.run(
            ["ip", "netns", "pids", namespace], capture_output=True, text=True, check=False
        ).stdout.split()
        pids = [int(pid) for pid in found if int(pid) != spare]
        if not pids:
            return
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


class Host:
    """One host: an address, a disk (a folder that outlives its processes), and processes."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.number = NAMES.index(name) + 1
        self.address = f"{SUBNET}.{self.number}"
        self.folder = folder / name
        self.folder.mkdir(mode=0o755, exist_ok=True)
        self.is_gone = False
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self,
        what: str,
        command: list[str | Path],
        *,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start a process in this host; its log is on its disk."""
        with (self.folder / f"{what}.log").open("ab") as log:
            self.running[what] = subprocess.Popen(
                ["ip", "netns", "exec", PREFIX + self.name, *command],
                env=env or PLAIN,
                cwd=cwd or self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def pids_of(self, words: str) -> list[int]:
        """Return the processes of this host in whose command line these words stand."""
        found = subprocess.run(
            ["ip", "netns", "pids", PREFIX + self.name], capture_output=True, text=True, check=False
        ).stdout.split()
        pids = []
        for pid in found:
            with contextlib.suppress(OSError):
                if words.encode() in Path("/proc", pid, "cmdline").read_bytes():
                    pids.append(int(pid))
        return pids

    def pull_cable(self) -> None:
        """Cut the host off from all others; what runs in it goes on."""
        ip("link", "set", f"to-{self.name}", "down")
        self.is_gone = True

    def put_cable(self) -> None:
        """Connect the host again."""
        ip("link", "set", f"to-{self.name}", "up")
        self.is_gone = False

    def kill(self) -> None:
        """Cut the host off and kill -9 everything in it, as when its power goes."""
        self.pull_cable()
        _kill_in(PREFIX + self.name)
        for process in self.running.values():
            process.wait()
        self.running.clear()


def signal_all(pids: list[int], which: signal.Signals) -> None:
    """Send a signal to processes that may have gone."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, which)

"""`make bench`: fills, serves, asks, prints a table and writes it as JSON under var/bench/.

    make bench [N=1000,20000,100000] [ENGINES=sqlite,postgresql] [SECONDS=2] [LARGE=yes] [AGAIN=no]

What is known of an engine from an earlier run is kept unless AGAIN=yes, so a run that was stopped goes on with the next
engine.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.loading import ready
from benchmarks.serving import ROOT
from benchmarks.verdicts import verdicts

WHERE = ROOT / "var" / "bench"
ENGINES = ("sqlite", "postgresql")


def run(engine: str, sizes: str, seconds: str, shape: str) -> None:
    """Measure one engine in a process of its own, on a database of its own."""
    command = [sys.executable, "-m", "benchmarks.engine", engine, sizes, seconds, shape]
    environment = {**os.environ, "FLOTILLA_DEMO": "yes", "FLOTILLA_TESTING": "no", "FLOTILLA_HOSTS": "127.0.0.1", "FLOTILLA_STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage", "FLOTILLA_LOG_LEVEL": "ERROR", "FLOTILLA_LIMITS": "no", "PYTHONWARNINGS": "ignore"}  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="flotilla-bench-") as folder:
        environment["FLOTILLA_VAR"] = folder
        if engine == "postgresql":
            command = ["tools/postgres.sh", *command]
            environment["FLOTILLA_POSTGRES_DURABLE"] = "yes"
        else:
            environment["FLOTILLA_DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


def main() -> None:
    """Run what is asked for, and print."""
    asked = {name: os.environ.get(name, usual) for name, usual in (("N", "1000,20000,100000"), ("ENGINES", ",".join(ENGINES)), ("SECONDS", "2"), ("LARGE", "yes"), ("AGAIN", "no"))}  # fmt: skip
    ready()
    for engine in asked["ENGINES"].split(","):
        shapes = ["sizes", "large"] if asked["LARGE"] == "yes" else ["sizes"]
        for shape in shapes:
            where = WHERE / (f"{engine}.json" if shape == "sizes" else f"{engine}-large.json")
            if shape == "sizes" and asked["AGAIN"] != "yes" and known(where, asked["N"]):
                print(f"{engine}: as measured before (AGAIN=yes measures anew)")
                continue
            if shape == "large" and asked["AGAIN"] != "yes" and where.exists():
                continue
            run(engine, asked["N"], asked["SECONDS"], shape)
    subprocess.run([sys.executable, "-m", "benchmarks.petitions"], cwd=ROOT, check=True, env={**os.environ, "FLOTILLA_DEMO": "yes", "FLOTILLA_TESTING": "no"})  # fmt: skip
    subprocess.run([sys.executable, "-m", "benchmarks.panels"], cwd=ROOT, check=True)
    pages_of_panels()
    show(asked["ENGINES"].split(","))


def pages_of_panels() -> None:
    """Measure the pages about a panel, in a database of their own."""
    with tempfile.TemporaryDirectory(prefix="flotilla-bench-") as folder:
        environment = {**os.environ, "FLOTILLA_DEMO": "yes", "FLOTILLA_TESTING": "no", "FLOTILLA_LOG_LEVEL": "ERROR", "FLOTILLA_VAR": folder, "FLOTILLA_DATABASE_URL": f"sqlite:///{folder}/panels.sqlite3"}  # fmt: skip
        words = "from benchmarks import panel_pages; panel_pages.main()"
        subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", words], cwd=ROOT, env=environment, check=True)  # fmt: skip


def known(where: Path, sizes: str) -> bool:
    """Whether all these sizes were measured before."""
    return where.exists() and set(sizes.split(",")) <= set(json.loads(where.read_text())["sizes"])


def read(name: str) -> Any:
    """Return what was found, None if it was not measured."""
    where = WHERE / f"{name}.json"
    return json.loads(where.read_text()) if where.exists() else None


def show(engines: list[str]) -> None:
    """Print the tables, and what of the targets is met."""
    whole: dict[str, Any] = {
        "engines": {},
        "large": {},
        "petitions": read("petitions"),
        "panels": read("panels"),
        "panel_pages": read("panel_pages"),
    }
    for engine in engines:
        if found := read(engine):
            whole["engines"][engine] = found["sizes"]
            for size, result in found["sizes"].items():
                table(engine, size, result)
        if large := read(f"{engine}-large"):
            whole["large"][engine] = large
    whole["targets"] = verdicts(whole)
    print("\nTargets")
    for one in whole["targets"]:
        print(f"  {'met   ' if one['met'] else 'MISSED'} {one['words']}")
    (WHERE / "bench.json").write_text(json.dumps(whole, indent=1))
    print(f"\nThe same as data: {(WHERE / 'bench.json').relative_to(ROOT)}")


def table(engine: str, size: str, result: dict[str, Any]) -> None:
    """Print one table: requests a second, milliseconds, questions, bytes, beside the yardstick."""
    rates = {row["name"]: row["measured"]["rate"] for row in result["rows"]}
    print(f"\n{engine}, {int(size):,} contributions; largest web process {result['memory']:.0f} MB; similar {result['similar_ms']['median']:.1f} ms")  # fmt: skip
    print(f"{'':44s} {'a second':>9s} {'p50 ms':>8s} {'p99 ms':>8s} {'queries':>8s} {'bytes':>8s} {'packed':>7s} {'of yardstick':>13s}")  # fmt: skip
    for row in result["rows"]:
        found, facts = row["measured"], row["facts"]
        ratio = f"{found['rate'] / rates[row['yardstick']]:.2f}" if row["yardstick"] else ""
        print(
            f"{row['name']:44s} {found['rate']:9.0f} {found['p50']:8.1f} {found['p99']:8.1f} {row['queries'] if row['queries'] is not None else '':>8} {facts.get('bytes', found['size']):8.0f} {facts.get('packed', found['size']):7.0f} {ratio:>13s}"
            + (f"  {found['bad']} failed" if found["bad"] else "")
        )


if __name__ == "__main__":
    main()

"""The targets, and whether what was measured meets them; ratios within one run, for machines differ."""

from typing import Any

BARE, PLAIN, INSERT = 0.8, 0.4, 0.5
QUERIES, GROWTH, SIMILAR_MS, MEMORY, FOUND = 12, 1.3, 15.0, 200.0, 0.9
SCORED_S, SCORED_MB, ASSIGNED_S = 1.0, 300.0, 2.0
PANEL_PAGE_MS = 300


def verdicts(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each target in words with its figure, and whether it is met."""
    said: list[dict[str, Any]] = []
    for engine, sizes in whole["engines"].items():
        for size, result in sizes.items():
            said += _of_size(f"{engine}, {int(size):,}", result)
        said += _growth(engine, sizes)
    for engine, rows in whole["large"].items():
        slow = [row for row in rows if row["p95"] > row["most"] or row["bad"] or not row["rate"]]
        worst = {kind: max((row for row in rows if row["kind"] == kind), key=lambda row: (not row["rate"], row["p95"])) for kind in ("public", "desk")}  # fmt: skip
        words = "; ".join(f"slowest {kind} page {row['name']}: {slowness(row)} of {row['most']}" for kind, row in worst.items())  # fmt: skip
        said.append(_one(not slow, f"{engine}, large body, 16 at once, nothing kept: {words}"))
    if petitions := whole.get("petitions"):
        share = petitions["accepted"]["five"]
        said.append(_one(share >= FOUND, f"petitions: an accepted original among the first five for {share:.1%} (target {FOUND:.0%}); among all 2,195 for {petitions['all']['five']:.1%}"))  # fmt: skip
    if panels := whole.get("panels"):
        said += _of_panels(panels)
    if pages := whole.get("panel_pages"):
        said += _of_panel_pages(pages)
    return said


def slowness(row: dict[str, Any]) -> str:
    """Return how long the slowest twentieth took; where no answer came at all, wrk has no time to tell either."""
    return f"p95 {row['p95']:.0f} ms" if row["rate"] else "no answer in time"


def _of_panels(panels: dict[str, Any]) -> list[dict[str, Any]]:
    scored, assigned = panels["scored"], panels["assigned"]
    met = scored["seconds"] <= SCORED_S and scored["memory"] <= SCORED_MB
    done = assigned["pairs"] == assigned["wanted"]
    return [
        _one(met, f"panels: 1,000 entries of 200 assessors told apart in {scored['seconds']:.2f} s (target {SCORED_S:.0f}) and {scored['memory']:.0f} MB (target {SCORED_MB:.0f})"),
        _one(done and assigned["seconds"] <= ASSIGNED_S, f"panels: {assigned['pairs']} of {assigned['wanted']} readings of 200 entries given to 30 readers in {assigned['seconds']:.2f} s (target {ASSIGNED_S:.0f})"),
    ]  # fmt: skip


def _of_panel_pages(pages: dict[str, Any]) -> list[dict[str, Any]]:
    few, many = (pages[size] for size in sorted(pages, key=int))
    return [
        _one(row["ms"] <= PANEL_PAGE_MS and row["queries"] == few[name]["queries"], f"panels: the page “{name}” of 1,000 entries in {row['ms']:.0f} ms (target {PANEL_PAGE_MS}) with {row['queries']} questions ({few[name]['queries']} at 10)")
        for name, row in many.items()
    ]  # fmt: skip


def _one(met: bool, words: str) -> dict[str, Any]:
    return {"met": met, "words": words}


def _ratio(row: dict[str, Any], rates: dict[str, float]) -> float:
    return float(row["measured"]["rate"] / rates[row["yardstick"]])


def _of_size(where: str, result: dict[str, Any]) -> list[dict[str, Any]]:
    rows = result["rows"]
    rates = {row["name"]: row["measured"]["rate"] for row in rows}
    said = []
    for ending, target, words in (("anonymous", BARE, "of the bare view"), ("signed in", PLAIN, "of the plain list, nothing kept"), ("support", INSERT, "of the bare insert")):  # fmt: skip
        ours = [row for row in rows if row["name"].endswith(ending) and row["yardstick"]]
        worst = min(ours, key=lambda row: _ratio(row, rates))
        ratio = _ratio(worst, rates)
        said.append(_one(ratio >= target, f"{where}: {worst['name']} {ratio:.2f} {words} (target {target})"))  # fmt: skip
    most = max(row["queries"] or 0 for row in rows)
    said.append(_one(most <= QUERIES, f"{where}: at most {most} queries a page (target {QUERIES})"))
    similar = result["similar_ms"]["median"]
    said.append(_one(similar <= SIMILAR_MS, f"{where}: similar in {similar:.1f} ms (target {SIMILAR_MS:.0f})"))  # fmt: skip
    said.append(_one(result["memory"] <= MEMORY, f"{where}: {result['memory']:.0f} MB a web process (target {MEMORY:.0f})"))  # fmt: skip
    failed = sum(row["measured"]["bad"] for row in rows)
    said.append(_one(failed == 0, f"{where}: {failed} requests failed"))
    return said


def _growth(engine: str, sizes: dict[str, Any]) -> list[dict[str, Any]]:
    """The middle request must not take longer because there is more; nor may a page ask more."""
    small, great = min(sizes, key=int), max(sizes, key=int)
    if small == great:
        return []
    before = {row["name"]: row for row in sizes[small]["rows"]}
    said = []
    for row in sizes[great]["rows"]:
        then = before[row["name"]]
        grown = row["measured"]["p50"] / then["measured"]["p50"]
        if row["yardstick"] or row["queries"] is not None:
            said.append(_one(grown <= GROWTH, f"{engine}: p50 of {row['name']} at {int(great):,} is {grown:.2f} of that at {int(small):,} (target {GROWTH})"))  # fmt: skip
        if row["queries"] != then["queries"]:
            said.append(_one(met=False, words=f"{engine}: {row['name']} asks {then['queries']} questions at {int(small):,} and {row['queries']} at {int(great):,}"))  # fmt: skip
    return said

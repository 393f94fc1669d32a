#!/usr/bin/env python3
"""Check the public log of a Flotilla site from outside: python3 flotilla_verify.py https://together.example.gov/log/

It needs Python 3.9 or newer and nothing of the site's own software. It reads the whole log and says, a line a check,
whether the pages show what was sealed, whether anything was deleted, changed, slipped in or dated back, and whether the
log fits the checkpoints that you (--remember) and others (--also) kept. It ends with 0 if all is well, 1 if not, 2 if
the site cannot be read. How the log is made: docs/decisions/0009 in the source of Flotilla.
"""

import argparse
import base64
import hashlib
import html
import json
import re
import sys
import time
import urllib.error
import urllib.request
from bisect import bisect_right
from collections import Counter
from datetime import datetime, timezone
from functools import reduce
from pathlib import Path

TILE, DELAY, CLOCKS, RECENT = 256, 300, 600, 7 * 86400
MOST_SIGNATURES, PAGES = 400, 10
RECEIVED = {"contribution.submitted", "contribution.imported"}
ENDS = ("erased", "withdrawn", "removed", "split", "merged")

# -- Ed25519 (RFC 8032, 5.1): only what is needed to check a signature ----------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def _add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number, point):
    rest = _times(number >> 1, _add(point, point)) if number > 1 else (0, 1, 1, 0)
    return _add(rest, point) if number & 1 else rest


def _point(raw):
    if len(raw) != 32:
        return None
    y, odd = int.from_bytes(raw, "little") & ((1 << 255) - 1), raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * pow(2, (P - 1) // 4, P) % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Whether the holder of a key (32 bytes) made this signature (64 bytes) of a message."""
    key, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if not key or not r or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    a, b = _times(s, BASE), _add(r, _times(k, key))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


# -- The tree (RFC 9162, 2.1), signed notes and how things are written -----------------------------
def sha(*parts):
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """All hashes over a list of leaf hashes, so that the head of every earlier size is at hand."""

    def __init__(self, leaves):
        self.levels = [list(leaves)]
        while len(self.levels[-1]) > 1:
            row = self.levels[-1]
            self.levels.append([sha(b"\1", row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])

    def head(self, size):
        """Return the head of the first `size` leaves."""
        tops = [self.levels[level][(size >> level) - 1] for level in range(size.bit_length()) if size >> level & 1]
        return reduce(lambda right, left: sha(b"\1", left, right), tops) if tops else sha()


def digest(tag, salt, content):
    """Return the salted digest of a statement or of words; none where the salt is no salt."""
    good = re.fullmatch("[0-9a-f]{64}", salt or "")
    return sha(f"flotilla-{tag}/1\n".encode(), bytes.fromhex(salt), content).hex() if good else ""


def canonical(value):
    """Return the one way in which a value is written."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def moment(text):
    """Return the seconds of a moment."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc).timestamp()


def is_by(key, note):
    """Whether a note bears a signature by this key (a line: name+id+key)."""
    name, _id, public = key.split("+", 2)
    public = base64.b64decode(public)[1:]
    text, _gap, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        signer, _space, mark = line[2:].rpartition(" ")
        raw = base64.b64decode(mark) if re.fullmatch("[A-Za-z0-9+/]{91}=", mark) else b""
        if signer == name and raw[:4] == sha(f"{name}\n\1".encode(), public)[:4]:
            return is_signed(public, f"{text}\n".encode(), raw[4:])
    return False


class Checkpoint:
    """What a checkpoint says."""

    def __init__(self, note):
        lines = note.split("\n")
        self.note, self.origin, self.size = note, lines[0], int(lines[1])
        self.head, self.time = base64.b64decode(lines[2]), moment(lines[3].split(" ", 1)[1])


class Site:
    """Reads the files of a log."""

    def __init__(self, address):
        self.root = re.sub(r"(/log)?/?$", "", address.split("?")[0])

    def get(self, path):
        """Return what is at a path."""
        request = urllib.request.Request(self.root + path, headers={"User-Agent": "flotilla-verify/1"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            if refused.code != 429:
                raise
            time.sleep(int(refused.headers.get("Retry-After", "5")))
            return self.get(path)

    def all_of(self, path, name, number):
        """Return all rows of a list that comes in pages."""
        rows, more = [], True
        while more:
            page = json.loads(self.get(f"{path}?after={rows[-1][number] if rows else 0}"))
            rows, more = rows + page[name], page["more"] and page[name]
        return rows

    def get_tile(self, kind, position, width):
        """Return a tile of hashes or of entries; nothing if the site has it not."""
        place, above = f"{position % 1000:03}", position // 1000
        while above:
            place, above = f"x{above % 1000:03}/{place}", above // 1000
        try:
            return self.get(f"/log/tile/{kind}/{place}" + (f".p/{width}" if width < TILE else ""))
        except urllib.error.HTTPError:
            return b""


def widths(count):
    """Return position and width of the tiles that hold so many hashes."""
    return [(at // TILE, min(TILE, count - at)) for at in range(0, count, TILE)]


class Verification:
    """One look at the whole site; each check yields its faults and leaves one line in `said`."""

    def __init__(self, site, key="", kept=(), hashes=(), receipts=(), pages=PAGES):
        self.site, self.known_key, self.most, self.said = site, key, pages, ""
        self.kept, self.old, self.receipts = [Checkpoint(note) for note in kept], hashes, receipts
        self.opened, self.told, self.state, self.place, self.pages = {}, {}, {}, {}, {}

    def run(self):
        """Yield the line of each check and the list of its faults."""
        self.read()
        for check in (self.signatures, self.growth, self.tiles, self.statements, self.words, self.times, self.promises, self.standings):
            faults = list(check())
            yield self.said, faults

    def read(self):
        """Read the pages' side first, then the log, which then knows of all that they show."""
        self.key = self.site.get("/log/key").decode().strip()
        self.programmes = json.loads(self.site.get("/log/programmes.json"))["programmes"]
        for one in self.programmes:
            one["rows"] = {row["id"]: row for row in self.site.all_of(one["standing"], "contributions", "number")}
            for name, row in one["rows"].items():
                self.place[name] = f"{one['address']} no. {row['number']}"
                self.pages[name] = f"/at/{one['body']}/p/{one['address']}/c/{row['number']}/"
        self.newest = Checkpoint(self.site.get("/log/checkpoint").decode())
        history = [Checkpoint(row["note"]) for row in self.site.all_of("/log/checkpoints.json", "checkpoints", "number")]
        self.history = [one for one in history if one.time <= self.newest.time]
        self.leaves = []
        for position, width in widths(self.newest.size):
            raw, found = self.site.get_tile("entries", position, width), []
            while raw:
                end = 2 + int.from_bytes(raw[:2], "big")
                found.append(raw[2:end].decode("ascii", "replace"))
                raw = raw[end:]
            self.leaves += [*found, *["missing:"] * (width - len(found))]
            openings = json.loads(self.site.get(f"/log/openings/{position}.json"))["openings"]
            self.opened.update((one["index"], one) for one in openings)
        self.tree = Tree(sha(b"\0", one.encode()) for one in self.leaves)
        self.ends = [one.size for one in self.history]
        self.index = {one.partition(":")[2]: at for at, one in reversed(list(enumerate(self.leaves)))}

    def name(self, index):
        """Return how a fault names an entry: its index, and the contribution if it is known."""
        said = self.told.get(index, {})
        known = self.place.get(said.get("id")) or self.place.get(said.get("contribution"))
        return f"entry {index}" + (f" ({known})" if known else "")

    def covering(self, index):
        """Return the times of the last checkpoint without an entry and of the first with it."""
        at = bisect_right(self.ends, index)
        before = self.history[at - 1].time if at else 0.0
        return before, (self.history[at] if at < len(self.history) else self.newest).time

    def signatures(self):
        if self.known_key not in ("", self.key):
            yield f"the key of the log is not the one you remember, but {self.key}"
        chosen = [*self.history[:: len(self.history) // MOST_SIGNATURES + 1], *self.history[-20:], self.newest]
        for one in {one.note: one for one in chosen}.values():
            if one.origin != self.newest.origin or not is_by(self.key, one.note):
                yield f"the checkpoint of {one.size} entries is not signed by the key of the log"
        self.said = f"{len(self.history)} checkpoints are signed by {self.newest.origin}"

    def growth(self):
        before = None
        for one in [*self.history, self.newest]:
            if one.size > self.newest.size or self.tree.head(one.size) != one.head:
                yield f"the entries do not add up to the checkpoint of {one.size} entries"
            if before and (one.size < before.size or one.time < before.time):
                yield f"the checkpoint of {one.size} entries is older than the one before it"
            before = one
        for one in self.kept:
            if not is_by(self.key, one.note):
                yield f"a checkpoint of {one.size} entries from before or elsewhere is signed by another key"
            elif one.size > self.newest.size:
                yield f"entries {self.newest.size} to {one.size - 1} were there before, and are gone"
            elif self.tree.head(one.size) != one.head:
                pairs = zip(self.old[: one.size], self.tree.levels[0])  # noqa: B905
                changed = next((f"entry {at} is the first" for at, (was, now) in enumerate(pairs) if was != now), "")
                yield f"two logs: another was shown before or elsewhere; of {one.size} entries {changed or 'some'} differ"
        self.said = f"{self.newest.size} entries fit the checkpoint, and {len(self.kept)} from before or elsewhere"

    def tiles(self):
        level, row = 0, self.tree.levels[0]
        while row:
            for position, width in widths(len(row)):
                here = b"".join(row[position * TILE : position * TILE + width])
                if self.site.get_tile(level, position, width) != here:
                    first = position * TILE ** (level + 1)
                    yield f"tile {level}/{position} (from entry {first}) is missing or not that of the entries"
            level += 1
            row = self.tree.levels[8 * level] if 8 * level < len(self.tree.levels) else []
        self.said = "the tiles of hashes are those of the entries"

    def statements(self):
        kinds, erased = Counter(leaf.partition(":")[0] for leaf in self.leaves), set()
        for index, leaf in enumerate(self.leaves):
            kind, _colon, sealed = leaf.partition(":")
            found = self.opened.get(index)
            if found is None:
                yield f"entry {index} has vanished from the log"
            elif kind != "missing" and self.index[sealed] != index:
                yield f"entry {index} is in the log twice, as entry {self.index[sealed]} too"
            elif kind == "open" and "statement" in found:
                text = found["statement"]
                if digest("statement", found["salt"], text.encode("utf-8", "surrogatepass")) != sealed:
                    yield f"entry {index} does not say what was sealed"
                    continue
                self.told[index] = said = json.loads(text)
                if (found["verb"], found["at"]) != (said["verb"], said["at"]):
                    yield f"{self.name(index)}: sealed was {said['verb']} at {said['at']}, shown is {found['verb']} at {found['at']}"
                if said["verb"] == "record.forgotten":
                    erased |= set(said["facts"]["leaves"])
            elif kind == "batch":
                raw = base64.b64decode(found.get("batch", ""))
                parts = Tree(sha(b"\0", raw[at : at + 32]) for at in range(0, len(raw), 32))
                if f"{len(parts.levels[0])}:{parts.head(len(parts.levels[0])).hex()}" != sealed:
                    yield f"entry {index} counts {sealed.partition(':')[0]} supports, and these are not there"
            elif not ((kind == "sealed" and "sealed" in found) or (kind == "open" and found.get("forgotten")) or kind == "missing"):
                yield f"entry {index}: what was sealed has vanished or was changed"
        for index, leaf in enumerate(self.leaves):
            if self.opened.get(index, {}).get("forgotten") and leaf.partition(":")[2] not in erased:
                yield f"entry {index} was erased, and no entry says so"
        self.follow()
        count = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        self.said = f"every entry says what was sealed ({count}; {len(erased)} erased with a word of it)"

    def follow(self):
        """Follow, by the log alone, where each thing stands."""
        for index, said in sorted(self.told.items()):
            verb, facts = said["verb"], said.get("facts", {})
            now = self.state.setdefault(said["id"], {"kind": said["kind"], "published": True})
            now["programme"] = said.get("programme")
            if verb in RECEIVED or verb == "comment.posted":
                now.update(came=index, published=facts.get("published", True), number=facts.get("number"))
            elif verb == "record.forgotten":
                now.update(erased=True, **({"came": index} if RECEIVED & set(facts["verbs"]) else {}))
            elif verb.endswith(".published"):
                now["published"] = True
            elif verb.endswith(".restored") or facts.get("outcome") == "restored":
                now.update(removed=False, published=True)
            elif verb.partition(".un")[2] in ENDS:
                now[verb.partition(".un")[2]] = False
            elif verb.partition(".")[2] in ENDS:
                now[verb.partition(".")[2]] = True
                now["reason"] = facts.get("reason", "") if verb == "contribution.removed" else now.get("reason", "")

    def stands(self, name):
        """Return where a thing stands by the log."""
        now = self.state.get(name, {"published": True})
        return next((end for end in ENDS if now.get(end)), "listed" if now["published"] else "waiting")

    def words(self):
        shown, hidden, titles = 0, 0, {}
        for index, said in self.told.items():
            found, why = self.opened[index], self.opened[index].get("withheld", "")
            if "words" in said and why:
                hidden += 1
                stands = self.stands(said["contribution"] if why.startswith("contribution ") else said["id"])
                if why != "part" and why.rpartition(" ")[2] != stands:
                    yield f"{self.name(index)}: its words are not shown ({why}), and by the log it is {stands}"
            elif "words" in said:
                shown += 1
                if {digest("words", found.get("words_salt"), canonical(one)) for one in found.get("words", ())} != {said["words"]}:
                    yield f"{self.name(index)}: the words on the site are not those that were sealed at {said['written']}"
                elif said["kind"] == "contribution" and "title" in found["words"][0] and said["id"] in self.pages:
                    titles[said["id"]] = (index, found["words"][0]["title"])
        looked = sorted(titles.items())[:: len(titles) // self.most + 1] if self.most else []
        for name, (index, title) in looked:
            page = html.unescape(self.site.get(self.pages[name]).decode())
            if " ".join(title.split()) not in " ".join(page.split()):
                yield f"{self.name(index)}: its page {self.pages[name]} does not show the words that were sealed"
        self.said = f"{shown} texts are shown as they were sealed, on {len(looked)} pages looked at too; {hidden} are hidden for a reason in the log"

    def times(self):
        afterwards, longest = Counter(), 0.0
        for index, said in self.told.items():
            at, written, (before, sealed) = moment(said["at"]), moment(said["written"]), self.covering(index)
            if said["previous"] and self.index.get(said["previous"], index) >= index:
                yield f"{self.name(index)} follows an entry that is not before it in the log"
            if not before - DELAY <= written <= sealed + 1:
                yield f"{self.name(index)}: it says it was written at {said['written']}, and its place says otherwise"
            elif said.get("afterwards"):
                afterwards[said["afterwards"]] += 1
            elif abs(written - at) > CLOCKS:
                yield f"{self.name(index)}: it is dated {said['at']}, and was written at {said['written']}"
            elif sealed > self.newest.time - RECENT:
                longest = max(longest, sealed - written)
        told = "".join(f"; {count} say that they were told afterwards ({why})" for why, count in afterwards.items())
        self.said = f"no entry is dated back; the longest wait for a place was {longest:.0f} s{told}"

    def promises(self):
        for note in self.receipts:
            leaf, written, within = note.splitlines()[1:4]
            due, index = moment(written) + int(within.split()[1]), self.index.get(leaf.partition(":")[2])
            if not is_by(self.key, note):
                yield f"the receipt of {written} is not signed by the key of the log"
            elif index is None and self.newest.time > due:
                yield f"the receipt of {written} ({leaf[:20]}…) was promised a place by then, and has none"
            elif index is not None and self.leaves[index] != leaf:
                yield f"{self.name(index)} is in the log otherwise than its receipt says"
            elif index is not None and self.newest.time - RECENT < self.covering(index)[1] > due:
                yield f"{self.name(index)} had its place later than its receipt promised"
        self.said = f"{len(self.receipts)} receipts were honoured"

    def standings(self):
        known, total = {one["id"] for one in self.programmes}, 0
        for name in {said.get("programme") for said in self.told.values()} - known - {None}:
            yield f"the programme {name} is in the log, and the site does not list it"
        for one in self.programmes:
            mine = {name: now for name, now in self.state.items() if now["programme"] == one["id"] and now["kind"] == "contribution"}
            came = {name: now for name, now in mine.items() if "came" in now}
            total += len(came)
            sums = Counter(self.stands(name) for name in came)
            reasons = Counter(now.get("reason") for name, now in came.items() if self.stands(name) == "removed")
            for name in came.keys() | one["rows"].keys():
                row, stands, now = one["rows"].get(name), self.stands(name), came.get(name, {})
                where = f"{self.place.get(name, 'what came in')} (entry {now.get('came', '–')}, {one['title']})"
                if row is None and stands != "erased":
                    yield f"{where} is not on the site any more; by the log it is {stands}"
                elif row and now.get("number", row["number"]) != row["number"]:
                    yield f"{where} was received as no. {now['number']}"
                elif row and not now and not row["part"]:
                    yield f"{where} is on the site, and no entry says that it was received"
                elif row and row["standing"] != stands and not (row["part"] and (row["standing"], stands) == ("merged", "listed")):
                    yield f"{where} is {row['standing']} on the site, and {stands} by the log"
                elif row and now and stands == "removed" and row["reason"] != now["reason"]:
                    yield f"{where} was removed by the log because: {now['reason']}; on the site because: {row['reason']}"
            told = {key: count for key, count in one["balance"].items() if count and key not in ("received", "removed")}
            if one["balance"]["removed"]:
                told["removed"] = sum(one["balance"]["removed"].values())
            if (one["balance"]["received"], told, one["balance"]["removed"]) != (len(came), sums, reasons):
                yield f"the balance of {one['title']} does not come out: {one['balance']}; by the log {dict(sums)}"
        self.said = f"{total} contributions were received in {len(self.programmes)} programmes, and each is accounted for"


def read_notes(places, first):
    """Return the notes in files or at addresses whose first line begins so; each ends with an empty line and its signature."""
    texts = [urllib.request.urlopen(one).read().decode() if "://" in one else Path(one).read_text("utf-8") for one in places]
    notes = re.findall(r"(?:.+\n)+\n— .+\n", "\n".join(texts))
    return [one for one in notes if one.startswith(first)]


def main():
    """Verify the site of the command line, say what was found, and remember the log if all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", help="the site or its page /log/")
    parser.add_argument("--remember", type=Path, metavar="DIR", help="keep key, checkpoints and hashes here; compare with those kept")
    parser.add_argument("--also", action="append", default=[], metavar="FILE", help="file or address of checkpoints that others kept")
    parser.add_argument("--receipts", action="append", default=[], metavar="FILE", help="a file with receipts, as they were given")
    parser.add_argument("--patience", type=float, default=15, help="seconds before a second look, for the site lives on meanwhile")
    parser.add_argument("--pages", type=int, default=PAGES, help="how many pages to look at as people see them")
    asked, looks = parser.parse_args(), []
    state = asked.remember / "log.json" if asked.remember else None
    kept = json.loads(state.read_text("utf-8")) if state and state.exists() else {"key": "", "checkpoints": [], "hashes": []}
    try:
        site = Site(asked.address)
        origin = Checkpoint(site.get("/log/checkpoint").decode()).origin
        notes = [*kept["checkpoints"], *read_notes(asked.also, f"{origin}\n")]
        receipts = read_notes(asked.receipts, f"flotilla-receipt/1 {origin}\n")
        while len(looks) < 2 and (not looks or any(faults for _said, faults in looks[0])):
            time.sleep(asked.patience if looks else 0)
            look = Verification(site, kept["key"], notes, [bytes.fromhex(one) for one in kept["hashes"]], receipts, asked.pages)
            looks.append(list(look.run()))
    except (OSError, ValueError, LookupError) as trouble:
        print(f"The log at {asked.address} cannot be read: {trouble!r}")
        return 2
    lasting = set.intersection(*({fault for _said, faults in one for fault in faults} for one in looks))
    for said, faults in looks[-1]:
        print("\n".join(f"FAULT {one}" for one in faults if one in lasting) or f"ok    {said}")
    print(f"{len(lasting)} faults." if lasting else "All is well.")
    if state and not lasting:
        asked.remember.mkdir(parents=True, exist_ok=True)
        checkpoints = list(dict.fromkeys([*kept["checkpoints"][-200:], look.newest.note]))
        hashes = [one.hex() for one in look.tree.levels[0]]
        state.write_text(json.dumps({"key": look.key, "checkpoints": checkpoints, "hashes": hashes}), "utf-8")
    return 1 if lasting else 0


if __name__ == "__main__":
    sys.exit(main())

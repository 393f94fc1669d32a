"""`flotilla write_log DIR`: write the public log as static files that any web server can serve."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from flotilla.journal import keys, tree
from flotilla.journal.models import Checkpoint


class Command(BaseCommand):
    """Writes checkpoint and tiles as c2sp.org/tlog-tiles has them."""

    help = "Write the public log as static files, those that are new; for a mirror, an archive, a git host."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, **options: Any) -> None:
        """Write what is not there yet, the checkpoint last."""
        newest = Checkpoint.objects.order_by("-id").first()
        if newest is None:
            self.stdout.write("There is no checkpoint yet.")
            return
        self.folder, self.fresh = options["folder"], 0
        for position, width in _tiles(newest.size):
            said = [data.encode() for data in tree.leaves(position, width)]
            self._write(f"tile/entries/{place(position, width)}", tree.bundle(said))
        level, count = 0, newest.size
        while count:
            for position, width in _tiles(count):
                row = b"".join(tree.hashes(level, position, width))
                self._write(f"tile/{level}/{place(position, width)}", row)
            level, count = level + 1, count >> tree.HEIGHT
        self._put("key", f"{keys.verifier()}\n".encode())
        self._put("checkpoint", newest.note.encode())
        self.stdout.write(f"{newest.size} entries, {self.fresh} new tiles")

    def _write(self, path: str, content: bytes) -> None:
        if not (self.folder / path).exists():
            self._put(path, content)
            self.fresh += 1

    def _put(self, path: str, content: bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        beside.write_bytes(content)
        os.replace(beside, target)


def _tiles(count: int) -> list[tuple[int, int]]:
    return [(at // tree.WIDTH, min(tree.WIDTH, count - at)) for at in range(0, count, tree.WIDTH)]


def place(position: int, width: int) -> str:
    """Return where a tile lies: in folders of a thousand, a part with its width."""
    words, above = f"{position % 1000:03}", position // 1000
    while above:
        words, above = f"x{above % 1000:03}/{words}", above // 1000
    return words if width == tree.WIDTH else f"{words}.p/{width}"

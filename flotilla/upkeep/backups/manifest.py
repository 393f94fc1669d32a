"""What lies in a backup: each file with its size and SHA-256, each table with its number of rows. Knows no Django."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class Spoiled(Exception):
    """A backup is not what its manifest says."""


@dataclass
class Manifest:
    """The list that lies beside the files of a backup."""

    version: str
    engine: str
    taken_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, list[int | str]] = field(default_factory=dict)  # name: [bytes, SHA-256]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """How many bytes all files have."""
        return sum(int(size) for size, _digest in self.files.values())

    def list_files(self, folder: Path) -> None:
        """Take down every file of a folder, and bring each to the disk."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                self.files[name] = [path.stat().st_size, digest(path)]
                synced(path)

    def write(self, folder: Path) -> str:
        """Write it beside the files; return its SHA-256, by which the whole backup can be known again."""
        path = folder / NAME
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", "utf-8")
        synced(path)
        return digest(path)


def read(folder: Path) -> Manifest:
    """Read the manifest of a backup and hold every file against it. Raises Spoiled."""
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise Spoiled(f"{folder} holds no backup: {NAME} cannot be read ({problem}).") from None
    if manifest.format != FORMAT:
        raise Spoiled(f"This backup has the form {manifest.format}; this version reads {FORMAT}.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if missing := sorted(set(manifest.files) - there):
        raise Spoiled(f"Files are missing: {', '.join(missing[:5])}.")
    if strange := sorted(there - set(manifest.files) - {NAME}):
        raise Spoiled(f"Files are there that the manifest does not name: {', '.join(strange[:5])}.")
    changed = [name for name, known in manifest.files.items() if known[1] != digest(folder / name)]
    if changed:
        raise Spoiled(f"Files are not what they were: {', '.join(sorted(changed)[:5])}.")
    return manifest


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def synced(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)

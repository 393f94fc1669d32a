"""Taking a backup and bringing it back: the database, the files, and the list by which both are known to be whole."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.db import connection

from flotilla.upkeep.backups import engines, manifest
from flotilla.upkeep.backups.manifest import Manifest, Spoiled
from flotilla.upkeep.queries import version

FILES = "files"
#: what was erased, kept in the store beside the files so that it outlives every restore (privacy reads it)
OUTLIVES = "tombstones/"


class NotEmpty(Exception):
    """A backup is made into, and brought back into, a place where nothing is."""


class CountsDiffer(Exception):
    """After bringing it back a table has not as many rows as the backup says."""


@dataclass(frozen=True)
class Taken:
    """A backup that was made."""

    place: Path
    manifest: Manifest
    sha256: str


def take(target: Path, *, at: datetime) -> Taken:
    """Copy everything into a new folder, which appears under its name only when it is whole. Raises NotEmpty, ToolMissing.

    Files are copied before the database and once more after it: a row of the copy always finds its file, even one that
    was taken away meanwhile.
    """
    target = target.absolute()
    if target.exists() and any(target.iterdir()):
        raise NotEmpty(f"{target} is not empty. Name a folder that is not there yet.")
    building = target.with_name(f"{target.name}.partial")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True, mode=0o700)
    _copy_files(default_storage, building / FILES)
    list_ = Manifest(version(), connection.vendor, at.isoformat(), rows=engines.copy_out(building))
    _copy_files(default_storage, building / FILES)
    list_.list_files(building)
    sha256 = list_.write(building)
    if target.exists():
        target.rmdir()
    building.rename(target)
    manifest.synced(target.parent)
    return Taken(target, list_, sha256)


def bring_back(source: Path) -> Manifest:
    """Bring a backup into an empty database and an empty place for files, and count what came.

    Raises Spoiled, NotEmpty, CountsDiffer, ToolMissing. Nothing is touched before every sum was held against the list.
    """
    source = source.absolute()
    list_ = manifest.read(source)
    if list_.engine != connection.vendor:
        raise Spoiled(f"This is a backup of {list_.engine}; the settings name {connection.vendor}.")
    if not engines.is_empty():
        raise NotEmpty("The database is not empty. Bring a backup back into a new one.")
    if any(not name.startswith(OUTLIVES) for name in _names(default_storage)):
        raise NotEmpty("The place for files is not empty. Bring a backup back into a new one.")
    came = engines.copy_in(source)
    for path in sorted((source / FILES).rglob("*")):
        if path.is_file():
            _bring_file(path, path.relative_to(source / FILES).as_posix())
    if came != list_.rows:
        differing = sorted(name for name in {*came, *list_.rows} if came.get(name) != list_.rows.get(name))  # fmt: skip
        raise CountsDiffer(
            f"These tables have not as many rows as they had: {', '.join(differing)}."
        )
    return list_


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nobody has attached anything yet
        return
    for name in files:
        yield f"{folder}/{name}".lstrip("/")
    for name in folders:
        yield from _names(storage, f"{folder}/{name}".lstrip("/"))


def _copy_files(storage: Storage, target: Path) -> None:
    for name in _names(storage):
        copy = target / name
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            with storage.open(name) as file, copy.open("wb") as kept:
                shutil.copyfileobj(file, kept)
        except FileNotFoundError:  # taken away at this very moment
            copy.unlink(missing_ok=True)


def _bring_file(path: Path, name: str) -> None:
    if name.startswith(OUTLIVES) and default_storage.exists(name):
        return
    with path.open("rb") as file:
        kept = default_storage.save(name, File(file))
    if kept != name:
        raise NotEmpty(f"There was a file called {name} already.")

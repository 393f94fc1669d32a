"""The columns of the standard: heading, place in JSON, kind."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Column:
    """One heading of a table, and where it stands in an award as JSON."""

    title: str
    path: str
    kind: str = "text"

    @property
    def steps(self) -> list[str]:
        """The names and places on the way to it."""
        return self.path.split("/")

    def take(self, grant: Mapping[str, Any]) -> Any:
        """Return what stands there; None if there is nothing."""
        here: Any = grant
        for step in self.steps:
            if isinstance(here, Mapping):
                here = here.get(step)
            elif isinstance(here, list) and int(step) < len(here):
                here = here[int(step)]
            else:
                return None
        return here

    def put(self, grant: dict[str, Any], value: Any) -> None:
        """Put a value there, and on the way whatever is missing. Columns come in order, so lists grow at their end."""
        here: Any = grant
        steps = self.steps
        for step, after in zip(steps, [*steps[1:], ""], strict=True):
            fresh: Any = value if not after else [] if after.isdecimal() else {}
            if isinstance(here, list):
                if not here:
                    here.append(fresh)
                here = here[0]
            else:
                here = here.setdefault(step, fresh)


@cache
def columns() -> tuple[Column, ...]:
    """Return all of them, in the order of a table."""
    data = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
    return tuple(Column(**row) for row in data["columns"])


@cache
def by_heading() -> dict[str, Column]:
    """Return the columns by their headings as publishers write them, whatever the capitals."""
    return {one.title.casefold(): one for one in columns()}


def column_of(heading: str) -> Column | None:
    """Return the column of a heading such as “Recipient Org:Name” or “Recipient Org:0:Name”; None if it is none of ours."""
    return by_heading().get(re.sub(r":0:", ":", heading.strip()).casefold())


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a table as an award in JSON; blank cells and other columns are left out."""
    cells = {}
    for heading, value in values.items():
        column = column_of(heading)
        if column is not None and value not in (None, ""):
            cells[column.path] = value
    grant: dict[str, Any] = {}
    for column in columns():
        if column.path in cells:
            column.put(grant, cells[column.path])
    return grant


def only_known(grant: Mapping[str, Any]) -> dict[str, Any]:
    """Return an award without whatever the list does not name; of a list of things the first, as a table holds it."""
    kept: dict[str, Any] = {}
    for column in columns():
        value = column.take(grant)
        if value not in (None, "", [], {}):
            column.put(kept, value)
    return kept

"""The hand that tampers with the record: it may do anything to the rows and sign anything, and it puts everything back."""

import json
import random
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from flotilla.contributions.models import Contribution
from flotilla.journal import keys, sealing, statements
from flotilla.journal.models import Checkpoint, Commitment, Entry, Leaf, Node
from flotilla.journal.verbs import Kind
from flotilla.numerics import merkle
from flotilla.programmes.models import Programme

Plant = Callable[["Hand"], None]


class CannotPlant(Exception):
    """There is nothing in this record that this kind of fault could be planted in."""


def into(plants: dict[str, Plant]) -> Callable[[str], Callable[[Plant], Plant]]:
    """Return what enters ways of tampering in a list, each under its name."""

    def plant(name: str) -> Callable[[Plant], Plant]:
        def enter(act: Plant) -> Plant:
            plants[name] = act
            return act

        return enter

    return plant


class Hand:
    """The hand that tampers: it may do anything to the rows and sign anything; and puts everything back."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.programme = Programme.objects.get()
        self.receipt = ""
        self.tables = [one._meta for one in apps.get_app_config("flotilla").get_models(include_auto_created=True)]  # fmt: skip
        self.honest = self._rows()

    def some(self, rows: "models.QuerySet[Any]") -> Any:
        """Return one of these rows."""
        found = list(rows)
        if not found:
            raise CannotPlant(f"there is no {rows.model._meta.verbose_name} for it")
        return self.random.choice(found)

    def _rows(self) -> dict[str, dict[Any, tuple[Any, ...]]]:
        found = {}
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'SELECT {_columns(table)} FROM "{table.db_table}"')
                place = [one.column for one in table.local_concrete_fields].index(table.pk.column)
                found[table.db_table] = {row[place]: row for row in cursor.fetchall()}
        return found

    def touched(self) -> bool:
        """Whether any row is not as it was on the honest site: a fault that changes nothing is none."""
        return self._rows() != self.honest

    def restore(self) -> None:
        """Put every row back as it was on the honest site."""
        now = self._rows()
        with transaction.atomic(), connection.cursor() as cursor:
            changed = []
            for table in self.tables:
                was, here = self.honest[table.db_table], now[table.db_table]
                wrong = [pk for pk, row in here.items() if was.get(pk) != row]
                for pk in wrong:
                    cursor.execute(f'DELETE FROM "{table.db_table}" WHERE "{table.pk.column}" = %s', [pk])  # fmt: skip
                changed.append((table, [row for pk, row in was.items() if here.get(pk) != row]))
            for table, rows in changed:
                for row in rows:
                    marks = ", ".join(["%s"] * len(row))
                    cursor.execute(
                        f'INSERT INTO "{table.db_table}" ({_columns(table)}) VALUES ({marks})', row
                    )
        self.receipt = ""

    def resign(self, leaves: list[str]) -> None:
        """Write the whole log again with other leaves, and sign every checkpoint again with the true key."""
        Leaf.objects.all().delete()
        Node.objects.all().delete()
        Leaf.objects.bulk_create(Leaf(index=at, data=one) for at, one in enumerate(leaves))
        sealing.add_nodes(0, len(leaves))
        hashes = [merkle.leaf_hash(one.encode()) for one in leaves]
        for one in Checkpoint.objects.all():
            size = min(one.size, len(leaves))
            if one == Checkpoint.objects.last():
                size = len(leaves)
            head = merkle.root(size, merkle.in_memory(hashes[:size]))
            text = sealing.checkpoint_text(size, head, one.signed_at)
            one.size, one.head, one.note = size, head.hex(), keys.signed(text)
            one.save()

    def leaves(self) -> list[str]:
        """Return what the leaves say."""
        return list(Leaf.objects.values_list("data", flat=True))

    def rewrite(self, one: Commitment, **changes: Any) -> None:
        """Let a commitment say something else, with a digest that fits; the tree is not touched."""
        said = json.loads(one.statement) | changes
        one.statement = statements.canonical(said).decode()
        one.digest = statements.digest(one.statement, one.salt)
        one.save()


def _columns(table: Any) -> str:
    """Return the columns of a table that the site writes: others the database makes by itself."""
    return ", ".join(f'"{one.column}"' for one in table.local_concrete_fields)


def open_ones(**facts: Any) -> "models.QuerySet[Commitment]":
    """Commitments whose statement everybody may read."""
    return Commitment.objects.filter(kind=Kind.OPEN, **facts).exclude(statement="")


def came() -> "models.QuerySet[Contribution]":
    """Contributions that were received and not erased."""
    erased = Commitment.objects.filter(statement="", thing_kind="contribution").values("thing_id")
    return Contribution.objects.filter(split_from=None).exclude(pk__in=erased)


def shown() -> "models.QuerySet[Contribution]":
    """Those of them that everybody may read."""
    return came().filter(standing__in=("listed", "merged", "split"))


def worded(verb: str) -> "models.QuerySet[Entry]":
    """Entries with words that can be read now."""
    kept = open_ones().exclude(words_salt="").values("pk")
    hidden = Contribution.objects.filter(standing__in=("withdrawn", "removed")).values("pk")
    return Entry.objects.filter(pk__in=kept, verb=verb).exclude(contribution_id__in=hidden)

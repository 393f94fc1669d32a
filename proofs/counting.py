"""Asks the database itself, in plain SQL, how often each acknowledged write is there, and whether anything is half there."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from proofs.load import Ledger, Write
from proofs.site import Site

TITLES = "SELECT title, number FROM flotilla_contribution WHERE title LIKE 'Words of %%'"
TEXTS = "SELECT text FROM flotilla_comment WHERE text LIKE 'Words of %%'"
SUPPORTS = "SELECT c.number, s.person_id FROM flotilla_support s JOIN flotilla_contribution c ON c.id = s.contribution_id"
HALVES = {
    "contributions without a first version": "SELECT count(*) FROM flotilla_contribution c WHERE NOT EXISTS "
    "(SELECT 1 FROM flotilla_revision r WHERE r.contribution_id = c.id)",
    "contributions without an author": "SELECT count(*) FROM flotilla_contribution c WHERE NOT EXISTS "
    "(SELECT 1 FROM flotilla_authorship a WHERE a.contribution_id = c.id)",
    "contributions not once in the journal": "SELECT count(*) FROM flotilla_contribution c WHERE 1 <> (SELECT count(*) "
    "FROM flotilla_entry e WHERE e.subject_kind = 'contribution' AND e.subject_id = c.id AND e.verb = '{submitted}')",
    "comments not once in the journal": "SELECT count(*) FROM flotilla_comment c WHERE 1 <> (SELECT count(*) "
    "FROM flotilla_entry e WHERE e.subject_kind = 'comment' AND e.subject_id = c.id)",
    "counts of support that are not those of the rows": "SELECT count(*) FROM flotilla_contribution c WHERE support_count <> "
    "(SELECT count(*) FROM flotilla_support s WHERE s.contribution_id = c.id)",
    "counts of comments that are not those of the rows": "SELECT count(*) FROM flotilla_contribution c WHERE comment_count <> "
    "(SELECT count(*) FROM flotilla_comment m WHERE m.contribution_id = c.id)",
    "programmes whose last number is not that of their last contribution": "SELECT count(*) FROM flotilla_programme p WHERE "
    "last_number <> (SELECT max(number) FROM flotilla_contribution c WHERE c.programme_id = p.id)",
}


@dataclass
class Counted:
    """What became of what was acknowledged."""

    lost: int
    doubled: int
    wrong: list[str]


def rows(site: Site, question: str) -> list[Any]:
    """Ask the database a question in SQL."""
    with site.database.connected() as connection:
        return list(connection.execute(question.replace("%%", "%")).fetchall())


def count(site: Site, ledger: Ledger) -> Counted:
    """Count every acknowledged write: it must be there once, under the number of its receipt, and whole."""
    people = [one["pk"] for one in site.seeded["people"]]
    titles = rows(site, TITLES)
    there: Counter[Any] = Counter(("contribution", title) for title, _number in titles)
    there.update(("comment", text) for (text,) in rows(site, TEXTS))
    there.update(("support", number, person) for number, person in rows(site, SUPPORTS))

    def name(write: Write) -> tuple[Any, ...]:
        if write.kind == "support":
            return ("support", write.number, people[write.person])
        return (write.kind, write.words)

    acknowledged = {name(write) for write in ledger.acknowledged}
    lost = sum(there[one] == 0 for one in acknowledged)
    doubled = sum(many - 1 for many in there.values() if many > 1)
    wrong = [f"{many} {what}" for what, question in HALVES.items() if (many := rows(site, question.format(submitted="contribution.submitted"))[0][0])]  # fmt: skip
    numbers = dict(titles)
    moved = sum(numbers.get(title, number) != number for title, number in ledger.receipts.items())
    if moved:
        wrong.append(f"{moved} contributions under another number than their receipt says")
    return Counted(lost, doubled, wrong)

"""An honest site in which much has happened today, as the proof of the verifier needs it: every row is made by an action."""

import random
from typing import Any

from flotilla.bodies.models import Body
from flotilla.contributions import actions
from flotilla.contributions.actions import Part
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions as decisions
from flotilla.journal.actions import forget, record
from flotilla.journal.models import Log
from flotilla.journal.sealing import seal
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme
from tests import factories

TURNS = ("kept", "withdrawn", "removed", "restored", "merged", "split", "revised", "answered", "erased")  # fmt: skip


class Making:
    """Makes what happened, the same each time."""

    def __init__(self, programme: Programme, officer: Person, people: list[Person]) -> None:
        self.programme, self.officer, self.people = programme, officer, people
        self.random = random.Random(9162)

    def idea(self, number: int) -> Contribution:
        """Send one."""
        by = self.people[number % len(self.people)]
        return actions.submit(
            self.programme,
            title=f"Idea {number}: a bench at the {self.random.choice(('school', 'clinic', 'stop'))}",
            answers={"wrong": f"There is nowhere to sit ({number}).", "help": "A bench."},
            submission_key=f"proof of the record {number:06}",
            by=by if number % 3 else None,
            at=database_now(),
            **({} if number % 3 else {"contact_email": f"guest{number}@example.org"}),
        )

    def turn(self, number: int, one: Contribution) -> None:
        """Let one thing of each sort happen in turn."""
        getattr(self, f"_{TURNS[number % len(TURNS)]}")(number, one)

    def _kept(self, number: int, one: Contribution) -> None:
        for who in self.people[:2]:
            actions.support(one, by=who, at=database_now())
            self._comment(one, f"{number} {who.pk}", who)

    def _comment(self, one: Contribution, key: str, who: Person) -> Any:
        return actions.post_comment(
            one, text=f"I would use it ({key}).", submission_key=f"comment {key} 0123456789", by=who,
            at=database_now(),
        )  # fmt: skip

    def _withdrawn(self, number: int, one: Contribution) -> None:
        actions.withdraw(one, by=None, at=database_now())

    def _removed(self, number: int, one: Contribution) -> None:
        actions.remove(one, reason="hurtful", by=self.officer, at=database_now())

    def _restored(self, number: int, one: Contribution) -> None:
        actions.remove(one, reason="hurtful", by=self.officer, at=database_now())
        actions.restore(one, by=self.officer, at=database_now())

    def _merged(self, number: int, one: Contribution) -> None:
        others = self.programme.contributions.filter(standing="listed").exclude(pk=one.pk)
        if target := others.order_by("number").first():
            actions.merge(one, target, reason="The same.", by=self.officer, at=database_now())

    def _split(self, number: int, one: Contribution) -> None:
        parts = [Part(f"Part {letter} of {number}", f"The {letter} half.") for letter in "ab"]
        actions.split(one, parts=parts, reason="Two matters.", by=self.officer, at=database_now())

    def _revised(self, number: int, one: Contribution) -> None:
        actions.revise(
            one, title=f"{one.title}, with a roof", answers=one.answers, by=self.people[0],
            at=database_now(),
        )  # fmt: skip
        self._comment(one, f"{number} revised", self.people[1])

    def _answered(self, number: int, one: Contribution) -> None:
        at = database_now()
        answer = decisions.draft_answer(
            one, decided=f"We look into {number}.", by=self.officer, at=at
        )
        decisions.release_answer(answer, by=self.officer, at=database_now())

    def _erased(self, number: int, one: Contribution) -> None:
        comment = self._comment(one, f"{number} erased", self.people[1])
        actions.remove_comment(comment, reason="hurtful", by=self.officer, at=database_now())
        forget(one, reason="erased", by=None, at=database_now())


def make(ideas: int = 72) -> Programme:
    """Let much happen in a campaign of today, on a site that is empty or seeded; sealed in many steps."""
    body = Body.objects.first() or factories.a_body(languages=["en-gb"])
    programme = Programme.objects.first() or factories.a_campaign_today(body)
    officer = factories.a_member(body, "officer", "Bo")
    people = [factories.a_person(f"Neighbour {number}") for number in range(4)]
    record("programme.opened", programme.opening, by=officer, at=database_now())
    making = Making(programme, officer, people)
    for number in range(ideas):
        making.turn(number, making.idea(number))
        if number % 9 == 8:
            Log.objects.update(batched_at=None)  # as if ten minutes had gone by
            seal(at=database_now())
    seal(at=database_now())
    return programme

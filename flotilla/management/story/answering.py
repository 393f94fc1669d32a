"""What the officers of the story do with what was sent: answer, decide, follow up, pass gates."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import findings as contributions_findings
from flotilla.decisions import actions as decisions
from flotilla.decisions import queries as decided
from flotilla.decisions.models import Decision
from flotilla.management.story.council import read
from flotilla.management.story.sending import send
from flotilla.management.story.teller import DAY, Teller
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Programme


def answer(teller: Teller, sent: Contribution, words: str, at: datetime, signed: str) -> None:
    """Put down that this is given its first answer."""

    def act(moment: datetime) -> None:
        drafted = decisions.draft_answer(
            sent, decided=words, signatory=signed, by=teller.bo, at=moment
        )
        decisions.release_answer(drafted, by=teller.bo, at=moment)

    teller.agenda.put(at, act)


def decide(
    teller: Teller, sent: Contribution, one: dict[str, Any], at: datetime, who: str, signed: str
) -> None:
    """Put down that this is decided, with the news that follows."""
    names = (
        "outcome",
        "way",
        "reasons",
        "words",
        "said",
        "decided",
        "fit",
        "passed_to",
        "parked_until",
    )
    facts = {name: one[name] for name in names if name in one}
    updates = one.get("updates", [])

    def act(moment: datetime) -> None:
        next_word = (
            (moment + timedelta(days=updates[0]["days"] if updates else 60)).date()
            if one["outcome"] == "forward"
            else None
        )
        decision = decisions.draft_decision(
            sent,
            **facts,
            who_decided=who,
            next_word_on=next_word,
            signatory=signed,
            by=teller.bo,
            at=moment - 3 * DAY,
        )
        decisions.check(decision, by=teller.bea, at=moment - DAY)
        _tell(teller, decision, moment)
        for number, news in enumerate(updates):
            is_last = number == len(updates) - 1 and news["progress"] in {"in_use", "stopped"}
            teller.agenda.put(
                moment + timedelta(days=news["days"]),
                _news(teller, decision, news, is_last=is_last, signed=signed),
            )
        if "look" in one:
            _look_again(teller, sent, decision, one["look"], moment, who, signed)

    teller.agenda.put(at, act)


def _tell(teller: Teller, decision: Decision, at: datetime) -> None:
    """Release a decision; where a panel judged, tell the winners, all other entrants and everybody once all are decided."""
    if not decided.is_judged(decision.programme):
        decisions.release(decision, by=teller.bo, at=at)
    elif not decided.left_undecided(decision.programme, at):
        for act in (decisions.tell_winners, decisions.tell_entrants, decisions.tell_public):
            act(decision.programme, by=teller.bo, at=at)


def _look_again(
    teller: Teller,
    sent: Contribution,
    decision: Any,
    one: dict[str, Any],
    decided_at: datetime,
    who: str,
    signed: str,
) -> None:
    """Put down that the author asks for a second look, that the sponsor gives it, and what is decided then."""

    author = sent.authorships.get(credit="author").person

    def give(moment: datetime) -> None:
        look = decisions.ask_second_look(decision, words=one["asked"], by=author, at=moment)
        decisions.give_second_look(
            look,
            outcome="changed",
            reply=one["reply"],
            signatory="Nadia Rahman",
            by=teller.council.people["Nadia Rahman"],
            at=moment + 4 * DAY,
        )

    teller.agenda.put(decided_at + 6 * DAY, give)
    decide(teller, sent, one, decided_at + 14 * DAY, who, signed)


def _news(
    teller: Teller, decision: Any, news: dict[str, Any], *, is_last: bool, signed: str
) -> Callable[[datetime], Any]:
    facts = {"progress": news["progress"], "signatory": signed, "by": teller.bea}
    if is_last:
        return lambda at: decisions.close_undertaking(
            decision, result=news["words"], at=at, **facts
        )
    ahead = max(teller.noon(9).date(), (teller.now + 9 * DAY).date())
    return lambda at: decisions.tell_update(
        decision, words=news["words"], next_word_on=ahead, at=at, **facts
    )


def tell_finished(
    teller: Teller,
    programme: Programme,
    chapter: str,
    *,
    opened: float,
    days: float,
    decide_after: float,
    who: str,
    signed: str,
) -> None:
    """Put down a campaign that was decided: sent over some days, answered, joined, decided together, then followed up."""
    rows = read(chapter)["contributions"]
    for number, row in enumerate(rows):
        send(
            teller,
            programme,
            row,
            teller.noon(opened + 1 + days * number / len(rows)) + teller.minutes(),
            follow(teller, row, opened, decide_after, who, signed),
        )
    teller.agenda.put(
        teller.noon(opened + decide_after + 6), partial(pass_gates, teller, programme)
    )


def follow(
    teller: Teller, row: dict[str, Any], opened: float, decide_after: float, who: str, signed: str
) -> Callable[[Contribution], None]:
    """Return what puts down all that becomes of one that was sent, as its row says."""

    def becomes(sent: Contribution) -> None:
        if row.get("answer"):
            answer(
                teller,
                sent,
                row["answer"],
                sent.received_at + timedelta(days=teller.random.randrange(5, 12)),
                signed,
            )
        for name in row.get("coauthors", []):
            teller.agenda.put(
                sent.received_at + 4 * DAY,
                partial(_coauthor, teller, sent, name),
            )
        if row.get("joined_to"):
            teller.agenda.put(
                teller.noon(opened + 43),
                lambda at: contributions.merge(
                    sent,
                    teller.sent[row["joined_to"]],
                    reason="They say the same.",
                    by=teller.bo,
                    at=at,
                ),
            )
        if row.get("outcome"):
            at = teller.noon(opened + decide_after) if decide_after else sent.received_at + 21 * DAY
            decide(teller, sent, row, at, who, signed)

    return becomes


def _coauthor(teller: Teller, sent: Contribution, name: str, at: datetime) -> None:
    author = sent.authorships.get(credit="author").person
    if author is not None:
        asked = contributions.ask_to_join(sent, by=teller.council.people[name], at=at)
        contributions.settle_coauthor(
            asked, accepted=True, did="Added how it would work", by=author, at=at
        )


def pass_gates(teller: Teller, programme: Programme, at: datetime) -> None:
    """Pass the gates that lie behind: what they ask is done by then, and what no record shows was looked at."""
    found = [*decided.findings(programme), *contributions_findings(programme)]
    for stage in programme.stages.filter(closes_at__lte=at, passed_at=None).order_by("position"):
        if stage.plan.gate:
            reasons = {condition.code: "Checked by hand." for condition in stage.plan.gate}
            looked_at = [one.code for one in stage.plan.gate if one.confirm]
            programmes.pass_gate(
                stage, findings=found, overrides=reasons, confirmed=looked_at, by=teller.bo, at=at
            )

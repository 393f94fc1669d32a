"""Tells the story of the demo: every row of it is made by an action, at the moment it would have happened."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.contributions.queries import findings as contributions_findings
from flotilla.contributions.verbs import Standing
from flotilla.decisions import actions as decisions
from flotilla.decisions import queries as decided
from flotilla.journal.models import Entry
from flotilla.letters.actions import read_journal
from flotilla.letters.models import Reading
from flotilla.letters.post import send_due
from flotilla.management.story.agenda import Agenda
from flotilla.management.story.council import Council, read
from flotilla.people.models import Person
from flotilla.programmes import actions as programmes
from flotilla.programmes.models import Programme, Stage
from flotilla.programmes.queries import Times

DAY = timedelta(days=1)
LETTERS_OF = timedelta(days=12)  # letters older than this were read long ago


class Story:
    """The agenda of the demo, and the people who act in it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.random = Random(1897)  # noqa: S311 (a story, the same every time)
        self.agenda = Agenda()
        self.council = Council(self.noon(-800))
        self.sent: dict[str, Contribution] = {}
        self.bo, self.bea = self.council.people["Bo Lindqvist"], self.council.people["Bea Osei"]

    def noon(self, days: float) -> datetime:
        """Return noon of a day that lies that many days ahead; before the story's now for negative ones."""
        return (self.now + timedelta(days=days)).replace(
            hour=12, minute=0, second=0, microsecond=0, tzinfo=UTC
        )

    def tell(self) -> None:
        """Put down every chapter, play it up to now, and write the letters of the last days."""
        self._short_trips()
        self._coming_home()
        self._warm_library()
        self._ideas_box()
        self._for_staff()
        self._being_set_up()
        self._next_door()
        self.agenda.play(self.now)
        self._letters()

    def _programme(
        self,
        body: str,
        title: str,
        vehicle: str,
        lengths: Mapping[str, float],
        *,
        opens: float,
        promise: dict[str, Any],
        signer: str,
        facts: dict[str, Any],
    ) -> Programme:
        """Set a programme up as an officer does, and open it. `lengths` are the days of its stages after the opening."""
        owner = self.council.bodies[body]
        officer = self.bo if body == "marlhaven" else self.council.people["Eve Castellan"]
        signs = self.council.people[signer]
        begun = self.noon(opens - 21)
        programme = programmes.draft(
            owner, title=title, vehicle=vehicle, by=officer, at=begun, **facts
        )
        programmes.plan_dates(
            programme, times=self._times(programme, opens, lengths), by=officer, at=begun
        )
        programmes.join_crew(
            programme,
            part="sponsor",
            person=signs,
            title=_title(signs),
            hours_a_week=1,
            by=officer,
            at=begun,
        )
        programmes.join_crew(
            programme,
            part="delivery_owner",
            person=self.bea if body == "marlhaven" else officer,
            hours_a_week=4,
            by=officer,
            at=begun,
        )
        programmes.write_promise(programme, facts=promise, by=officer, at=begun)
        programmes.sign_promise(
            programme, signatory=_title(signs), by=signs, at=self.noon(opens - 2)
        )
        overrides = {
            code: "We have run one of these before, and the first weeks are close at hand."
            for code in ("time_given", "voices_considered", "rehearsed", "question_written")
        }
        contributions.launch(programme, overrides=overrides, by=signs, at=self.noon(opens))
        return Programme.objects.select_related("body").get(pk=programme.pk)

    def _times(
        self, programme: Programme, opens: float, lengths: Mapping[str, float]
    ) -> list[Times]:
        before = [stage.code for stage in programme.plan.preparation]
        step = 21 / max(len(before), 1)
        times, day = [], opens
        for stage in programme.stages.order_by("position"):
            if stage.code in before:
                place = before.index(stage.code)
                times.append(
                    Times(
                        stage.code,
                        self.noon(opens - 21 + place * step),
                        self.noon(opens - 21 + (place + 1) * step),
                    )
                )
                continue
            length = lengths.get(stage.code)
            times.append(
                Times(stage.code, self.noon(day), self.noon(day + length) if length else None)
            )
            day += length or 0
        return times

    def _send(
        self,
        programme: Programme,
        one: dict[str, Any],
        at: datetime,
        chosen: Callable[[Contribution], None],
    ) -> None:
        """Put down that somebody sends this; then they, and others, support it."""

        def act(moment: datetime) -> None:
            writer = self.council.people.get(one["by"])
            by_hand = one.get("channel", "web") in {"phone", "paper", "person"}
            place = programme.body.places.filter(name=one["place"]).first()
            sent = contributions.submit(
                programme,
                title=one["title"],
                answers={key: one[key] for key in ("wrong", "help") if one.get(key)},
                kind="story"
                if one["title"].startswith("A story")
                else "example"
                if one["title"].startswith("Example")
                else "idea",
                byline=writer.byline if writer else f"Resident, {one['place']}",
                sector=writer.sector if writer else "resident",
                place=place,
                channel=one.get("channel", "web"),
                entered_by=self.bo if by_hand else None,
                submission_key=f"{programme.pk}-{one['title']}"[:60],
                by=None if by_hand else writer,
                at=moment,
            )
            self.sent[one["title"]] = sent
            self._supports(sent, writer, one.get("supports", 0), moment)
            chosen(sent)

        self.agenda.put(at, act)

    def _supports(
        self, sent: Contribution, writer: Person | None, wanted: int, at: datetime
    ) -> None:
        others = [person for person in self.council.residents if person != writer]
        closes = (
            Stage.objects.filter(programme=sent.programme, closes_at__gt=at)
            .order_by("closes_at")
            .values_list("closes_at", flat=True)
            .first()
        )
        last = min(closes or self.now, self.now)
        for person in self.random.sample(others, min(wanted, len(others))):
            moment = at + (last - at) * self.random.random() * 0.9
            self.agenda.put(moment, partial(_support, sent, person))

    def _answer(self, sent: Contribution, words: str, at: datetime, signed: str) -> None:
        def act(moment: datetime) -> None:
            drafted = decisions.draft_answer(
                sent, decided=words, signatory=signed, by=self.bo, at=moment
            )
            decisions.release_answer(drafted, by=self.bo, at=moment)

        self.agenda.put(at, act)

    def _decide(
        self, sent: Contribution, one: dict[str, Any], at: datetime, who: str, signed: str
    ) -> None:
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
                by=self.bo,
                at=moment - 3 * DAY,
            )
            decisions.check(decision, by=self.bea, at=moment - DAY)
            decisions.release(decision, by=self.bo, at=moment)
            for number, news in enumerate(updates):
                is_last = number == len(updates) - 1 and news["progress"] in {"in_use", "stopped"}
                self.agenda.put(
                    moment + timedelta(days=news["days"]),
                    self._news(decision, news, is_last=is_last, signed=signed),
                )

        self.agenda.put(at, act)

    def _news(
        self, decision: Any, news: dict[str, Any], *, is_last: bool, signed: str
    ) -> Callable[[datetime], Any]:
        facts = {"progress": news["progress"], "signatory": signed, "by": self.bea}
        if is_last:
            return lambda at: decisions.close_undertaking(
                decision, result=news["words"], at=at, **facts
            )
        ahead = max(self.noon(9).date(), (self.now + 9 * DAY).date())
        return lambda at: decisions.tell_update(
            decision, words=news["words"], next_word_on=ahead, at=at, **facts
        )

    def _short_trips(self) -> None:
        """The campaign that is open now."""
        promise = {
            "will": ["At least 3 ideas tested this summer, with the people who sent them", "Every decision published with its reasons", "A report on what worked and what did not, by the end of the year"],
            "will_not": ["New bus contracts before they end. They are signed", "Reopening the decision about the harbour bridge", "Building works over £12,000 at one place"],
            "who_decides": "A panel of 9. 5 residents drawn by lot, 2 council officers, the bus operator, a GP practice manager. The council can say no only on law or safety, in writing.",
            "influence": "collaborate",
            "influence_note": "You help choose what is tested, and shape it",
            "money_minor": 6_000_000,
            "money_note": "for tests, up to £12,000 each. £20 an hour for residents who help run one.",
            "first_answer_days": 20,
            "decision_on": self.noon(60).date(),
            "likely_from": 3,
            "likely_to": 6,
        }  # fmt: skip
        facts = {
            "summary": "What would make it easy to reach the clinic, the shops and school in Eastfield and Quayside without a car? Send an idea, or just tell us where it goes wrong.",
            "question": "How might we make the 15-minute trips of daily life easy without a car, on a wet Tuesday in February, for someone who can walk 200 metres before they need to sit?",
            "background": "**41 %** of homes in Eastfield have no car. In the whole city it is 24 %.\n\n**1 in 6** clinic appointments end after the last bus back.\n\n“I can do two hundred metres. Then I look for a wall.” (resident, walk-along 4)",
            "already_tried": "**Dial-a-ride.** Stopped: 48 hours' notice was too long for most trips.\n\n**Painted cycle lanes.** Kept, but parents told us they would not use paint.\n\n**Free bus week.** 31 % more trips that week, back to normal the next.",
            "other_ways": self.council.bodies["marlhaven"].meet_us,
            "capacity_per_week": 25,
        }  # fmt: skip
        lengths = {
            "gather": 56,
            "tidy": 7,
            "refine": 21,
            "decide": 14,
            "deliver": 120,
            "measure": 90,
        }
        programme = self._programme(
            "marlhaven",
            "Short trips, no car",
            "campaign",
            lengths,
            opens=-37,
            promise=promise,
            signer="Sol Marchetti",
            facts=facts,
        )
        rows = read("short-trips")["contributions"]
        for name in sorted({row["theme"] for row in rows}):
            contributions.add_theme(programme, name=name, by=self.bo, at=self.noon(-36))
        answered = [row for row in rows if row["answer"]]
        waiting = [row for row in rows if not row["answer"]]
        for number, row in enumerate(answered):
            self._send(
                programme,
                row,
                self.noon(-36 + 24 * number / len(answered)) + self._minutes(),
                self._heard(programme, row),
            )
        for number, row in enumerate(waiting):
            self._send(
                programme,
                row,
                self.noon(-27.9 + 27.7 * number / len(waiting)) - 3 * DAY / 24 + self._minutes(),
                self._heard(programme, row),
            )
        self.agenda.put(self.noon(-6), lambda at: self._talk(at))
        self.agenda.put(
            self.noon(-4),
            lambda at: self._join(
                "Somewhere to sit on Mill Road",
                "A bench every 200 metres from Eastfield to the health centre",
                at,
            ),
        )

    def _minutes(self) -> timedelta:
        return timedelta(minutes=self.random.randrange(5, 170))

    def _heard(self, programme: Programme, row: dict[str, Any]) -> Callable[[Contribution], None]:
        def heard(sent: Contribution) -> None:
            theme = programme.themes.get(name=row["theme"])
            self.agenda.put(
                sent.received_at + timedelta(hours=3),
                lambda at: contributions.give_theme(theme, contributions=[sent], by=self.bo, at=at),
            )
            if row["answer"]:
                wait = timedelta(days=self.random.randrange(4, 12), hours=2)
                self._answer(
                    sent,
                    row["answer"],
                    min(sent.received_at + wait, self.now - DAY / 3),
                    "Head of Transport",
                )

        return heard

    def _talk(self, at: datetime) -> None:
        """A conversation under the bench, with a question, a concern and an official answer."""
        bench = self.sent["A bench every 200 metres from Eastfield to the health centre"]
        people = self.council.people

        def say(name: str, text: str, hours: int, **more: Any) -> Any:
            person = people[name]
            return contributions.post_comment(
                bench,
                text=text,
                submission_key=f"talk-{hours}",
                byline=person.byline,
                sector=person.sector,
                by=person,
                at=at + timedelta(hours=hours),
                **more,
            )

        first = say("Olive Drummond", "With arms, please. Without arms I do not get up again.", 1)
        say("Tam Ellery", "Thank you, that is noted: all four have arms.", 4, parent=first)
        say(
            "Gus Harcourt",
            "The pavement at the chemist is narrow. A pram will not pass.",
            6,
            kind="concern",
            change_mind="If 1.5 metres stay free, measured with the bench standing there.",
        )
        say("Wen Li", "Is anybody asking the shops on the other side too?", 9, kind="question")

    def _join(self, one: str, other: str, at: datetime) -> None:
        if self.sent[one].standing == Standing.LISTED:
            contributions.merge(
                self.sent[one],
                self.sent[other],
                reason="Both ask for places to sit on Mill Road.",
                by=self.bo,
                at=at,
            )

    def _finished(
        self,
        programme: Programme,
        chapter: str,
        *,
        opened: float,
        days: float,
        decide_after: float,
        who: str,
        signed: str,
    ) -> None:
        """A campaign that was decided: sent over some days, answered, joined, decided together, then followed up."""
        rows = read(chapter)["contributions"]
        for number, row in enumerate(rows):
            self._send(
                programme,
                row,
                self.noon(opened + 1 + days * number / len(rows)) + self._minutes(),
                self._follow(row, opened, decide_after, who, signed),
            )
        self.agenda.put(
            self.noon(opened + decide_after + 6), lambda at: self._pass_gates(programme, at)
        )

    def _follow(
        self, row: dict[str, Any], opened: float, decide_after: float, who: str, signed: str
    ) -> Callable[[Contribution], None]:
        def follow(sent: Contribution) -> None:
            if row.get("answer"):
                self._answer(
                    sent,
                    row["answer"],
                    sent.received_at + timedelta(days=self.random.randrange(5, 12)),
                    signed,
                )
            for name in row.get("coauthors", []):
                self.agenda.put(
                    sent.received_at + 4 * DAY,
                    partial(self._coauthor, sent, name),
                )
            if row.get("joined_to"):
                self.agenda.put(
                    self.noon(opened + 43),
                    lambda at: contributions.merge(
                        sent,
                        self.sent[row["joined_to"]],
                        reason="They say the same.",
                        by=self.bo,
                        at=at,
                    ),
                )
            if row.get("outcome"):
                at = (
                    self.noon(opened + decide_after)
                    if decide_after
                    else sent.received_at + 21 * DAY
                )
                self._decide(sent, row, at, who, signed)

        return follow

    def _coauthor(self, sent: Contribution, name: str, at: datetime) -> None:
        author = sent.authorships.get(credit="author").person
        if author is not None:
            asked = contributions.ask_to_join(sent, by=self.council.people[name], at=at)
            contributions.settle_coauthor(
                asked, accepted=True, did="Added how it would work", by=author, at=at
            )

    def _pass_gates(self, programme: Programme, at: datetime) -> None:
        """Pass the gates that lie behind: nothing is left to decide or to answer by then."""
        found = [*decided.findings(programme), *contributions_findings(programme)]
        for stage in programme.stages.filter(closes_at__lte=at, passed_at=None).order_by(
            "position"
        ):
            if stage.plan.gate:
                reasons = {condition.code: "Checked by hand." for condition in stage.plan.gate}
                programmes.pass_gate(stage, findings=found, overrides=reasons, by=self.bo, at=at)

    def _coming_home(self) -> None:
        """The campaign whose best idea is in everyday use."""
        promise = _promise(
            "An evening call, or something better, tried on at least one ward",
            "New hospital beds. They are not ours to give",
            "A panel of 7, of whom 4 are patients or carers",
            15,
            self.noon(-610).date(),
            money=900_000,
        )
        facts = {
            "summary": "What would make the first evening at home after a hospital stay go well?",
            "question": "How might we make the first evening at home after a hospital stay a good one?",
        }
        lengths = {
            "gather": 42,
            "tidy": 7,
            "refine": 21,
            "decide": 14,
            "deliver": 220,
            "measure": 200,
        }
        programme = self._programme(
            "marlhaven",
            "Coming home well",
            "campaign",
            lengths,
            opens=-700,
            promise=promise,
            signer="Nadia Rahman",
            facts=facts,
        )
        self._finished(
            programme,
            "coming-home",
            opened=-700,
            days=30,
            decide_after=80,
            who="Panel of 7, 4 of them patients or carers",
            signed="Head of Adult Care",
        )

    def _warm_library(self) -> None:
        """The campaign that is being tried out."""
        promise = _promise(
            "At least one evening a week in one library",
            "A new building",
            "Lou from the library and four young people",
            15,
            self.noon(-90).date(),
            money=400_000,
        )
        facts = {
            "summary": "The library is warm and empty after six. What should happen there?",
            "question": "How might we use the warm library in the evening?",
        }
        lengths = {
            "gather": 30,
            "tidy": 5,
            "refine": 15,
            "decide": 10,
            "deliver": 150,
            "measure": 60,
        }
        programme = self._programme(
            "marlhaven",
            "The warm library",
            "campaign",
            lengths,
            opens=-160,
            promise=promise,
            signer="Nadia Rahman",
            facts=facts,
        )
        self._finished(
            programme,
            "warm-library",
            opened=-160,
            days=20,
            decide_after=57,
            who="The library and four young people",
            signed="Harbour Library",
        )

    def _ideas_box(self) -> None:
        """The standing ideas platform of staff and residents."""
        promise = _promise(
            "Small things done at once, larger ones passed to who can",
            "A vote on the budget",
            "Whoever owns the matter, named in each answer",
            15,
            None,
        )
        facts = {
            "summary": "A standing place for ideas from staff and residents. Something small that would help?",
            "question": "What would you change tomorrow, if you could?",
        }
        programme = self._programme(
            "marlhaven",
            "Ideas box",
            "standing",
            {},
            opens=-120,
            promise=promise,
            signer="Sol Marchetti",
            facts=facts,
        )
        rows = read("ideas-box")["contributions"]
        for number, row in enumerate(rows):
            day = -90 + 60 * number / len(rows) if row.get("answer") else -9 + number
            self._send(
                programme,
                row,
                self.noon(day) + self._minutes(),
                self._follow(row, 0, 0, "Who owns the matter", "Marlhaven Council"),
            )

    def _for_staff(self) -> None:
        """A programme that only staff see."""
        promise = _promise(
            "A rota that two teams try for a month",
            "A change of contracts",
            "The two teams and their managers",
            10,
            self.noon(40).date(),
        )
        facts = {
            "summary": "For staff of the council: how should night shifts be shared?",
            "question": "How might we share night shifts fairly?",
            "audience": "staff",
            "private_reason": "It is about our own shifts and names colleagues.",
        }
        self._programme(
            "marlhaven",
            "Fair night shifts",
            "campaign",
            {"gather": 40, "tidy": 5, "refine": 10, "decide": 10, "deliver": 60, "measure": 60},
            opens=-6,
            promise=promise,
            signer="Nadia Rahman",
            facts=facts,
        )

    def _being_set_up(self) -> None:
        """A programme that an officer has begun and not opened."""
        body = self.council.bodies["marlhaven"]
        programmes.draft(
            body,
            title="The first ten minutes at the counter",
            vehicle="campaign",
            by=self.bo,
            at=self.noon(-3),
            summary="How should we welcome people who come in person?",
        )

    def _next_door(self) -> None:
        """A campaign of the other council, which shares nothing with the first but the server."""
        promise = _promise(
            "Three streets tried without through traffic",
            "A new bypass",
            "The streets committee",
            20,
            self.noon(70).date(),
        )
        facts = {
            "summary": "Which streets should belong to children in summer?",
            "question": "How might three streets become places to play?",
        }
        programme = self._programme(
            "harrowmere",
            "Streets to play in",
            "campaign",
            {"gather": 42, "tidy": 5, "refine": 15, "decide": 10, "deliver": 90, "measure": 60},
            opens=-12,
            promise=promise,
            signer="Eve Castellan",
            facts=facts,
        )
        row = {
            "title": "Close Orchard Row on Sundays",
            "wrong": "Cars cut through.",
            "help": "A bollard on Sundays.",
            "by": "Rafe Linden",
            "place": "Heath",
            "supports": 4,
        }
        self._send(programme, row, self.noon(-5), lambda sent: None)

    def _letters(self) -> None:
        """The letters of the last days, each written and sent on its day; earlier ones were read long ago."""
        start = self.now - LETTERS_OF
        old = Entry.objects.filter(at__lt=start).values_list("pk", flat=True)
        Reading.objects.bulk_create([Reading(entry_id=pk, read_at=start) for pk in old])
        day = start
        while day <= self.now:
            fresh = Entry.objects.filter(at__gt=day).values_list("pk", flat=True)
            later = [Reading(entry_id=pk, read_at=day) for pk in fresh]
            Reading.objects.bulk_create(later)
            while read_journal(at=day):
                pass
            send_due(at=day, limit=1000)
            Reading.objects.filter(pk__in=[one.pk for one in later]).delete()
            day = self.now if day < self.now < day + DAY else day + DAY


def _support(sent: Contribution, person: Person, at: datetime) -> None:
    contributions.support(sent, by=person, at=at)


def _title(person: Person) -> str:
    return person.byline.partition(",")[0]


def _promise(
    will: str, will_not: str, who: str, days: int, decision_on: Any, money: int | None = None
) -> dict[str, Any]:
    facts = {
        "will": [will, "Every decision published with its reasons"],
        "will_not": [will_not],
        "who_decides": who,
        "influence": "involve",
    }
    money_facts = (
        {"money_minor": money} if money else {"money_note": "No extra money: what we have anyway."}
    )
    return {
        **facts,
        **money_facts,
        "first_answer_days": days,
        "decision_on": decision_on,
        "likely_from": 1,
        "likely_to": 4,
    }

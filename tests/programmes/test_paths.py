"""Whatever is done in whatever order: no programme opens or closes without its gate."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.bodies.models import Body
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.programmes import actions, queries
from flotilla.programmes.models import Programme
from flotilla.programmes.queries import Finding
from flotilla.programmes.queries.gates import NEEDED_PARTS
from tests import factories
from tests.programmes import ready

STEPS = [
    "sponsor",
    "delivery_owner",
    "host leaves",
    "sponsor leaves",
    "write",
    "half a promise",
    "sign",
    "rehearse",
    "wipe",
    "undate",
    "open",
    "pause",
    "resume",
    "gate",
    "close",
    "a day",
    "two months",
]


class Path:
    """One programme and somebody who tries things in any order."""

    def __init__(self, programme: Programme, by: Person, at: datetime) -> None:
        self.programme, self.by, self.at = programme, by, at

    def take(self, step: str) -> None:
        """Try one step; a refusal is an answer too."""
        facts: dict[str, Any] = {"by": self.by, "at": self.at}
        one = self.programme
        match step:
            case "sponsor" | "delivery_owner":
                actions.join_crew(one, part=step, name="Somebody", **facts)
            case "host leaves" | "sponsor leaves":
                member = one.crew.filter(part=step.split(maxsplit=1)[0], left_at=None).first()
                if member:
                    actions.leave_crew(member, **facts)
            case "write":
                actions.write_promise(one, facts=ready.PROMISE, **facts)
            case "half a promise":
                actions.write_promise(one, facts={"will_not": []}, **facts)
            case "sign":
                actions.sign_promise(one, signatory="Head", **facts)
            case "rehearse":
                actions.begin_rehearsal(one, **facts)
            case "wipe":
                actions.end_rehearsal(one, **facts)
            case "undate":
                actions.plan_dates(one, times=[queries.Times("decide", None, None)], **facts)
            case "open":
                actions.open(one, overrides=ready.REASONS, **facts)
            case "pause":
                actions.pause(one, reason="Too many.", **facts)
            case "resume":
                actions.resume(one, **facts)
            case "gate":
                self.pass_a_gate(facts)
            case "close":
                on = (self.at + timedelta(days=9)).date()
                actions.close(one, learned="Much.", next_conversation_on=on, **facts)
            case "a day":
                self.at += timedelta(days=1)
            case "two months":
                self.at += timedelta(days=60)

    def pass_a_gate(self, facts: dict[str, Any]) -> None:
        """Try the next gate; every contribution but those of the last gate is well."""
        for stage in self.programme.stages.filter(passed_at=None):
            if stage.plan.gate and stage.plan not in self.programme.plan.preparation:
                found = [Finding(one.code, met=True) for one in stage.plan.gate]
                actions.pass_gate(stage, findings=found, overrides={}, **facts)
                return

    def check(self) -> None:
        """What must be true of a programme after every step."""
        one = Programme.objects.get(pk=self.programme.pk)
        if not one.has_opened:
            assert not one.has_closed
            assert one.is_rehearsing or queries.open_verbs(one, self.at) == frozenset()
            return
        promise = one.promises.order_by("version").last()
        assert promise is not None
        assert promise.signed_at is not None
        assert queries.missing_in(promise) == ()
        parts = set(one.crew.filter(left_at=None).values_list("part", flat=True))
        assert one.has_closed or set(map(str, NEEDED_PARTS)) <= parts
        assert one.recipe
        assert not one.is_rehearsing
        assert all(stage.opens_at for stage in one.stages.all() if not stage.plan.optional)
        if one.has_closed:
            held = [stage for stage in one.stages.all() if stage.plan.is_held]
            assert all(stage.passed_at for stage in held)
            assert queries.open_verbs(one, self.at) == frozenset()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    prepared=st.booleans(),
    steps=st.lists(st.sampled_from(STEPS), max_size=14),
)
def test_no_path_opens_or_closes_a_programme_without_its_gate(
    marlhaven: Body, bo: Person, noon: datetime, prepared: bool, steps: list[str]
) -> None:
    make = ready.a_ready_draft if prepared else ready.a_draft
    title = f"Trips {Programme.objects.count()}"
    path = Path(make(marlhaven, by=bo, at=noon, title=title), bo, noon)
    for step in steps:
        try:
            path.take(step)
        except Refusal:
            continue
        finally:
            path.check()
            path.programme = Programme.objects.get(pk=path.programme.pk)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    met=st.dictionaries(
        st.sampled_from(["decided", "answered", "dated", "moderated"]), st.booleans()
    ),
    reason=st.sampled_from(["", "  ", "It is with the police."]),
)
def test_a_gate_passes_only_if_all_that_is_hard_is_met_and_all_that_is_soft_is_met_or_explained(
    marlhaven: Body, bo: Person, noon: datetime, met: dict[str, bool], reason: str
) -> None:
    codes = {
        "decided": "every_contribution_decided",
        "answered": "every_contribution_answered",
        "dated": "next_words_dated",
        "moderated": "moderation_done",
    }
    programme = factories.a_programme(marlhaven, address=f"p{Programme.objects.count()}")
    at = noon + timedelta(days=100)
    found = [Finding(codes[name], met=value) for name, value in met.items()]
    passed = {}
    for code in ("tidy", "decide"):
        stage = programme.stages.get(code=code)
        try:
            reasons = {"moderation_done": reason, "every_contribution_decided": "Never mind."}
            actions.pass_gate(stage, findings=found, overrides=reasons, by=bo, at=at)
        except Refusal:
            pass
        passed[code] = programme.stages.get(code=code).passed_at is not None
    assert passed == {
        "tidy": bool(met.get("moderated") or reason.strip()),
        "decide": all(met.get(name) for name in ("decided", "answered", "dated")),
    }

"""What one can do with a programme, and what it refuses."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flotilla.bodies.models import Body
from flotilla.journal.models import Entry
from flotilla.kit.codes import NotListed
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.programmes import actions, queries, recipes
from flotilla.programmes.actions import refusals
from flotilla.programmes.models import Override, Programme
from flotilla.programmes.queries import Finding, Times
from flotilla.programmes.verbs import Part, Verb
from tests import factories
from tests.programmes import ready


def again(programme: Programme) -> Programme:
    return Programme.objects.get(pk=programme.pk)


def last_verb(programme: Programme) -> str:
    return Entry.objects.filter(programme_id=programme.pk).latest("id").verb


@pytest.fixture
def draft(marlhaven: Body, bo: Person, noon: datetime) -> Programme:
    return ready.a_draft(marlhaven, by=bo, at=noon)


@pytest.fixture
def almost(marlhaven: Body, bo: Person, noon: datetime) -> Programme:
    return ready.a_ready_draft(marlhaven, by=bo, at=noon)


# setting up


def test_a_draft_has_an_address_dates_and_a_host(draft: Programme, bo: Person) -> None:
    assert draft.address == "short-trips-no-car"
    assert [stage.code for stage in draft.stages.all()] == [plan.code for plan in draft.plan.stages]
    assert queries.findings(draft)[2] == Finding("dates_set", met=True)
    assert [(one.person, one.part) for one in draft.crew.all()] == [(bo, "host")]
    assert last_verb(draft) == Verb.DRAFTED


def test_two_of_one_title_have_two_addresses(
    draft: Programme, marlhaven: Body, bo: Person, noon: datetime
) -> None:
    later = [noon + timedelta(hours=hour) for hour in (1, 2)]
    addresses = [ready.a_draft(marlhaven, by=bo, at=at).address for at in later]
    assert addresses == ["short-trips-no-car-2", "short-trips-no-car-3"]


def test_pressing_twice_begins_one_programme(
    draft: Programme, marlhaven: Body, bo: Person, bea: Person, noon: datetime
) -> None:
    soon = noon + timedelta(seconds=2)
    assert ready.a_draft(marlhaven, by=bo, at=soon) == draft
    assert ready.a_draft(marlhaven, by=bea, at=soon) != draft
    assert ready.a_draft(marlhaven, by=bo, at=soon, title="Another") != draft


def test_a_title_without_letters_has_an_address_too(
    marlhaven: Body, bo: Person, noon: datetime
) -> None:
    assert ready.a_draft(marlhaven, by=bo, at=noon, title="???").address == "programme"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": " ", "vehicle": "campaign"}, refusals.NoTitle),
        ({"title": "A", "vehicle": "balloon"}, refusals.UnknownVehicle),
        ({"title": "A", "vehicle": "../campaign"}, refusals.UnknownVehicle),
    ],
)
def test_a_draft_needs_a_title_and_a_known_vehicle(
    marlhaven: Body, bo: Person, noon: datetime, facts: dict[str, str], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        actions.draft(marlhaven, by=bo, at=noon, **facts)


def test_before_opening_everything_can_change(draft: Programme, bo: Person, noon: datetime) -> None:
    facts = {"title": "Trips", "audience": "staff", "private_reason": "Rotas.", "listen_days": 3}
    held = actions.change(draft, facts=facts, by=bo, at=noon)
    assert {name: getattr(held, name) for name in facts} == facts
    assert last_verb(draft) == Verb.CHANGED


def test_private_needs_a_reason(draft: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.PrivateWithoutReason):
        actions.change(draft, facts={"audience": "staff"}, by=bo, at=noon)


def test_after_opening_what_people_came_for_stays(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    actions.change(campaign, facts={"summary": "Shorter.", "capacity_per_week": 20}, by=bo, at=noon)
    for facts in ({"question": "Another?"}, {"audience": "staff", "private_reason": "Now."}):
        with pytest.raises(refusals.FrozenField):
            actions.change(campaign, facts=facts, by=bo, at=noon)


def test_an_address_is_taken_once(
    draft: Programme, campaign: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.AddressTaken):
        actions.change(draft, facts={"address": campaign.address}, by=bo, at=noon)


def test_what_is_no_fact_of_a_programme_cannot_change(
    draft: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(TypeError):
        actions.change(draft, facts={"last_number": 7}, by=bo, at=noon)


def test_a_copy_takes_the_words_the_promise_and_the_crew_but_no_signature(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    actions.name_missing_voices(
        almost, voices=[("Shift workers", "We go to the depot.")], by=bo, at=noon
    )
    new = actions.copy(almost, title="Short trips again", by=bo, at=noon)
    promise = queries.current_promise(new)
    assert promise is not None
    assert (new.question, new.copied_from, new.address) == (
        "How might we?",
        almost,
        "short-trips-again",
    )
    assert (promise.will, promise.signed_at, promise.decision_on) == (
        ready.PROMISE["will"],
        None,
        None,
    )
    assert sorted(new.crew.values_list("part", flat=True)) == ["delivery_owner", "host", "sponsor"]
    assert list(new.missing_voices.values_list("who", flat=True)) == ["Shift workers"]
    assert last_verb(new) == Verb.COPIED


# crew


def test_a_part_needs_somebody(draft: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.NobodyNamed):
        actions.join_crew(draft, part="sponsor", name="  ", by=bo, at=noon)
    with pytest.raises(NotListed):
        actions.join_crew(draft, part="captain", name="Dr Tide", by=bo, at=noon)
    with pytest.raises(refusals.AlreadyInCrew):
        actions.join_crew(draft, part="host", person=bo, by=bo, at=noon)
    actions.join_crew(draft, part="expert", name="Dr Tide", by=bo, at=noon)
    with pytest.raises(refusals.AlreadyInCrew):
        actions.join_crew(draft, part="expert", name=" Dr Tide ", by=bo, at=noon)


@pytest.mark.parametrize("part", [Part.SPONSOR, Part.HOST, Part.DELIVERY_OWNER])
def test_an_open_programme_is_never_without_its_three_parts(
    marlhaven: Body, bo: Person, noon: datetime, part: Part
) -> None:
    programme = ready.an_open_programme(marlhaven, by=bo, at=noon)
    member = programme.crew.get(part=part)
    with pytest.raises(refusals.LastOfPart):
        actions.leave_crew(member, by=bo, at=noon)
    actions.join_crew(programme, part=part, name="The next", by=bo, at=noon)
    assert actions.leave_crew(member, by=bo, at=noon).left_at == noon


def test_a_body_owns_a_programme_once(
    campaign: Programme, harrowmere: Body, marlhaven: Body, bo: Person, noon: datetime
) -> None:
    ownership = actions.co_own(campaign, body=harrowmere, by=bo, at=noon)
    for body in (harrowmere, marlhaven):
        with pytest.raises(refusals.AlreadyOwner):
            actions.co_own(campaign, body=body, by=bo, at=noon)
    actions.end_co_ownership(ownership, by=bo, at=noon)
    assert again(campaign).owners == [marlhaven]


def test_departments_of_one_body_own_jointly(
    campaign: Programme, marlhaven: Body, bo: Person, noon: datetime
) -> None:
    health = marlhaven.departments.create(name="Health")
    actions.co_own(campaign, body=marlhaven, department=health, brings="Two nurses", by=bo, at=noon)
    assert [str(one) for one in campaign.ownerships.all()] == ["Health in Short trips, no car"]
    assert again(campaign).owners == [marlhaven]


def test_one_is_invited_once_and_not_to_what_is_public(
    campaign: Programme, marlhaven: Body, bo: Person, dee: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.NotPrivate):
        actions.admit(campaign, person=dee, by=bo, at=noon)
    inside = factories.a_programme(marlhaven, audience="invited", private_reason="Patients only.")
    actions.admit(inside, person=dee, by=bo, at=noon)
    with pytest.raises(refusals.AlreadyAdmitted):
        actions.admit(inside, person=dee, by=bo, at=noon)


# promise


def test_a_signature_falls_away_when_the_words_change(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    actions.write_promise(almost, facts={"will": ["Everything"]}, by=bo, at=noon)
    promise = queries.current_promise(almost)
    assert promise is not None
    assert (promise.version, promise.signed_at, promise.signatory) == (1, None, "")


def test_signing_needs_a_whole_promise_and_an_office(
    draft: Programme, bo: Person, sol: Person, noon: datetime
) -> None:
    def sign(signatory: str = "Head of Transport") -> None:
        actions.sign_promise(draft, signatory=signatory, by=sol, at=noon)

    with pytest.raises(refusals.NoPromise):
        sign()
    actions.write_promise(draft, facts={**ready.PROMISE, "will_not": []}, by=bo, at=noon)
    with pytest.raises(refusals.PromiseIncomplete, match="what it will not lead to"):
        sign()
    actions.write_promise(draft, facts=ready.PROMISE, by=bo, at=noon)
    with pytest.raises(refusals.NoSignatory):
        sign(" ")
    sign()
    with pytest.raises(refusals.AlreadySigned):
        sign()


def test_the_larger_number_comes_second(draft: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.LikelyRange):
        actions.write_promise(draft, facts={"likely_from": 6, "likely_to": 3}, by=bo, at=noon)


def test_the_promise_is_frozen_at_opening(campaign: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.AlreadyOpen):
        actions.write_promise(campaign, facts=ready.PROMISE, by=bo, at=noon)


def test_an_amendment_is_a_new_version_with_its_reason(
    campaign: Programme, sol: Person, noon: datetime
) -> None:
    new = actions.amend_promise(
        campaign,
        facts={"first_answer_days": 30},
        reason="Many came.",
        signatory="Head",
        by=sol,
        at=noon,
    )
    assert (new.version, new.reason, new.first_answer_days, new.who_decides) == (
        2, "Many came.", 30, "A panel of 9, of whom 5 are residents drawn by lot",
    )  # fmt: skip
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.details) == (
        Verb.AMENDED, {"version": 2, "changed": ["first_answer_days"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": " "}, refusals.NoReason),
        ({"facts": {"first_answer_days": 20}}, refusals.NothingChanged),
        ({"facts": {"will": []}}, refusals.PromiseIncomplete),
        ({"signatory": ""}, refusals.NoSignatory),
    ],
)
def test_an_amendment_is_refused(
    campaign: Programme,
    sol: Person,
    noon: datetime,
    changes: dict[str, Any],
    refusal: type[Refusal],
) -> None:
    whole = {"facts": {"first_answer_days": 30}, "reason": "Many came.", "signatory": "Head"}
    with pytest.raises(refusal):
        actions.amend_promise(campaign, by=sol, at=noon, **{**whole, **changes})


# rehearsal and opening


def test_a_rehearsal_is_wiped_before_anyone_comes(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    actions.begin_rehearsal(almost, by=bo, at=noon)
    with pytest.raises(refusals.AlreadyRehearsing):
        actions.begin_rehearsal(almost, by=bo, at=noon)
    with pytest.raises(refusals.RehearsalNotWiped):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)
    actions.end_rehearsal(almost, by=bo, at=noon)
    actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)
    assert again(almost).opening.opened_at == noon


def test_what_was_sent_without_a_rehearsal_blocks_opening_too(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    Programme.objects.filter(pk=almost.pk).update(last_number=1)
    with pytest.raises(refusals.RehearsalNotWiped):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)


def test_a_rehearsal_can_be_repeated(draft: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.NoRehearsal):
        actions.end_rehearsal(draft, by=bo, at=noon)
    for _ in range(2):
        actions.begin_rehearsal(draft, by=bo, at=noon)
        actions.end_rehearsal(draft, by=bo, at=noon)
    assert not again(draft).is_rehearsing


@pytest.mark.parametrize("part", [Part.SPONSOR, Part.HOST, Part.DELIVERY_OWNER])
def test_a_programme_cannot_open_without_each_of_the_three_parts(
    almost: Programme, bo: Person, noon: datetime, part: Part
) -> None:
    actions.leave_crew(almost.crew.get(part=part), by=bo, at=noon)
    with pytest.raises(refusals.GateShut):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)


def test_a_programme_cannot_open_without_a_promise(
    draft: Programme, bo: Person, noon: datetime
) -> None:
    for part in (Part.SPONSOR, Part.DELIVERY_OWNER):
        actions.join_crew(draft, part=part, name="Somebody", by=bo, at=noon)
    with pytest.raises(refusals.GateShut):
        actions.open(draft, overrides=ready.REASONS, by=bo, at=noon)


def test_a_programme_cannot_open_with_an_unsigned_promise(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    actions.write_promise(almost, facts={"who_decides": "The mayor"}, by=bo, at=noon)
    with pytest.raises(refusals.GateShut):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)


def test_a_programme_cannot_open_without_dates(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    almost.stages.filter(code="decide").update(opens_at=None, closes_at=None)
    with pytest.raises(refusals.GateShut):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)


def test_no_recipe_can_leave_out_what_every_programme_needs(
    draft: Programme, bo: Person, noon: datetime
) -> None:
    plain = dict(recipes.data("campaign"))
    plain["stages"] = [{**stage, "gate": []} for stage in plain["stages"]]
    Programme.objects.filter(pk=draft.pk).update(recipe=plain)
    with pytest.raises(refusals.GateShut):
        actions.open(again(draft), by=bo, at=noon)


def test_a_soft_condition_is_overridden_with_a_reason_that_is_kept(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.OverrideNeedsReason):
        actions.open(almost, overrides={**ready.REASONS, "rehearsed": " "}, by=bo, at=noon)
    actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)
    kept = dict(Override.objects.values_list("condition", "reason"))
    assert kept == ready.REASONS


def test_no_reason_overrides_a_hard_condition(draft: Programme, bo: Person, noon: datetime) -> None:
    reasons = {**ready.REASONS, **dict.fromkeys(queries.ALWAYS, "Never mind.")}
    with pytest.raises(refusals.GateShut):
        actions.open(draft, overrides=reasons, by=bo, at=noon)


def test_opening_freezes_the_recipe(almost: Programme, bo: Person, noon: datetime) -> None:
    actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)
    assert again(almost).recipe == recipes.data("campaign")
    with pytest.raises(refusals.AlreadyOpen):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon)


def test_a_programme_does_not_open_when_its_time_is_over(
    almost: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.TakesNothing):
        actions.open(almost, overrides=ready.REASONS, by=bo, at=noon + timedelta(days=400))


# dates


def test_dates_are_planned_freely_before_opening(
    draft: Programme, bo: Person, noon: datetime
) -> None:
    zone = ZoneInfo("Europe/London")
    opens = datetime(2026, 4, 1, 12, tzinfo=zone)
    times = [Times("gather", opens, opens + timedelta(days=20))]
    actions.plan_dates(draft, times=times, by=bo, at=noon)
    assert draft.stages.get(code="gather").opens_at == opens


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        (datetime(2026, 4, 1, 12), datetime(2026, 3, 31, 12), refusals.EndsBeforeItBegins),
        (datetime(2026, 4, 1, 12), datetime(2026, 10, 25, 1, 30), refusals.DoubtfulHour),
        (datetime(2026, 3, 29, 1, 30), datetime(2026, 4, 25, 12), refusals.DoubtfulHour),
        (datetime(2026, 1, 1, 12), datetime(2026, 4, 25, 12), refusals.OutOfOrder),
    ],
)
def test_impossible_dates_are_refused(
    draft: Programme,
    bo: Person,
    noon: datetime,
    opens: datetime,
    closes: datetime,
    refusal: type[Refusal],
) -> None:
    zone = ZoneInfo("Europe/London")
    times = [Times("gather", opens.replace(tzinfo=zone), closes.replace(tzinfo=zone))]
    with pytest.raises(refusal):
        actions.plan_dates(draft, times=times, by=bo, at=noon)


def test_an_open_date_moves_with_a_public_reason(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    gather = campaign.stages.get(code="gather")
    later = gather.closes_at + timedelta(days=7)
    moved = actions.move_date(gather, closes_at=later, reason="Snow.", by=bo, at=noon)
    assert moved.closes_at == later
    kept = moved.reschedulings.get()
    assert (kept.reason, kept.closes_was, kept.closes_at) == ("Snow.", gather.closes_at, later)
    assert last_verb(campaign) == Verb.RESCHEDULED


def test_what_has_happened_cannot_move(campaign: Programme, bo: Person, noon: datetime) -> None:
    gather = campaign.stages.get(code="gather")
    late = noon + timedelta(days=30)
    for changes in (
        {"opens_at": noon + timedelta(days=1)},
        {"closes_at": noon - timedelta(days=1)},
    ):
        with pytest.raises(refusals.PastMoment):
            actions.move_date(gather, reason="Snow.", by=bo, at=noon, **changes)
    with pytest.raises(refusals.PastMoment):
        actions.move_date(
            gather, closes_at=late + timedelta(days=1), reason="Snow.", by=bo, at=late
        )


def test_a_date_moves_only_with_a_reason_and_only_if_it_moves(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    gather = campaign.stages.get(code="gather")
    with pytest.raises(refusals.NoReason):
        actions.move_date(gather, closes_at=noon + timedelta(days=9), reason="", by=bo, at=noon)
    with pytest.raises(refusals.NothingChanged):
        actions.move_date(gather, closes_at=gather.closes_at, reason="Snow.", by=bo, at=noon)


# pausing, gates, closing


def test_intake_is_paused_once_with_a_reason(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.NoReason):
        actions.pause(campaign, reason=" ", by=bo, at=noon)
    with pytest.raises(refusals.NotPaused):
        actions.resume(campaign, by=bo, at=noon)
    actions.pause(campaign, reason="Too many.", by=bo, at=noon)
    with pytest.raises(refusals.AlreadyPaused):
        actions.pause(campaign, reason="Too many.", by=bo, at=noon)


def test_a_gate_stays_shut_while_a_hard_condition_is_not_found_to_be_met(
    campaign: Programme, bo: Person
) -> None:
    decide = campaign.stages.get(code="decide")
    at = decide.closes_at
    met = ready.all_met(decide)
    unmet = Finding("every_contribution_answered", met=False)
    for findings in ([], met[1:], [*met, unmet], [unmet, *met]):
        with pytest.raises(refusals.GateShut):
            actions.pass_gate(decide, findings=findings, overrides={}, by=bo, at=at)
    assert actions.pass_gate(decide, findings=met, overrides={}, by=bo, at=at).passed_at == at
    with pytest.raises(refusals.AlreadyPassed):
        actions.pass_gate(decide, findings=met, overrides={}, by=bo, at=at)


def test_a_soft_gate_is_overridden_in_public(campaign: Programme, bo: Person) -> None:
    tidy = campaign.stages.get(code="tidy")
    at = tidy.closes_at
    with pytest.raises(refusals.OverrideNeedsReason):
        actions.pass_gate(tidy, findings=[], overrides={}, by=bo, at=at)
    reason = {"moderation_done": "One appeal is with the second officer."}
    actions.pass_gate(tidy, findings=[], overrides=reason, by=bo, at=at)
    assert last_verb(campaign) == Verb.GATE_OVERRIDDEN


def test_a_gate_stands_at_the_end_of_a_stage_that_has_begun(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    decide = campaign.stages.get(code="decide")
    with pytest.raises(refusals.StageNotBegun):
        actions.pass_gate(decide, findings=ready.all_met(decide), overrides={}, by=bo, at=noon)


def test_closing_says_what_was_learned_and_when_we_talk_again(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    def close(at: datetime, learned: str = "Ask earlier.", on: date | None = None) -> None:
        actions.close(campaign, learned=learned, next_conversation_on=on, by=bo, at=at)

    with pytest.raises(refusals.GateShut):
        close(noon)
    at = ready.pass_all_gates(campaign, by=bo, at=noon)
    with pytest.raises(refusals.NothingLearned):
        close(at, learned=" ")
    for on in (None, at.date()):
        with pytest.raises(refusals.NoNextConversation):
            close(at, on=on)
    close(at, on=(at + timedelta(days=30)).date())
    assert last_verb(campaign) == Verb.CLOSED
    with pytest.raises(refusals.AlreadyClosed):
        close(at, on=(at + timedelta(days=30)).date())


def test_another_body_owns_it_only_when_it_has_agreed(marlhaven, harrowmere, bo, eve, noon):
    draft = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    asked = actions.invite_owner(draft, body=harrowmere, brings="Two nurses", by=bo, at=noon)
    assert Programme.objects.get(pk=draft.pk).owners == [marlhaven]
    with pytest.raises(refusals.AlreadyAsked):
        actions.invite_owner(draft, body=harrowmere, by=bo, at=noon)
    with pytest.raises(refusals.OwnerUnanswered):
        actions.open(draft, overrides=ready.REASONS, by=bo, at=noon)
    actions.settle_owner_invitation(asked, is_accepted=True, by=eve, at=noon)
    assert Programme.objects.get(pk=draft.pk).owners == [marlhaven, harrowmere]
    assert draft.ownerships.get().brings == "Two nurses"
    with pytest.raises(refusals.InvitationSettled):
        actions.settle_owner_invitation(asked, is_accepted=False, by=eve, at=noon)
    with pytest.raises(refusals.AlreadyOwner):
        actions.invite_owner(draft, body=harrowmere, by=bo, at=noon)
    actions.open(draft, overrides=ready.REASONS, by=bo, at=noon)


def test_a_no_or_taking_it_back_lets_the_programme_open(marlhaven, harrowmere, bo, eve, noon):
    draft = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    asked = actions.invite_owner(draft, body=harrowmere, by=bo, at=noon)
    actions.settle_owner_invitation(asked, is_accepted=False, words="Next year.", by=eve, at=noon)
    again = actions.invite_owner(draft, body=harrowmere, by=bo, at=noon)
    actions.take_back_owner_invitation(again, by=bo, at=noon)
    with pytest.raises(refusals.InvitationSettled):
        actions.settle_owner_invitation(again, is_accepted=True, by=eve, at=noon)
    actions.open(draft, overrides=ready.REASONS, by=bo, at=noon)
    assert Programme.objects.get(pk=draft.pk).owners == [marlhaven]

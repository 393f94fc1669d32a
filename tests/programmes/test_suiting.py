"""Which vehicle suits which problem."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flotilla.programmes import recipes
from flotilla.programmes.recipes import suiting

CLEAR_AND_OPEN = {
    "problem_clear": "yes",
    "solvers": "anyone",
    "money": "small",
    "weeks": 12,
    "influence": "collaborate",
}


def best(**changes: Any) -> suiting.Suggestion:
    return suiting.suggestions({**CLEAR_AND_OPEN, **changes})[0]


def test_a_clear_question_to_everyone_is_a_campaign() -> None:
    first = best()
    assert (first.vehicle.code, first.fits, first.against) == ("campaign", True, ())


def test_no_single_question_all_year_is_a_standing_platform() -> None:
    first = best(
        problem_clear="many", solvers="staff", money="none", weeks=104, influence="consult"
    )
    assert (first.vehicle.code, first.fits) == ("standing", True)


def test_a_measurable_problem_with_a_prize_is_a_challenge_prize() -> None:
    first = best(money="prize", weeks=52, influence="consult")
    assert (first.vehicle.code, first.vehicle.is_built, first.fits) == ("prize", True, True)


def test_makers_in_one_room_are_a_hack_day_which_is_not_built_yet() -> None:
    first = best(solvers="makers", money="none", weeks=2, influence="involve")
    assert (first.vehicle.code, first.vehicle.is_built, first.fits) == ("hackday", False, True)


def test_groups_that_know_what_to_do_and_lack_money_suit_a_fund_which_can_be_run() -> None:
    first = best(solvers="groups", money="grants", weeks=52, influence="collaborate")
    assert (first.vehicle.code, first.vehicle.is_built, first.fits) == ("fund", True, True)


def test_a_service_that_nobody_can_describe_yet_is_bought_as_learning() -> None:
    first = best(problem_clear="no", solvers="firms", money="contract", weeks=52)
    assert (first.vehicle.code, first.vehicle.is_built, first.fits) == ("learning", True, True)


def test_nothing_fits_when_the_answers_contradict_each_other() -> None:
    answers = {
        "problem_clear": "no",
        "solvers": "anyone",
        "money": "prize",
        "weeks": 1,
        "influence": "empower",
    }
    assert [one for one in suiting.suggestions(answers) if one.fits] == []


def test_what_was_not_answered_speaks_neither_for_nor_against() -> None:
    first = suiting.suggestions({"problem_clear": "yes", "solvers": "", "weeks": None})[0]
    assert (first.speaks_for, first.against) == (("problem_clear",), ())


def test_every_vehicle_is_compared_once() -> None:
    codes = [one.code for one in suiting.every_vehicle()]
    assert len(codes) == len(set(codes))
    assert {
        "campaign",
        "standing",
        "prize",
        "outcome_prize",
        "hackday",
        "fund",
        "diamond",
        "workshops",
        "learning",
    } == set(codes)
    assert {one.code for one in suiting.every_vehicle() if one.is_built} == {
        one.code for one in recipes.shipped()
    }


@given(
    st.fixed_dictionaries(
        {
            "problem_clear": st.sampled_from(["yes", "partly", "no", "many", ""]),
            "solvers": st.sampled_from(
                ["anyone", "residents", "staff", "groups", "firms", "makers", "together", ""]
            ),
            "money": st.sampled_from(["none", "small", "prize", "grants", "contract", ""]),
            "weeks": st.one_of(st.none(), st.integers(0, 600)),
            "influence": st.sampled_from(
                ["inform", "consult", "involve", "collaborate", "empower", ""]
            ),
        }
    )
)
def test_all_are_named_whatever_one_answers_and_those_that_fit_come_first(
    answers: dict[str, Any],
) -> None:
    said = suiting.suggestions(answers)
    given_codes = {code for code in suiting.QUESTIONS if answers[code] not in (None, "")}
    assert sorted(one.vehicle.code for one in said) == sorted(
        one.code for one in suiting.every_vehicle()
    )
    assert [one.fits for one in said] == sorted((one.fits for one in said), reverse=True)
    assert all(set(one.speaks_for) | set(one.against) == given_codes for one in said)

"""What a row of the table says, and when a drill counts as held."""

from proofs.outcome import Control, Outcome, table, timed
from proofs.table import TABLE


def held(**changes):
    return Outcome("kill", "sqlite", 3, acknowledged=1_234, **changes)


FAILS, STANDS = Control("syncing", True, "3 lost"), Control("syncing", False, "none lost")


def test_a_drill_holds_when_nothing_is_lost_and_its_control_fails():
    assert held(controls=[FAILS]).holds


def test_a_drill_does_not_hold_when_something_is_lost_doubled_or_wrong():
    changed = [{"lost": 1}, {"doubled": 1}, {"wrong": ["a page shows the inside"]}]
    assert [held(controls=[FAILS], **one).holds for one in changed] == [False, False, False]


def test_a_drill_does_not_hold_when_a_control_does_not_fail():
    assert not held(controls=[FAILS, STANDS]).holds


def test_a_drill_that_breaks_off_does_not_hold():
    def breaks(engine, rounds, say):
        raise OSError("no disk")

    assert timed(breaks, "sqlite", 1, print).wrong == ["broke off: OSError('no disk')"]


def test_the_table_says_what_each_control_switched_off():
    assert table([held(controls=[FAILS], seconds=2)]).splitlines() == [
        "drill  engine  rounds  acknowledged  lost  doubled  control  seconds",
        "kill   sqlite  3       1,234         0     0        fails    2        holds",
        "  kill, sqlite: control without syncing: 3 lost",
    ]


def test_every_drill_has_a_name_of_its_own():
    assert len({row.name for row in TABLE}) == len(TABLE)

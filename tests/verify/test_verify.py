"""The verifier passes on an honest site, and names each thing that was tampered with; it gets nothing but the address."""

import subprocess
import sys
from pathlib import Path

import pytest

from flotilla.contributions import actions
from flotilla.contributions.models import Contribution
from flotilla.decisions import actions as decisions
from flotilla.journal.actions import forget
from flotilla.journal.models import Checkpoint
from flotilla.journal.receipts import first_of, promise
from flotilla.journal.sealing import seal
from flotilla.kit.moments import database_now
from tests import factories

FILE = Path(__file__).resolve().parents[2] / "verify" / "flotilla_verify.py"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def honest(marlhaven, ada, bo, dee):
    """A campaign of today in which much has happened; every idea by its short name."""
    programme = factories.a_campaign_today(marlhaven)
    at = database_now()
    found = {}
    for name in ("kept", "withdrawn", "removed", "merged", "erased", "answered", "restored"):
        found[name] = actions.submit(
            programme,
            title=f"The idea that is {name}",
            answers={"wrong": f"What is wrong: {name}.", "help": "This helps."},
            submission_key=f"key of {name} 0123456789",
            by=ada,
            at=at,
        )
    comment = actions.post_comment(
        found["kept"], text="I would use it.", submission_key="comment 0123456789", by=dee, at=at
    )
    actions.support(found["kept"], by=dee, at=at)
    actions.withdraw(found["withdrawn"], by=ada, at=at)
    actions.remove(found["removed"], reason="hurtful", by=bo, at=at)
    actions.remove(found["restored"], reason="hurtful", by=bo, at=at)
    actions.restore(found["restored"], by=bo, at=at)
    actions.merge(found["merged"], found["kept"], reason="The same.", by=bo, at=at)
    answer = decisions.draft_answer(found["answered"], decided="We build it.", by=bo, at=at)
    decisions.release_answer(answer, by=bo, at=at)
    forget(found["erased"], reason="erased", by=ada, at=at)
    actions.remove_comment(comment, reason="hurtful", by=bo, at=at)
    seal(at=database_now())
    return found


@pytest.fixture
def verify(live_server, tmp_path):
    """Run the one file, by itself, in a folder of its own; return its code and what it says."""
    alone = tmp_path / FILE.name
    alone.write_bytes(FILE.read_bytes())

    def run(*more):
        done = subprocess.run(
            [sys.executable, "-I", alone.name, live_server.url, "--patience", "0", *more],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    return run


def test_an_honest_site_passes(honest, verify):
    code, said = verify()
    assert (code, said.splitlines()[-1]) == (0, "All is well."), said
    assert "7 contributions were received in 1 programmes" in said
    assert "1 erased with a word of it" in said


def test_it_passes_again_after_more_has_happened(honest, verify, ada):
    assert verify("--remember", "mine")[0] == 0
    actions.withdraw(honest["kept"], by=ada, at=database_now())
    seal(at=database_now())
    code, said = verify("--remember", "mine")
    assert code == 0, said
    assert "1 from before or elsewhere" in said


def test_a_deleted_contribution_is_named(honest, verify):
    Contribution.objects.filter(pk=honest["answered"].pk).delete()
    code, said = verify()
    assert code == 1
    assert "is not on the site any more; by the log it is listed" in said


def test_a_receipt_is_kept_with_the_site_and_without_it_the_loss_is_named(honest, verify, tmp_path):
    one = first_of("contribution", honest["kept"].pk)
    (tmp_path / "receipt").write_text(promise(one), "utf-8")
    assert verify("--receipts", "receipt")[0] == 0


def test_a_log_that_was_longer_before_is_found_by_who_kept_its_checkpoint(honest, verify, tmp_path):
    note = Checkpoint.objects.last().note
    (tmp_path / "kept").write_text(note, "utf-8")
    assert verify("--also", "kept")[0] == 0


def test_a_site_that_is_no_such_site_is_said_to_be_unreadable(verify):
    code, said = verify()
    assert code == 2
    assert "cannot be read" in said

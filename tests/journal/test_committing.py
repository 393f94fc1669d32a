"""Every entry is committed to, openly or sealed; and what was forgotten cannot be read any more."""

import importlib
import json

import pytest

from flotilla.contributions import actions
from flotilla.decisions import actions as decisions
from flotilla.journal import statements
from flotilla.journal.actions import afterwards, forget, record
from flotilla.journal.models import Commitment, Entry
from flotilla.journal.verbs import BATCHED, FACTS, OPEN, WORDED, Kind, Verb
from tests import factories
from tests.house.test_actions import AREAS

pytestmark = pytest.mark.django_db
ANSWERS = {"wrong": "Nowhere to sit on the way.", "help": "Three places to sit."}


@pytest.fixture
def sent(campaign, ada, noon):
    """An idea of Ada's, sent to the campaign."""
    return actions.submit(
        campaign, title="Somewhere to sit", answers=ANSWERS, submission_key="a" * 20, by=ada, at=noon
    )  # fmt: skip


def said(entry):
    """What the commitment to an entry states."""
    return json.loads(Commitment.objects.get(pk=entry.pk).statement)


def newest(verb):
    return Entry.objects.filter(verb=verb).latest("id")


def test_the_table_names_only_verbs_that_there_are():
    known = {str(Verb.FORGOTTEN)}
    for area in AREAS:
        known |= set(importlib.import_module(f"flotilla.{area}.verbs").Verb.values)
    assert (OPEN | BATCHED) - known == set()
    assert set() == OPEN & BATCHED
    assert WORDED < OPEN


def test_every_entry_has_its_commitment_in_the_same_transaction(sent):
    assert list(Commitment.objects.values_list("pk", flat=True)) == list(
        Entry.objects.order_by("id").values_list("pk", flat=True)
    )


def test_what_happens_in_public_is_open_and_digests_the_words(sent, campaign, noon):
    one = Commitment.objects.get()
    statement = json.loads(one.statement)
    assert one.kind == Kind.OPEN
    assert one.digest == statements.digest(one.statement, one.salt)
    assert statement["verb"] == "contribution.submitted"
    assert statement["at"] == statements.instant(noon)
    assert statement["facts"] == {"channel": "web", "published": True, "number": sent.number}
    assert statement["words"] == statements.words_digest(sent.public_words(), one.words_salt)
    assert sent.public_words() == {"title": "Somewhere to sit", "answers": ANSWERS}


def test_no_number_of_the_database_and_nobody_is_in_a_statement(sent, ada):
    text = Commitment.objects.get().statement
    assert "Ada" not in text
    numbers = [value for value in json.loads(text).values() if isinstance(value, int)]
    assert numbers == []


def test_the_names_of_things_are_the_same_every_time_and_differ(sent, noon):
    actions.withdraw(sent, by=sent.authorships.get().person, at=noon)
    ids = [json.loads(one.statement)["id"] for one in Commitment.objects.all()]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert json.loads(Commitment.objects.first().statement)["programme"] not in ids


def test_each_states_what_came_before_about_the_same_thing(sent, noon, bo):
    decisions.consider(sent, by=bo, at=noon)
    first, second = Commitment.objects.all()
    assert json.loads(first.statement)["previous"] == ""
    assert json.loads(second.statement)["previous"] == first.digest


def test_what_is_no_matter_of_the_public_is_sealed(campaign, sent, dee, noon):
    entry = record("contribution.reported", sent, by=dee, at=noon, reason="spam")
    assert Commitment.objects.get(pk=entry.pk).kind == Kind.SEALED


def test_what_happens_before_a_programme_opens_is_sealed(marlhaven, ada, noon):
    draft = factories.a_draft_programme(marlhaven)
    entry = record("programme.paused", draft, by=ada, at=noon)
    assert Commitment.objects.get(pk=entry.pk).kind == Kind.SEALED


def test_what_happens_in_a_programme_for_staff_is_sealed(marlhaven, ada, noon):
    inner = factories.a_programme(marlhaven, audience="staff", private_reason="Of staff only.")
    entry = record("programme.paused", inner, by=ada, at=noon)
    assert Commitment.objects.get(pk=entry.pk).kind == Kind.SEALED


def test_a_support_is_committed_to_for_a_batch_and_says_no_moment(sent, dee, noon):
    actions.support(sent, by=dee, at=noon)
    one = Commitment.objects.get(pk=newest("contribution.supported").pk)
    assert one.kind == Kind.BATCHED
    assert set(json.loads(one.statement)) == {"verb", "kind", "id"}


def test_a_comment_is_a_thing_of_its_own(sent, dee, bo, noon):
    comment = actions.post_comment(
        sent, text="I would use it.", submission_key="c" * 20, by=dee, at=noon
    )
    actions.remove_comment(comment, reason="hurtful", by=bo, at=noon)
    posted, removed = (said(newest(verb)) for verb in ("comment.posted", "comment.removed"))
    assert posted["kind"] == removed["kind"] == "comment"
    assert posted["id"] == removed["id"]
    assert removed["facts"] == {"reason": "hurtful"}


def test_what_is_told_afterwards_says_so(sent, dee, noon):
    with afterwards("story"):
        entry = record("contribution.published", sent, by=None, at=noon)
    assert said(entry)["afterwards"] == "story"
    assert "afterwards" not in said(record("contribution.published", sent, by=None, at=noon))


def test_forgetting_empties_statement_and_salts_and_leaves_the_digest(sent, bo, noon):
    decisions.consider(sent, by=bo, at=noon)
    before = list(Commitment.objects.values_list("digest", "kind"))
    entry = forget(sent, reason="erased", by=bo, at=noon)
    kept = Commitment.objects.exclude(pk=entry.pk)
    assert list(kept.values_list("digest", "kind")) == before
    assert set(kept.values_list("statement", "salt", "words_salt")) == {("", "", "")}


def test_that_something_was_forgotten_is_in_the_log_with_what_it_was(sent, bo, noon):
    digests = list(Commitment.objects.values_list("digest", flat=True))
    entry = forget(sent, reason="erased", by=bo, at=noon)
    assert said(entry)["facts"] == {
        "reason": "erased",
        "leaves": digests,
        "verbs": ["contribution.submitted"],
    }


def test_forgetting_twice_changes_nothing_more(sent, bo, noon):
    forget(sent, reason="erased", by=bo, at=noon)
    assert forget(sent, reason="erased", by=bo, at=noon) is None
    assert Entry.objects.filter(verb=Verb.FORGOTTEN).count() == 1


def test_forgetting_a_comment_leaves_the_contribution_alone(sent, dee, bo, noon):
    comment = actions.post_comment(
        sent, text="I would use it.", submission_key="c" * 20, by=dee, at=noon
    )
    forget(comment, reason="erased", by=bo, at=noon)
    emptied = Commitment.objects.filter(statement="").values_list("pk", flat=True)
    assert list(emptied) == [newest("comment.posted").pk]


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_no_fact_of_a_statement_is_the_number_of_a_row(fact):
    assert not fact.endswith("_id")
    assert fact not in {"target", "theme", "parts", "other", "rescheduling"}

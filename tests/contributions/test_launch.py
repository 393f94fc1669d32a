"""What was tried out is gone when people come."""

from datetime import datetime

import pytest
from django.core.files.base import ContentFile

from flotilla.bodies.models import Body
from flotilla.contributions.actions import discard, launch, submit, wipe_rehearsal
from flotilla.contributions.models import Attachment, Contribution
from flotilla.journal.models import Entry
from flotilla.kit.refusal import Refusal
from flotilla.people.models import Person
from flotilla.programmes import actions
from flotilla.programmes.actions import refusals
from flotilla.programmes.models import Programme
from tests import factories
from tests.programmes import ready


@pytest.fixture
def tried(marlhaven: Body, bo: Person, noon: datetime) -> Programme:
    """A programme ready to open in which the team has tried sending one."""
    programme = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    actions.begin_rehearsal(programme, by=bo, at=noon)
    programme = Programme.objects.get(pk=programme.pk)
    trial = factories.a_contribution(programme, by=bo)
    factories.a_support(trial, bo)
    factories.a_comment(trial, bo)
    return Programme.objects.get(pk=programme.pk)


def test_launching_wipes_the_rehearsal_and_counts_from_one(
    tried: Programme, bo: Person, noon: datetime
) -> None:
    launch(tried, overrides=ready.REASONS, by=bo, at=noon)
    programme = Programme.objects.get(pk=tried.pk)
    assert programme.has_opened
    assert (programme.last_number, programme.rehearsal.wiped_at) == (0, noon)
    assert not Contribution.objects.exists()


def test_opening_directly_is_refused_while_trials_are_there(
    tried: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.RehearsalNotWiped):
        actions.open(tried, overrides=ready.REASONS, by=bo, at=noon)


def test_a_launch_that_is_refused_leaves_the_rehearsal_as_it_was(
    tried: Programme, bo: Person, noon: datetime
) -> None:
    with pytest.raises(refusals.OverrideNeedsReason):
        launch(tried, by=bo, at=noon)
    assert Programme.objects.get(pk=tried.pk).is_rehearsing
    assert Contribution.objects.count() == 1


def test_what_people_sent_to_an_open_programme_is_never_wiped(
    campaign: Programme, bo: Person, noon: datetime
) -> None:
    factories.a_contribution(campaign)
    with pytest.raises(refusals.AlreadyOpen):
        wipe_rehearsal(campaign, by=bo, at=noon)
    with pytest.raises(refusals.AlreadyOpen):
        launch(campaign, by=bo, at=noon)
    assert Contribution.objects.count() == 1


def test_the_files_of_a_rehearsal_go_too(
    tried: Programme,
    bo: Person,
    noon: datetime,
    tmp_path,
    django_capture_on_commit_callbacks,
) -> None:
    trial = Contribution.objects.get()
    kept = Attachment.objects.create(
        contribution=trial, file=ContentFile(b"x", name="x.txt"), name="x.txt", media_type="text/plain", size=1,
        sha256="0" * 64, added_at=noon,
    )  # fmt: skip
    path = tmp_path / kept.file.name
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        wipe_rehearsal(tried, by=bo, at=noon)
    assert not path.exists()


def test_in_a_rehearsal_the_team_sends_for_real_and_nobody_else_sees_it(
    marlhaven: Body, bo: Person, ada: Person, noon: datetime
) -> None:
    draft = ready.a_ready_draft(marlhaven, by=bo, at=noon)
    with pytest.raises(Refusal):
        submit(draft, title="A bench", answers={}, submission_key="before", by=bo, at=noon)
    actions.begin_rehearsal(draft, by=bo, at=noon)
    trial = submit(draft, title="A bench", answers={}, submission_key="trial", by=bo, at=noon)
    assert list(Contribution.objects.visible_to(bo)) == [trial]
    assert [list(Contribution.objects.visible_to(who)) for who in (None, ada)] == [[], []]
    launch(draft, overrides=ready.REASONS, by=bo, at=noon)
    opens = Programme.objects.get(pk=draft.pk).stages.get(code="gather").opens_at
    first = submit(draft, title="A bench", answers={}, submission_key="real", by=ada, at=opens)
    assert first.number == 1


def test_discarding_throws_the_draft_and_its_rehearsal_away_and_says_so_in_the_journal(
    tried: Programme, bo: Person, noon: datetime
) -> None:
    discard(tried, by=bo, at=noon)
    assert not Programme.objects.exists()
    assert not Contribution.objects.exists()
    entry = Entry.objects.get(verb="programme.discarded")
    assert (entry.programme_id, entry.body_id, entry.by_id) == (tried.pk, tried.body_id, bo.pk)


@pytest.mark.parametrize("channel", ["import", "web"])
def test_what_no_rehearsal_made_is_never_thrown_away(
    marlhaven: Body, tried: Programme, bo: Person, noon: datetime, channel: str
) -> None:
    programme = (
        tried if channel == "import" else ready.a_draft(marlhaven, by=bo, at=noon, title="Another")
    )
    factories.a_contribution(programme, channel=channel)
    with pytest.raises(refusals.HoldsContributions):
        discard(programme, by=bo, at=noon)
    assert Contribution.objects.filter(programme=programme).exists()


def test_what_has_opened_is_not_discarded(campaign: Programme, bo: Person, noon: datetime) -> None:
    with pytest.raises(refusals.AlreadyOpen):
        discard(campaign, by=bo, at=noon)

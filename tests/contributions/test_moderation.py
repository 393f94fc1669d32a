"""Reports, removals and appeals."""

import pytest

from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Appeal, Report
from flotilla.contributions.reasons import REASONS
from flotilla.contributions.verbs import Standing
from flotilla.journal.models import Entry
from tests import factories


def standing(contribution):
    """Where it stands now."""
    contribution.refresh_from_db()
    return contribution.standing


def test_every_reason_has_its_words_in_both_languages():
    words = [text for one in REASONS.values() for text in (one.name, one.sentence, one.remedy)]
    assert [sorted(text) for text in words] == [["en", "fr"]] * len(words)


def test_anybody_can_report_and_hears_what_became_of_it(bench, dee, bo, noon):
    by_guest = actions.report(bench, reason="private", email="x@example.org", by=None, at=noon)
    by_dee = actions.report(bench, reason="hurtful", by=dee, at=noon)
    assert actions.report(bench, reason="hurtful", by=dee, at=noon) == by_dee
    assert (
        actions.report(bench, reason="hurtful", email="x@example.org", by=None, at=noon) == by_guest
    )
    assert actions.keep(bench, by=bo, at=noon) == 2
    assert set(Report.objects.values_list("outcome", "settled_by")) == {("kept", bo.pk)}
    with pytest.raises(refusals.AlreadySettled):
        actions.keep(bench, by=bo, at=noon)
    with pytest.raises(refusals.AlreadySettled):
        actions.settle_report(by_dee, outcome="kept", by=bo, at=noon)


def test_a_report_needs_a_reason_from_the_list(bench, noon):
    with pytest.raises(refusals.UnknownReason):
        actions.report(bench, reason="dislike", by=None, at=noon)


def test_what_is_removed_says_why_and_settles_the_reports(bench, dee, bo, noon):
    actions.report(bench, reason="private", by=dee, at=noon)
    removal = actions.remove(bench, reason="private", words="It names a nurse.", by=bo, at=noon)
    assert (standing(bench), removal.words) == (Standing.REMOVED, "It names a nurse.")
    assert Report.objects.get().outcome == "removed"
    entry = Entry.objects.get(verb="contribution.removed")
    assert (entry.subject_id, entry.contribution_id) == (removal.pk, bench.pk)
    with pytest.raises(refusals.AlreadyRemoved):
        actions.remove(bench, reason="private", by=bo, at=noon)
    with pytest.raises(refusals.UnknownReason):
        actions.remove(factories.a_contribution(bench.programme), reason="", by=bo, at=noon)


def test_restoring_puts_it_back_where_it_was(bench, bo, noon):
    actions.remove(bench, reason="private", by=bo, at=noon)
    actions.restore(bench, by=bo, at=noon)
    assert standing(bench) == Standing.LISTED
    with pytest.raises(refusals.NotRemoved):
        actions.restore(bench, by=bo, at=noon)


def test_what_was_removed_unread_is_published_when_it_is_restored(campaign, ada, bo, noon):
    waiting = factories.a_contribution(
        campaign, by=ada, standing=Standing.WAITING, published_at=None
    )
    actions.remove(waiting, reason="off_topic", by=bo, at=noon)
    actions.restore(waiting, by=bo, at=noon)
    assert (standing(waiting), waiting.published_at) == (Standing.LISTED, noon)


def test_a_withdrawn_one_is_not_removed(bench, ada, bo, noon):
    actions.withdraw(bench, by=ada, at=noon)
    with pytest.raises(refusals.NotStanding):
        actions.remove(bench, reason="private", by=bo, at=noon)


def test_a_removed_comment_counts_no_more_until_it_is_restored(bench, dee, bo, noon):
    comment = factories.a_comment(bench, dee)
    removal = actions.remove_comment(comment, reason="hurtful", by=bo, at=noon)
    bench.refresh_from_db()
    assert bench.comment_count == 0
    entry = Entry.objects.get(verb="comment.removed")
    assert (entry.subject_id, entry.contribution_id, entry.body_id) == (
        removal.pk,
        bench.pk,
        bench.body_id,
    )
    actions.restore_comment(comment, by=bo, at=noon)
    bench.refresh_from_db()
    assert bench.comment_count == 1


def test_an_appeal_is_decided_by_somebody_else(bench, ada, bo, bea, noon):
    removal = actions.remove(bench, reason="private", by=bo, at=noon)
    made = actions.appeal(removal, words="It names nobody.", by=ada, at=noon)
    with pytest.raises(refusals.AlreadyAppealed):
        actions.appeal(removal, words="Again", by=ada, at=noon)
    with pytest.raises(refusals.SameOfficer):
        actions.decide_appeal(made, restored=True, reply="Yes", by=bo, at=noon)
    actions.decide_appeal(made, restored=True, reply="You are right.", by=bea, at=noon)
    assert (standing(bench), Appeal.objects.get().outcome) == (Standing.LISTED, "restored")
    entry = Entry.objects.get(verb="contribution.appeal_decided")
    assert entry.contribution_id == bench.pk
    with pytest.raises(refusals.AlreadySettled):
        actions.decide_appeal(made, restored=False, reply="No", by=bea, at=noon)


def test_an_appeal_can_be_turned_down_with_words(bench, dee, bo, bea, noon):
    comment = factories.a_comment(bench, dee)
    removal = actions.remove_comment(comment, reason="hurtful", by=bo, at=noon)
    made = actions.appeal(removal, words="It was meant kindly.", by=dee, at=noon)
    with pytest.raises(refusals.TextNotTaken):
        actions.decide_appeal(made, restored=False, reply=" ", by=bea, at=noon)
    actions.decide_appeal(made, restored=False, reply="It still hurts.", by=bea, at=noon)
    assert comment.removals.filter(undone_at=None).count() == 1
    assert Appeal.objects.get().outcome == "upheld"


@pytest.fixture
def of_bo(campaign, bo, dee, noon):
    """Bo's own idea and comment, both reported."""
    idea = factories.a_contribution(campaign, by=bo)
    comment = factories.a_comment(factories.a_contribution(campaign), by=bo)
    for one in (idea, comment):
        actions.report(one, reason="hurtful", by=dee, at=noon)
    return idea, comment


def test_nobody_moderates_what_they_wrote_themselves(of_bo, bo, bea, noon):
    idea, comment = of_bo
    who = {"by": bo, "at": noon}

    def refused(*deeds):
        for deed in deeds:
            with pytest.raises(refusals.OwnWords, match="somebody else of the team"):
                deed()

    refused(
        lambda: actions.keep(idea, **who),
        lambda: actions.keep(comment, **who),
        lambda: actions.remove(idea, reason="hurtful", **who),
        lambda: actions.remove_comment(comment, reason="hurtful", **who),
        lambda: actions.publish(
            factories.a_contribution(idea.programme, by=bo, standing="waiting", published_at=None),
            **who,
        ),
        lambda: actions.publish_comment(factories.a_comment(idea, by=bo, published_at=None), **who),
    )
    assert (standing(idea), Report.objects.filter(settled_at=None).count()) == (Standing.LISTED, 2)
    removal = actions.remove(idea, reason="hurtful", by=bea, at=noon)
    actions.remove_comment(comment, reason="hurtful", by=bea, at=noon)
    refused(lambda: actions.restore(idea, **who), lambda: actions.restore_comment(comment, **who))
    appeal = actions.appeal(removal, words="It was meant well.", **who)
    refused(lambda: actions.decide_appeal(appeal, restored=True, reply="Yes.", **who))
    assert standing(idea) == Standing.REMOVED


def test_a_coauthor_does_not_moderate_it_either_even_after_leaving(bench, bo, noon):
    bench.authorships.create(person=bo, credit="coauthor", joined_at=noon, left_at=noon)
    with pytest.raises(refusals.OwnWords):
        actions.remove(bench, reason="hurtful", by=bo, at=noon)


def test_the_desk_says_so_and_nothing_is_lost(of_bo, bo, desk_client):
    idea, comment = of_bo
    browser = desk_client(bo)
    for page in (
        f"/desk/p/short-trips/c/{idea.number}/moderation/",
        f"/desk/moderation/comments/{comment.pk}/",
    ):
        for sent in (
            {"choice": "keep"},
            {"choice": "remove", "reason": "hurtful", "words": "What I typed."},
        ):
            shown = browser.post(page, sent, follow=True)
            assert "You wrote this yourself" in shown.content.decode(), (page, sent)
            assert shown.status_code == 200
        assert "What I typed." in shown.content.decode()
    assert standing(idea) == Standing.LISTED

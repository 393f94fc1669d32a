"""Writing in the conversation."""

from datetime import timedelta

import pytest

from flotilla.contributions import actions
from flotilla.contributions.actions import refusals
from flotilla.contributions.models import Comment
from flotilla.journal.models import Entry
from tests import factories


def post(contribution, by, at, **changes):
    """Write a comment."""
    facts = {"text": "I would use it.", "submission_key": f"key-{Comment.objects.count()}"}
    return actions.post_comment(contribution, by=by, at=at, **{**facts, **changes})


def count(contribution):
    """How many comments are counted."""
    contribution.refresh_from_db()
    return contribution.comment_count


def test_a_comment_is_shown_and_counted_at_once(bench, dee, noon):
    comment = post(bench, dee, noon)
    assert (comment.published_at, comment.is_official, count(bench)) == (noon, False, 1)
    entry = Entry.objects.get(verb="comment.posted")
    assert (entry.subject_id, entry.contribution_id, entry.programme_id) == (
        comment.pk,
        bench.pk,
        bench.programme_id,
    )


def test_a_form_posted_twice_is_one_comment(bench, dee, noon):
    first = post(bench, dee, noon, submission_key="once")
    assert post(bench, dee, noon, submission_key="once") == first
    assert count(bench) == 1
    with pytest.raises(refusals.SentBefore):
        post(bench, dee, noon, submission_key="once", text="Something else")
    with pytest.raises(refusals.SentBefore):
        post(factories.a_contribution(bench.programme), dee, noon, submission_key="once")


def test_a_reply_to_a_reply_stands_under_the_first(bench, ada, dee, noon):
    first = post(bench, dee, noon)
    reply = post(bench, ada, noon, parent=first)
    assert post(bench, dee, noon, parent=reply).parent == first


def test_a_reply_needs_a_comment_that_is_shown(bench, ada, dee, noon):
    first = post(bench, dee, noon)
    actions.withdraw_comment(first, by=dee, at=noon)
    with pytest.raises(refusals.CommentGone):
        post(bench, ada, noon, parent=first)


def test_where_things_are_read_first_a_comment_waits(bench, dee, bo, noon):
    bench.programme.moderation = "before"
    bench.programme.save()
    comment = post(bench, dee, noon)
    assert (comment.published_at, count(bench)) == (None, 0)
    actions.publish_comment(comment, by=bo, at=noon)
    assert count(bench) == 1
    with pytest.raises(refusals.AlreadyPublished):
        actions.publish_comment(comment, by=bo, at=noon)
    assert post(bench, bo, noon).published_at == noon


def test_officials_only_ask_in_the_quiet_days(bench, bo, dee, noon):
    bench.programme.listen_days = 40
    bench.programme.save()
    with pytest.raises(refusals.OfficialsListen):
        post(bench, bo, noon)
    question = post(bench, bo, noon, kind="question")
    assert question.is_official
    assert post(bench, dee, noon).published_at == noon
    assert post(bench, bo, noon + timedelta(days=4)).is_official


def test_a_concern_says_what_would_help(bench, dee, noon):
    with pytest.raises(refusals.ChangeMindMissing):
        post(bench, dee, noon, kind="concern")
    assert post(bench, dee, noon, kind="concern", change_mind="A trial").change_mind == "A trial"


def test_only_its_writer_says_that_a_concern_is_met(bench, bo, dee, noon):
    concern = post(bench, dee, noon, kind="concern", change_mind="A trial")
    post(bench, bo, noon, parent=concern, text="There will be a trial.")
    with pytest.raises(refusals.NotYours):
        actions.resolve_concern(concern, by=bo, at=noon)
    assert actions.resolve_concern(concern, words="Good", by=dee, at=noon).words == "Good"
    with pytest.raises(refusals.AlreadySettled):
        actions.resolve_concern(concern, by=dee, at=noon)
    with pytest.raises(refusals.NotAConcern):
        actions.resolve_concern(post(bench, dee, noon), by=dee, at=noon)


def test_a_closed_conversation_says_why(bench, bo, dee, noon):
    with pytest.raises(refusals.ReasonMissing):
        actions.close_talk(bench, reason=" ", by=bo, at=noon)
    actions.close_talk(bench, reason="Decided.", by=bo, at=noon)
    with pytest.raises(refusals.TalkIsClosed, match=r"Decided\."):
        post(bench, dee, noon)
    actions.open_talk(bench, by=bo, at=noon)
    assert post(bench, dee, noon).published_at == noon
    with pytest.raises(refusals.TalkIsOpen):
        actions.open_talk(bench, by=bo, at=noon)


@pytest.mark.parametrize("text", ["", "  \n", "a\x00b", "x" * 5001, "\ud800"])
def test_words_that_cannot_be_kept_are_refused(bench, dee, noon, text):
    with pytest.raises(refusals.TextNotTaken):
        post(bench, dee, noon, text=text)


def test_nothing_is_said_after_the_stage_or_about_what_is_gone(bench, ada, dee, noon):
    with pytest.raises(refusals.StageClosed):
        post(bench, dee, noon + timedelta(days=900))
    actions.withdraw(bench, by=ada, at=noon)
    with pytest.raises(refusals.NotStanding):
        post(bench, dee, noon)


def test_a_guest_speaks_where_guests_may(bench, noon):
    assert post(bench, None, noon, byline="Resident").person is None
    bench.programme.allows_guests = False
    bench.programme.save()
    with pytest.raises(refusals.GuestsNotAllowed):
        post(bench, None, noon)


def test_a_comment_taken_back_counts_no_more(bench, dee, noon):
    comment = post(bench, dee, noon)
    actions.withdraw_comment(comment, by=dee, at=noon)
    assert count(bench) == 0
    with pytest.raises(refusals.AlreadyWithdrawn):
        actions.withdraw_comment(comment, by=dee, at=noon)


def test_the_visible_comments_are_the_published_and_ones_own(bench, dee, bo, eve, noon):
    waiting = factories.a_comment(bench, dee, published_at=None)
    shown = factories.a_comment(bench, dee)
    seen = [
        list(Comment.objects.visible_to(who).order_by("pk")) == expected
        for who, expected in (
            (None, [shown]),
            (eve, [shown]),
            (dee, [waiting, shown]),
            (bo, [waiting, shown]),
        )
    ]
    assert seen == [True] * 4

"""Letters over a real SMTP conversation: their words, and that they leave once."""

import re
from datetime import timedelta

import pytest

from flotilla.contributions import actions as contributions
from flotilla.contributions.models import Contribution
from flotilla.contributions.tokens import claimed_by
from flotilla.contributions.verbs import Verb
from flotilla.decisions import actions as decisions
from flotilla.decisions.models import Answer
from flotilla.decisions.verbs import Verb as DecisionVerb
from flotilla.journal.actions import record
from flotilla.letters import actions, post
from flotilla.letters.models import Letter
from flotilla.letters.plain import from_html
from flotilla.people.verbs import Cadence
from flotilla.programmes import actions as programmes
from tests import factories
from tests.factories import NOON
from tests.programmes import ready


def body_of(letter, kind: str) -> str:
    """The text of one form of a received letter."""
    return letter.get_body((kind,)).get_content()


@pytest.fixture
def receipt(bench, ada):
    """The receipt for Ada's idea, in the outbox."""
    record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    return Letter.objects.get()


def test_a_receipt_says_the_number_the_promise_and_where_to_look(receipt, postbox):
    assert post.send_due(at=NOON) == 1
    (letter,) = postbox.letters
    assert letter["To"] == "ada@example.org"
    assert letter["From"] == "Marlhaven Council <together@marlhaven.example>"
    assert letter["Subject"] == "We have it: A bench every 200 metres"
    text = body_of(letter, "plain")
    assert "You have a first answer by Friday 3 April 2026. That is our promise." in text
    assert "/p/short-trips/c/1/" in text
    assert "You get this letter because you sent this contribution." in text


@pytest.mark.parametrize(
    "name",
    ["Roads, Parks and Schools", "Marlhaven (the town)", "Conseil général", "Roads; “Parks”"],
)
def test_a_sender_may_have_any_name(marlhaven, receipt, postbox, name):
    marlhaven.sender_name = name
    marlhaven.save()
    assert post.send_due(at=NOON) == 1
    (sender,) = postbox.letters[0]["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "together@marlhaven.example")


def test_plain_text_and_html_say_the_same(receipt, postbox):
    post.send_due(at=NOON)
    (letter,) = postbox.letters
    assert from_html(body_of(letter, "html")) == body_of(letter, "plain").replace("\r\n", "\n")


def test_headings_and_code_stand_apart_in_plain_text():
    assert from_html("<h5>Why</h5>\n<h6>How</h6>\n<pre>so</pre>") == "Why\n\nHow\n\nso\n"


def test_a_letter_is_written_in_the_recipients_language(bench, ada, postbox):
    ada.language = "fr"
    ada.save()
    record(Verb.SUBMITTED, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    assert 'lang="fr"' in body_of(postbox.letters[0], "html")
    assert "vendredi 3 avril 2026" in body_of(postbox.letters[0], "plain")


def test_a_letter_leaves_once(receipt, postbox):
    post.send_due(at=NOON)
    post.send_due(at=NOON + timedelta(hours=1))
    assert postbox.addresses() == ["ada@example.org"]


def test_a_letter_that_was_refused_is_tried_again_with_the_same_message_id(receipt, postbox):
    postbox.refuses = True
    assert post.send_due(at=NOON) == 0
    postbox.refuses = False
    assert post.send_due(at=NOON + timedelta(minutes=1)) == 0
    assert post.send_due(at=NOON + timedelta(minutes=3)) == 1
    assert postbox.letters[0]["Message-ID"] == receipt.message_id


def test_a_letter_to_no_address_holds_up_no_other(receipt, postbox):
    receipt.pk, receipt.message_id, receipt.email = None, "<other@test>", "a@b.org, c@d.org"
    receipt.is_urgent = True  # so it is taken first
    receipt.save()
    assert post.send_due(at=NOON) == 1
    assert postbox.addresses() == ["ada@example.org"]
    receipt.refresh_from_db()
    assert (receipt.tries, receipt.sent_at) == (1, None)
    assert "Invalid address" in receipt.error


def test_the_post_gives_up_after_twelve_tries_and_says_why(receipt, postbox):
    postbox.refuses = True
    for day in range(20):
        post.send_due(at=NOON + timedelta(days=day))
    receipt.refresh_from_db()
    assert (receipt.tries, receipt.given_up_at is not None) == (12, True)
    assert "The box is full" in receipt.error


def test_the_words_are_forgotten_once_sent_outside_the_demo(receipt, postbox, settings):
    settings.KEEP_LETTERS = False
    post.send_due(at=NOON)
    receipt.refresh_from_db()
    assert (receipt.text, receipt.html, receipt.context) == ("", "", {})


def test_who_may_no_longer_see_a_thing_gets_no_letter_about_it(bench, ada, dee, postbox):
    factories.a_support(bench, dee)
    record(Verb.WITHDRAWN, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    Contribution.objects.filter(pk=bench.pk).update(published_at=None, standing="waiting")
    assert post.send_due(at=NOON) == 0
    assert postbox.letters == []
    assert Letter.objects.get().given_up_at == NOON


def test_a_comment_that_was_removed_meanwhile_is_in_no_letter(bench, bo, dee, postbox):
    comment = factories.a_comment(bench, dee, text="Mean words.")
    record(Verb.COMMENTED, comment, by=dee, at=NOON)
    actions.read_journal(at=NOON)
    contributions.remove_comment(comment, reason="hurtful", by=bo, at=NOON)
    assert post.send_due(at=NOON) == 0
    assert postbox.letters == []


def test_a_supporter_can_stop_such_letters_with_one_click(bench, ada, dee, postbox, client):
    factories.a_support(bench, dee)
    record(Verb.WITHDRAWN, bench, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    stop = postbox.letters[0]["List-Unsubscribe"].strip(" <>")
    assert postbox.letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = stop.removeprefix("http://127.0.0.1:8000")
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(dee.mutings.values_list("programme_id", flat=True)) == [bench.programme_id]


def test_a_digest_puts_all_news_in_one_envelope(campaign, bench, ada, bo, dee, postbox):
    other = factories.a_contribution(campaign, by=ada, title="Text me when the bus is late")
    dee.cadence = Cadence.DAILY
    dee.save()
    for idea in (bench, other):
        factories.a_support(idea, dee)
        answer = Answer.objects.create(
            contribution=idea, kind="first", decided="Yes.", drafted_at=NOON, released_at=NOON
        )
        record(DecisionVerb.ANSWER_RELEASED, answer, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    assert postbox.addresses() == ["ada@example.org", "ada@example.org"]
    post.send_due(at=NOON + timedelta(days=1))
    assert postbox.letters[-1]["Subject"] == "2 pieces of news"
    assert "A bench every 200 metres" in body_of(postbox.letters[-1], "plain")
    assert "Text me when the bus is late" in body_of(postbox.letters[-1], "plain")


def test_a_title_with_markup_or_line_breaks_cannot_change_the_letter(campaign, ada, postbox):
    idea = factories.a_contribution(
        campaign, by=ada, title="<b>Cheap</b> & quick\r\nBcc: all@example.org"
    )
    record(Verb.SUBMITTED, idea, by=ada, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    assert postbox.letters[0]["Subject"] == "We have it: <b>Cheap</b> & quick Bcc: all@example.org"
    assert postbox.addresses() == ["ada@example.org"]


def test_a_guest_can_make_it_their_own_by_the_link_in_their_receipt(campaign, ada, postbox):
    idea = factories.a_contribution(campaign, contact_email="guest@example.org")
    record(Verb.SUBMITTED, idea, by=None, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    links = re.findall(r"http://127\.0\.0\.1:8000/\S+", body_of(postbox.letters[0], "plain"))
    assert (
        claimed_by(next(link for link in links if "/claim/" in link).rstrip("/").rpartition("/")[2])
        == idea
    )


def test_a_decision_says_outcome_reasons_and_the_three_parts(bench, ada, bo, bea, postbox):
    decision = decisions.draft_decision(
        bench,
        outcome="not_forward",
        reasons=["cost_against_benefit"],
        words="It would cost **£410,000** a year.",
        said="A bench every 200 metres.",
        decided="We do not take this forward.",
        fit="Four benches come all the same.",
        who_decided="The panel of 9",
        by=bo,
        at=NOON,
    )
    decisions.check(decision, by=bea, at=NOON)
    decisions.release(decision, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    text = body_of(postbox.letters[0], "plain")
    for words in (
        "Not taken forward",
        "A bench every 200 metres.",
        "Four benches come",
        "the answer gives the figures",
        "£410,000",
        "The panel of 9",
    ):
        assert words in text, words


def test_letters_of_the_other_council_lead_to_its_own_address(marlhaven, harrowmere, postbox):
    programme = factories.a_programme(harrowmere, address="heath")
    idea = factories.a_contribution(programme, contact_email="guest@example.org")
    record(Verb.SUBMITTED, idea, by=None, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    assert "http://127.0.0.1:8000/at/harrowmere/p/heath/c/1/" in body_of(
        postbox.letters[0], "plain"
    )
    assert postbox.letters[0]["From"] == "Harrowmere Borough <hello@harrowmere.example>"


def test_letters_about_joining_removal_appeal_and_report_say_what_and_why(
    campaign, bench, ada, bo, bea, dee, postbox
):
    other = factories.a_contribution(campaign, by=dee, title="Seats on Mill Road")
    contributions.merge(other, bench, reason="Both ask for seats.", by=bo, at=NOON)
    hurtful = factories.a_contribution(campaign, by=dee, title="Mean words")
    contributions.report(hurtful, reason="hurtful", email="reporter@example.org", by=None, at=NOON)
    removal = contributions.remove(
        hurtful, reason="hurtful", words="Please say it of the matter.", by=bo, at=NOON
    )
    appeal = contributions.appeal(removal, words="It was a joke.", by=dee, at=NOON)
    contributions.decide_appeal(
        appeal, restored=False, reply="It stays out of sight.", by=bea, at=NOON
    )
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    said = {letter["Subject"]: body_of(letter, "plain") for letter in postbox.letters}
    assert "Both ask for seats." in said["Joined with another: Seats on Mill Road"]
    assert "A bench every 200 metres" in said["Joined with another: Seats on Mill Road"]
    removed = said["We took something of yours out of sight"]
    assert "It insults, threatens or mocks a person or a group." in removed
    assert "Please say it of the matter." in removed
    assert "It stays out of sight." in said["Your appeal has been decided"]
    assert "What we did with your report" in said
    for text in said.values():
        assert "/p/short-trips/c/" in text


def test_news_after_a_decision_says_of_what_and_its_words_once(bench, ada, bo, bea, postbox):
    decision = decisions.draft_decision(
        bench,
        outcome="forward",
        reasons=[],
        words="",
        said="A bench every 200 metres.",
        decided="We try four benches.",
        fit="",
        who_decided="The panel of 9",
        way="pilot",
        next_word_on=NOON.date() + timedelta(days=30),
        by=bo,
        at=NOON,
    )
    decisions.check(decision, by=bea, at=NOON)
    decisions.release(decision, by=bo, at=NOON)
    decisions.close_undertaking(
        decision,
        progress="in_use",
        result="All four stand.",
        by=bo,
        at=NOON + timedelta(days=9),
    )
    actions.read_journal(at=NOON + timedelta(days=9))
    post.send_due(at=NOON + timedelta(days=9))
    news = next(one for one in postbox.letters if "happened since" in one["Subject"])
    text = body_of(news, "plain")
    assert "what has happened with “A bench every 200 metres” since" in text
    assert text.count("All four stand.") == 1


def test_a_comment_in_a_digest_says_on_what_it_was_written(bench, ada, dee, postbox):
    dee.cadence = Cadence.DAILY
    dee.save()
    contributions.follow(bench, by=dee, at=NOON)
    contributions.post_comment(
        bench, text="On the north side, please.", by=ada, at=NOON, submission_key="north"
    )
    actions.read_journal(at=NOON)
    post.send_due(at=NOON + timedelta(days=1))
    (digest,) = postbox.letters
    assert digest["To"] == "dee@example.org"
    assert "wrote on “A bench every 200 metres”:" in body_of(digest, "plain")


def test_only_authors_are_told_how_to_object_to_joining(campaign, bench, ada, bo, dee, postbox):
    other = factories.a_contribution(campaign, by=dee, title="Seats on Mill Road")
    factories.a_support(other, ada)
    contributions.merge(other, bench, reason="Both ask for seats.", by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    told = {
        letter["To"]: "should stand alone" in body_of(letter, "plain") for letter in postbox.letters
    }
    assert told == {"dee@example.org": True, "ada@example.org": False}


def test_a_body_whose_name_holds_a_comma_can_write_letters(receipt, marlhaven, postbox):
    marlhaven.sender_name = 'Marlhaven, "the" Council'
    marlhaven.save()
    assert post.send_due(at=NOON) == 1
    (sender,) = postbox.letters[0]["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (
        'Marlhaven, "the" Council',
        "together@marlhaven.example",
    )


def test_a_body_that_is_asked_to_own_a_draft_hears_of_it_and_nobody_else(
    marlhaven, harrowmere, bo, eve, dee, postbox
):
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    programmes.invite_owner(draft, body=harrowmere, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    post.send_due(at=NOON)
    (letter,) = postbox.letters
    assert letter["To"] == "eve@example.org"
    text = body_of(letter, "plain")
    assert "Marlhaven Council asks your body to own the programme" in text
    assert "/desk/owner-invitations/" in text


def test_an_asking_that_was_taken_back_is_not_posted(marlhaven, harrowmere, bo, eve, postbox):
    draft = ready.a_draft(marlhaven, by=bo, at=NOON)
    asked = programmes.invite_owner(draft, body=harrowmere, by=bo, at=NOON)
    actions.read_journal(at=NOON)
    programmes.take_back_owner_invitation(asked, by=bo, at=NOON)
    post.send_due(at=NOON)
    assert postbox.letters == []

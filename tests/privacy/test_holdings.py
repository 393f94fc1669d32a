"""What is held about somebody is found from what the models declare, and nothing of others is."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile

from flotilla.contributions.models import Attachment, CoauthorInvitation, Report
from flotilla.people.models import Person
from flotilla.privacy import archive, holdings
from flotilla.privacy.holdings import Subject, subject_of
from tests import factories


def fields_of(label, subject):
    holding = next(one for one in holdings.every_holding() if one.label == label)
    return [
        {name: value for name, _label, value in holdings.facts(holding, row, subject)}
        for row in holdings.rows(holding, subject)
    ]


def test_ada_finds_her_words_with_the_reason_and_dee_finds_nothing_of_them(bench, ada, dee):
    holding = next(one for one in holdings.every_holding() if one.label == "Contribution")
    assert holding.personal["title"]
    [mine] = fields_of("Contribution", subject_of(ada))
    assert mine["title"] == "A bench every 200 metres"
    assert fields_of("Contribution", subject_of(dee)) == []


def test_a_new_personal_field_shows_without_more_code(ada, monkeypatch):
    monkeypatch.setitem(Person.personal, "joined_at", "to say since when")
    [account] = fields_of("Person", subject_of(ada))
    assert account["joined_at"] == ada.joined_at


def test_a_co_author_does_not_find_how_to_reach_the_author(campaign, ada, dee, noon):
    idea = factories.a_contribution(campaign, by=ada, contact_phone="01234 567890")
    idea.authorships.create(person=dee, credit="coauthor", byline="Dee", joined_at=noon)
    assert fields_of("Contribution", subject_of(dee)) == []
    assert [one["byline"] for one in fields_of("Authorship", subject_of(dee))] == ["Dee"]
    assert fields_of("Contribution", subject_of(ada))[0]["contact_phone"] == "01234 567890"


def test_whoever_left_an_address_finds_what_hangs_on_it_however_they_write_it(
    campaign, bench, noon
):
    guest = factories.a_contribution(campaign, contact_email="Gus@Example.org", title="A kerb")
    Report.objects.create(contribution=bench, reason="private", email="gus@example.org", words="See there", reported_at=noon)  # fmt: skip
    CoauthorInvitation.objects.create(contribution=bench, email="GUS@example.org", invited_at=noon)
    gus = Subject(None, ("gus@example.org",))
    assert [one["title"] for one in fields_of("Contribution", gus)] == ["A kerb"]
    assert [one["title"] for one in fields_of("Revision", gus)] == ["A kerb"]
    assert [one["words"] for one in fields_of("Report", gus)] == ["See there"]
    assert len(fields_of("CoauthorInvitation", gus)) == 1
    assert guest.authorships.get().person is None


def test_an_address_that_is_not_confirmed_opens_nothing(campaign, dee):
    factories.a_contribution(campaign, contact_email="gus@example.org")
    EmailAddress.objects.create(user=dee, email="gus@example.org", verified=False)
    assert subject_of(dee).addresses == ("dee@example.org",)
    assert fields_of("Contribution", subject_of(dee)) == []


def test_an_officer_is_not_shown_what_others_wrote(bench, bo, ada, noon):
    bench.entered_by = bo
    bench.save()
    bench.notes.create(body=bench.body, text="Ring first", noted_at=noon, noted_by=bo)
    assert fields_of("Contribution", subject_of(bo)) == []
    assert [one["text"] for one in fields_of("Note", subject_of(bo))] == ["Ring first"]
    assert fields_of("Note", subject_of(ada)) == []


def test_an_answer_is_mine_when_it_is_released(bench, ada, noon):
    answer = bench.replies.create(kind="first", said="You want a bench", decided="We look.", drafted_at=noon)  # fmt: skip
    assert fields_of("Answer", subject_of(ada)) == []
    answer.released_at = noon
    answer.save()
    assert [one["said"] for one in fields_of("Answer", subject_of(ada))] == ["You want a bench"]


def test_the_counts_take_one_question_to_the_database(bench, ada, django_assert_num_queries):
    factories.a_comment(bench, by=ada)
    subject = subject_of(ada)
    with django_assert_num_queries(1):
        counted = holdings.counts(subject)
    assert counted["Contribution"] == counted["Comment"] == counted["Person"] == 1


@pytest.fixture
def packed(bench, ada, noon):
    """Ada's archive, with a file of hers in it and a comment that a spreadsheet would take for a formula."""
    factories.a_comment(bench, by=ada, text="=HYPERLINK(1)")
    file = Attachment(contribution=bench, name="bench.txt", media_type="text/plain", size=5, sha256="0" * 64, added_at=noon, added_by=ada)  # fmt: skip
    file.file.save("bench.txt", ContentFile(b"seat!"))
    target = io.BytesIO()
    archive.write(subject_of(ada), target, at=noon + timedelta(days=1))
    return zipfile.ZipFile(target)


def test_the_archive_holds_json_tables_files_and_a_page_that_reads_them_out(packed, bench):
    told = json.loads(packed.read("contributions/contribution.json"))
    assert told["rows"][0]["answers"] == bench.answers
    assert told["why"]["title"]
    [kept] = [name for name in packed.namelist() if name.startswith("files/")]
    assert packed.read(kept) == b"seat!"
    page = packed.read("index.html").decode()
    assert "A bench every 200 metres" in page
    assert f'href="{kept}"' in page


def test_the_archive_is_no_trap_for_a_spreadsheet(packed):
    rows = list(csv.DictReader(io.StringIO(packed.read("talk/comment.csv").decode("utf-8-sig"))))
    assert rows[0]["text"] == "'=HYPERLINK(1)"


def test_the_archive_tells_no_secret_and_nobody_else(packed, ada):
    text = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert ada.password not in text
    assert "bo@example.org" not in text

"""Files: what they are, how many, how much, and what becomes of them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from flotilla.contributions import actions
from flotilla.contributions.actions import files, refusals
from flotilla.contributions.models import Attachment, Draft
from flotilla.contributions.verbs import Verb
from flotilla.journal.models import Entry
from flotilla.kit.files import FileRefused
from flotilla.kit.refusal import Refusal
from tests import factories
from tests.factories import NOON


@pytest.fixture
def draft(campaign):
    return actions.begin_draft(campaign, token="secret", by=None, at=NOON)


def a_photo(name: str = "bench.jpg") -> SimpleUploadedFile:
    """A photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    made = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue())


def a_note(name: str = "note.txt", text: bytes = b"A bench, please.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text)


def test_of_a_photo_a_new_copy_and_a_small_one_are_kept(draft):
    photo = actions.attach(draft, upload=a_photo(), alt=" The hill ", by=None, at=NOON)
    assert (photo.name, photo.alt, photo.media_type) == ("bench.jpg", "The hill", "image/jpeg")
    with photo.file as file, photo.preview as preview:
        kept = file.read()
        assert Image.open(preview).width == files.PREVIEW_WIDTH
    assert b"Camera of Ada" not in kept
    assert photo.size == len(kept)
    assert photo.file.name.endswith(".jpg")


def test_files_go_with_the_draft_when_it_is_sent(campaign, draft):
    photo = actions.attach(draft, upload=a_photo(), by=None, at=NOON)
    sent = actions.submit(
        campaign, title="A bench", answers={}, submission_key="k", draft=draft, by=None, at=NOON
    )
    assert list(sent.attachments.all()) == [photo]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.jpg", b"not a photo", "lies"),
        ("run.exe", b"MZ\x90\x00" + b"\x00" * 60, "executable"),
        ("page.html", b"<html><script>alert(1)</script></html>", "markup"),
        ("note.txt", b"", "empty"),
    ],
)
def test_a_file_that_lies_or_is_not_allowed_is_refused_with_a_reason(draft, name, content, code):
    with pytest.raises(FileRefused) as problem:
        actions.attach(draft, upload=a_note(name, content), by=None, at=NOON)
    assert problem.value.code == code
    assert str(problem.value)
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(draft, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(FileRefused, match="larger than"):
        actions.attach(draft, upload=a_note(), by=None, at=NOON)


def test_five_files_at_most(draft):
    for number in range(files.MOST_FILES):
        actions.attach(draft, upload=a_note(f"{number}.txt"), by=None, at=NOON)
    with pytest.raises(refusals.TooManyFiles, match="At most 5"):
        actions.attach(draft, upload=a_note(), by=None, at=NOON)


def test_a_person_adds_only_so_much_in_a_day(draft, ada, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES_A_DAY", 20)
    actions.attach(draft, upload=a_note(), by=ada, at=NOON)
    with pytest.raises(refusals.TooMuchToday):
        actions.attach(draft, upload=a_note(), by=ada, at=NOON)
    actions.attach(draft, upload=a_note(), by=ada, at=NOON + files.DAY)


def test_all_guests_of_a_body_add_only_so_much_in_a_day(
    campaign, draft, harrowmere, ada, monkeypatch
):
    monkeypatch.setattr(files, "MOST_BYTES_OF_GUESTS_A_DAY", 20)
    actions.attach(draft, upload=a_note(), by=None, at=NOON)
    another = actions.begin_draft(campaign, token="another", by=None, at=NOON)
    with pytest.raises(refusals.TooMuchOfGuestsToday):
        actions.attach(another, upload=a_note(), by=None, at=NOON)
    actions.attach(another, upload=a_note("own.txt"), by=ada, at=NOON)
    elsewhere = actions.begin_draft(
        factories.a_programme(harrowmere), token="elsewhere", by=None, at=NOON
    )
    actions.attach(elsewhere, upload=a_note(), by=None, at=NOON)
    actions.attach(another, upload=a_note(), by=None, at=NOON + files.DAY)


def test_adding_to_what_was_sent_and_removing_is_written_down(bench, ada):
    note = actions.attach(bench, upload=a_note(), by=ada, at=NOON)
    actions.detach(note, by=ada, at=NOON)
    assert list(Entry.objects.values_list("verb", "contribution_id")) == [
        (Verb.ATTACHED, bench.pk),
        (Verb.DETACHED, bench.pk),
    ]


def test_nothing_is_added_to_what_was_withdrawn(bench, ada):
    actions.withdraw(bench, by=ada, at=NOON)
    with pytest.raises(Refusal):
        actions.attach(bench, upload=a_note(), by=ada, at=NOON)


def test_a_draft_that_is_dropped_takes_its_files_along(
    draft, tmp_path, django_capture_on_commit_callbacks
):
    photo = actions.attach(draft, upload=a_photo(), by=None, at=NOON)
    paths = [tmp_path / photo.file.name, tmp_path / photo.preview.name]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_draft(draft, by=None, at=NOON)
    assert not any(path.exists() for path in paths)

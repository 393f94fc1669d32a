"""Files are given out to whoever may read the words they came with, and to nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from flotilla.contributions import actions
from flotilla.contributions.models import Attachment, Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.moments import database_now
from flotilla.people.models import Person
from flotilla.programmes.models import Programme, Stage


@pytest.fixture
def plan(bench: Contribution) -> Attachment:
    """A text that came with the idea."""
    upload = ContentFile(BytesIO(b"Where the benches go.").getvalue(), name="plan of “A”.txt")
    return actions.attach(bench, upload=upload, by=None, at=database_now())


def test_a_file_is_given_to_keep_and_never_guessed_about(client: Client, plan: Attachment) -> None:
    answer = client.get(f"/files/{plan.pk}/")
    assert b"".join(answer.streaming_content) == b"Where the benches go."
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Type"] == "text/plain"
    assert client.get(f"/files/{plan.pk}/preview/").status_code == 404
    assert client.get("/files/999999/").status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [("nobody", 404), ("dee", 404), ("eve", 404), ("ada", 200), ("bo", 200), ("bea", 200)],
)
def test_of_what_was_withdrawn_files_are_hidden_too(
    client: Client, plan: Attachment, request: pytest.FixtureRequest, name: str, status: int
) -> None:
    ada = request.getfixturevalue("ada")
    actions.withdraw(plan.contribution, by=ada, at=database_now())
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    answer = client.get(f"/files/{plan.pk}/")
    assert answer.status_code == status
    assert (answer.getvalue() == b"Where the benches go.") == (status == 200)


@pytest.mark.parametrize("name", ["nobody", "dee", "eve"])
def test_files_of_what_is_not_public_are_not_found(
    client: Client, plan: Attachment, request: pytest.FixtureRequest, name: str
) -> None:
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    Contribution.objects.update(standing=Standing.WAITING, published_at=None)
    assert client.get(f"/files/{plan.pk}/").status_code == 404
    Contribution.objects.update(standing=Standing.LISTED, published_at=database_now())
    Programme.objects.update(audience="staff", private_reason="Staff only.")
    assert client.get(f"/files/{plan.pk}/").status_code == 404


def test_a_file_that_is_lost_is_not_found(client: Client, plan: Attachment) -> None:
    plan.file.storage.delete(plan.file.name)
    assert client.get(f"/files/{plan.pk}/").status_code == 404


def a_text(name: str = "hill.txt") -> ContentFile:
    return ContentFile(b"Where the hill is.", name=name)


@pytest.fixture
def own() -> str:
    return "/p/short-trips/c/1/files/"


def test_an_author_adds_files_to_what_they_sent_and_removes_them(
    client: Client, bench: Contribution, ada: Person, own: str
) -> None:
    client.force_login(ada)
    answer = client.post(
        own, {"files": [a_text(), a_text("b.txt")], "alt": "The hill"}, follow=True
    )
    assert "2 files are added." in answer.content.decode()
    assert list(bench.attachments.values_list("name", "alt")) == [
        ("hill.txt", "The hill"),
        ("b.txt", "The hill"),
    ]
    first = bench.attachments.first()
    client.post(f"{own}{first.pk}/remove/")
    assert bench.attachments.count() == 1


def test_a_file_that_cannot_be_taken_says_why_and_what_was_typed_stays(
    client: Client, bench: Contribution, ada: Person, own: str
) -> None:
    client.force_login(ada)
    shown = client.post(own, {"files": [a_text("photo.jpg")], "alt": "The hill"}).content.decode()
    assert "is called “.jpg” but is not one" in shown
    assert 'value="The hill"' in shown
    assert "Choose at least one file." in client.post(own, {"alt": ""}).content.decode()


def test_after_the_stage_has_closed_files_stay_as_they_are(
    client: Client, bench: Contribution, plan: Attachment, ada: Person, own: str
) -> None:
    gather = Stage.objects.filter(code="gather")
    gather.update(closes_at=database_now() - timedelta(hours=1))
    client.force_login(ada)
    assert "This is closed now." in client.post(own, {"files": [a_text()]}).content.decode()
    client.post(f"{own}{plan.pk}/remove/")
    assert bench.attachments.count() == 1


@pytest.mark.parametrize("name", ["dee", "eve", "bo"])
def test_nobody_else_adds_or_removes_files(
    client: Client, bench: Contribution, plan: Attachment, request, name: str, own: str
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(own).status_code == 404
    assert client.post(own, {"files": [a_text()]}).status_code == 404
    assert client.post(f"{own}{plan.pk}/remove/").status_code == 404
    assert bench.attachments.count() == 1

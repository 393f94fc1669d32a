"""Files are given out to whoever may read the words they came with, and to nobody else."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from flotilla.contributions import actions
from flotilla.contributions.models import Attachment, Contribution
from flotilla.contributions.verbs import Standing
from flotilla.kit.moments import database_now
from flotilla.programmes.models import Programme


@pytest.fixture
def plan(bench: Contribution, settings, tmp_path) -> Attachment:
    """A text that came with the idea."""
    settings.MEDIA_ROOT = tmp_path
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
    assert client.get(f"/files/{plan.pk}/").status_code == status


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

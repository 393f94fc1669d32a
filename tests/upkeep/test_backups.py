"""A backup holds everything and says so; what was spoiled, and what would write over something, is refused."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from flotilla.upkeep.backups import engines, manifest, taking
from flotilla.upkeep.models import Backup

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(tmp_path_factory):
    """A folder that is not the one of the files."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture
def copy(bench, noon, elsewhere):
    """A backup of Ada's idea and of one file."""
    default_storage.save("contributions/plan.txt", ContentFile(b"three benches"))
    return taking.take(elsewhere / "copy", at=noon)


def test_it_counts_every_row_and_lists_every_file_with_its_sum(copy):
    assert copy.manifest.rows == engines.rows()
    assert copy.manifest.rows["flotilla_contribution"] == 1
    assert "files/contributions/plan.txt" in copy.manifest.files
    assert manifest.read(copy.place) == copy.manifest
    assert not copy.place.with_name("copy.partial").exists()


def test_it_is_not_made_into_a_folder_that_holds_something(copy, noon):
    with pytest.raises(taking.NotEmpty):
        taking.take(copy.place, at=noon)


def test_a_changed_a_missing_and_a_strange_file_are_noticed(copy):
    plan = copy.place / "files" / "contributions" / "plan.txt"
    plan.write_bytes(b"three bunches")
    with pytest.raises(manifest.Spoiled, match="not what they were"):
        manifest.read(copy.place)
    plan.unlink()
    with pytest.raises(manifest.Spoiled, match="missing"):
        manifest.read(copy.place)
    plan.write_bytes(b"three benches")
    plan.with_name("other.txt").write_bytes(b"")
    with pytest.raises(manifest.Spoiled, match="does not name"):
        manifest.read(copy.place)


def test_a_folder_that_is_no_backup_is_refused(tmp_path):
    with pytest.raises(manifest.Spoiled, match="holds no backup"):
        manifest.read(tmp_path)


def test_it_is_not_brought_back_over_something(copy):
    with pytest.raises(taking.NotEmpty, match="database is not empty"):
        taking.bring_back(copy.place)


def test_a_backup_of_the_other_engine_is_refused(copy):
    path = copy.place / manifest.NAME
    facts = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**facts, "engine": "another"}), "utf-8")
    with pytest.raises(manifest.Spoiled, match="backup of another"):
        taking.bring_back(copy.place)


def test_the_command_notes_when_where_and_how_much(bench, elsewhere, capsys):
    place = elsewhere / "nightly"
    call_command("backup", str(place))
    noted = Backup.objects.get()
    assert (noted.place, noted.sha256) == (str(place), manifest.digest(place / manifest.NAME))
    assert noted.rows == sum(manifest.read(place).rows.values())
    assert "are not in it: keep them apart" in capsys.readouterr().out


def test_the_command_says_in_a_sentence_why_it_does_not_bring_back(copy):
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(copy.place))

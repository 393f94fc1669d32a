"""The container file and the compose file name what is there."""

import re
from pathlib import Path

import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
FOLDER = ROOT / "deploy" / "compose"
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
OURS = {name: one for name, one in COMPOSE["services"].items() if one["image"] == "flotilla"}


def test_what_is_copied_into_the_image_is_there():
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    names = [name for line in sources for name in line.split()]
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_image_runs_as_nobody_in_particular_and_gathers_style_when_it_is_built():
    assert re.findall(r"^USER (\d+)$", CONTAINER, re.MULTILINE) == ["10001"]
    assert CONTAINER.index("collectstatic") < CONTAINER.rindex("FROM ")
    assert "--require-hashes" in CONTAINER


def test_no_image_comes_from_a_named_registry():
    images = [one["image"] for one in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", CONTAINER, re.MULTILINE)
    assert [image for image in images if "." in image.split("/")[0] and "/" in image] == []


def test_every_service_runs_a_command_that_there_is():
    assert {one["command"][0] for one in OURS.values()} <= set(get_commands())


def test_services_wait_for_services_that_there_are():
    names = set(COMPOSE["services"])
    for one in COMPOSE["services"].values():
        assert set(one.get("depends_on", [])) <= names
        assert {volume.split(":")[0] for volume in one.get("volumes", []) if not volume.startswith((".", "/"))} <= set(COMPOSE["volumes"])  # fmt: skip


def test_the_web_is_there_twice_and_leaves_the_clock_to_the_clock():
    assert COMPOSE["services"]["web"]["deploy"]["replicas"] == 2
    assert COMPOSE["services"]["web"]["environment"] == {"FLOTILLA_CLOCK": "no"}


def test_what_a_service_mounts_from_here_is_here_or_is_made_by_the_operator():
    made = {"./tls"}
    for one in COMPOSE["services"].values():
        for volume in one.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith(".") and source not in made:
                assert (FOLDER / source).resolve().exists(), source

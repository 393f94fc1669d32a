"""Whatever deploy/ and the operator's guide set is a setting that there is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KNOWN = (ROOT / "docs" / "operate" / "settings.md").read_text("utf-8")
NAME = re.compile(r"FLOTILLA_[A-Z0-9_]+")
FILES = sorted(
    path
    for folder in (ROOT / "deploy", ROOT / "docs" / "operate")
    for path in folder.rglob("*")
    if path.is_file()
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_that_is_named_exists(path):
    named = {name.removesuffix("_FILE") for name in NAME.findall(path.read_text("utf-8"))}
    read = "\n".join(one.read_text("utf-8") for one in (ROOT / "config").glob("*.py"))
    assert sorted(name for name in named if name not in KNOWN or f'"{name}"' not in read) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_secret_is_given_away_and_every_one_says_that_it_must_be_changed(path):
    text = path.read_text("utf-8")
    for name in ("SECRET_KEY", "LOG_KEY", "SMTP_PASSWORD", "METRICS_TOKEN"):
        for value in re.findall(rf"{name}(?:: |=)(\S+)", text):
            assert value.startswith(("CHANGE-THIS", "$", "…", "`", "/")), value


def test_every_file_is_named_in_the_guide_or_in_the_list():
    told = "\n".join(path.read_text("utf-8") for path in FILES if path.suffix == ".md")
    folders = {
        path.relative_to(ROOT / "deploy").parts[0] for path in FILES if "deploy" in path.parts
    }
    assert sorted(name for name in folders if name != "README.md" and name not in told) == []

"""What may lie in the repository, and under which names."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
]
HERE = [path for path in TRACKED if path.is_file()]
NOT_A_NAME = {"utils", "helpers", "common", "misc", "base", "manager", "service"}
NAMED_BY_DJANGO = {ROOT / "flotilla/kit/queued_sqlite/base.py"}  # where it looks for a backend


def test_no_file_is_called_what_says_nothing():
    ours = [path for path in HERE if path.suffix == ".py" and path not in NAMED_BY_DJANGO]
    assert [str(path) for path in ours if path.stem in NOT_A_NAME] == []


def test_every_module_says_what_lies_in_it():
    silent = [
        str(path.relative_to(ROOT))
        for path in HERE
        if path.suffix == ".py"
        and "migrations/0" not in str(path)
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_lock_files_hold_hashes_and_no_host():
    for name in ("run", "several", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|index-url", text)


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in HERE
        if path.suffix == ".toml" and "flotilla" in path.parts and "story" not in path.parts
    ],
    ids=lambda path: path.name,
)
def test_texts_of_data_files_are_in_every_language(path):
    def walk(value, where):
        if isinstance(value, dict):
            if "en" in value and all(isinstance(one, str) for one in value.values()):
                assert set(value) >= {"en", "fr"}, where
            for key, inner in value.items():
                walk(inner, f"{where}.{key}")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, where)

    walk(tomllib.loads(path.read_text("utf-8")), path.name)


def test_pages_hold_no_script_or_style_of_their_own_and_nothing_from_elsewhere():
    found = []
    for path in HERE:
        if path.suffix != ".html" or "letters/pages" in str(path):
            continue
        text = path.read_text("utf-8")
        if re.search(
            r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(src|type=\"(application|module)))|(src|href)=\"https?://",
            text,
        ):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_publiccode_names_the_licence():
    facts = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert facts["legal"]["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text("utf-8")


def test_every_setting_is_written_down():
    text = "\n".join(
        path.read_text("utf-8") for path in HERE if path.suffix == ".py" and "config" in path.parts
    )
    known = (ROOT / "docs" / "operate" / "settings.md").read_text("utf-8")
    assert [
        name for name in sorted(set(re.findall(r"FLOTILLA_[A-Z_]+", text))) if name not in known
    ] == []

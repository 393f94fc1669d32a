"""One noun, one meaning: the glossary and the models know the same words."""

import re
from pathlib import Path

from django.apps import apps

from flotilla.web import glossary

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "GLOSSARY.md").read_text("utf-8")


def test_every_model_is_a_noun_of_the_glossary_and_the_other_way_round():
    there = {
        (model.__name__, model.__module__.split(".")[1])
        for model in apps.get_app_config("flotilla").get_models()
        if not model._meta.auto_created
    }
    assert set(re.findall(r"\| `(\w+)` in `(\w+)` \|$", TEXT, re.MULTILINE)) == there


def test_the_words_that_people_read_are_those_of_the_pages():
    words = TEXT.split("<!-- words: begin -->\n")[1].split("<!-- words: end -->")[0]
    assert words == glossary.as_table(), "run tools/glossary.py"

"""The words of the field: each in every language, one table for all."""

from django.conf import settings
from django.utils import translation

from flotilla.web import glossary


def test_every_word_is_explained_in_every_language():
    languages = {code.split("-")[0] for code, _name in settings.LANGUAGES}
    for term in glossary.terms().values():
        assert set(term.words) == languages, term.key
        assert set(term.meanings) == languages, term.key


def test_every_meaning_is_a_sentence():
    for term in glossary.terms().values():
        assert all(text.endswith((".", "!")) for text in term.meanings.values()), term.key


def test_the_reader_gets_the_word_in_their_language():
    promise = glossary.terms()["promise"]
    with translation.override("fr"):
        assert promise.word == "promesse"
    with translation.override("en-gb"):
        assert promise.word == "promise"

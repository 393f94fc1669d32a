"""Texts in data files: a table with one entry per language, read in the language in use."""

from collections.abc import Mapping

from django.utils.translation import get_language

Wording = Mapping[str, str]


def say(wording: Wording | str, language: str | None = None) -> str:
    """Return the text in a language (default: the one in use), else in English."""
    if isinstance(wording, str):
        return wording
    code = (language or get_language() or "en").split("-")[0]
    return wording.get(code) or wording["en"]

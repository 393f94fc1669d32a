"""The answers of a contribution as they are read: each with its question, safe for a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from flotilla.contributions.form import for_judges, given
from flotilla.kit import markdown, written
from flotilla.kit.money import Money
from flotilla.kit.wording import say
from flotilla.programmes.recipes import Field


@dataclass(frozen=True)
class Shown:
    """One question and its answer."""

    code: str
    label: str
    html: SafeString


def shown(
    fields: Iterable[Field], answers: Mapping[str, Any], *, public: bool = True
) -> list[Shown]:
    """Return the answers to the public questions, or to those that only the team reads."""
    return _with_words(given(fields, answers, public=public))


def shown_to_judges(fields: Iterable[Field], answers: Mapping[str, Any]) -> list[Shown]:
    """Return what those who judge read: the published answers, and those that are for them alone."""
    return _with_words(for_judges(fields, answers))


def _with_words(pairs: Iterable[tuple[Field, Any]]) -> list[Shown]:
    return [Shown(one.code, say(one.label), _html(one, answer)) for one, answer in pairs]


def _html(asked: Field, answer: Any) -> SafeString:
    if asked.kind == "long_text":
        return markdown.to_html(str(answer))
    if asked.kind == "link":
        return format_html('<p><a href="{}" rel="nofollow ugc noopener">{}</a></p>', answer, answer)
    return SafeString(linebreaks(as_text(asked, answer), autoescape=True))


def as_text(asked: Field, answer: Any) -> str:
    """Return one answer in words."""
    match asked.kind:
        case "choice":
            labels = {choice["code"]: choice["label"] for choice in asked.choices}
            return say(labels[answer]) if answer in labels else str(answer)
        case "money" if isinstance(answer, Mapping):
            return str(Money(answer["minor"], answer["currency"]))
        case "number":
            return written.number_text(answer)
        case "date":
            return written.day_text(date.fromisoformat(answer), "plain")
    return str(answer)

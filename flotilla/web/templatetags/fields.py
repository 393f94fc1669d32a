"""Forms as template tags: fields, what to look at again, the filter above a list."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def field(bound: Any) -> Any:
    """One field of a form: label, hint, error, box, count."""
    return bound.as_field_group()


@register.simple_tag
def fields(form: Any) -> str:
    """All fields of a form, in their order."""
    return format_html_join("\n", "{}", ((bound.as_field_group(),) for bound in form))


@register.inclusion_tag("_parts/filter_bar.html")
def filter_bar(
    form: Any, target: str, label: str, chips: Any = None, chips_label: str = ""
) -> dict[str, Any]:
    """A form that asks (GET) for a part of the list `target`, such as "#list", and chips below it."""
    return {
        "form": form,
        "target": target,
        "label": label,
        "chips": chips,
        "chips_label": chips_label or _("Themes"),
    }


@register.inclusion_tag("_parts/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """What to look at again, on top of the form, each with the way to its field."""
    problems = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        problems += [{"words": words, "href": ""} for words in form.non_field_errors()]
        for bound in form:
            href = "" if bound.is_hidden else bound.first_id
            problems += [
                {"words": labelled(bound, words), "href": href} for words in bound.problems
            ]
    return {"problems": problems}


def labelled(bound: Any, words: str) -> str:
    """What is wrong, after the name of the field."""
    label = str(bound.label)
    return f"{label} {words}" if label.endswith((".", "?", "!", "…")) else f"{label}: {words}"

"""What the frame of every page needs: menus, footer, who is signed in, the colours of the body."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flotilla.bodies.models import Body
from flotilla.bodies.queries import bodies_of
from flotilla.bodies.rules import works_in
from flotilla.web import colours, menu

register = template.Library()


@register.inclusion_tag("_parts/main_menu.html")
def main_menu(current: str = "") -> dict[str, Any]:
    """The main menu, with the entry of this page marked."""
    return {"entries": menu.entries(menu.MAIN), "current": current, "label": _("Main")}


@register.inclusion_tag("_parts/main_menu.html", takes_context=True)
def desk_menu(context: Any, current: str = "") -> dict[str, Any]:
    """The menu of the desk, with the entry of this page marked and what administrators look after for them alone."""
    rows = menu.DESK + menu.MONEY * bool(context.get("gives_awards"))
    rows += menu.ADMINISTRATION * bool(context.get("administers"))
    return {"entries": menu.entries(rows), "current": current, "label": _("Work")}


@register.inclusion_tag("_parts/account_menu.html", takes_context=True)
def account_menu(context: Any) -> dict[str, Any]:
    """Search, language, and who is signed in."""
    person = context.get("person")
    names = dict(context.get("languages") or settings.LANGUAGES)
    href = reverse("pages:language") if len(names) > 1 else ""
    return {
        "search": reverse("search"),
        "language": {
            "href": href,
            "label": names.get(get_language(), names[settings.LANGUAGE_CODE]),
        },
        "person": person,
        "entries": menu.entries(menu.DESK[:1] * bool(context.get("sees_desk")) + menu.ACCOUNT),
        "others": _other_bodies(context),
        "enter": reverse("account_login"),
        "leave": reverse("account_logout"),
        "csrf_token": context.get("csrf_token"),
    }


def _other_bodies(context: Any) -> list[Body]:
    """The other bodies in which who sees this desk has a role, to change over to."""
    person, here = context.get("person"), context.get("body")
    if not (person and here and context.get("sees_desk")):
        return []
    if works_in(person) <= {here.pk}:
        return []
    return [body for body in bodies_of(person) if body != here]


@register.inclusion_tag("_parts/footer.html", takes_context=True)
def site_footer(context: Any) -> dict[str, Any]:
    """The footer of every page."""
    columns = [{"label": label, "entries": menu.entries(table)} for label, table in menu.FOOTER]
    return {"columns": columns, "body": context.get("body")}


@register.simple_tag(takes_context=True)
def body_colours(context: Any) -> str:
    """The stylesheet with the colours of the body that is visited, if it has its own."""
    accent = getattr(context.get("body"), "accent", "") or colours.OURS
    if accent.upper() == colours.OURS:
        return ""
    return format_html(
        '<link rel="stylesheet" href="{}?{}">', reverse("body_colours"), accent.lstrip("#")
    )


@register.filter
def message_colour(message: Any) -> str:
    """The colour of a message by its level."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(
        message.level_tag, "info"
    )

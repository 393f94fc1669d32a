"""What every form that changes something carries: the proof that it is ours, and the key by which it counts once.

This `{% csrf_token %}` stands in the place of Django's own, so that no form can have the one and forget the other.
"""

from typing import Any
from uuid import uuid4

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from flotilla.web.once import FIELD

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def csrf_token(context: Any) -> str:
    """Write both as hidden boxes; no key on a page that may be kept for everybody, nor for doors that are not ours."""
    proof = CsrfTokenNode().render(context)
    if not _carries_key(context.get("request")):
        return proof
    key = format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)
    return proof + key


def _carries_key(request: Any) -> bool:
    found = getattr(request, "resolver_match", None)
    view = found.func if found else None
    if not getattr(view, "once", False):
        return False
    return not view.door.cacheable or request.user.is_authenticated  # type: ignore[union-attr]

"""Filters of the letters' templates."""

from django import template
from django.utils.safestring import SafeString

from flotilla.kit.markdown import to_html

register = template.Library()


@register.filter
def said(text: str) -> SafeString:
    """Show what somebody wrote in Markdown, safely."""
    return to_html(text)

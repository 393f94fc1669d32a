"""Addresses that work from a letter: whole, and in the body that writes."""

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from flotilla.bodies.models import Body


def root(body: Body | None) -> str:
    """Return where a body's pages begin, without the last slash."""
    if body is None:
        return str(settings.SITE_URL)
    if body.host:
        return f"{settings.SITE_URL.split('://')[0]}://{body.host}"
    return (
        settings.SITE_URL
        if body.address == home_address()
        else f"{settings.SITE_URL}/at/{body.address}"
    )


def home_address() -> str:
    """Return the address of the body that answers where no other is named."""
    return (
        settings.HOME_BODY
        or Body.objects.order_by("pk").values_list("address", flat=True).first()
        or ""
    )


def page(body: Body | None, name: str, *args: object) -> str:
    """Return the whole address of a page, whatever request it is asked from."""
    before = get_script_prefix()
    set_script_prefix("/")
    try:
        return root(body) + reverse(name, args=args)
    finally:
        set_script_prefix(before)

"""The letters with codes: each with the code in groups, and as a square for the camera of a phone."""

from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe


def of(codes: list[str], facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the page of the letters shows."""
    address = settings.SITE_URL + reverse("use_code")
    rows = [
        {"code": code, "square": square(f"{address}?{urlencode({'code': code})}")} for code in codes
    ]
    return {"letters": rows, "batch": facts["batch"], "address": address}


def square(address: str) -> str:
    """Draw an address as a QR code; the drawing holds numbers only, so it is safe."""
    drawing = segno.make_qr(address, error="m").svg_inline(omitsize=True, border=3)
    return mark_safe(drawing)

"""The letters with codes: each with the code in groups, and as a square for the camera of a phone."""

from typing import Any

import segno
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from flotilla.bodies.models import Body
from flotilla.letters import links


def of(body: Body, codes: list[str], facts: dict[str, Any]) -> dict[str, Any]:
    """Return what the page of the letters shows; the address leads to the body whose codes they are."""
    address = links.page(body, "use_code")
    rows = [
        {"code": code, "square": square(f"{address}?{urlencode({'code': code})}")} for code in codes
    ]
    return {"letters": rows, "batch": facts["batch"], "address": address}


def square(address: str) -> str:
    """Draw an address as a QR code; the drawing holds numbers only, so it is safe."""
    drawing = segno.make_qr(address, error="m").svg_inline(omitsize=True, border=3)
    return mark_safe(drawing)

"""What other pages show of the log: the balance of a programme, row by row."""

from typing import Any

from django.utils.translation import gettext as _

from flotilla.contributions.reasons import named
from flotilla.insight import balance
from flotilla.programmes.models import Programme


def balance_context(programme: Programme) -> dict[str, Any]:
    """Return the balance of a programme that opened to the public, for journal/_balance.html; nothing for others."""
    if not programme.is_on_record:
        return {}
    found = balance.of_programme(programme)
    rows = [
        (_("In the list"), "", found.listed),
        (_("Waiting to be read"), "", found.waiting),
        (_("Joined to another, which stands for it"), "", found.merged),
        (_("Split in parts, which stand for it"), "", found.split),
        (_("Withdrawn by those who sent it"), "", found.withdrawn),
        *((_("Removed"), str(named(code) or code), count) for code, count in found.removals_told),
        (_("Erased at the wish of those who sent it"), "", found.erased),
    ]
    shown = [
        {"name": name, "note": note, "count": count}
        for place, (name, note, count) in enumerate(rows)
        if count != 0 or place == 0
    ]
    hides = any(row["count"] is None for row in shown)
    return {"balance": found, "balance_rows": shown, "balance_hides": hides}

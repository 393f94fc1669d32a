"""The ranking: what the panel's scores come to, how sure that is, and what a sum of money would pay for."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.assessment import queries, rules
from flotilla.assessment.models import CriteriaSet, Panel
from flotilla.assessment.queries.ranking import Ranked, Ranking
from flotilla.kit import spreadsheet, written
from flotilla.kit.money import Money
from flotilla.numerics.agreement import Agreement, Reading
from flotilla.numerics.budget import Rule, Why
from flotilla.programmes.models import Programme
from flotilla.web.assessment.panel import me
from flotilla.web.doors import Audience, door
from flotilla.web.inputs import MoneyField
from flotilla.web.numbered import Numbered, address_of, numbered
from flotilla.web.programmes.finding import programme_at

USUAL_LINE, MOST = 3, 500
PAGE = 100  # entries on one page
CLOSELY, FAIRLY = 10.0, 20.0  # points out of 100 between the lowest and the highest total


class LineForm(forms.Form):
    """Where to draw the line: how many can win, or how much money there is and by which rule it is spent."""

    line = forms.IntegerField(
        label=gettext_lazy("How many can win"), min_value=1, max_value=MOST, required=False
    )
    money = MoneyField(label=gettext_lazy("Or how much money there is"), required=False)
    rule = forms.ChoiceField(
        label=gettext_lazy("How it is spent"),
        required=False,
        choices=[
            (Rule.STRICT, gettext_lazy("Stop at the first that does not fit")),
            (Rule.SKIP, gettext_lazy("Skip what does not fit, and say so of each")),
            (Rule.BEST, gettext_lazy("Only to look at: the largest total score")),
        ],
    )


@dataclass(frozen=True)
class Axis:
    """From where to where totals are drawn."""

    low: int
    high: int

    def place(self, value: float) -> str:
        """Return where a value stands, in per cent of the width."""
        inside = min(max(value, self.low), self.high)
        return f"{100 * (inside - self.low) / (self.high - self.low):.1f}%"

    @property
    def middle(self) -> int:
        """The value in the middle."""
        return (self.low + self.high) // 2


@door(Audience.SIGNED_IN, shows=("assessment", "contribution", "programme"))
def ranking(request: HttpRequest, address: str) -> HttpResponse:
    """Show what the scores come to, to those who run the panel and those who sit on it."""
    programme = programme_at(request, address)
    panel, criteria_set = _judged(programme)
    if not rules.may_see_ranking(me(request), panel):
        raise Http404
    form = LineForm(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    money: int | None = said.get("money")
    found = queries.ranking(
        panel,
        criteria_set,
        me(request),
        line=said.get("line") or usual_line(programme),
        money=money,
        rule=Rule(said.get("rule") or Rule.STRICT),
    )
    if request.GET.get("as") == "csv":
        return _table(found, address)
    axis, page = _axis(found.rows), numbered(request, found.rows, PAGE)
    kept = request.GET.copy()
    kept["as"] = "csv"
    decides = rules.may_run_panel(me(request), programme)
    context = {
        "programme": programme,
        "form": form,
        "ranking": found,
        "rows": _rows(found, axis, page.page.start_index() - 1, page.page.end_index()),
        "page": page,
        "at_line": _at_line(request, found, page),
        "axis": axis,
        "agreed": _agreed(found.agreement),
        "line_words": _line(found, money),
        "lifted": _named(found, found.lifted),
        "dropped": _named(found, found.dropped),
        "decides": decides,
        "table": f"?{kept.urlencode()}",
        "frame": "base_desk.html" if decides else "base.html",
    }
    return render(request, "assessment/ranking.html", context)


def usual_line(programme: Programme) -> int:
    """Return how many can win: as many as the recipe has places, or a few."""
    award = programme.plan.award
    return len(award.places if award else ()) or USUAL_LINE


def _judged(programme: Programme) -> tuple[Panel, CriteriaSet]:
    """The panel of a programme and what it judges by, once assessing has begun."""
    panel = Panel.objects.filter(programme=programme).first()
    criteria_set = queries.criteria_set_of(programme)
    if panel is None or criteria_set is None or criteria_set.frozen_at is None:
        raise Http404
    panel.programme = programme
    return panel, criteria_set


def _axis(rows: Sequence[Ranked]) -> Axis:
    """Return whole tens around all intervals."""
    if not rows:
        return Axis(0, 100)
    low = min(one.estimate.low for one in rows)
    high = max(one.estimate.high for one in rows)
    return Axis(10 * math.floor(low / 10), 10 * max(math.ceil(high / 10), math.floor(low / 10) + 1))


def _at_line(request: HttpRequest, found: Ranking, page: Numbered) -> str:
    """Return the address of the page on which the line is, unless it is this one."""
    where = min(found.line, max(len(found.rows) - 1, 0)) // PAGE + 1
    return "" if where == page.page.number else address_of(request, where)


def _rows(
    found: Ranking, axis: Axis, start: int = 0, stop: int | None = None
) -> list[dict[str, Any]]:
    """Return the rows of the table from one place to another; the line is drawn before the first that is behind it."""
    shown: list[dict[str, Any]] = []
    running = sum(one.asks.minor for one in found.rows[:start] if one.asks)
    paid = set(found.spending.paid) if found.spending else set()
    for place, one in enumerate(found.rows[start:stop], start=start + 1):
        running += one.asks.minor if one.asks else 0
        above = one.contribution.pk in paid if found.spending else place <= found.line
        shown.append(
            {
                "one": one,
                "place": place,
                "rank": one.estimate.rank_raw,
                "asks": one.asks,
                "running": Money(running, one.asks.currency) if one.asks else None,
                "x": axis.place(one.estimate.adjusted),
                "from": axis.place(one.estimate.low),
                "to": axis.place(one.estimate.high),
                "said": _interval(one),
                "agree": _agree(one),
                "given": ", ".join(written.number_text(round(total)) for total in one.given),
                "chance": round(100 * one.estimate.above),
                "higher": max(one.moved, 0),
                "lower": max(-one.moved, 0),
                "above": above and not one.below,
                "bonus": _changed(found, one),
                "why": _why(found, one),
                "line": place == found.line + 1 and not found.spending and not one.below,
            }
        )
    return shown


def _interval(one: Ranked) -> str:
    figures = {"score": one.estimate.adjusted, "low": one.estimate.low, "high": one.estimate.high}
    return _("%(score)s (%(low)s to %(high)s)") % {
        name: written.number_text(round(value)) for name, value in figures.items()
    }


def _agree(one: Ranked) -> tuple[str, str]:
    """How far the assessors of one entry agree, as a sign and a word."""
    if len(one.given) < 2:
        return "wait", _("One score")
    if one.is_split:
        return "warn", _("Split")
    apart = one.given[-1] - one.given[0]
    if apart <= CLOSELY:
        return "good", _("Closely")
    return ("sea", _("Fairly")) if apart <= FAIRLY else ("wait", _("Differ"))


def _why(found: Ranking, one: Ranked) -> str:
    """Say why an entry is not above the line, if there is a reason beside its rank."""
    if one.below:
        return _("Below the threshold of %(names)s") % {"names": ", ".join(one.below)}
    if not found.spending or one.contribution.pk not in found.spending.left_out or not one.asks:
        return ""
    why, left = found.spending.left_out[one.contribution.pk]
    gaps = {"left": Money(left, one.asks.currency)}
    return {
        Why.TOO_LITTLE_LEFT: _("Asks for more than is left: %(left)s") % gaps,
        Why.BEHIND_THE_LINE: _("Behind the first that did not fit"),
        Why.OTHERS_TOGETHER: _("Others together have more points for the money"),
    }[why]


def _changed(found: Ranking, one: Ranked) -> str:
    """Say whether extra points put an entry above the line, or those of others below it."""
    if one.contribution.pk in found.lifted:
        return _("Above the line only by extra points")
    return _("Would be above it without them") if one.contribution.pk in found.dropped else ""


#: what leaves as a table; headings are codes, the same in every language, for those who reckon further
COLUMNS: spreadsheet.Columns = {
    "rank": lambda row: row["rank"],
    "number": lambda row: row["one"].contribution.number,
    "title": lambda row: row["one"].contribution.title,
    "byline": lambda row: row["one"].contribution.byline,
    "asks": lambda row: str(row["one"].asks.amount) if row["one"].asks else "",
    "currency": lambda row: row["one"].asks.currency if row["one"].asks else "",
    "core": lambda row: round(row["one"].total.core, 4),
    "bonus": lambda row: round(row["one"].total.bonus, 4),
    "total": lambda row: round(row["one"].total.total, 4),
    "adjusted": lambda row: round(row["one"].estimate.adjusted, 4),
    "low": lambda row: round(row["one"].estimate.low, 4),
    "high": lambda row: round(row["one"].estimate.high, 4),
    "rank_adjusted": lambda row: row["one"].estimate.rank_adjusted,
    "chance": lambda row: round(row["one"].estimate.above, 4),
    "readings": lambda row: len(row["one"].given),
    "split": lambda row: row["one"].is_split,
    "above_line": lambda row: row["above"],
    "above_line_without_bonus": lambda row: row["above_without"],
    "below_threshold_of": lambda row: "; ".join(row["one"].below),
}


def _table(found: Ranking, address: str) -> HttpResponse:
    """Give the same list as a table that no spreadsheet takes for formulas; who sees what is as on the page."""
    rows = _rows(found, _axis(found.rows))
    for row in rows:
        pk = row["one"].contribution.pk
        row["above_without"] = (row["above"] and pk not in found.lifted) or pk in found.dropped
    lines = spreadsheet.csv_lines(rows, COLUMNS)
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ranking-{address}.csv"'
    return answer


def _line(found: Ranking, money: int | None) -> str:
    """Say where the line is, and how many are too close to call."""
    currency = next((one.asks.currency for one in found.rows if one.asks), "GBP")
    if found.spending and money is not None:
        gaps = {"money": Money(money, currency), "left": Money(found.spending.left, currency), "n": found.line}  # fmt: skip
        return _("%(money)s pays for %(n)s; %(left)s is left.") % gaps
    return _("%(n)s can win.") % {"n": found.line}


def _agreed(found: Agreement | None) -> str:
    """Say in words how far the panel agrees, with the figure and its interval."""
    if found is None:
        return _("There are too few scores to say how far the assessors agree.")
    words = {
        Reading.FIRM: _("The assessors agree firmly."),
        Reading.TENTATIVE: _("The assessors agree in the main."),
        Reading.OPEN: _("The assessors often differ: treat the order near the line as open."),
    }[found.reading]
    figures = {name: written.number_text(round(value, 2)) for name, value in (("alpha", found.alpha), ("low", found.low), ("high", found.high))}  # fmt: skip
    return (
        f"{words} " + _("(Krippendorff's alpha %(alpha)s, between %(low)s and %(high)s)") % figures
    )


def _named(found: Ranking, entries: frozenset[int]) -> list[Any]:
    return [one.contribution for one in found.rows if one.contribution.pk in entries]

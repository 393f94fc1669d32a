"""The list of contributions on the page of a programme: what was asked for, the rows, the chips, what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flotilla.contributions import queries
from flotilla.contributions.models import Contribution, Theme
from flotilla.contributions.queries import Wish
from flotilla.contributions.queries.lists import (
    PlaceCount,
    Totals,
)
from flotilla.kit.written import number_text
from flotilla.programmes.models import Programme
from flotilla.programmes.rules import may_run
from flotilla.web import doors
from flotilla.web.contributions import words
from flotilla.web.contributions.links import page_of
from flotilla.web.contributions.sent import state_of
from flotilla.web.counted import kept_or
from flotilla.web.inputs import PlainSelect
from flotilla.web.shared import make_own

PAGE = 20
EXTRACT = 220
ORDER_WORDS = {
    "quiet": gettext_lazy("Needs more voices"),
    "newest": gettext_lazy("Newest"),
    "supported": gettext_lazy("Most supported"),
    "random": gettext_lazy("At random"),
}
STATE_WORDS = {
    "waiting": gettext_lazy("Waiting for an answer"),
    "answered": gettext_lazy("Answered"),
    "decided": gettext_lazy("Decided"),
}


class FilterForm(forms.Form):
    """What to look for in the list."""

    q = forms.CharField(
        label=gettext_lazy("Search the contributions"),
        required=False,
        widget=forms.TextInput({"type": "search", "class": "ds-input"}),
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False)
    theme = forms.CharField(required=False, widget=forms.HiddenInput)
    seed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, wish: Wish, places: Sequence[PlaceCount]) -> None:
        super().__init__(
            initial={
                "q": wish.search,
                "area": wish.place or "",
                "state": wish.state,
                "sort": wish.order,
                "theme": wish.theme,
                "seed": wish.seed if wish.order == "random" else "",
            },
            auto_id="filter-%s",
        )
        areas = [(one.pk, f"{one.name} ({number_text(one.count)})") for one in places]
        orders = [*ORDER_WORDS.items()]
        if wish.place:
            orders.append(("near", gettext_lazy("This area first, then the nearest")))
        self._choose("area", [("", _("All areas")), *areas])
        self._choose("state", [("", _("Any state")), *STATE_WORDS.items()])
        self._choose("sort", orders)

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].widget = PlainSelect({"class": "ds-input"}, choices=choices)


def list_context(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """Return all that contributions/_list.html needs."""
    wish = queries.read_wish(request.GET.dict(), doors.person(request))
    if wish.order == "random" and not request.GET.get("seed"):
        make_own(request)
    narrowed = bool(
        wish.search or wish.theme or wish.state or (wish.place and wish.order != "near")
    )
    in_list = kept_or(request, ("list", programme.pk), partial(_in_list, programme, wish))
    themes, total = in_list.themes, in_list.total
    found = total.all
    if narrowed:
        found = total.found if in_list.wish == wish else queries.how_many(programme, wish)
    page = queries.listed(
        programme, wish, cursor=request.GET.get("page"), size=PAGE, with_themes=bool(themes)
    )
    address = reverse("programme", args=[programme.address])
    return {
        "filter": FilterForm(wish, total.places),
        "theme_chips": _chips(address, wish, themes, total),
        "ideas": _only_what_is_open(programme, [idea_row(one, has_themes=bool(themes)) for one in page.items]),
        "pages": {
            "previous": _address(address, wish, page=page.previous_cursor) if page.previous_cursor else "",
            "next": _address(address, wish, page=page.next_cursor) if page.next_cursor else "",
        },
        "totals": total,
        "found": found,
        "narrowed": narrowed,
        "same": [{"title": one.title, "href": reverse("contribution", args=[programme.address, one.number]), "count": one.count} for one in in_list.same],
        "places": [{"name": one.name, "count": one.count, "href": _address(address, wish, area=one.pk)} for one in total.places[:12]],
        "placed": sum(one.count for one in total.places),
        "themes_page": reverse("themes", args=[programme.address]) if may_run(doors.person(request), programme) else "",
    }  # fmt: skip


@dataclass(frozen=True)
class InList:
    """What is counted of a list: its themes, its places, what many say; and for which wish it was counted."""

    themes: list[Theme]
    total: Totals
    same: list[queries.SameThing]
    wish: Wish


def _in_list(programme: Programme, wish: Wish) -> InList:
    total = queries.totals(programme, wish)
    same = queries.many_say(programme) if total.joined else []
    return InList(queries.theme_counts(programme), total, same, wish)


def _chips(address: str, wish: Wish, themes: list[Theme], total: Totals) -> list[dict[str, Any]]:
    if not themes:
        return []
    everything = {
        "label": _("All"),
        "href": _address(address, wish, theme=""),
        "count": total.all,
        "current": not wish.theme,
    }
    return [
        everything,
        *(
            {
                "label": one.name,
                "href": _address(address, wish, theme=one.address),
                "count": one.n,  # type: ignore[attr-defined]
                "current": wish.theme == one.address,
            }
            for one in themes
        ),
    ]


def _address(address: str, wish: Wish, **changes: Any) -> str:
    """Return the address of this list with some of it changed; what is as usual is left out."""
    asked = {**queries.wish_as_asked(wish), **changes}
    kept = {name: value for name, value in asked.items() if value not in ("", None)}
    return f"{address}?{urlencode(kept)}#contributions" if kept else f"{address}#contributions"


def idea_row(contribution: Contribution, *, has_themes: bool = True) -> dict[str, Any]:
    """Return what a list shows of one contribution."""
    shape, said = state_of(contribution)
    themes = ", ".join(one.name for one in contribution.themes.all()) if has_themes else ""
    place = contribution.place.name if contribution.place else contribution.place_words
    return {
        "title": contribution.title,
        "href": page_of(contribution),
        "text": extract(contribution.words),
        "meta": [words.shown_as(contribution.byline, contribution.sector), themes, place],
        "state": shape,
        "state_words": said,
        "support": contribution.support_count + contribution.counted_supports,
        "comments": contribution.comment_count,
    }


def _only_what_is_open(programme: Programme, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the nought of what nobody can do in any stage: a list of a prize says nothing of support."""
    open_ever = {verb for stage in programme.plan.stages for verb in stage.verbs}
    for name, verb in (("support", "contribution.supported"), ("comments", "comment.posted")):
        if verb not in open_ever:
            for row in rows:
                row[name] = row[name] or None
    return rows


def extract(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= EXTRACT else line[:EXTRACT].rsplit(" ", 1)[0] + " …"

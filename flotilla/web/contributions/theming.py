"""The themes of a programme: naming them, and giving them to many contributions at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from flotilla.contributions import actions, queries
from flotilla.contributions.models import Theme
from flotilla.contributions.queries import Wish
from flotilla.programmes import rules
from flotilla.programmes.models import Programme
from flotilla.web import doors
from flotilla.web.contributions import words
from flotilla.web.contributions.lists import extract
from flotilla.web.doors import Audience, door
from flotilla.web.programmes.finding import programme_at
from flotilla.web.refusing import accepted, done, posted

PAGE = 50


class ThemeForm(forms.Form):
    """A theme: its name, and the words that suggest it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    words = forms.CharField(
        label=gettext_lazy("Words that suggest it"),
        help_text=gettext_lazy("With commas between them, such as: bench, seat, rest."),
        max_length=400,
        required=False,
    )


@door(Audience.DESK, shows=("theme", "contribution"))
def themes(request: HttpRequest, address: str) -> HttpResponse:
    """Show the themes with what has none yet and what each is suggested for; add one."""
    programme = programme_at(request, address, rules.may_moderate)
    form = ThemeForm(posted(request))
    if request.method == "POST" and accepted(
        form, lambda: actions.add_theme(programme, **form.cleaned_data, **_who(request))
    ):
        return redirect("themes", address)
    counted = queries.theme_counts(programme)
    page = queries.listed(
        programme, Wish(order="newest"), cursor=request.GET.get("page"), size=PAGE
    )
    context = {
        "programme": programme,
        "form": form,
        "themes": counted,
        "rows": [_row(one, counted) for one in page.items],
        "pages": {
            "previous": f"?page={page.previous_cursor}" if page.previous_cursor else "",
            "next": f"?page={page.next_cursor}" if page.next_cursor else "",
        },
    }
    return render(request, "contributions/themes.html", context)


def _row(one: Any, counted: list[Theme]) -> dict[str, Any]:
    has = list(one.themes.all())
    return {
        "one": one,
        "numbered": words.numbered(one),
        "text": extract(one.words),
        "has": has,
        "suggested": [theme for theme in queries.suggested_themes(one, counted) if theme not in has][:2],
    }  # fmt: skip


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": doors.person(request), "at": doors.now(request)}


def _theme(request: HttpRequest, address: str, pk: int) -> tuple[Programme, Theme]:
    programme = programme_at(request, address, rules.may_moderate)
    return programme, doors.find(request, Theme.objects.filter(programme=programme), pk=pk)


@door(Audience.DESK, shows=("theme",))
def change_theme(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Give a theme another name or other words, or drop it."""
    programme, theme = _theme(request, address, pk)
    form = ThemeForm(posted(request), initial={"name": theme.name, "words": theme.words})
    if request.POST.get("choice") == "drop":
        done(request, partial(actions.drop_theme, theme, **_who(request)), _("Dropped. Contributions stay as they are."))  # fmt: skip
        return redirect("themes", address)
    if request.method == "POST" and accepted(
        form, lambda: actions.change_theme(theme, **form.cleaned_data, **_who(request))
    ):
        return redirect("themes", address)
    context = {"programme": programme, "theme": theme, "form": form}
    return render(request, "contributions/theme.html", context)


@require_POST
@door(Audience.DESK, shows=("theme", "contribution"))
def give_themes(request: HttpRequest, address: str) -> HttpResponse:
    """Give a theme to all contributions that are ticked, or take it off them."""
    programme = programme_at(request, address, rules.may_moderate)
    chosen = _numbers(request.POST.getlist("number"))
    ticked = list(programme.contributions.visible_to(doors.person(request)).filter(number__in=chosen))  # type: ignore[attr-defined]  # fmt: skip
    theme = programme.themes.filter(address=request.POST.get("theme", "").replace("\x00", "")).first()  # fmt: skip
    if theme is None:
        messages.error(request, _("Choose a theme of this programme."))
    else:
        said = ngettext("%(n)d contribution.", "%(n)d contributions.", len(ticked)) % {"n": len(ticked)}  # fmt: skip
        done(request, _act(theme, ticked, request), f"{theme.name}: {said}")
    return redirect("themes", address)


def _act(theme: Theme, ticked: list[Any], request: HttpRequest) -> Callable[[], object]:
    if request.POST.get("choice") != "take":
        return partial(actions.give_theme, theme, contributions=ticked, **_who(request))
    return partial(actions.take_themes, theme, contributions=ticked, **_who(request))


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10]

"""The parts of our pages as template tags: see flotilla/web/README.md for each with an example."""

import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from flotilla.kit import written
from flotilla.kit.money import Money
from flotilla.web import glossary

register = template.Library()

# -- signs --------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, css: str = "fl-icon") -> str:
    """One sign from the sheet, as decoration: the word beside it says what it means."""
    attribute = format_html(' class="{}"', css) if css else ""
    sheet = static("icons.svg")
    return format_html(
        '<svg{} viewBox="0 0 24 24" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        attribute,
        sheet,
        name,
    )


@register.simple_tag
def buoy(state: str) -> str:
    """The buoy of a stage: done, now, next or stop."""
    return format_html(
        '<svg class="fl-buoy" viewBox="0 0 40 40" aria-hidden="true"><use href="{}#b-{}"/></svg>',
        static("icons.svg"),
        state,
    )


@register.inclusion_tag("_parts/mark.html", takes_context=True)
def mark(context: Any, *, plain: bool = False) -> dict[str, Any]:
    """The logo of the body that is visited, else ours."""
    body = None if plain else context.get("body")
    return {"logo": reverse("body_logo") if getattr(body, "logo", None) else ""}


@register.simple_tag
def kind(name: str, label: str) -> str:
    """What a thing is, with its sign: the vehicle of a programme."""
    return format_html('<p class="fl-kind">{}{}</p>', icon(name, ""), label)


@register.simple_tag
def face(sector: str = "resident", colour: str = "") -> str:
    """A round sign for a person by role, never a picture of them."""
    attribute = format_html(' data-c="{}"', colour) if colour else ""
    return format_html(
        '<span class="fl-face"{} aria-hidden="true">{}</span>', attribute, icon(sector, "")
    )


@register.simple_tag
def state(shape: str, words: str) -> str:
    """A state as word, shape and colour: good, now, wait, warn or stop."""
    return format_html('<span class="fl-state" data-s="{}">{}</span>', shape, words)


@register.simple_tag
def colon() -> str:
    """What stands between a heading and its words, as the language writes it."""
    return pgettext("between a heading and its words", ": ")


# -- the journey ----------------------------------------------------------------------------------


@register.inclusion_tag("_parts/journey.html")
def journey(steps: Any, label: str, *, vertical: bool = False) -> dict[str, Any]:
    """The journey line. Each step has state (done, now, next, stop), stage, date and maybe note."""
    return {"steps": steps, "label": label, "vertical": vertical}


@register.inclusion_tag("_parts/mini_journey.html")
def mini_journey(total: int, place: int, words: str) -> dict[str, Any]:
    """The journey line in small: `place` of `total` stages, with the words beside it."""
    dots = [
        {
            "x": number * 17 - 8.5,
            "state": "d" if number < place else "n" if number == place else "x",
        }
        for number in range(1, total + 1)
    ]
    return {"dots": dots, "width": total * 17, "words": words}


@register.inclusion_tag("_parts/meter.html")
def meter(
    kept: int, waiting: int = 0, late: int = 0, label: str = "", *, thick: bool = False
) -> dict[str, Any]:
    """How a promise is kept: how many on time, waiting inside the promise, late."""
    whole = max(kept + waiting + late, 1)
    shares = [round(100 * part / whole, 2) for part in (kept, waiting, late)]
    words = label or ", ".join(
        sentence
        for number, sentence in [
            (
                1,
                ngettext("%(n)s on time", "%(n)s on time", kept) % {"n": written.number_text(kept)},
            ),
            (
                waiting,
                ngettext("%(n)s waiting", "%(n)s waiting", waiting)
                % {"n": written.number_text(waiting)},
            ),
            (late, ngettext("%(n)s late", "%(n)s late", late) % {"n": written.number_text(late)}),
        ]
        if number
    )
    starts = [shares[0], round(shares[0] + shares[1], 2)]
    return {"shares": shares, "starts": starts, "label": words, "thick": thick}


@register.inclusion_tag("_parts/ladder.html")
def ladder(levels: Any, now: int, label: str) -> dict[str, Any]:
    """Rungs up to `now` (counted from 1). Each level is a word, or has `label` and `note`."""
    rungs = [
        {
            "label": level if isinstance(level, str) else read(level, "label"),
            "note": "" if isinstance(level, str) else read(level, "note"),
            "state": "done" if number < now else "now" if number == now else "",
        }
        for number, level in enumerate(levels, start=1)
    ]
    return {"rungs": rungs, "label": label}


def read(thing: Any, name: str) -> Any:
    """Read a key of a mapping or an attribute of an object; nothing if it has neither."""
    return thing.get(name, "") if isinstance(thing, dict) else getattr(thing, name, "")


# -- pieces of pages --------------------------------------------------------------------------------


@register.inclusion_tag("_parts/figures.html")
def figures(rows: Any) -> dict[str, Any]:
    """Large figures. Each has `figure` and `text`, maybe `key` (first of all), `href` and `link`."""
    return {"rows": rows}


@register.inclusion_tag("_parts/facts.html")
def facts(rows: Any, *, table: bool = False, small: bool = False) -> dict[str, Any]:
    """Facts. Each has `name` and `text`, maybe `strong` before the text; `table` puts them in two columns."""
    return {"rows": [row for row in rows if row], "table": table, "small": small}


@register.inclusion_tag("_parts/promise.html")
def promise(box: Any, *, heading: str = "", anchor: str = "promise") -> dict[str, Any]:
    """The promise in its double rule. For what `box` may have see _parts/promise.html."""
    return {"box": box, "heading": heading or _("Our promise"), "anchor": anchor}


@register.simple_tag
def idea_row(idea: Any, *, level: int = 3) -> str:
    """One contribution in a list: title, href, text, meta (list of short texts), state, state_words, support, comments, similar.

    A count that is None is not shown.

    Twenty of these make up most of a page, so it is written here: as a template it took three times as long.
    """
    meta = format_html_join("", "<span>{}</span>", ((words,) for words in idea["meta"] if words))
    counts = [(idea["support"], pgettext("beside a number: people who support this", "support")), (idea["comments"], npgettext("beside a number", "comment", "comments", idea["comments"] or 0))]  # fmt: skip
    if idea.get("similar"):
        like = pgettext("beside a number: contributions like this", "similar")
        counts.append((idea["similar"], like))
    return format_html(
        '<li class="fl-idea">\n  <h{0}><a class="fl-cover" href="{1}">{2}</a></h{0}>{3}{4}{5}\n  <div class="fl-idea__side">{6}</div>\n</li>\n',
        level,
        idea["href"],
        idea["title"],
        format_html("\n  <p>{}</p>", idea["text"]) if idea["text"] else "",
        format_html('\n  <p class="fl-meta">{}</p>', meta) if idea["meta"] else "",
        format_html("\n  <p>{}</p>", state(idea["state"], idea["state_words"])) if idea["state_words"] else "",
        format_html_join(" ", '<span class="fl-count"><b>{}</b> {}</span>', ((written.number_text(n), words) for n, words in counts if n is not None)),
    )  # fmt: skip


@register.inclusion_tag("_parts/programme.html")
def programme_card(card: Any, *, lead: bool = False) -> dict[str, Any]:
    """One programme as a card. For what `card` may have see _parts/programme.html."""
    return {"card": card, "lead": lead}


@register.inclusion_tag("_parts/said.html")
def said_did(row: Any) -> dict[str, Any]:
    """You said, we did. For what `row` may have see _parts/said.html."""
    return {"row": row}


@register.inclusion_tag("_parts/steps.html")
def steps(names: Any, now: int, label: str = "") -> dict[str, Any]:
    """The steps of a form, `now` counted from 1. Each is a word, or has `label` and `href`."""
    rows = [
        {
            "label": name if isinstance(name, str) else read(name, "label"),
            "href": "" if isinstance(name, str) else read(name, "href"),
            "state": "done" if number < now else "now" if number == now else "",
        }
        for number, name in enumerate(
            (n if isinstance(n, dict) or hasattr(n, "label") else str(n) for n in names), 1
        )
    ]
    return {"rows": rows, "label": label or _("Steps")}


@register.inclusion_tag("_parts/check.html")
def check_list(rows: Any) -> dict[str, Any]:
    """Check your answers. Each has `name` and `text`, maybe `href` and `change` (what is changed, in words)."""
    return {"rows": rows}


@register.inclusion_tag("_parts/key_pages.html")
def key_pages(page: Any, label: str = "") -> dict[str, Any]:
    """Previous and next. `page` has `previous` and `next`: addresses, or empty."""
    return {"page": page, "label": label or _("Pages")}


@register.inclusion_tag("_parts/chips.html")
def chips(rows: Any, label: str) -> dict[str, Any]:
    """Choices as links. Each has `label` and `href`, maybe `count` and `current`."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("_parts/crumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """Where one is: label, address, label, address, …, and at the end the label of this page."""
    whole = [*pairs, ""] if len(pairs) % 2 else pairs
    return {
        "crumbs": [{"label": whole[at], "href": whole[at + 1]} for at in range(0, len(whole), 2)]
    }


@register.simple_block_tag
def sheet(content: str, title: str = "", tone: str = "", anchor: str = "", level: int = 2) -> str:
    """The one raised surface, with its title. Tones: sea, coral, paper."""
    name = anchor or slugify(title) or "sheet"
    surface = format_html(' data-tone="{}"', tone) if tone else ""
    if not title:
        return format_html('<div class="fl-sheet"{}>{}</div>', surface, content)
    return format_html(
        '<section class="fl-sheet"{} aria-labelledby="{}"><h{} class="fl-h3" id="{}">{}</h{}>{}</section>',
        *(surface, name, level, name, title, level, content),
    )


@register.simple_block_tag
def note(content: str, sign: str = "info", tone: str = "") -> str:
    """A remark beside a sign. Tones: coral, warn."""
    surface = format_html(' data-tone="{}"', tone) if tone else ""
    return format_html(
        '<div class="fl-note"{}>{}<div>{}</div></div>', surface, icon(sign, ""), content
    )


@register.simple_block_tag
def empty(content: str, title: str = "") -> str:
    """Nothing here yet: why, and the way on."""
    words = format_html('<p class="fl-h3">{}</p>', title) if title else ""
    return format_html('<div class="fl-empty">{}{}</div>', words, content)


@register.simple_tag(takes_context=True)
def term(context: Any, key: str, words: str = "") -> str:
    """A word of the field, explained where it stands by the sentence of the glossary."""
    found = glossary.terms()[key]
    request = context.get("request")
    said: set[str] = getattr(request, "terms_said", set())
    if request:
        request.terms_said = said
    button = format_html(
        '<button type="button" class="fl-term" popovertarget="term-{}">{}</button>',
        key,
        words or found.word,
    )
    if key in said:
        return button
    said.add(key)
    return format_html(
        '{}<span class="fl-term__said" popover id="term-{}"><b>{}</b> {}{}</span>',
        *(button, key, found.word[:1].upper() + found.word[1:], found.meaning, more(key)),
    )


def more(key: str) -> str:
    """The way to the whole glossary."""
    return format_html(' <a href="{}#{}">{}</a>', reverse("pages:glossary"), key, _("All words"))


@register.simple_tag
def script(*names: str) -> str:
    """The small modules that a page wants, by name: `{% script "draft" "counter" %}`."""
    return format_html_join(
        "\n",
        '<script type="module" src="{}"></script>',
        ((static(f"js/{name}.js"),) for name in names),
    )


# -- words ------------------------------------------------------------------------------------------


@register.simple_tag
def day(on: datetime.date, style: str = "full") -> str:
    """A day, written in the reader's language: full, plain, week, short."""
    if isinstance(on, datetime.datetime):
        on = timezone.localtime(on).date()
    return (
        format_html('<time datetime="{}">{}</time>', on.isoformat(), written.day_text(on, style))
        if on
        else ""
    )


@register.simple_tag
def moment(at: datetime.datetime, style: str = "full") -> str:
    """A moment with its time of day and the short name of its zone."""
    if not at:
        return ""
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(), written.moment_text(at, style)
    )


@register.simple_tag
def money(amount: int, currency: str = "GBP") -> str:
    """An amount given in its smallest unit."""
    return format_html('<span class="fl-money">{}</span>', Money(amount, currency))


@register.filter
def number(value: float) -> str:
    """A number with its thousands marked."""
    return written.number_text(value)


@register.filter
def share(value: float) -> str:
    """A share between 0 and 1, in per cent."""
    return written.share_text(value)


@register.simple_tag
def of(part: int, whole: int) -> str:
    """A number with its whole: 412 of 430."""
    words = {"part": written.number_text(part), "whole": written.number_text(whole)}
    return _("%(part)s of %(whole)s") % words

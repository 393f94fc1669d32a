"""Every part that pages are made of, drawn once."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory

from flotilla.web import glossary

STEPS = [
    {"state": "done", "stage": "Listen", "date": "Sep to Nov", "note": "38 interviews"},
    {"state": "now", "stage": "Call", "date": "2 Feb to 30 Mar", "note": ""},
    {"state": "next", "stage": "Assess", "date": "", "note": ""},
    {"state": "stop", "stage": "Spread", "date": "", "note": ""},
]


def drawn(template: str, **context: Any) -> str:
    """Draw a piece of a page."""
    return engines["django"].from_string(template).render(context).strip()


def test_an_icon_is_decoration_from_the_cached_sheet():
    assert drawn('{% icon "bell" %}') == (
        '<svg class="fl-icon" viewBox="0 0 24 24" aria-hidden="true"><use href="/static/icons.svg#i-bell"/></svg>'
    )


def test_a_state_is_a_word_beside_its_shape():
    assert drawn('{% state "stop" words %}', words="Not now <b>") == (
        '<span class="fl-state" data-s="stop">Not now &lt;b&gt;</span>'
    )


def test_the_journey_says_in_words_what_its_buoys_show():
    page = drawn('{% journey steps "Journey" %}', steps=STEPS)
    assert page.count("<li") == 4
    assert page.count('aria-current="step"') == 1
    for words in ("(done)", "(happening now)", "(still to come)", "(ended here)"):
        assert page.count(words) == 1
    assert page.count("fl-journey__note") == 1
    assert page.count("fl-journey__date") == 2
    assert "data-vertical" not in page


def test_the_journey_takes_objects_and_stands_upright():
    page = drawn('{% journey steps "Journey" vertical=True %}', steps=[Thing(**STEPS[0])])
    assert "data-vertical" in page
    assert "38 interviews" in page


def test_what_people_wrote_is_escaped_in_every_part():
    evil = "<script>alert(1)</script>"
    step = {"state": "now", "stage": evil, "date": evil, "note": evil}
    page = drawn("{% journey steps label %}{% mini_journey 8 3 label %}", steps=[step], label=evil)
    assert "<script" not in page


def test_the_small_journey_has_a_dot_for_each_stage():
    page = drawn('{% mini_journey 8 3 "3 of 8: open call" %}')
    assert [page.count(f'circle class="{state}"') for state in "dnx"] == [2, 1, 5]
    assert page.count("<path") == 7
    assert "3 of 8: open call" in page


def test_the_meter_says_its_counts_and_adds_up():
    page = drawn("{% meter 54 0 7 %}")
    assert 'aria-label="54 on time, 7 late"' in page
    assert 'class="v" width="88.52%"' in page
    assert 'class="b" x="88.52%" width="11.48%"' in page


def test_the_meter_of_nothing_is_empty():
    assert 'aria-label="0 on time"' in drawn("{% meter 0 0 0 %}")


def test_decimals_in_drawings_do_not_follow_the_language():
    page = drawn(
        "{% load i18n %}{% language 'fr' %}{% meter 54 0 7 %}{% mini_journey 2 1 'x' %}{% endlanguage %}"
    )
    assert "88.52%" in page
    assert 'cx="8.5"' in page


def test_the_ladder_explains_only_the_rung_one_is_on():
    levels = [
        "Inform",
        {"label": "Consult", "note": "We ask"},
        {"label": "Involve", "note": "We work"},
    ]
    page = drawn('{% ladder levels 2 "Level 2 of 3" %}', levels=levels)
    assert "We ask" in page
    assert "We work" not in page
    assert page.count('data-state="done"') == 1


def test_figures_facts_and_check_lists():
    page = drawn(
        "{% figures rows %}{% facts facts table=True %}{% check_list check %}",
        rows=[{"figure": "37", "text": "ideas tested", "key": True, "href": "/x", "link": "Read"}],
        facts=[{"name": "Money", "strong": "£60,000", "text": "for tests"}, None],
        check=[{"name": "In one line", "text": "Two\nlines", "href": "/c", "change": "the line"}],
    )
    assert "data-key" in page
    assert "<b>£60,000</b> for tests" in page
    assert "Two<br>lines" in page
    assert '<span class="ds-sr-only"> the line</span>' in page


def test_a_promise_shows_what_it_has_and_nothing_empty():
    box = {"will": ["Three tests"], "influence": None}
    page = drawn("{% promise box %}", box=box)
    assert "Three tests" in page
    assert "will not lead to" not in page
    assert "fl-ladderbox" not in page
    assert "fl-kept" not in page


def test_a_promise_with_everything():
    box = {
        "published": "Published 2 February",
        "changes": "/changes/",
        "changes_words": "Changed once",
        "will": ["Tests"],
        "will_not": ["New contracts"],
        "facts": [{"name": "Who decides", "text": "A panel"}],
        "influence": {"title": "Collaborate", "levels": ["a", "b"], "now": 1, "label": "1 of 2"},
        "kept": {"kept": 4, "waiting": 1, "late": 0, "answered": 4, "received": 5, "words": "All."},
    }
    page = drawn("{% promise box %}", box=box)
    for words in (
        "Changed once",
        "New contracts",
        "A panel",
        "1 of 2",
        "4 of 5",
        "4 on time, 1 waiting",
    ):
        assert words in page


def test_an_idea_in_a_list():
    idea = {
        "title": "A bench",
        "href": "/c/1/",
        "text": "Narrow ones",
        "meta": ["Resident", "", "Mill Road"],
        "state": "good",
        "state_words": "Heard",
        "support": 1480,
        "comments": 1,
        "similar": 0,
    }
    page = drawn("{% idea_row idea level=2 %}", idea=idea)
    assert '<h2><a class="fl-cover" href="/c/1/">A bench</a></h2>' in page
    assert page.count("<span>") == 2
    assert "<b>1,480</b> support" in page
    assert "<b>1</b> comment<" in page
    assert "similar" not in page


def test_a_programme_card():
    card = {
        "title": "Short trips",
        "href": "/p/",
        "text": "What stops you?",
        "icon": "campaign",
        "vehicle": "Campaign",
        "left": "19 days left",
        "total": 8,
        "place": 3,
        "stage": "3 of 8",
        "facts": [{"name": "Who decides", "text": "a panel"}],
    }
    page = drawn("{% programme_card card lead=True %}", card=card)
    assert "data-lead" in page
    assert "19 days left" in page
    assert "a panel" in page


def test_a_no_says_that_it_is_a_no():
    row = {
        "said": "Free buses",
        "who": "31 residents",
        "refused": True,
        "state": "stop",
        "state_words": "No",
        "did": "£",
    }
    assert "We did not, because" in drawn("{% said_did row %}", row=row)
    assert "We did not" not in drawn("{% said_did row %}", row={**row, "refused": False})


def test_steps_lead_back_but_not_ahead():
    names = [
        {"label": "Idea", "href": "/1/"},
        {"label": "Place", "href": "/2/"},
        {"label": "Send", "href": "/3/"},
    ]
    page = drawn("{% steps names 2 %}", names=names)
    assert '<a href="/1/">Idea</a>' in page
    assert "/2/" not in page
    assert "/3/" not in page
    assert page.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ({"previous": "", "next": ""}, 0),
        ({"previous": "/a", "next": ""}, 1),
        ({"previous": "/a", "next": "/b"}, 2),
    ],
)
def test_pages_by_key_show_only_the_ways_there_are(page, links):
    assert drawn("{% key_pages page %}", page=page).count("<a ") == links


def test_chips_show_a_count_of_none_too():
    rows = [
        {"label": "Buses", "href": "/b", "count": 0},
        {"label": "All", "href": "/", "current": True},
    ]
    page = drawn('{% chips rows "Themes" %}', rows=rows)
    assert "<b>0</b>" in page
    assert page.count("<b>") == 1
    assert page.count("aria-current") == 1


def test_crumbs_end_with_this_page():
    page = drawn('{% crumbs "Home" "/" title %}', title="Short <trips>")
    assert page.count("href=") == 1
    assert '<a class="ds-link" aria-current="page">Short &lt;trips&gt;</a>' in page


def test_a_sheet_a_note_and_an_empty_place():
    page = drawn(
        '{% sheet "Made by" tone="sea" %}<p>Ada</p>{% endsheet %}'
        '{% sheet %}bare{% endsheet %}{% note sign="lock" %}sealed{% endnote %}'
        '{% empty "Nothing yet" %}<a href="/add/">Add</a>{% endempty %}'
    )
    assert (
        '<section class="fl-sheet" data-tone="sea" aria-labelledby="made-by"><h2 class="fl-h3" id="made-by">'
        in page
    )
    assert '<div class="fl-sheet">bare</div>' in page
    assert "#i-lock" in page
    assert '<a href="/add/">Add</a>' in page


def test_a_term_is_explained_once_where_it_stands_first():
    request = RequestFactory().get("/")
    page = drawn('{% term "promise" %} and {% term "promise" "promises" %}', request=request)
    assert page.count('popovertarget="term-promise"') == 2
    assert page.count('id="term-promise"') == 1
    assert glossary.terms()["promise"].meanings["en"] in page


def test_time_money_and_numbers():
    page = drawn(
        '{% day on "week" %}|{% day at "short" %}|{% moment at %}|{% money 6000000 "GBP" %}|{{ 1291|number }}|{% of 412 430 %}|{{ 0.5|share }}',
        on=date(2026, 4, 29),
        at=datetime(2026, 3, 30, 16, tzinfo=UTC),
    )
    assert page.split("|") == [
        '<time datetime="2026-04-29">Wednesday 29 April</time>',
        '<time datetime="2026-03-30">30 March</time>',
        '<time datetime="2026-03-30T17:00:00+01:00">Monday 30 March 2026, 5pm BST</time>',
        '<span class="fl-money">£60,000</span>',
        "1,291",
        "412 of 430",
        "50%",
    ]


def test_no_date_is_nothing():
    assert drawn("{% day none %}{% moment none %}", none=None) == ""


def test_scripts_are_modules_of_ours():
    assert drawn('{% script "draft" "counter" %}') == (
        '<script type="module" src="/static/js/draft.js"></script>\n'
        '<script type="module" src="/static/js/counter.js"></script>'
    )

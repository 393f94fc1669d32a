"""Markdown: what people mean is kept, what attackers mean is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.kit import markdown
from tests.growing import grows_evenly

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/png;base64,AAAA)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/sign-out)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,AAAA)",
    '![x" onerror="alert(1)](https://ok.example/a.png)',
    "[![x](https://ok.example/a.png)](javascript:alert(1))",
    "<javascript:alert(1)>",
    '<https://ok.example/"onmouseover=alert(1)>',
    'https://ok.example/"onmouseover="alert(1)',
    "[a]: javascript:alert(1)\n\n[a]",
    "[x](https://ok.example 'a\" onclick=\"alert(1)')",
    "```<script>\nalert(1)\n```",
    '``` "onload=alert(1)\n<script>alert(1)</script>\n```',
    "`<script>alert(1)</script>`",
    "<p style='position:fixed'>x",
    "<form action=/sign-out><button>x",
    "<base href=//evil.example>",
    "<!--><script>alert(1)</script>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "> > > <script>alert(1)</script>",
    "- <details open ontoggle=alert(1)>",
    "# <b onclick=alert(1)>x",
    "\x00<script>\x00alert(1)",
    "\ud800<script>",
    "<x" + "\u2028" + "onclick=alert(1)>",
]
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>", re.IGNORECASE)
ALLOWED = re.compile(
    r'( href="(https?://|mailto:)[^"<>]*"| start="\d+"| rel="nofollow ugc noopener")*\s*/?'
)


def assert_harmless(html: str) -> None:
    """Every `<` begins a known tag, and every tag has known attributes only."""
    assert html.count("<") == len(TAG.findall(html))
    for _, name, attributes in TAG.findall(html):
        assert name in markdown.TAGS
        assert ALLOWED.fullmatch(attributes), attributes


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text: str) -> None:
    assert_harmless(markdown.to_html(text))


@given(
    st.lists(st.sampled_from(HOSTILE), max_size=4), st.sampled_from(["", "\n", " ", "\n\n", "*"])
)
def test_nothing_hostile_comes_through_when_put_together(texts: list[str], between: str) -> None:
    assert_harmless(markdown.to_html(between.join(texts)))


@given(st.text(alphabet="<>[]()!*_`#-\n\"'&;:/ajxhtp.", max_size=200))
def test_any_scribble_is_harmless(text: str) -> None:
    assert_harmless(markdown.to_html(text))
    markdown.to_plain(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Two\nlines", "<p>Two<br>\nlines</p>\n"),
        ("# Title", "<h3>Title</h3>\n"),
        ("Title\n===", "<h3>Title</h3>\n"),
        ("## Part", "<h4>Part</h4>\n"),
        ("###### Small", "<h6>Small</h6>\n"),
        ("**b** *i* ~~s~~", "<p><strong>b</strong> <em>i</em> <s>s</s></p>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
        (
            "[us](https://a.example/x)",
            '<p><a href="https://a.example/x" rel="nofollow ugc noopener">us</a></p>\n',
        ),
        (
            "See (https://a.example/x_(y)).",
            (
                '<p>See (<a href="https://a.example/x_(y)" rel="nofollow ugc noopener">'
                "https://a.example/x_(y)</a>).</p>\n"
            ),
        ),
        (
            "![A map](https://a.example/m.png)",
            '<p><a href="https://a.example/m.png" rel="nofollow ugc noopener">A map</a></p>\n',
        ),
        (
            "[![A map](https://a.example/m.png)](https://b.example)",
            '<p><a href="https://b.example" rel="nofollow ugc noopener">A map</a></p>\n',
        ),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("`https://a.example`", "<p><code>https://a.example</code></p>\n"),
    ],
)
def test_what_people_write_is_kept(text: str, html: str) -> None:
    assert markdown.to_html(text) == html


def test_plain_text_keeps_paragraphs_lists_and_addresses() -> None:
    text = "# Why\n\nTwo *words*,\nand [us](https://a.example).\n\n1. one\n2. two\n   - deep\n\nEnd https://b.example"
    assert markdown.to_plain(text) == (
        "Why\n\nTwo words,\nand us (https://a.example).\n\n1. one\n2. two\n  - deep\n\n"
        "End https://b.example"
    )
    assert markdown.to_plain("[us](https://a.example)", links=False) == "us"
    assert markdown.to_plain("0. none\n1. one") == "0. none\n1. one"
    assert markdown.to_plain("<b>5 < 6</b>") == "<b>5 < 6</b>"


def test_an_excerpt_is_one_line_and_says_when_it_is_cut() -> None:
    assert markdown.excerpt("# One\n\ntwo **three**") == "One two three"
    assert markdown.excerpt("one two three four", words=3) == "one two three…"
    assert markdown.excerpt("x" * 10_000, words=2) == "x" * 24 + "…"
    assert markdown.excerpt("") == ""


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "*a ", "**a_", "`", "> ", "- ", "<", "((", "a](", "&", "https://", "\\", "~~a"],
)
def test_a_long_scribble_takes_no_long_time(piece: str) -> None:
    assert grows_evenly(lambda size: markdown.to_html(piece * (size // len(piece))), 1_250)

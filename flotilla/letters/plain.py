"""The plain text of a letter, made from its HTML, so that both say the same."""

import re
from html.parser import HTMLParser

BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "table",
    "div",
    "tr",
    "hr",
}
SILENT = {"head", "style", "title", "script"}


class _Plain(HTMLParser):
    """Writes blocks with a line between, list items with a dash, links with their address after."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.link: str | None = None
        self.link_text: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in BLOCKS:
            self.pieces.append("\n\n")
        elif tag in {"br", "dt"}:
            self.pieces.append("\n")
        elif tag == "dd":
            self.pieces.append(" ")
        elif tag == "li":
            self.pieces.append("\n- ")
        elif tag == "a":
            self.link, self.link_text = dict(attrs).get("href"), []

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        elif tag in BLOCKS:
            self.pieces.append("\n\n")
        elif tag == "a":
            if self.link and self.link.strip() != "".join(self.link_text).strip():
                self.pieces.append(f": {self.link}")
            self.link = None

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        text = re.sub(r"\s+", " ", data)
        self.pieces.append(text)
        if self.link:
            self.link_text.append(text)


def from_html(html: str) -> str:
    """Return the text of a letter with its links written out."""
    parser = _Plain()
    parser.feed(html)
    lines = [line.strip() for line in "".join(parser.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"

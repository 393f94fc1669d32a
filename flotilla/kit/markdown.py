"""People's Markdown as safe HTML, as plain text, and as a first few words."""

import re
from collections.abc import Sequence

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SCHEMES = {"http", "https", "mailto"}
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "a"),
    *("ul", "ol", "li", "blockquote", "code", "pre"),
    *("h3", "h4", "h5", "h6"),
}
ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
AFTER_AN_ADDRESS = ".,;:!?*_~'\"»”’"


def to_html(text: str) -> SafeString:
    """Return safe HTML: headings from h3 down, pictures as links, no markup of the writer's own.

    Two walls, each enough alone: the parser knows no HTML and no address but http, https and
    mailto; and what it makes is cleaned again against a list of tags.
    """
    return SafeString(
        nh3.clean(
            _markdown.render(_storable(text)),
            tags=TAGS,
            attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
            url_schemes=SCHEMES,
            link_rel="nofollow ugc noopener",
        )
    )


def to_plain(text: str, *, links: bool = True) -> str:
    """Return the words alone, for letters, search and summaries; addresses in brackets if `links`."""
    parts: list[str] = []
    lists: list[int | None] = []
    for token in _markdown.parse(_storable(text)):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                parts.append("" if lists else "\n")
            case "list_item_open":
                number = lists[-1]
                parts.append("  " * (len(lists) - 1) + ("- " if number is None else f"{number}. "))
                lists[-1] = None if number is None else number + 1
            case "inline":
                parts.append(_words(token.children or [], links=links) + "\n")
                parts.append("" if lists else "\n")
            case "fence" | "code_block":
                parts.append(token.content + ("" if lists else "\n"))
            case "hr":
                parts.append("\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def excerpt(text: str, words: int = 30) -> str:
    """Return the first words on one line, with … where something was left out."""
    every = to_plain(text, links=False).split()
    line = " ".join(every[:words])
    most = words * 12
    if len(line) > most:
        return line[:most].rstrip() + "…"
    return line + ("…" if len(every) > words else "")


def _storable(text: str) -> str:
    # A lone surrogate cannot be encoded, so neither nh3 nor a response could take it.
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def _words(tokens: Sequence[Token], *, links: bool) -> str:
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "link_open":
                opened.append((len(parts), str(token.attrGet("href") or "")))
            case "link_close":
                start, address = opened.pop()
                shown = "".join(parts[start:])
                if links and shown not in {address, address.removeprefix("mailto:")}:
                    parts.append(f" ({address})")
            case _:
                parts.append(token.content)
    return "".join(parts)


def _is_plain_address(address: str) -> bool:
    return address.split(":", 1)[0].strip().lower() in SCHEMES if ":" in address else False


def _demote_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"


def _tame_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _with_links(token.children)


def _with_links(tokens: Sequence[Token]) -> list[Token]:
    """Turn pictures into links to them, and bare addresses into links, but never inside a link."""
    result: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type == "image":
            address = str(token.attrGet("src") or "")
            result += _link(address, token.content or address, inside=depth > 0)
        elif token.type == "text" and depth == 0:
            result += _linked(token)
        else:
            result.append(token)
    return result


def _linked(token: Token) -> list[Token]:
    result: list[Token] = []
    done = 0
    for found in ADDRESS.finditer(token.content):
        address = found[0].rstrip(AFTER_AN_ADDRESS)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(AFTER_AN_ADDRESS)
        if len(address) <= len("https://"):
            continue
        result.append(Token("text", "", 0, content=token.content[done : found.start()]))
        result += _link(_markdown.normalizeLink(address), address, inside=False)
        done = found.start() + len(address)
    return [*result, Token("text", "", 0, content=token.content[done:])] if done else [token]


def _link(address: str, shown: str, *, inside: bool) -> list[Token]:
    text = Token("text", "", 0, content=shown)
    if inside:
        return [text]
    return [Token("link_open", "a", 1, {"href": address}), text, Token("link_close", "a", -1)]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    parser.validateLink = _is_plain_address  # type: ignore[method-assign, assignment]
    parser.core.ruler.push("demote_headings", _demote_headings)
    parser.core.ruler.push("tame_inline", _tame_inline)
    return parser


_markdown = _parser()

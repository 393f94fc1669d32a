"""Every form that the pages show, found by walking them: whose it is, where it goes, what it asks."""

import html
import io
import re
import time
import zipfile
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from flotilla.people.models import Person

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
BOX = re.compile(r"<(input|button)\b([^>]*)>()|<(textarea|select)\b([^>]*)>(.*?)</\4>", re.DOTALL)
OPTION = re.compile(r"<option\b([^>]*)>")
ATTRIBUTE = re.compile(r'([-\w]+)(?:="([^"]*)")?')
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
BEGIN = ["/", "/desk/", "/desk/programmes/", "/administration/", "/settings/", "/account/email/", "/account/login/", "/account/2fa/", "/search/", "/moderation/", "/demo/"]  # fmt: skip
STAFF = {"bo", "max", "sol", "bea"}
#: doors whose pages differ from one contribution to the next
OFTEN = {"desk/p/<slug:address>/set-up/<slug:step>/": 9, "p/<slug:address>/c/<int:number>/": 12}
#: pages on which each person finds other forms
OWN = {
    "p/<slug:address>/c/<int:number>/",
    "p/<slug:address>/",
    "settings/",
    "p/<slug:address>/take-part/",
}
TYPED = {"text", "email", "search", "tel", "url", "number"}


@dataclass
class Box:
    """One field of a form: what kind it is, what stands in it, and what may be chosen."""

    kind: str
    value: str = ""
    values: list[str] = field(default_factory=list)
    mode: str = ""

    @property
    def is_number(self) -> bool:
        """Whether a number is asked for."""
        return self.kind == "number" or self.mode in {"numeric", "decimal"}

    @property
    def is_typed(self) -> bool:
        """Whether a person types into it, so that what they typed must be there again."""
        return self.kind in TYPED or self.kind == "textarea"


@dataclass
class Form:
    """One form as one person finds it."""

    who: str
    page: str
    action: str
    boxes: dict[str, Box]
    buttons: list[tuple[str, str]]
    has_files: bool

    @property
    def shape(self) -> tuple[Any, ...]:
        """What makes two forms of one door alike."""
        return tuple(self.boxes), tuple(self.buttons)


def patterns(resolver: Any = None, path: str = "") -> "list[tuple[str, URLPattern]]":
    """Return (address, pattern) of every URL of the site."""
    found: list[tuple[str, URLPattern]] = []
    for one in (resolver or get_resolver()).url_patterns:
        here = path + str(one.pattern)
        if isinstance(one, URLResolver):
            found += patterns(one, here)
        else:
            found.append((here, one))
    return found


def door_of(address: str) -> str:
    """Return the pattern of the door that an address leads to; empty if there is none."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return ""


def browser_of(person: Person | None) -> Client:
    """Return a browser in which somebody is signed in, or nobody."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.session  # as if just signed in, or pages about safety would ask once more
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return client


@dataclass
class Surface:
    """What was found: by door the forms, the addresses that answer with who found them, and what may follow a `?`."""

    forms: dict[str, list[Form]] = field(default_factory=dict)
    pages: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def walked(clients: dict[str, Client], begin: dict[str, list[str]]) -> Surface:
    """Walk the pages as everybody in turn, following links; what one saw, the next passes by if it is the same to them."""
    surface = Surface()
    for who, client in clients.items():
        _walk(surface, who, client, [*BEGIN, *begin.get(who, []), *begin[""]])
    return surface


def _walk(surface: Surface, who: str, client: Client, begin: list[str]) -> None:
    ahead, met, turns = deque(begin), set(begin), Counter[tuple[str, str]]()
    seen = {address for rows in surface.pages.values() for _other, address in rows}
    while ahead:
        address = ahead.popleft()
        turn = _turn(address)
        if turn is None or (turns[turn] >= OFTEN.get(turn[0], 1) and address not in begin):
            continue
        if address in seen and address not in begin and (who in STAFF or turn[0] not in OWN):
            continue
        turns[turn] += 1
        answer = client.get(address)
        if answer.status_code >= 500:
            surface.broken.append(f"{who} GET {address}: {answer.status_code}")
        if answer.status_code in {301, 302}:
            _queue(ahead, met, urljoin(address, answer["Location"]))
        elif answer.status_code == 200:
            surface.pages.setdefault(turn[0], []).append((who, address))
            if answer["Content-Type"].startswith("text/html"):
                for where in _taken(surface, who, address, read(answer)):
                    _queue(ahead, met, where)
        read(answer)


def read(answer: Any) -> str:
    """Return what was answered, as text; a file is read to its end, so that it is closed."""
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return unpacked(b"".join(parts))


def unpacked(content: bytes) -> str:
    """Return what is in a file, as text; of an archive or a workbook every part with its name, hidden or not."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        told = [
            f"{one.filename} {one.comment!r}\n{unpacked(packed.read(one))}"
            for one in packed.infolist()
        ]
        return "\n".join([repr(packed.comment), *told])


def _turn(address: str) -> tuple[str, str] | None:
    """Return the door and the programme of an address: each door is gone through a few times a programme."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return found.route, str(found.kwargs.get("address", found.kwargs.get("token", "")))


def _taken(surface: Surface, who: str, address: str, page: str) -> list[str]:
    """Keep the forms of a page; return where it leads."""
    ways = links_in(page, address)
    for way in ways:
        if query := urlsplit(way).query:
            surface.asked.setdefault(door_of(way), set()).update(
                parse_qs(query, keep_blank_values=True)
            )
    for action, names in _asking(page, address):
        surface.asked.setdefault(door_of(action), set()).update(names)
    for form in forms_in(page, address, who):
        known = surface.forms.setdefault(door_of(form.action), [])
        if form.shape not in [one.shape for one in known]:
            known.append(form)
        ways.append(form.action)
    return ways


def links_in(page: str, address: str) -> list[str]:
    """Return where the links of a page lead."""
    return [urljoin(address, html.unescape(link)) for link in LINK.findall(page)]


def _queue(ahead: deque[str], met: set[str], where: str) -> None:
    if where not in met and where.startswith("/") and not where.startswith(("//", "/static/")):
        met.add(where)
        ahead.append(where)


def _asking(page: str, address: str) -> list[tuple[str, list[str]]]:
    """Return what the forms of a page ask for without posting."""
    return [
        (urljoin(address, _attributes(head).get("action", "") or address), list(_boxes(inside)[0]))
        for head, inside in FORM.findall(page)
        if _attributes(head).get("method", "get").lower() == "get"
    ]


def forms_in(page: str, address: str, who: str) -> list[Form]:
    """Return the forms of a page that post."""
    found = []
    for head, inside in FORM.findall(page):
        attributes = _attributes(head)
        if attributes.get("method", "get").lower() != "post":
            continue
        action = urljoin(address, attributes.get("action", "") or address)
        boxes, buttons = _boxes(inside)
        files = any(box.kind == "file" for box in boxes.values())
        found.append(Form(who, address, action, boxes, buttons, files))
    return found


def _boxes(inside: str) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    boxes: dict[str, Box] = {}
    buttons: list[tuple[str, str]] = []
    for plain, plain_head, _none, filled, filled_head, text in BOX.findall(inside):
        tag, a = plain or filled, _attributes(plain_head or filled_head)
        name, value = a.get("name", ""), a.get("value", "")
        if not name or name in {"csrfmiddlewaretoken", "once"}:  # tests send these by name
            continue
        kind = a.get("type", "text") if tag == "input" else tag
        if tag == "button":
            buttons.append((name, value))
        elif kind in {"radio", "checkbox"}:
            box = boxes.setdefault(name, Box(kind))
            box.values.append(value or "on")
            if "checked" in a:
                box.value = value or "on"
        elif tag == "select":
            options = [_attributes(one) for one in OPTION.findall(text)]
            chosen = [one.get("value", "") for one in options if "selected" in one]
            values = [one["value"] for one in options if one.get("value")]
            boxes[name] = Box(kind, (chosen or [""])[0], values)
        elif tag == "textarea":
            boxes[name] = Box(kind, html.unescape(text).removeprefix("\n"))
        else:
            boxes[name] = Box(kind, value, mode=a.get("inputmode", ""))
    return boxes, buttons


def _attributes(head: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(head)}

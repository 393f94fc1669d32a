"""Whatever is sent to a form is answered with a sentence at its field, nothing typed is lost, and nothing breaks.

The doors are found by introspection and the forms by walking the pages (tests/web/surface.py), so a new door is
covered by itself; if no page leads to its form, `test_every_form_is_found` names it.
"""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import ERROR, get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.html import escape
from django.views.generic import RedirectView

from flotilla.bodies.models import Department, Place
from flotilla.contributions.models import Contribution
from flotilla.journal.models import Entry
from flotilla.letters.models import Letter
from flotilla.programmes.models import Programme
from tests.web import small_world, surface
from tests.web.surface import Box, Form, Surface

ABSENT = object()
#: text that is nothing but text: it is kept and shown as it is
TANGLE = "<script>alert(1)</script>'\"; DROP TABLE x;-- {{ 7*7 }}{% now %} %(name)s %d {0}"
TURNED = "=1+1 \u202eturned \u200d\u200b\ufeff 👩‍👩‍👧‍👦 e\u0301 ١٢٣ \\ ²"
SHORT = "<b>&'\"%s{{"
TEXTS: list[Any] = [TANGLE, TURNED, SHORT, "\u200b\u200d", " \t ", "9" * 400, "a\x00b", b"\xed\xa0\x80\xff half", "a\r\nBcc: x@example.org", ["one", "two"], ABSENT]  # fmt: skip
ADDRESSES: list[Any] = ["a@b@c", "\u0131@example.org", "x@" + "y" * 300 + ".org", *TEXTS]
LINKS: list[Any] = ["javascript:alert(1)", "http://[", "https://example.org/\u202e", *TEXTS]
NUMBERS: list[Any] = ["2147483648", "-1", "-0", "\u0663", "\u00b2", "NaN", "1e999", "9" * 400, "0.5", "", "9223372036854775808", ["1", "2"], "a\x00"]  # fmt: skip
CHOICES: list[Any] = ["no-such", "999999999999999999999", "\u00b2", "a\x00", b"\xff", ["1", "no"], ABSENT, "x" * 300]  # fmt: skip
DAYS = [("31", "12", "9999"), ("1", "1", "0001"), ("30", "2", "2026"), ("0", "0", "0000"), ("1", "1", "99999"), ("٣", "3", "2026"), ("²", "3", "2026"), ("1e9", "NaN", "-0"), ("a\x00", "\u202e", "<b>"), ("", "", "2026"), ("9" * 400, "1", "2026"), (ABSENT, "1", "2026")]  # fmt: skip
DAY = re.compile(r"^(.*)_([0123])$")
#: what a page that shows a form again must hold, and a page that was led to if it was refused
SENTENCE = re.compile(r'ds-validation-message|ds-error-summary|data-color="(danger|warning)"')
REFUSED = re.compile(r'<li class="ds-alert" data-color="danger">')
ODD = [TANGLE, TURNED, "a\x00", "9" * 400, "\u00b2", "-1", "x" * 5_000]
FILES: list[tuple[str, bytes]] = [("empty.png", b""), ("a.png", b"<html><script>"), ("a.csv", b"\x00\xff\xfe"), ("a.xlsx", b"PK\x03\x04 no"), ("../../x" + "y" * 300 + ".txt", b"a"), ("a\x00\u202egnp.exe", b"MZ"), ("a.json", b"{" * 20_000), ("a.csv", b'a,b\n"1'), ("\u202e.", b"x")]  # fmt: skip

SITE = "http://127.0.0.1:8000"
#: doors without a form on a page: why
NO_FORM = {
    "account/2fa/authenticate/": "between two steps of signing in; allauth's own",
    "account/reauthenticate/": "only after some time has passed; allauth's own",
    "account/3rdparty/signup/": "between two steps of a sign-in service; allauth's own",
    "account/confirm-email/": "after an address was given; allauth's own",
    "privacy/letter/leaving/": "after the link of a letter was opened; see web/privacy",
    "letters/bounces/": "signed by the server of mail; see tests/letters",
    "account/login/code/confirm/": "after a code was asked for; see people/test_sign_in.py",
}
#: what a form needs to be accepted that cannot be guessed from its page
RIGHT: dict[str, dict[str, Any]] = {
    "administration/": {"logo": ABSENT},
    "desk/answer/many/": {"look": "yes"},
    "desk/import/": {"mapping": "makeorg"},
    "desk/pots/": {"address": "another"},
    "p/<slug:address>/meeting/lots/<int:pk>/": {"second_witness": "Ole, resident"},
    "desk/p/<slug:address>/invitations/": {"email": "dee@example.org"},
    "desk/p/<slug:address>/enter/": dict.fromkeys(
        ("received_on_0", "received_on_1", "received_on_2"), ""
    ),
    "desk/p/<slug:address>/stages/<slug:code>/date/": {"closes_at_2": "2098"},
}
#: words of a kind, by the end of the name of their box
FITTING = {"link": "https://example.org/", "point": "51.5, -0.1", "phone": "01632 960 001"}
#: what cannot be right without a secret
SECRET = {
    "account/login/",
    "account/2fa/webauthn/login/",
    "account/2fa/webauthn/add/",
    "account/2fa/totp/activate/",
    "account/2fa/reauthenticate/",
    "settings/code/",
    "privacy/erasure/<slug:scope>/",
}
#: what is refused while people wait, however right the form is; taken in programmes/test_run_programme.py
NOT_YET = {"desk/p/<slug:address>/closure/"}
#: doors whose answer to a form that is taken is a page: what it says
SAYS = {
    "administration/codes/": "Print",
    "claim/<str:token>/": "yours",
    "letters/stop/<str:token>/": "letter",
    "settings/tokens/new/": "Copy it now",
    "desk/contact/<slug:address>/<int:number>/": "Back to what was sent",
    "privacy/letter/": "A link is on its way",
    "privacy/mine/archive/": "index.html",
    "privacy/not-me/<str:token>/": "It is taken down",
    "desk/answer/many/": "This is what goes out",
    "desk/payments/": "Reference,Recipient",
    "p/<slug:address>/take-part/later/": "The link is on its way",
}


#: doors whose forms carry no key, and what happens when they are sent twice
NEED_NO_KEY = {
    "account/2fa/totp/deactivate/": "nothing is left to switch off; allauth's own",
    "account/email/": "the new address waits to be confirmed; allauth's own",
    "account/password/reset/": "a second letter, counted by the limits; allauth's own",
    "language/": "the same language is chosen once more",
}


class Meeting:
    """The small world, its browsers and what the walk found; every post is undone after it was looked at."""

    def __init__(self, files: Any) -> None:
        self.files = files
        self.world = small_world.built()
        self.clients = {name: surface.browser_of(who) for name, who in self.world.people.items()}
        self.clients["nobody"].post(self.world.begin[""][0])  # the link to go on with a draft
        self.surface: Surface = surface.walked(self.clients, self.world.begin)
        self.followed: Counter[str] = Counter()
        self.others = _ids_of_others()

    @contextmanager
    def lent(self, who: str) -> Iterator[Client]:
        """Lend somebody's browser; what is done with it is undone, and they are signed in as before."""
        client, kept = self.clients[who], dict(self.clients[who].cookies)
        cache.clear()
        with transaction.atomic():
            yield client
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(kept)

    def post(self, form: Form, sent: dict[str, Any], **files: Any) -> list[str]:
        """Post what is to be sent, look at what is answered, undo it; return what is wrong with the answer."""
        with self.lent(form.who) as client:
            if files:
                answer = client.post(form.action, {**_plain(sent), **files})
            else:
                answer = client.post(form.action, *encoded(sent))
            wrong = list(self._wrong(client, form, sent, answer))
            if answer.status_code == 302:
                connection.check_constraints()
        return wrong

    def _wrong(
        self, client: Client, form: Form, sent: dict[str, Any], answer: Any
    ) -> Iterator[str]:
        status, typed = (
            answer.status_code,
            [_shown(sent.get(name)) for name, box in form.boxes.items() if box.is_typed],
        )
        if status >= 500:
            yield f"{status} {_fault(answer)}"
        elif status in {301, 302}:
            yield from self._led_to(client, answer, form, typed)
        elif status in {200, 422}:
            page = surface.read(answer)
            if not SENTENCE.search(page) and not _said(form, page):
                yield f"{status} without a sentence"
            elif not _said(form, page):
                yield from _lost(page, typed)
        elif _only_typed(form, sent):
            yield f"{status} for what was typed"

    def _led_to(self, client: Client, answer: Any, form: Form, typed: list[str]) -> Iterator[str]:
        where = answer["Location"].removeprefix("http://testserver").removeprefix(SITE)
        if not where.startswith("/"):
            yield f"led to {where[:60]}"
            return
        queued = [one.level for one in get_messages(answer.wsgi_request)._queued_messages]
        self.followed[form.action] += 1
        if self.followed[form.action] > 3 and ERROR not in queued:
            return
        answer = client.get(where)
        page = surface.read(answer)
        if answer.status_code >= 400:
            yield f"led to {where[:60]}: {answer.status_code} {_fault(answer)}"
        elif REFUSED.search(page):
            yield from _lost(page, typed)


def _ids_of_others() -> list[str]:
    kinds = (Department, Place, Contribution, Programme)
    return [str(kind.objects.filter(body__address="harrowmere").first().pk) for kind in kinds]


def _fault(answer: Any) -> str:
    fault = getattr(answer, "exc_info", None)
    return f"{fault[0].__name__}: {str(fault[1])[:120]}" if fault else ""


def _said(form: Form, page: str) -> bool:
    words = SAYS.get(surface.door_of(form.action))
    return words is not None and words in page


def _shown(value: Any) -> str:
    """Return how a page shows what was sent; empty for what no page can carry."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, list):
        value = value[-1]
    if not isinstance(value, str) or "\x00" in value or not value.strip():
        return ""
    return escape(value)


def _lost(page: str, typed: list[str]) -> Iterator[str]:
    for text in typed:
        if text and text not in page and text.strip() not in page:
            yield f"lost {text[:30]!r}"


def _only_typed(form: Form, sent: dict[str, Any]) -> bool:
    """Whether all that is odd about what was sent was typed, and nothing chosen or hidden was tampered with."""
    right = filled(form)
    odd = [name for name in form.boxes if sent.get(name, ABSENT) != right.get(name, ABSENT)]
    return all(form.boxes[name].is_typed and isinstance(sent.get(name), str) for name in odd)


def encoded(sent: dict[str, Any]) -> tuple[str, str]:
    """Return the body and the type of a form, as a browser sends it; bytes go as they are."""
    rows = [
        (name, one)
        for name, value in sent.items()
        if value is not ABSENT
        for one in (value if isinstance(value, list) else [value])
    ]
    return urlencode(rows), "application/x-www-form-urlencoded"


def _plain(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sent.items() if value is not ABSENT}


def filled(form: Form) -> dict[str, Any]:
    """Return the form filled in as a person would."""
    door = surface.door_of(form.action)
    sent: dict[str, Any] = {}
    for name, box in form.boxes.items():
        value = _right(name, box)
        if value is not ABSENT:
            sent[name] = value
    if form.buttons:
        sent[form.buttons[0][0]] = form.buttons[0][1]
    return {
        **sent,
        **{
            name: value
            for name, value in RIGHT.get(door, {}).items()
            if name in form.boxes or name in sent
        },
    }


def _right(name: str, box: Box) -> Any:
    if box.kind == "file":
        return (
            SimpleUploadedFile("rows.csv", small_world.ROWS.encode())
            if name == "file"
            else SimpleUploadedFile("a.txt", b"words")
        )
    if fitting := FITTING.get(name.rpartition("_")[2]):
        return fitting
    if box.value:
        return box.value
    if box.values:
        return box.values[0]
    if name.startswith(("from_", "to_", "opens_at")):  # an opening or a close that is not planned
        return ""
    if found := DAY.match(name):
        return ["1", "6", "2099", "12:00"][int(found[2])]
    if box.is_number:
        return "3"
    if box.kind == "email" or "email" in name:
        return "sam@example.org"
    if box.kind == "password":
        return "correct horse battery"
    return "Some words" if box.is_typed else box.value


def hostile(form: Form, others: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what to post, in turn: each piece of the corpus comes into each field, with others of its rank beside it."""
    right, turns = filled(form), 0
    pieces = {}
    for name, box in form.boxes.items():
        if box.kind in {"file", "password"}:
            continue
        if (day := DAY.match(name)) and f"{day[1]}_2" in form.boxes:
            number = int(day[2])
            pieces[name] = [(*one, "25:99")[number] for one in DAYS]
        elif box.is_number:
            pieces[name] = NUMBERS
        elif box.kind == "email":
            pieces[name] = ADDRESSES
        elif name == "link":
            pieces[name] = LINKS
        elif box.is_typed:
            pieces[name] = TEXTS
        else:
            pieces[name] = [*CHOICES[:-1], *others]
    turns = max((len(one) for one in pieces.values()), default=0)
    for turn in range(turns):
        button = (
            {form.buttons[turn % len(form.buttons)][0]: form.buttons[turn % len(form.buttons)][1]}
            if form.buttons
            else {}
        )
        changed = {name: rows[turn] for name, rows in pieces.items() if turn < len(rows)}
        yield {**right, **button, **changed}
    for turn, name in enumerate(pieces):  # and each field by itself, the rest as it should be
        if len(pieces) > 1:
            yield {**right, name: pieces[name][turn % len(pieces[name])]}
    if typed := [name for name, box in form.boxes.items() if box.is_typed]:
        yield {**right, typed[0]: "x" * 1_000_000}


pytestmark = pytest.mark.django_db
DOORS = sorted({path for path, _pattern in surface.patterns()})


@pytest.fixture(scope="module")
def meeting(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Meeting]:
    """Build the small world once, and take it back when all doors were tried."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=files):
        try:
            meeting = Meeting(files)
            yield meeting
        finally:
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_the_world(meeting: Meeting, files_of_its_own: None, settings: Any, caplog: Any) -> None:
    """Let each door begin from the same world."""
    caplog.set_level("CRITICAL")
    settings.MEDIA_ROOT = meeting.files


def takes_a_form(view: Any) -> bool:
    """Whether a view reads what is posted to it."""
    view = inspect.unwrap(view)
    if hasattr(view, "view_class"):
        return hasattr(view.view_class, "post") and not issubclass(view.view_class, RedirectView)
    return bool(re.search(r"POST|posted\(", inspect.getsource(view)))


def test_every_form_is_found(meeting: Meeting) -> None:
    unmet = [
        path
        for path, pattern in surface.patterns()
        if takes_a_form(pattern.callback)
        and path not in meeting.surface.forms
        and path not in NO_FORM
    ]
    assert "\n".join(unmet) == ""


def test_no_page_breaks(meeting: Meeting) -> None:
    assert "\n".join(meeting.surface.broken) == ""


@pytest.mark.parametrize("door", DOORS)
def test_a_form_that_is_right_is_taken(meeting: Meeting, door: str) -> None:
    wrong = []
    for form in meeting.surface.forms.get(door, []):
        with meeting.lent(form.who) as client:
            answer = client.post(form.action, filled(form))
            page = surface.read(answer)
            if not _taken(form, answer, page) and door not in SECRET | NOT_YET:
                wrong.append(f"{form.who} {form.action} {answer.status_code} {_sentences(page)}")
    assert "\n".join(wrong) == ""


def _taken(form: Form, answer: Any, page: str) -> bool:
    """Whether a form was taken: it leads on, and not to sign in whoever is signed in, or the page says so."""
    if answer.status_code == 302:
        return form.who == "nobody" or not answer["Location"].startswith(reverse("account_login"))
    return _said(form, page)


def _sentences(page: str) -> str:
    summary = page[page.find("ds-error-summary") :] if "ds-error-summary" in page else ""
    return " ".join(re.findall("<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", summary)[:4])


@pytest.mark.parametrize("door", DOORS)
def test_bad_input_is_answered_in_words(meeting: Meeting, door: str) -> None:
    wrong = {}
    for form in meeting.surface.forms.get(door, []):
        for sent in hostile(form, meeting.others):
            for found in meeting.post(form, sent):
                words = {name: _short(value) for name, value in sent.items()}
                wrong.setdefault(found, f"{form.who} {form.action}: {found} {words}"[:700])
    assert "\n".join(wrong.values()) == ""


def _short(value: Any) -> Any:
    return value[:40] if isinstance(value, str) else value


#: what is no form at all: type and body
WIRE = [
    ("application/json", b'{"title": "\\ud800", "a": [1'),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nhalf'),
    ("multipart/form-data; boundary=\xff", b"--\xff"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"%zz%ff&&==&title=%ED%A0%80"),
    ("text/plain; charset=no-such", b"\xff\xfe"),
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_what_is_no_form_breaks_nothing(meeting: Meeting, door: str) -> None:
    wrong = []
    for form in meeting.surface.forms.get(door, [])[:1]:
        for kind, body in WIRE:
            with meeting.lent(form.who) as client:
                answer = client.generic("POST", form.action, body, content_type=kind)
                surface.read(answer)
                if answer.status_code >= 500:
                    wrong.append(f"{form.action} {kind}: {_fault(answer)}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("door", DOORS)
def test_a_page_takes_any_query(meeting: Meeting, door: str) -> None:
    wrong = []
    for who, address in meeting.surface.pages.get(door, [])[:1]:
        names = sorted(meeting.surface.asked.get(door, set()))
        for piece in ODD if names else ODD[:1]:
            query = urlencode([(name, piece) for name in names or ["page"]]) + "&%ff=%ED%A0%80"
            with meeting.lent(who) as client:
                answer = client.get(f"{address.partition('?')[0]}?{query}")
                surface.read(answer)
                if answer.status_code >= 500:
                    wrong.append(f"{address} {names} {piece[:20]!r}: {_fault(answer)}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("door", DOORS)
def test_an_address_takes_anything(meeting: Meeting, door: str) -> None:
    wrong = []
    if "<" not in door or "^" in door:
        return
    for number, word in (("9" * 30, "x" * 300), ("9" * 5_000, "trips"), ("0", "%00%ff%ED%A0%80")):
        address = "/" + re.sub(r"<int:\w+>", number, door)
        address = re.sub(r"<\w+:\w+>", word, address)
        for method in ("GET", "POST"):
            with meeting.lent("bo") as client:
                answer = client.generic(method, address)
                surface.read(answer)
                if answer.status_code >= 500:
                    wrong.append(f"{address[:80]}: {_fault(answer)}")
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("door", DOORS)
def test_a_file_that_lies_is_refused_in_words(meeting: Meeting, door: str) -> None:
    wrong = {}
    for form in meeting.surface.forms.get(door, []):
        for name in [name for name, box in form.boxes.items() if box.kind == "file"]:
            for called, held in FILES:
                lie = SimpleUploadedFile(called, held, content_type="image/png")
                for found in meeting.post(form, filled(form), **{name: lie}):
                    wrong.setdefault(found, f"{form.action} {name} {called[:20]!r}: {found}")
    assert "\n".join(wrong.values()) == ""


@pytest.mark.parametrize("door", DOORS)
def test_a_form_posted_twice_breaks_nothing_and_counts_once(meeting: Meeting, door: str) -> None:
    wrong = []
    for form in meeting.surface.forms.get(door, []):
        with meeting.lent(form.who) as client:
            ends = []
            for _turn in range(2):
                sent = {**_plain(filled(form)), "once": "a-key-of-this-form"}
                answer = client.post(form.action, sent)
                surface.read(answer)
                if answer.status_code >= 500:
                    wrong.append(f"{form.action}: {_fault(answer)}")
                ends.append((answer.get("Location"), Entry.objects.count(), Letter.objects.count()))
            if ends[0] != ends[1] and door not in NEED_NO_KEY:
                wrong.append(f"{form.action}: {ends[0]}, then {ends[1]}")
    assert "\n".join(wrong) == ""

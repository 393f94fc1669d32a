"""Hostile text in every field that keeps text, put there past all forms, and what would show that it was let out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models, transaction

#: whatever is made of the mark `data-pwn`, or calls `pwned`, was let out of its text
PIECES = (
    "<script data-pwn>pwned()</script>",
    '"><img src=x data-pwn onerror=pwned()>',
    "'><svg data-pwn onload=pwned()>",
    "</title></textarea><b data-pwn>",
    '" data-pwn="1" onfocus="pwned()" autofocus="',
    "' data-pwn='1' onmouseover='pwned()' x='",
    "[x](javascript:pwned()) ![x](data:,pwn)",
    "<a href=jav&#x09;ascript:pwned() data-pwn>",
    "<math><mtext><style><!--</style><img data-pwn>",
    "<noscript><p title='</noscript><i data-pwn>'>",
    "{{7*7}}{% debug %}${7*7}<%= 7*7 %>{0.__class__}",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\uff1d1+1\uff0b",
    "+1-1;=2",
    "a\r\nBcc: pwn@example.org\r\n\r\n<b data-pwn>",
    "\u202egnp.exe\u2066\u200b\ufeff e" + "\u0301" * 30,
    "]]></title><x data-pwn/>&#60;i data-pwn>",
    '`<b data-pwn>` <javascript:pwned()> http://x/"onclick=pwned()//',
)  # fmt: skip
#: what keeps a code, a number, a fingerprint or an address of ours, and no text
NO_TEXT = {
    "Body": {"address", "host", "accent", "logo", "time_zone"},
    "Programme": {"address", "vehicle", "language"},
    "Stage": {"code"},
    "Theme": {"address"},
    "Contribution": {"kind", "language", "source", "source_ref", "submission_key"},
    "Comment": {"submission_key"},
    "Draft": {"fingerprint"},
    "Report": {"reason"},
    "Removal": {"reason"},
    "Attachment": {"media_type", "sha256"},
    "Override": {"condition"},
    "Promise": {"currency"},
    "Answer": {"language"},
    "AnswerTemplate": {"language"},
    "Verification": {"method"},
    "InvitationCode": {"fingerprint", "tail"},
    "Person": {"email", "password", "language"},
    "AccessToken": {"fingerprint"},
    "DataRequest": {"kind", "email", "language"},
}
#: rows in which the whole text is what people typed
WITH_TEXT = {
    "Body", "Department", "Place", "Holiday", "Membership", "InvitationCode", "Person", "AccessToken", "Programme", "Stage",
    "CrewMember", "MissingVoice", "Ownership", "OwnerInvitation", "Pause", "Closure", "Promise", "Override", "Rescheduling",
    "Theme", "Contribution", "Revision", "Withdrawal", "Attachment", "Authorship", "CoauthorInvitation", "Comment", "ConcernMet",
    "TalkClosure", "Merge", "Split", "Report", "Removal", "Appeal", "Draft", "Consideration", "Assignment", "Note",
    "AnswerTemplate", "Decision", "Answer", "SecondLook", "ImportRun", "ImportRefusal", "DataRequest", "LegalHold",
}  # fmt: skip
#: texts of JSON that are no text but a code
CODES_IN_JSON = {("Body", "languages"), ("Programme", "recipe"), ("Contribution", "source_facts"), ("Decision", "reasons"), ("ImportRun", "mapping"), ("ImportRun", "tallies")}  # fmt: skip


def poison(turn: int) -> int:
    """Put a piece into every field of every row that keeps text; each turn puts another into each. Return how many."""
    put = 0
    for name in sorted(WITH_TEXT):
        model = apps.get_model("flotilla", name)
        fields = list(_texts(model))
        for number, row in enumerate(model._default_manager.all()):
            for place, field in enumerate(fields):
                piece = PIECES[(turn + number + place) % len(PIECES)]
                setattr(row, field.name, _poisoned(field, getattr(row, field.name), piece, row.pk))
            try:
                with transaction.atomic():
                    row.save(update_fields=[field.name for field in fields])
            except ValueError as problem:
                raise ValueError(f"{name}: {problem}") from problem
            put += len(fields)
    return put


def _texts(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        plain = isinstance(field, models.CharField | models.TextField) and not field.choices
        is_json = isinstance(field, models.JSONField)
        if isinstance(field, models.EmailField | models.SlugField) or not (plain or is_json):
            continue
        if (model.__name__, field.name) in CODES_IN_JSON:
            continue
        if field.name not in NO_TEXT.get(model.__name__, ()):
            yield field


def _poisoned(field: Any, value: Any, piece: str, number: int) -> Any:
    if isinstance(field, models.JSONField):
        return _in_json(value, piece)
    if not value:
        return value
    text = f"{number} {piece}" if field.unique or field.name == "name" else piece
    return text[: field.max_length] if field.max_length else text


def _in_json(value: Any, piece: str) -> Any:
    if isinstance(value, dict):
        return {key: one if key == "kind" else _in_json(one, piece) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_json(one, piece) for one in value]
    return piece if isinstance(value, str) else value


class Broken(HTMLParser):
    """Reads a page as a browser does, and keeps what a hostile text has made of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]+", "", value or "").lower()
            leads = name in {"href", "src", "action", "formaction", "xlink:href", "srcdoc"}
            if name == "data-pwn" or name.startswith("on") or (leads and plain.startswith(("javascript:", "vbscript:", "data:text"))):  # fmt: skip
                self.found.append(f"<{tag} {name}={value!r}>")


def broken_out(page: str) -> list[str]:
    """Return what came out of its text on a page."""
    reader = Broken()
    reader.feed(page)
    reader.close()
    return reader.found


#: how a cell of a spreadsheet must not begin; a plain number may
FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|]")
NUMBER = re.compile(r"^-?[0-9]+([.,][0-9]+)?$")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet might compute a cell."""
    return bool(FORMULA.match(cell) or cell[:1] in "\t\r\n") and not NUMBER.match(cell)

"""What a file is, decided by what is in it and not by what it is called."""

import hashlib
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

MOST_BYTES = 20_000_000
MOST_PIXELS = 80_000_000
MOST_SIDE = 20_000
MOST_UNPACKED = 200_000_000
MOST_MEMBERS = 5_000
MOST_RATIO = 200
CHUNK = 1 << 16
PICTURES = ["PNG", "JPEG", "GIF", "WEBP"]
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that documents may be packed with

SENTENCES: dict[str, str | Promise] = {
    "empty": _("This file is empty. Choose another one."),
    "too_big": _("This file is larger than %(most)s MB. Choose or make a smaller one."),
    "lies": _("This file is called “.%(claimed)s” but is not one. Save it again, or rename it."),
    "executable": _("This file is a program, and programs are not accepted."),
    "markup": _("Web pages, SVG and XML are not accepted. Send a PDF or a picture instead."),
    "macros": _("This document has macros. Save it without them and send that."),
    "bomb": _("This file unpacks to more than we can take. Send a smaller one."),
    "encrypted": _("This file is locked with a password. Save it without one and send that."),
    "broken": _("This file is damaged and cannot be read. Save it again and send that."),
    "too_many_pixels": _("This picture is too large to open. Make it smaller and send that."),
    "heic": _("This picture is in Apple's HEIC form. Send it as JPEG instead."),
    "video": _("Video is not accepted. Send a link to it, or sound only."),
    "picture": _("Choose a picture: JPEG, PNG, GIF or WebP."),
    "type": _(
        "Files of this kind are not accepted. Send a picture, a PDF, a document (DOCX, ODT), a "
        "table (XLSX, CSV), plain text or a sound recording (MP3, M4A, OGG)."
    ),
}


class FileRefused(ValueError):
    """A file that is not accepted; `code` says why to programs, `sentence` to people."""

    def __init__(self, code: str, **gaps: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = SENTENCES[code]
        self.gaps = gaps

    def __str__(self) -> str:
        return str(self.sentence) % self.gaps if self.gaps else str(self.sentence)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file is: the type and ending by its content, its size and its SHA-256."""

    media_type: str
    extension: str
    size: int
    sha256: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, which `images.safe_picture` must make anew before it is kept."""
        return self.media_type.startswith("image/")


OOXML = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": OOXML + "wordprocessingml.document",
    "xlsx": OOXML + "spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain",
    "csv": "text/csv",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
}
ALSO_CALLED = {
    "jpeg": "jpg",
    "jpe": "jpg",
    "jfif": "jpg",
    "text": "txt",
    "tsv": "csv",
    "oga": "ogg",
    "opus": "ogg",
}


def inspect(upload: BinaryIO, name: str, *, most_bytes: int = MOST_BYTES) -> Inspected:
    """Return what a file is, or raise FileRefused; leaves the file wound back to its beginning.

    Refuses what is not on the list, what is something else than its name says, programs, web pages
    and SVG, documents with macros or a password, and archives or pictures that unpack to more than
    memory should hold. A PDF is taken as it is: scripts in it and what it tells about its author
    stay, so PDFs are given out as downloads, never shown inside a page.
    """
    size, sha256 = _measure(upload, most_bytes)
    extension = _kind(upload)
    claimed = PurePosixPath(name.replace("\\", "/")).suffix.lstrip(".").lower()
    claimed = ALSO_CALLED.get(claimed, claimed)
    if extension == "txt" and claimed == "csv":
        extension = "csv"
    if claimed not in {"", extension}:
        raise FileRefused("lies", claimed=claimed[:20])
    upload.seek(0)
    return Inspected(MEDIA_TYPES[extension], extension, size, sha256)


def check_archive(upload: BinaryIO, *, most_unpacked: int = MOST_UNPACKED) -> list[str]:
    """Return the names in a ZIP container after unpacking it to nowhere; raise FileRefused.

    Believes no declared size: reads every member to its end, in small pieces, counting.
    """
    size = upload.seek(0, 2)
    try:
        with zipfile.ZipFile(upload) as archive:
            members = archive.infolist()
            declared = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or declared > min(most_unpacked, size * MOST_RATIO):
                raise FileRefused("bomb")
            if any(member.flag_bits & 0x1 for member in members):
                raise FileRefused("encrypted")
            if any(member.compress_type not in PACKED for member in members):
                raise FileRefused("broken")
            for member in members:
                with archive.open(member) as unpacked:
                    while unpacked.read(CHUNK):
                        pass
            return [member.filename for member in members]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as fault:
        if isinstance(fault, FileRefused):
            raise
        raise FileRefused("broken") from fault


def check_pixels(upload: BinaryIO) -> None:
    """Raise FileRefused for a picture that cannot be opened or would fill the memory."""
    upload.seek(0)
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # whether it is too large is judged below
            Image.open(upload, formats=PICTURES) as picture,
        ):
            width, height = picture.size
    except Image.DecompressionBombError as fault:
        raise FileRefused("too_many_pixels") from fault
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError) as fault:
        raise FileRefused("broken") from fault
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise FileRefused("too_many_pixels")
    upload.seek(0)


def _measure(upload: BinaryIO, most_bytes: int) -> tuple[int, str]:
    upload.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := upload.read(CHUNK):
        size += len(chunk)
        if size > most_bytes:
            raise FileRefused("too_big", most=most_bytes // 1_000_000)
        digest.update(chunk)
    if size == 0:
        raise FileRefused("empty")
    return size, digest.hexdigest()


def _kind(upload: BinaryIO) -> str:
    """Return the usual ending of what is in a file."""
    upload.seek(0)
    head = upload.read(4096)
    for starts, what in BEGINNINGS:
        if head.startswith(starts):
            return what if isinstance(what, str) else what(upload, head)
    if head[4:8] == b"ftyp":
        return _mp4(upload, head)
    if _is_mp3_frame(head):
        return "mp3"
    return _text(upload)


def _picture(upload: BinaryIO, head: bytes) -> str:
    check_pixels(upload)
    if head.startswith(b"RIFF"):
        return "webp"
    return {0x89: "png", 0xFF: "jpg"}.get(head[0], "gif")


def _riff(upload: BinaryIO, head: bytes) -> str:
    if head[8:12] != b"WEBP":
        raise FileRefused("video" if head[8:12] == b"AVI " else "type")
    return _picture(upload, head)


def _refuse(code: str) -> Callable[[BinaryIO, bytes], str]:
    def refuse(_upload: BinaryIO, _head: bytes) -> str:
        raise FileRefused(code)

    return refuse


def _container(upload: BinaryIO, _head: bytes) -> str:
    names = set(check_archive(upload))
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
        raise FileRefused("macros")
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
    if "mimetype" in names:
        if any(name.startswith(("Basic/", "Scripts/")) for name in names):
            raise FileRefused("macros")
        with zipfile.ZipFile(upload) as archive, archive.open("mimetype") as member:
            declared = member.read(200).decode("ascii", "replace").strip()
        for extension in ("odt", "ods"):
            if declared == MEDIA_TYPES[extension]:
                return extension
    raise FileRefused("type")


def _ogg(_upload: BinaryIO, head: bytes) -> str:
    first_page = head[:200]
    if any(mark in first_page for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ")):
        return "ogg"
    raise FileRefused("video" if b"theora" in first_page else "type")


def _tagged_mp3(upload: BinaryIO, head: bytes) -> str:
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    upload.seek(10 + length)
    after = upload.read(4096).lstrip(b"\x00")
    if not _is_mp3_frame(after):
        raise FileRefused("type")
    return "mp3"


def _is_mp3_frame(data: bytes) -> bool:
    """Say whether this begins as a frame of MPEG sound, layer III, of a real bit and sample rate."""
    if len(data) < 4:
        return False
    sync = data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    bit_rate, sample_rate = data[2] >> 4, data[2] >> 2 & 3
    return sync and version != 1 and layer == 1 and 0 < bit_rate < 15 and sample_rate != 3


def _mp4(upload: BinaryIO, head: bytes) -> str:
    brand = head[8:12]
    if brand in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}:
        raise FileRefused("heic")
    handlers = re.findall(rb"hdlr.{8}(vide|soun)", _movie_box(upload), re.DOTALL)
    if b"vide" in handlers:
        raise FileRefused("video")
    if b"soun" not in handlers:
        raise FileRefused("type")
    return "m4a"


def _movie_box(upload: BinaryIO) -> bytes:
    """Return the box that lists the tracks of an MP4 file."""
    at, end = 0, upload.seek(0, 2)
    for _box in range(1_000):
        upload.seek(at)
        head = upload.read(16)
        if len(head) < 8:
            break
        length = int.from_bytes(head[:4])
        length = int.from_bytes(head[8:16]) if length == 1 else length or end - at
        if head[4:8] == b"moov":
            upload.seek(at)
            return upload.read(min(length, 4_000_000))
        at += max(length, 8)
    return b""


MARKUP = re.compile(
    r"(<!--.*?-->|\s)*<(!doctype|\?xml|!entity|(html|head|body|script|svg|iframe|style|math|object"
    r"|embed|img|meta|link|base|form|a|b|h1|div|p|table|title|xml|rss|feed)\b)",
    re.IGNORECASE | re.DOTALL,
)
HIDDEN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _text(upload: BinaryIO) -> str:
    upload.seek(0)
    content = upload.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if HIDDEN.search(text):
        raise FileRefused("type")
    if text.startswith("#!"):
        raise FileRefused("executable")
    if MARKUP.match(text[:4096]):
        raise FileRefused("markup")
    return "txt"


BEGINNINGS: list[tuple[bytes | tuple[bytes, ...], str | Callable[[BinaryIO, bytes], str]]] = [
    ((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"), _picture),
    (b"RIFF", _riff),
    (b"%PDF-", "pdf"),
    ((b"PK\x03\x04", b"PK\x05\x06"), _container),
    (b"OggS", _ogg),
    (b"ID3", _tagged_mp3),
    (
        (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe"),
        _refuse("executable"),
    ),
    ((b"\x00asm", b"dex\n", b"\xce\xfa\xed\xfe"), _refuse("executable")),
    (b"\xd0\xcf\x11\xe0", _refuse("type")),
]

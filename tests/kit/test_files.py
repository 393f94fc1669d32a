"""Files: believed by what is in them."""

import hashlib
import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from flotilla.kit import files
from flotilla.kit.files import FileRefused, Inspected


def picture(kind: str, size: tuple[int, int] = (8, 6)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, kind)
    return target.getvalue()


def archive(packing: int = zipfile.ZIP_DEFLATED, /, **members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", packing) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def workbook() -> bytes:
    target = BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def mp4(brand: bytes, *handlers: bytes) -> bytes:
    tracks = b"".join(box(b"hdlr", bytes(8) + handler + bytes(13)) for handler in handlers)
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"mdat", bytes(5000)) + box(b"moov", tracks)


OOXML = {"[Content_Types].xml": b"<Types/>"}
DOCX = archive(**OOXML, **{"word/document.xml": b"<w:document/>"})
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT = archive(mimetype=ODT_TYPE, **{"content.xml": b"<x/>"})
ODS = archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
MP3 = b"\xff\xfb\x90\x64" + bytes(413)
SAMPLES: dict[str, bytes] = {
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "a.docx": DOCX,
    "a.xlsx": workbook(),
    "a.odt": ODT,
    "a.ods": ODS,
    "a.txt": b"5 < 6, and caf\xc3\xa9",
    "a.csv": b"name;amount\r\ncaf\xe9;5\r\n",
    "a.mp3": b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + MP3,
    "a.ogg": b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(20),
    "a.m4a": mp4(b"M4A ", b"soun"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_what_is_in_it(name: str) -> None:
    content = SAMPLES[name]
    extension = name.removeprefix("a.")
    expected = Inspected(
        files.MEDIA_TYPES[extension], extension, len(content), hashlib.sha256(content).hexdigest()
    )
    upload = BytesIO(content)
    assert files.inspect(upload, name) == expected
    assert upload.tell() == 0
    assert files.inspect(upload, name.upper()) == expected
    assert files.inspect(upload, "C:\\Users\\ada\\" + name) == expected
    if extension != "csv":  # a table as text is told from text only by its name
        assert files.inspect(upload, "no ending") == expected


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("claimed", [*SAMPLES, "a.exe", "a.html"])
def test_a_file_that_lies_about_its_type_is_refused(name: str, claimed: str) -> None:
    if claimed == name or {claimed, name} == {"a.txt", "a.csv"}:
        return
    assert refusal(SAMPLES[name], claimed).code == "lies"


def test_usual_other_endings_are_no_lies() -> None:
    assert files.inspect(BytesIO(SAMPLES["a.jpg"]), "photo.JPEG").extension == "jpg"
    assert files.inspect(BytesIO(MP3), "a.mp3").media_type == "audio/mpeg"
    assert files.inspect(BytesIO(mp4(b"mp42", b"soun")), "a.m4a").media_type == "audio/mp4"
    assert files.inspect(BytesIO(SAMPLES["a.png"]), "a").is_picture


def refusal(content: bytes, name: str = "a", most_bytes: int = files.MOST_BYTES) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        files.inspect(BytesIO(content), name, most_bytes=most_bytes)
    assert len(str(caught.value)) > 20
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(100), "executable"),
        (b"\x7fELF" + bytes(100), "executable"),
        (b"#!/bin/sh\nrm -rf /\n", "executable"),
        (b"<!DOCTYPE html><p>hi", "markup"),
        (b"\xef\xbb\xbf  \n<script>alert(1)</script>", "markup"),
        (b"<!-- x --><svg xmlns='http://www.w3.org/2000/svg'/>", "markup"),
        (b"<?xml version='1.0'?><x/>", "markup"),
        (b"caf\xe9 <b>x</b> \x00", "type"),
        (bytes(range(256)), "type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "type"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "video"),
        (b"OggS" + bytes(24) + b"\x80theora", "video"),
        (b"OggS" + bytes(100), "type"),
        (b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f<script>", "type"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00<script>", "type"),
        (mp4(b"isom", b"vide", b"soun"), "video"),
        (mp4(b"isom"), "type"),
        (mp4(b"heic"), "heic"),
        (b"\x00\x00\x00\x01ftypM4A " + bytes(8), "type"),
        (archive(readme=b"hello"), "type"),
        (archive(**OOXML, **{"word/document.xml": b"", "word/vbaProject.bin": b"x"}), "macros"),
        (archive(mimetype=ODT_TYPE, **{"Basic/x.xml": b""}), "macros"),
        (DOCX[:-30], "broken"),
        (b"PK\x03\x04" + bytes(50), "broken"),
        (picture("PNG")[:20], "broken"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "broken"),
        (b"GIF89a/*<svg onload=alert(1)>*/", "broken"),
        (b"\xff\xd8\xff<script>", "broken"),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_a_reason(content: bytes, code: str) -> None:
    assert refusal(content).code == code


def test_a_file_too_large_is_refused_before_it_is_read_to_its_end() -> None:
    assert str(refusal(b"x" * 2_000_001, most_bytes=2_000_000)).startswith(
        "This file is larger than 2 MB."
    )


def test_a_bomb_by_its_declared_size_is_refused_at_once() -> None:
    bomb = archive(**OOXML, bomb=bytes(50_000_000))
    tracemalloc.start()
    assert refusal(bomb).code == "bomb"
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5_000_000, "it was unpacked"
    assert refusal(archive(**{f"m{n}": b"" for n in range(files.MOST_MEMBERS + 1)})).code == "bomb"


def test_a_bomb_that_declares_less_than_it_holds_is_refused() -> None:
    honest = archive(**OOXML, bomb=bytes(30_000_000))
    lying = honest.replace(struct.pack("<I", 30_000_000), struct.pack("<I", 1_000))
    assert lying != honest
    assert refusal(lying).code == "broken"


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_document_packed_as_no_document_is_packed_is_refused(packing: int) -> None:
    whole = archive(packing, **OOXML, **{"word/document.xml": b"<w:document/>" * 50})
    assert refusal(whole).code == "broken"
    assert refusal(whole.replace(b"\x5d\x00\x00", b"\xff\x00\x00")).code == "broken"


def test_a_locked_document_is_refused() -> None:
    at = DOCX.index(b"PK\x01\x02") + 8
    assert refusal(DOCX[:at] + b"\x01" + DOCX[at + 1 :]).code == "encrypted"


def png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (10_000, 9_500), (30_000, 2), (2, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused(size: tuple[int, int]) -> None:
    assert refusal(png_of(*size)).code == "too_many_pixels"


@given(st.sampled_from(list(SAMPLES.values())), st.integers(0, 400), st.binary(max_size=20))
def test_any_damage_is_refused_or_read(sample: bytes, at: int, junk: bytes) -> None:
    for content in (sample[:at] + junk + sample[at:], sample[:at], junk + sample):
        try:
            files.inspect(BytesIO(content), "a")
        except FileRefused as fault:
            assert str(fault)

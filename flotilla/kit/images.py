"""Pictures made anew, so that they show what they show and tell nothing else."""

import struct
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from flotilla.kit.files import PICTURES, FileRefused, check_pixels

MOST_SIDE = 2560
QUALITY = 85
_srgb = ImageCms.createProfile("sRGB")


def safe_picture(upload: BinaryIO, *, most_side: int = MOST_SIDE) -> bytes:
    """Return the same picture encoded anew, in the same format; raise FileRefused.

    Only the pixels go over: place, time, camera, owner, comments, embedded thumbnails and anything
    hidden behind the picture's end stay behind. It is turned upright, its colours are brought to
    sRGB, it is made no larger than `most_side`, and of a moving picture the first frame is kept,
    for what moves by itself cannot be stopped by those whom it disturbs.
    """

    def encode(picture: Image.Image, kind: str) -> bytes:
        options = {"JPEG": {"quality": QUALITY, "progressive": True}, "WEBP": {"quality": QUALITY}}
        if kind == "JPEG":
            picture = _flat(picture)
        return _encoded(picture, kind, **options.get(kind, {}))

    return _remade(upload, most_side, encode)


def preview(upload: BinaryIO, width: int) -> bytes:
    """Return a small JPEG at most `width` wide (and twice as high), on white where it was clear."""

    def encode(picture: Image.Image, _kind: str) -> bytes:
        picture.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
        return _encoded(_flat(picture), "JPEG", quality=80, progressive=True)

    return _remade(upload, width * 2, encode)


def _remade(upload: BinaryIO, most_side: int, encode: Callable[[Image.Image, str], bytes]) -> bytes:
    check_pixels(upload)
    try:
        with (
            warnings.catch_warnings(action="ignore", category=UserWarning),  # notes that break off
            Image.open(upload, formats=PICTURES) as opened,
        ):
            kind = str(opened.format)
            opened.draft("RGB", (most_side, most_side))
            picture = _in_srgb(ImageOps.exif_transpose(opened))
            picture.thumbnail((most_side, most_side), Image.Resampling.LANCZOS)
            bare = Image.new(picture.mode, picture.size)
            bare.paste(picture)
            return encode(bare, kind)
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        IndexError,
        MemoryError,
        struct.error,
    ) as fault:
        raise FileRefused("broken") from fault
    finally:
        upload.seek(0)


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # sixteen bits a pixel
        picture = picture.point(lambda value: value / 256).convert("L")
    clear = picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _srgb, outputMode=mode)
            return converted or picture.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be read is left behind like the rest
    return picture.convert(mode)


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()

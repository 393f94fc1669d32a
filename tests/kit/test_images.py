"""Pictures: made anew, upright, and silent about where and when."""

import random
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from flotilla.kit import images
from flotilla.kit.files import FileRefused, inspect

SECRET = b"Marlhaven-home-address"


def photo(kind: str = "JPEG", mode: str = "RGB", **options: object) -> BytesIO:
    """A picture whose upper half is red; as JPEG, WebP and PNG it tells where it was taken."""
    picture = Image.new(mode, (40, 20), "blue")
    picture.paste("red", (0, 0, 40, 10))
    target = BytesIO()
    picture.save(target, kind, **options)
    return target


def telling() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (53.0, 30.0, 1.0)
    return exif


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def seen(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_owner_stay_behind_and_the_picture_stands_upright(kind: str) -> None:
    upload = photo(kind, exif=telling(), icc_profile=profile())
    upload.seek(0, 2)
    upload.write(SECRET)
    assert SECRET in upload.getvalue()
    content = images.safe_picture(upload)
    picture = seen(content)
    assert SECRET not in content
    assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (20, 40), {})
    assert "icc_profile" not in picture.info
    red, green, blue = picture.convert("RGB").getpixel((15, 20))
    assert red > 200
    assert green + blue < 60
    assert inspect(BytesIO(content), "a").extension == {"JPEG": "jpg"}.get(kind, kind.lower())
    assert upload.tell() == 0


def test_comments_and_texts_stay_behind() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    texts.add_text("Author", SECRET.decode())
    for upload in (
        photo("PNG", pnginfo=texts),
        photo("GIF", comment=SECRET),
        photo("JPEG", comment=SECRET),
    ):
        assert SECRET in upload.getvalue()
        assert SECRET not in images.safe_picture(upload)
        assert SECRET not in images.preview(upload, 100)


def test_a_moving_picture_stands_still() -> None:
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue", "green")]
    target = BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=100)
    picture = seen(images.safe_picture(target))
    assert (picture.format, getattr(picture, "n_frames", 1)) == ("GIF", 1)


def test_a_large_picture_is_made_smaller() -> None:
    target = BytesIO()
    Image.new("RGB", (6000, 3000), "red").save(target, "JPEG")
    assert seen(images.safe_picture(target)).size == (2560, 1280)
    small = images.preview(target, 300)
    assert (seen(small).format, seen(small).size) == ("JPEG", (300, 150))
    assert len(small) < 10_000


def test_a_preview_is_never_larger_than_the_picture_nor_endlessly_tall() -> None:
    assert seen(images.preview(photo(), 300)).size == (40, 20)
    target = BytesIO()
    Image.new("RGB", (10, 5000), "red").save(target, "PNG")
    assert seen(images.preview(target, 100)).height == 200


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK", "RGB"])
def test_every_way_to_keep_colours_is_understood(mode: str) -> None:
    target = BytesIO()
    picture = Image.new("RGBA", (8, 8), (255, 255, 255, 0))
    picture = (
        Image.new(mode, (8, 8), 65535 if mode == "I;16" else 0)
        if mode in {"I;16", "CMYK"}
        else picture.convert(mode)
    )
    picture.save(target, "JPEG" if mode == "CMYK" else "PNG")
    assert seen(images.safe_picture(target)).convert("RGB").getpixel((4, 4)) == (255, 255, 255)
    red, green, blue = seen(images.preview(target, 8)).getpixel((4, 4))
    assert min(red, green, blue) > 250


def test_what_is_clear_stays_clear() -> None:
    picture = seen(images.safe_picture(photo("PNG", "RGBA")))
    assert picture.mode == "RGBA"


def test_a_profile_that_cannot_be_read_is_left_behind() -> None:
    assert seen(images.safe_picture(photo("PNG", icc_profile=b"nonsense"))).size == (40, 20)


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg/>", b"BM" + bytes(60)])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    for make in (images.safe_picture, lambda upload: images.preview(upload, 100)):
        with pytest.raises(FileRefused) as caught:
            make(BytesIO(content))
        assert caught.value.code == "broken"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_and_broke_off_is_refused(kind: str) -> None:
    whole = telling().tobytes()
    for length in range(6, len(whole)):
        try:
            images.safe_picture(photo(kind, exif=whole[:length]))
        except FileRefused as refused:
            assert refused.code == "broken"


@settings(max_examples=60)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 2**32))
def test_a_damaged_picture_is_refused_or_shown(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(photo(kind).getvalue())
    for _ in range(3):
        content[chance.randrange(len(content))] = chance.randrange(256)
    for damaged in (bytes(content), bytes(content[: chance.randrange(len(content))])):
        try:
            images.safe_picture(BytesIO(damaged))
        except FileRefused:
            continue

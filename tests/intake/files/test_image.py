import io
from random import Random

import numpy as np
import pytest
from PIL import Image

from intake.files.opening import Limits, Unreadable, open_bytes
from intake.page import Pixels
from tests.intake.files.uploads import encoded, noise, picture

RED, GREEN, BLUE, WHITE = (0, 0, 255), (0, 255, 0), (255, 0, 0), (255, 255, 255)
"""BGR."""


def pixels_of(data: bytes, limits: Limits | None = None) -> Pixels:
    return open_bytes(data, limits or Limits()).page(0).pixels


def quarters(pixels: Pixels) -> list[tuple[int, ...]]:
    """The colours of the quarters, clockwise from the top left, each channel as none, half or full."""
    height, width = pixels.shape[:2]
    places = ((1, 1), (1, 3), (3, 3), (3, 1))
    colours = (pixels[height * down // 4, width * across // 4] for down, across in places)
    return [tuple(int(round(channel / 127.5) * 127.5 + 0.5) for channel in colour) for colour in colours]


@pytest.mark.parametrize("form", ["PNG", "BMP", "TIFF", "WEBP", "JPEG", "HEIF"])
def test_every_format_gives_the_same_picture(form: str) -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    options = {"quality": 95} if form in ("WEBP", "JPEG", "HEIF") else {}
    pixels = pixels_of(encoded(picture(64, 48), form, **options))
    assert pixels.shape == (48, 64, 3)
    assert pixels.dtype == np.uint8
    assert quarters(pixels) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_page_is_seen_as_exif_says(form: str, orientation: int) -> None:
    from_upright = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = picture(64, 48)
    if orientation > 1:
        stored = stored.transpose(from_upright[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels = pixels_of(encoded(stored, form, exif=exif))
    assert pixels.shape == (48, 64, 3)
    assert quarters(pixels) == [RED, GREEN, BLUE, WHITE]


def test_a_picture_whose_exif_is_broken_is_shown_all_the_same() -> None:
    """As viewers do: whatever stands where the directory of the EXIF was, the picture is there."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0132] = 6, "2026:01:01 00:00:00"
    whole = encoded(picture(64, 48), "JPEG", exif=exif)
    rng, start = Random(3), whole.index(b"Exif\0\0") + 6
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(3):
            broken[start + rng.randrange(38)] = rng.randrange(256)
        assert set(pixels_of(bytes(broken)).shape) == {64, 48, 3}


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "CMYK"])
def test_colours_survive_every_mode(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    assert quarters(pixels_of(encoded(picture(64, 48, mode), form))) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("size", [8, 400])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_white_paper(mode: str, size: int) -> None:
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, size // 2, size))
    pixels = pixels_of(encoded(image.convert(mode)), Limits(longest_side=100))
    assert pixels[2, 1].tolist() == [0, 0, 0]
    assert pixels[2, -2].tolist() == [255, 255, 255]


def test_sixteen_bit_greys_keep_their_brightness() -> None:
    grey = np.linspace(0, 65535, 64 * 48).reshape(48, 64).astype(np.uint16)
    pixels = pixels_of(encoded(Image.fromarray(grey)))
    assert np.abs(pixels[:, :, 0].astype(int) - (grey >> 8)).max() <= 1


def test_a_floating_point_page_without_numbers_is_no_accident() -> None:
    values = np.full((8, 8), np.nan, np.float32)
    values[:4] = 1.0
    pixels = pixels_of(encoded(Image.fromarray(values), "TIFF"))
    assert pixels[0, 0].tolist() == [255, 255, 255]
    assert pixels[-1, 0].tolist() == [0, 0, 0]


def test_a_black_and_white_scan_is_made_smaller_in_greys() -> None:
    pixels = pixels_of(encoded(picture(400, 300, "1"), "TIFF"), Limits(longest_side=100))
    assert pixels.shape == (75, 100, 3)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_large_pages_are_handed_out_at_the_longest_side(form: str) -> None:
    limits = Limits(longest_side=500)
    pixels = pixels_of(encoded(picture(2400, 1600), form), limits)
    assert pixels.shape == (333, 500, 3)
    assert quarters(pixels) == [RED, GREEN, BLUE, WHITE]
    assert pixels_of(encoded(picture(500, 400), form), limits).shape == (400, 500, 3)


def test_fractions_of_a_page_made_smaller_are_those_of_the_page_uploaded() -> None:
    page = open_bytes(encoded(picture(2400, 1600)), Limits(longest_side=500)).page(0)
    assert page.to_source @ (page.width, page.height, 1) == pytest.approx((1, 1, 1))


def pages_in_tiff(count: int) -> bytes:
    out = io.BytesIO()
    shades = [Image.new("L", (20, 10 + number), number) for number in range(count)]
    shades[0].save(out, "TIFF", save_all=True, append_images=shades[1:])
    return out.getvalue()


def test_a_tiff_of_many_pages_is_handed_out_page_by_page_in_any_order() -> None:
    opened = open_bytes(pages_in_tiff(3), Limits())
    assert opened.page_count == 3
    for number in (2, 0, 1):
        page = opened.page(number)
        assert (page.number, page.height, int(page.pixels[0, 0, 0])) == (number, 10 + number, number)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable, match=r"file\.too_many_pages"):
        open_bytes(pages_in_tiff(5), Limits(max_pages=4))


def test_a_photograph_with_a_second_picture_behind_it_is_one_page() -> None:
    out = io.BytesIO()
    picture().save(out, "MPO", save_all=True, append_images=[noise(10, 10)])
    assert open_bytes(out.getvalue(), Limits()).page_count == 1


def test_pixels_are_limited_by_the_header() -> None:
    with pytest.raises(Unreadable, match=r"image\.too_large"):
        open_bytes(encoded(picture(60, 40)), Limits(max_pixels=2399))
    assert open_bytes(encoded(picture(60, 40)), Limits(max_pixels=2400)).page_count == 1

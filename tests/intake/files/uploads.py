"""Tiny files as they are uploaded, good and bad, built in memory."""

import io
from typing import Any

import numpy as np
import pymupdf
from PIL import Image

LINES = ("出院小结", "姓名：张三    性别：男    年龄：五十六岁", "入院诊断：高血压病三级", "出院医嘱：定期门诊复查血压")


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """A picture whose four quarters are red, green, blue and white, clockwise from the top left."""
    pixels = np.full((height, width, 3), 255, np.uint8)
    pixels[: height // 2, : width // 2] = (255, 0, 0)
    pixels[: height // 2, width // 2 :] = (0, 255, 0)
    pixels[height // 2 :, width // 2 :] = (0, 0, 255)
    return Image.fromarray(pixels).convert(mode)


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noise(width: int, height: int) -> Image.Image:
    """A picture that does not compress, so that a cut through its file is a cut through its pixels."""
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=np.uint8))


def png_that_says(width: int, height: int) -> bytes:
    """A few bytes whose header promises a picture of the given size."""
    import struct
    import zlib

    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\x00" * 1000)
    chunks = (header, data, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def text_pdf(*, rotation: int = 0, **how: Any) -> Any:
    """An open PDF of one A4 page with a text layer; ``how`` goes to ``insert_text`` (render_mode, color ...)."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for number, text in enumerate(LINES):
        page.insert_text((72, 100 + 40 * number), text, fontname="china-s", fontsize=14, **how)
    page.set_rotation(rotation)
    return document


def scan_pdf(image: bytes, width: float = 595, height: float = 842) -> Any:
    """An open PDF of one page that a picture fills."""
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    page.insert_image(page.rect, stream=image, keep_proportion=False)
    return document

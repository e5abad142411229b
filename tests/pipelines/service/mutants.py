"""Uploads nobody should send: truncated, bit-flipped, blown up, of the wrong type, with tricks in names and text."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pymupdf
from PIL import Image, ImageDraw

NAMES = (
    "证明.jpg", "../../../etc/passwd", "..\\..\\boot.ini", "a\x00.jpg", "<img src=x onerror=alert(1)>.png",
    "'; DROP TABLE--", "=HYPERLINK(1)", "%s%s%n", "x" * 255, "\u202egpj.exe", "CON", "\r\nSet-Cookie: a=b", "",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """An upload, what it is called, and how it came about."""

    data: bytes
    name: str
    how: str


def originals() -> list[bytes]:
    """A photograph, a drawing, a scan and a PDF, small ones."""
    sheet = Image.new("RGB", (420, 594), "white")
    for row in range(30, 560, 24):
        ImageDraw.Draw(sheet).rectangle((40, row, 380 - row % 90, row + 9), fill="black")
    made = []
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "BMP"):
        held = io.BytesIO()
        sheet.save(held, kind)
        made.append(held.getvalue())
    pdf = pymupdf.open()
    pdf.new_page(width=420, height=594).insert_image((20, 20, 400, 574), stream=made[0])
    return [*made, pdf.tobytes()]


def mutants(originals: Sequence[bytes], count: int, seed: int) -> Iterator[Mutant]:
    """``count`` mutants of the originals, the same for the same seed."""
    rng = random.Random(seed)
    fixed = list(_fixed())
    for number in range(count):
        name = rng.choice(NAMES)
        if number < len(fixed):
            yield Mutant(fixed[number][1], name, fixed[number][0])
            continue
        original = rng.choice(originals)
        how = rng.choice(("cut", "flip", "zeros", "swap", "grow", "head", "sizes"))
        yield Mutant(changed(original, how, rng), name, how)


def changed(data: bytes, how: str, rng: random.Random) -> bytes:
    """The bytes, broken in one of these ways: cut, flip, zeros, swap, grow, head, sizes."""
    held = bytearray(data)
    place = rng.randrange(len(held))
    match how:
        case "cut":
            return bytes(held[:place])
        case "flip":
            for _ in range(rng.choice((1, 8, 64, 512))):
                held[rng.randrange(len(held))] ^= 1 << rng.randrange(8)
        case "zeros":
            held[place : place + rng.choice((16, 256, 4096))] = b"\0" * 16
        case "swap":
            other = rng.randrange(len(held))
            held[place : place + 512] = held[other : other + 512]
        case "grow":
            held[place:place] = rng.randbytes(rng.choice((1, 1000, 50_000)))
        case "head":
            held[:16] = rng.randbytes(16)
        case "sizes":
            start = rng.randrange(min(len(held), 600))
            held[start : start + 4] = struct.pack(">I", rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 65535)))
    return bytes(held)


def _fixed() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "one byte", b"\xff"
    yield "text", "身份证号 511302196003074016".encode() * 50
    yield "markup", b"<html><script>alert(1)</script></html>"
    yield "program", b"MZ" + b"\0" * 500
    yield "zip bomb", _zip_of_zeros()
    yield "png bomb", _png(60_000, 60_000)
    yield "png of no width", _png(0, 10)
    yield "tiff that ends in itself", b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    yield "pdf without pages", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    yield (
        "pdf of itself",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 9999999>>endobj\ntrailer<</Root 1 0 R>>",
    )
    yield "gif", b"GIF89a" + b"\0" * 100
    held = io.BytesIO()
    Image.new("1", (9000, 9000)).save(held, "TIFF", compression="group4")
    yield "large and bare", held.getvalue()


def _zip_of_zeros() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 5_000_000)
    return held.getvalue()


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )

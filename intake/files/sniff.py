"""What a file is, by its content; its name is never asked."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from typing import Final, Literal

Kind = Literal["jpeg", "png", "bmp", "webp", "tiff", "heic", "pdf"]

_HEIF_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_PDF_WITHIN: Final = 1024
"""Bytes. Readers accept a PDF header that comes after some rubbish."""

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xd0\xcf\x11\xe0", "Word/Excel/WPS 文档，请另存为 PDF"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"GIF8", "GIF 动图"),
    (b"%!PS", "PostScript 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片"),
    (b"MZ", "程序文件"),
    (b"SQLite format 3\x00", "数据库文件"),
)
_ZIPPED: Final = (
    ("OFD.xml", "OFD 文档，请转换为 PDF"),
    ("word/", "Word 文档，请另存为 PDF"),
    ("xl/", "Excel 表格，请另存为 PDF"),
    ("ppt/", "PowerPoint 文档，请另存为 PDF"),
)


def sniff(data: bytes) -> Kind | None:
    """The kind of picture or PDF the bytes are; None for anything else."""
    if data[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return "tiff"
    if _brand(data) in _HEIF_BRANDS:
        return "heic"
    if data[:2] == b"BM" and len(data) > 26 and int.from_bytes(data[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return "bmp"
    return "pdf" if b"%PDF-" in data[:_PDF_WITHIN] else None


def _brand(data: bytes) -> bytes:
    """What an ISO media file says it is: a HEIC photograph, an AVIF picture, a video."""
    major, others = data[8:12], data[16 : int.from_bytes(data[:4], "big")][:64]
    if data[4:8] != b"ftyp":
        return b""
    # "mif1" only says that there is a still picture; the brands behind it say how it is coded.
    return b"avif" if major == b"mif1" and b"avif" in others and b"heic" not in others else major


def name_of_other(data: bytes) -> str:
    """What the bytes are instead, in Chinese, for the refusal."""
    if brand := _brand(data):
        return "AVIF 图片，请另存为 JPEG" if brand in (b"avif", b"avis") else "视频文件，请改为拍照"
    for head, name in _REFUSED:
        if data.startswith(head):
            return name
    if data.startswith(b"PK"):
        return _name_of_zip(data)
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"<(!doctype html|html|head|body|script)\b", start, re.IGNORECASE):
        return "网页文件"
    if start.startswith((b"<?xml", b"<svg")):
        return "XML 文件"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "文本文件"
    if b"\x00" not in data[:4096] and _is_text(data[:4096]):
        return "文本文件"
    return "无法识别的内容"


def _name_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "损坏的 ZIP 压缩包"
    for start, name in _ZIPPED:
        if any(member.startswith(start) for member in members):
            return name
    return "ZIP 压缩包，请解压后逐个上传"


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            # The start of a text may end within a character.
            codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
        return True
    return False

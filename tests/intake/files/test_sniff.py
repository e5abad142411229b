import io
import zipfile

import pytest

from intake.files.sniff import Kind, name_of_other, sniff
from tests.intake.files.uploads import encoded, picture, text_pdf


@pytest.mark.parametrize(
    ("form", "kind"),
    [("JPEG", "jpeg"), ("PNG", "png"), ("BMP", "bmp"), ("WEBP", "webp"), ("TIFF", "tiff")],
)
def test_pictures_are_known_by_their_content(form: str, kind: Kind) -> None:
    assert sniff(encoded(picture(), form)) == kind


def test_heic_is_known_and_its_relatives_are_named() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    assert sniff(encoded(picture(64, 64), "HEIF")) == "heic"
    avif = b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"
    video = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42"
    assert sniff(avif) is None
    assert "AVIF" in name_of_other(avif)
    assert sniff(video) is None
    assert "视频" in name_of_other(video)


def test_a_pdf_may_begin_with_rubbish() -> None:
    assert sniff(text_pdf().tobytes()) == "pdf"
    assert sniff(b"\r\n\x00" + text_pdf().tobytes()) == "pdf"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Word"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (zipped("照片/1.jpg"), "ZIP 压缩包"),
        (zipped("a.jpg")[:20], "损坏的 ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Word"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"GIF89a", "GIF"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "网页"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        ("这不是 PDF，只是一段文字".encode(), "文本"),
        ("这不是 PDF，只是一段文字".encode("gb18030"), "文本"),
        ("这也是文字".encode("utf-16"), "文本"),
        (bytes(range(256)), "无法识别"),
    ],
)
def test_what_is_refused_is_named(data: bytes, name: str) -> None:
    assert sniff(data) is None
    assert name in name_of_other(data)


def test_a_jpeg_is_not_a_pdf_for_quoting_its_header() -> None:
    assert sniff(encoded(picture(), "JPEG", comment=b"%PDF-1.7")) == "jpeg"

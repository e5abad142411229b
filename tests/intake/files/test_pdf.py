from typing import Any

import cv2
import numpy as np
import pymupdf
import pytest

from intake.files.opening import Limits, OpenedFile, Unreadable, open_bytes
from intake.page import PageImage, Pixels
from tests.intake.files.uploads import LINES, encoded, noise, picture, scan_pdf, text_pdf


def opened(document: Any, limits: Limits | None = None, **options: Any) -> OpenedFile:
    return open_bytes(document.tobytes(**options), limits or Limits())


def only_page(document: Any) -> PageImage:
    return opened(document).page(0)


def read(page: PageImage) -> list[str]:
    assert page.text_lines is not None
    return [line.text for line in page.text_lines]


def ink_share(page: PageImage) -> float:
    """The share of the page's dark pixels that lie inside the boxes of its lines."""
    assert page.text_lines is not None
    dark = page.pixels.min(axis=2) < 128
    inside = np.zeros_like(dark)
    for line in page.text_lines:
        rows = slice(int(line.box.top * page.height), int(line.box.bottom * page.height) + 1)
        inside[rows, int(line.box.left * page.width) : int(line.box.right * page.width) + 1] = True
    return float((dark & inside).sum() / dark.sum())


def test_a_drawn_page_comes_at_200_dpi_with_its_text_and_where_it_stands() -> None:
    page = only_page(text_pdf())
    assert page.pixels.shape == (2339, 1653, 3)
    assert read(page) == ["出院小结", "姓名：张三", "性别：男", "年龄：五十六岁", *LINES[2:]]
    assert ink_share(page) > 0.99


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_seen_as_a_viewer_turns_it(rotation: int) -> None:
    page = only_page(scan_pdf(encoded(picture(400, 566)), 400, 566))
    document = scan_pdf(encoded(picture(400, 566)), 400, 566)
    document[0].set_rotation(rotation)
    turned = only_page(document)
    assert (turned.pixels == np.rot90(page.pixels, -rotation // 90)).mean() > 0.98


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_text_that_does_not_run_level_is_left_to_ocr(rotation: int) -> None:
    assert only_page(text_pdf(rotation=rotation)).text_lines is None


def test_text_drawn_sideways_on_a_turned_page_is_level_again() -> None:
    document = pymupdf.open()
    page = document.new_page(width=842, height=595)
    for number, text in enumerate(LINES):
        page.insert_text((100 + 40 * number, 550), text, fontname="china-s", fontsize=14, rotate=90)
    page.set_rotation(90)
    shown = only_page(document)
    assert shown.height > shown.width
    assert read(shown)[0] == LINES[0]
    assert ink_share(shown) > 0.99


@pytest.mark.parametrize(
    "how",
    [
        {"render_mode": 3},
        {"color": (1, 1, 1)},
        {"fill_opacity": 0.0, "stroke_opacity": 0.0},
        {"fontsize": 0.5},
    ],
    ids=["render mode 3", "white", "transparent", "tiny"],
)
def test_a_layer_that_nobody_sees_is_not_believed(how: dict[str, Any]) -> None:
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for number, text in enumerate(LINES):
        page.insert_text((72, 100 + 40 * number), text, **{"fontname": "china-s", "fontsize": 14, **how})
    assert only_page(document).text_lines is None


def test_one_hidden_line_under_visible_ones_is_not_believed() -> None:
    document = text_pdf()
    document[0].insert_text((72, 400), "副主任医师 王五", fontname="china-s", fontsize=14, render_mode=3)
    assert only_page(document).text_lines is None


def test_text_behind_paint_is_not_believed() -> None:
    document = text_pdf()
    document[0].draw_rect(pymupdf.Rect(60, 80, 560, 160), color=(1, 1, 1), fill=(1, 1, 1))
    assert only_page(document).text_lines is None


def test_text_off_the_page_is_not_told() -> None:
    document = text_pdf()
    document[0].insert_text((72, 900), "诊断：糖尿病肾病四期", fontname="china-s", fontsize=14)
    assert read(only_page(document)) == read(only_page(text_pdf()))


def text_picture() -> bytes:
    pixels = np.full((500, 900, 3), 255, np.uint8)
    for row in range(60, 480, 60):
        cv2.putText(pixels, "scanned words", (30, row), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0, 0, 0), 3)
    return bytes(cv2.imencode(".png", pixels)[1])


def test_a_scan_with_its_ocr_layer_or_beside_text_is_read_anew() -> None:
    document = text_pdf()
    document[0].insert_image(pymupdf.Rect(72, 300, 520, 560), stream=text_picture())
    assert only_page(document).text_lines is None


def test_a_seal_and_a_signature_beside_text_leave_it_believed() -> None:
    document = text_pdf()
    red = np.full((300, 300, 3), 255, np.uint8)
    cv2.circle(red, (150, 150), 140, (40, 40, 220), 10)
    cv2.putText(red, "SEAL", (60, 170), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 220), 6)
    stream = bytes(cv2.imencode(".png", red)[1])
    document[0].insert_image(pymupdf.Rect(350, 300, 470, 420), stream=stream)
    assert len(read(only_page(document))) == 6


def test_words_drawn_as_shapes_beside_the_layer_are_read_by_ocr() -> None:
    document = text_pdf()
    page, shape = document[0], document[0].new_shape()
    for row in range(10):
        for column in range(30):
            x, y = 72 + 14 * column, 300 + 25 * row
            shape.draw_line((x, y), (x + 9, y + 9))
            shape.draw_line((x + 9, y), (x, y + 9))
    shape.finish(width=1.2)
    shape.commit()
    assert page.get_text().count("\n") >= 4
    assert only_page(document).text_lines is None


def test_rules_and_frames_leave_the_layer_believed() -> None:
    document = text_pdf()
    for row in range(15):
        document[0].draw_line((60, 85 + 40 * row), (540, 85 + 40 * row))
    for x in (60, 300, 540):
        document[0].draw_line((x, 85), (x, 645))
    assert only_page(document).text_lines is not None


def test_a_scan_is_rendered_with_its_own_pixels() -> None:
    image = noise(620, 877)
    pixels: Pixels = only_page(scan_pdf(encoded(image), 310, 438.5)).pixels
    assert pixels.shape == (877, 620, 3)
    rgb = np.asarray(image).astype(int)
    assert np.abs(pixels[5:-5, 5:-5, ::-1] - rgb[5:-5, 5:-5]).mean() < 25


def test_a_fine_scan_is_handed_out_at_the_longest_side() -> None:
    page = opened(scan_pdf(encoded(picture(1800, 2600))), Limits(longest_side=1300)).page(0)
    assert page.pixels.shape == (1300, 919, 3)


@pytest.mark.parametrize(("width", "height"), [(14400, 14400), (14400, 3), (3, 14400), (5, 5)])
def test_pages_of_absurd_size_cost_no_more_than_others(width: int, height: int) -> None:
    document = pymupdf.open()
    document.new_page(width=width, height=height)
    assert max(only_page(document).pixels.shape) <= Limits().longest_side


def bomb(key: str = "image") -> Any:
    """A page whose picture (or its mask) says it has 20,000 x 20,000 pixels."""
    document = scan_pdf(encoded(picture(60, 40, "RGBA" if key == "mask" else "RGB")))
    xref, mask, *_ = document[0].get_images(full=True)[0]
    for side in ("Width", "Height"):
        document.xref_set_key(mask if key == "mask" else xref, side, "20000")
    return document


@pytest.mark.parametrize("key", ["image", "mask"])
def test_a_huge_picture_is_refused_from_its_header(key: str) -> None:
    with pytest.raises(Unreadable) as refused:
        opened(bomb(key)).page(0)
    assert refused.value.code == "page.too_large"
    assert "20000×20000" in refused.value.problem("a.pdf").message
    assert refused.value.problem("a.pdf").page == 0


def test_a_bad_page_leaves_the_others_readable() -> None:
    document = text_pdf()
    document.insert_pdf(bomb())
    document.insert_pdf(text_pdf())
    file = opened(document)
    assert file.page_count == 3
    with pytest.raises(Unreadable, match=r"page\.too_large"):
        file.page(1)
    assert read(file.page(0)) == read(file.page(2))


def test_a_password_is_refused_and_a_lock_against_changes_opens() -> None:
    aes = pymupdf.PDF_ENCRYPT_AES_256
    with pytest.raises(Unreadable, match=r"file\.encrypted"):
        opened(text_pdf(), encryption=aes, owner_pw="owner", user_pw="user")
    assert opened(text_pdf(), encryption=aes, owner_pw="owner").page(0).text_lines is not None


def test_pages_are_limited() -> None:
    document = pymupdf.open()
    for _ in range(4):
        document.new_page()
    with pytest.raises(Unreadable, match=r"file\.too_many_pages"):
        opened(document, Limits(max_pages=3))
    assert opened(document, Limits(max_pages=4)).page_count == 4


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_cut_off_scan_is_damaged_and_never_a_blank_page(share: float) -> None:
    data = scan_pdf(encoded(noise(200, 300), "JPEG")).tobytes()
    with pytest.raises(Unreadable) as refused:
        open_bytes(data[: int(len(data) * share)], Limits()).page(0)
    assert refused.value.code in ("file.damaged", "page.damaged")


def test_a_scan_whose_picture_breaks_off_is_damaged() -> None:
    jpeg = encoded(noise(200, 300), "JPEG")
    document = scan_pdf(jpeg)
    xref = document[0].get_images()[0][0]
    document.update_stream(xref, jpeg[: len(jpeg) // 2], compress=False)
    document.xref_set_key(xref, "Filter", "/DCTDecode")
    with pytest.raises(Unreadable, match=r"page\.damaged"):
        only_page(document)


def with_broken_picture(document: Any, place: Any, how: str) -> Any:
    jpeg = encoded(noise(200, 300), "JPEG")
    document[0].insert_image(place, stream=jpeg, keep_proportion=False)
    xref = document[0].get_images()[-1][0]
    data = {"half": jpeg[: len(jpeg) // 2], "rubbish": b"nothing " * 20, "empty": b""}[how]
    document.update_stream(xref, data, compress=False)
    document.xref_set_key(xref, "Filter", "/DCTDecode")
    return document


LOGO = pymupdf.Rect(72, 20, 132, 80)


@pytest.mark.parametrize("how", ["half", "rubbish", "empty"])
def test_a_broken_logo_costs_the_logo_and_not_the_page(how: str) -> None:
    page = only_page(with_broken_picture(text_pdf(), LOGO, how))
    assert not page.complete
    assert (page.pixels[page.height // 10 :].min(axis=2) < 128).any()


@pytest.mark.parametrize("how", ["half", "rubbish", "empty"])
def test_a_large_broken_picture_beside_text_damages_the_page(how: str) -> None:
    with pytest.raises(Unreadable, match=r"page\.damaged"):
        only_page(with_broken_picture(text_pdf(), pymupdf.Rect(72, 300, 520, 600), how))


def test_a_page_of_a_broken_picture_only_is_damaged_however_small_it_is() -> None:
    document = pymupdf.open()
    document.new_page(width=595, height=842)
    with pytest.raises(Unreadable, match=r"page\.damaged"):
        only_page(with_broken_picture(document, LOGO, "rubbish"))


def test_whole_pictures_beside_a_broken_one_are_not_counted_as_lost() -> None:
    document = scan_pdf(encoded(noise(620, 877)))
    assert only_page(document).complete
    assert not only_page(with_broken_picture(document, LOGO, "half")).complete


def test_rubbish_behind_a_pdf_header_is_damaged_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    for rubbish in (b"", b"\x00" * 500, bytes(range(256)) * 10, b"1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj"):
        with pytest.raises(Unreadable) as refused:
            open_bytes(b"%PDF-1.7\n" + rubbish, Limits()).page(0)
        assert refused.value.code in ("file.damaged", "page.damaged")
    assert capfd.readouterr() == ("", "")


def test_an_empty_signature_field_is_no_signature() -> None:
    document = text_pdf()
    field = pymupdf.Widget()
    field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_SIGNATURE, "seal"
    field.rect = pymupdf.Rect(400, 600, 500, 650)
    document[0].add_widget(field)
    assert not opened(document).digitally_signed


def test_a_filled_signature_field_is_reported() -> None:
    document = text_pdf()
    field, value, form = (document.get_new_xref() for _ in range(3))
    document.update_object(value, "<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >>")
    document.update_object(
        field,
        f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (seal) /Rect [400 600 500 650] /V {value} 0 R "
        f"/P {document[0].xref} 0 R >>",
    )
    document.update_object(form, f"<< /Fields [{field} 0 R] /SigFlags 3 >>")
    document.xref_set_key(document.pdf_catalog(), "AcroForm", f"{form} 0 R")
    document.xref_set_key(document[0].xref, "Annots", f"[{field} 0 R]")
    assert opened(document).digitally_signed

"""What is read in a seal, and that print under it survives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from intake.ocr.engine import Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Pixels
from intake.seals import SealMark, find_seals, read_seals, without_seals
from intake.seals.bodies import bodies_in, trimmed_name
from intake.seals.kind import kind_of, main_and_purpose, without_stray
from intake.seals.mark import box_of, ellipse_points
from models.codes import SealColor, SealKind, SealShape
from tests.intake.ocr.spelled import spelled
from tests.intake.seals.drawing import GREY, RED, framed, page_of, round_seal, sheet, stamp

CERTIFICATE = Path(__file__).parents[3].parent / "shared" / "reference" / "certificate.jpg"


class Dictated:
    """An engine that reads what it is told, and keeps the crops it was given."""

    name, weights = "dictated", {"none": "0" * 64}

    def __init__(self, *texts: tuple[str, float]) -> None:
        self._texts = list(texts)
        self.crops: list[Pixels] = []
        self.calls = 0

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [("", 0.0) for _ in crops]

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        self.calls += 1
        self.crops += crops
        return [spelled(*(self._texts.pop(0) if self._texts else ("", 0.0))) for _ in crops]

    def orientation(self, pixels: Pixels) -> Orientation:
        return Orientation(0, 1.0)


def mark_at(middle: tuple[int, int], color: SealColor = SealColor.RED) -> SealMark:
    axes = (120.0, 120.0)
    box = box_of(ellipse_points(middle, axes, 0.0, 72), 1240, 1754)
    return SealMark(SealShape.CIRCLE, color, box, middle, axes, 0.0, True, 0.95)


@pytest.mark.parametrize("turned", [0, 25, -100, 180])
def test_name_and_purpose_are_laid_out_as_two_lines_at_any_angle(turned: int) -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院", "诊断证明专用章").rotate(-turned), (600, 900), RED)
    engine = Dictated(("清河县中医医院", 0.999), ("诊断证明专用章", 0.999))
    (seal,) = read_seals(page_of(page), find_seals(page_of(page)), engine)
    assert (seal.text, seal.inner_text, seal.kind) == (
        "清河县中医医院",
        "诊断证明专用章",
        SealKind.DIAGNOSIS_CERTIFICATE,
    )
    assert (engine.calls, len(engine.crops)) == (1, 2)
    # Seven characters along the arc, about as wide as high and set with a gap; none of them cut by the strip's ends.
    arc = engine.crops[0]
    assert 4.5 < arc.shape[1] / arc.shape[0] < 10
    assert arc[:, :4].min() > 200
    assert arc[:, -4:].min() > 200


def test_weak_readings_leave_the_seal_without_a_name() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院"), (600, 900), RED)
    (seal,) = read_seals(
        page_of(page), find_seals(page_of(page)), Dictated(("清问县中匠院", 0.05), ("清问县中匠院", 0.04))
    )
    assert (seal.text, seal.inner_text, seal.kind) == ("", "", SealKind.UNKNOWN)


def test_rings_without_text_and_rings_that_ask_for_a_seal_are_none() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("", star=False), (400, 500), RED)
    stamp(page, round_seal("", "（公章）", star=False), (800, 1100), RED)
    ring = mark_at((400, 500))
    assert read_seals(page_of(page), [ring], Dictated()) == ()
    engine = Dictated(*[("公章", 0.99)] * 4)
    assert read_seals(page_of(page), [mark_at((800, 1100))], engine) == ()
    assert engine.crops


def test_a_mark_in_doubt_is_a_seal_only_if_something_can_be_read_in_it() -> None:
    page = sheet(lines=0)
    stamp(page, framed("李文清"), (600, 900), RED)
    (found,) = find_seals(page_of(page))
    doubted = replace(found, confidence=0.25)
    assert read_seals(page_of(page), [doubted], Dictated()) == ()
    assert [seal.text for seal in read_seals(page_of(page), [found], Dictated())] == [""]
    (seal,) = read_seals(page_of(page), [doubted], Dictated(*[("李文清", 0.99)] * 2))
    assert seal.text == "李文清"


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [
        ("现金收讫", SealKind.UNKNOWN),
        ("与原件相符", SealKind.UNKNOWN),
        ("医保办公室", SealKind.INSURANCE_OFFICE),
        ("诊断证明专用章", SealKind.DIAGNOSIS_CERTIFICATE),
    ],
)
@pytest.mark.parametrize("color", [RED, GREY], ids=["red", "grey"])
def test_whatever_a_special_seal_says_inside_it_is_no_official_one(
    purpose: str, kind: SealKind, color: tuple[int, int, int]
) -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院", purpose), (600, 900), color)
    mark = mark_at((600, 900), SealColor.BLACK if color is GREY else SealColor.RED)
    engine = Dictated(*[("清河县中医医院", 0.999), (purpose, 0.999)] * 2)
    (seal,) = read_seals(page_of(page), [mark], engine, ["须加盖医院诊断证明专用章方为有效", purpose])
    assert (seal.text, seal.inner_text, seal.kind) == ("清河县中医医院", purpose, kind)


def test_a_line_of_the_paper_that_runs_through_a_grey_seal_is_no_purpose() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院", "高血压病极高危"), (600, 900), GREY)
    engine = Dictated(*[("清河县中医医院", 0.999), ("高血压病极高危", 0.999)] * 2)
    mark = mark_at((600, 900), SealColor.BLACK)
    (seal,) = read_seals(page_of(page), [mark], engine, ["诊断：高血压病极高危组，建议休息"])
    assert (seal.inner_text, seal.kind) == ("", SealKind.OFFICIAL)


def test_a_certificates_title_inside_a_grey_seal_leaves_it_open_what_it_is_for() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院", "诊断证明书"), (600, 900), GREY)
    engine = Dictated(*[("清河县中医医院", 0.999), ("诊断证明书", 0.999)] * 2)
    (seal,) = read_seals(
        page_of(page), [mark_at((600, 900), SealColor.BLACK)], engine, ["清河县中医医院诊断证明书存根"]
    )
    assert (seal.inner_text, seal.kind) == ("", SealKind.UNKNOWN)


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (("李文清", "机章"), ("李文清", "")),
        (("李文清", "医师金"), ("李文清", "医师")),
        (("李文清", "副主任医师"), ("李文清", "副主任医师")),
        (("李文清", "心内科"), ("李文清", "心内科")),
        (("检验科", "审制"), ("检验科", "")),
        (("检验科", "已审核"), ("检验科", "已审核")),
        (("清河县中医医院", "某某"), ("清河县中医医院", "某某")),
    ],
)
def test_print_below_a_straight_stamps_words_is_none_of_them(read: tuple[str, str], told: tuple[str, str]) -> None:
    assert without_stray(*read) == told


def test_a_name_stamp_is_a_physicians() -> None:
    page = sheet(lines=0)
    stamp(page, framed("李文清").rotate(-6, expand=True), (600, 900), RED)
    (seal,) = read_seals(page_of(page), find_seals(page_of(page)), Dictated(("李文清", 0.99)))
    assert (seal.kind, seal.text) == (SealKind.PHYSICIAN, "李文清")


def test_a_name_in_a_plain_frame_is_surely_a_stamp() -> None:
    page = sheet(lines=0)
    stamp(page, framed("柏毅"), (600, 900), RED)
    (found,) = find_seals(page_of(page))
    assert found.framed
    doubted = replace(found, confidence=0.41)
    sure = [read_seals(page_of(page), [mark], Dictated(*[("柏毅", 0.999)] * 4))[0].confidence
            for mark in (doubted, replace(doubted, framed=False))]  # fmt: skip
    assert sure[0] > 0.9 > 0.5 > sure[1]
    # What it says has to be a name, and surely read.
    for said in (("柏毅", 0.7), ("医保办公室", 0.99)):
        assert read_seals(page_of(page), [doubted], Dictated(*[said] * 4))[0].confidence < 0.5


def test_half_a_seal_at_the_side_joins_pages() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院"), (0, 900), RED)
    (seal,) = read_seals(page_of(page), find_seals(page_of(page)), Dictated(("中医医院", 0.9)))
    assert (seal.kind, seal.complete) == (SealKind.CROSS_PAGE, False)


def test_boxes_come_out_on_the_source_page() -> None:
    page = sheet(lines=0)
    stamp(page, round_seal("清河县中医医院"), (300, 400), RED)
    upright = page_of(np.ascontiguousarray(np.rot90(page, 2)))
    # Turned by half, the seal at (940, 1354) of the picture as read lies at (300, 400) of the source.
    turned = page_of(page).warped(upright.pixels, np.array([[-1.0, 0.0, 1240.0], [0.0, -1.0, 1754.0], [0.0, 0.0, 1.0]]))
    (seal,) = read_seals(turned, find_seals(turned), Dictated())
    assert seal.box.center == pytest.approx((300 / 1240, 400 / 1754), abs=0.005)


@pytest.mark.parametrize(
    ("text", "inner", "kind"),
    [
        ("清河县中医医院", "", SealKind.OFFICIAL),
        ("清河县中医医院", "诊断证明专用章", SealKind.DIAGNOSIS_CERTIFICATE),
        ("清河县中医医院", "疾病诊断专用章", SealKind.DIAGNOSIS_CERTIFICATE),
        ("清河县中医医院", "病历复印专用章", SealKind.MEDICAL_RECORDS),
        ("清河县中医医院", "医保办公室", SealKind.INSURANCE_OFFICE),
        ("清河县中医医院", "放射科", SealKind.DEPARTMENT),
        ("清河县中医医院检验科", "", SealKind.DEPARTMENT),
        ("清河县中医医院健康管理中心", "", SealKind.DEPARTMENT),
        ("清河县中医医院心脏中心", "", SealKind.DEPARTMENT),
        ("清河县中医医院医保办公室", "", SealKind.INSURANCE_OFFICE),
        ("清河县中医医院", "CT室", SealKind.DEPARTMENT),
        ("医学检验中心", "", SealKind.DEPARTMENT),
        ("清河县中医医院东院区", "", SealKind.OFFICIAL),
        ("清河县中医医院社区卫生服务站", "", SealKind.OFFICIAL),
        ("清河县医疗集团", "", SealKind.OFFICIAL),
        ("清河县中医医院", "影像诊断专用章", SealKind.DEPARTMENT),
        ("清河县中医医院", "收费专用章", SealKind.DEPARTMENT),
        ("清河县宏达建材有限公司", "财务专用章", SealKind.UNKNOWN),
        ("清河县宏达建材有限公司", "", SealKind.OFFICIAL),
        ("清河县园林管理处", "", SealKind.OFFICIAL),
        ("住院处", "", SealKind.DEPARTMENT),
        ("出入院管理处", "", SealKind.DEPARTMENT),
        ("清河大学", "诊断证明专用章", SealKind.DIAGNOSIS_CERTIFICATE),  # its 附属医院 was not read
        ("清河县医疗保障局", "慢特病专用章", SealKind.INSURANCE_OFFICE),
        ("全国统一票据监制章", "财政部监制", SealKind.UNKNOWN),
        ("清河县中医医院", "甲乙丙", SealKind.UNKNOWN),
        ("", "", SealKind.UNKNOWN),
    ],
)
def test_the_kind_follows_from_the_words(text: str, inner: str, kind: SealKind) -> None:
    assert kind_of(SealShape.CIRCLE, text, inner, at_side=False) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("清河县中医医院检验科", SealKind.DEPARTMENT),
        ("清河县中医医院病案室", SealKind.MEDICAL_RECORDS),
        ("清河县中医医院", SealKind.UNKNOWN),
        ("清河县中医医院医疗集团", SealKind.UNKNOWN),
    ],
)
def test_a_line_that_could_not_be_read_leaves_no_official_seal(text: str, kind: SealKind) -> None:
    assert kind_of(SealShape.CIRCLE, text, "", at_side=False, unread=True) is kind


@pytest.mark.parametrize(
    ("lines", "told", "kind"),
    [
        (["清河县中医医院", "检验科", "2025年03月02日"], ("清河县中医医院", "检验科"), SealKind.DEPARTMENT),
        (["皮肤科", "201903月20"], ("皮肤科", ""), SealKind.DEPARTMENT),
        (
            ["清河县中医医院", "诊断证明", "专用章"],
            ("清河县中医医院", "诊断证明专用章"),
            SealKind.DIAGNOSIS_CERTIFICATE,
        ),
        (["李文清", "主治医师"], ("李文清", "主治医师"), SealKind.PHYSICIAN),
        (["放射科", "已核对"], ("放射科", "已核对"), SealKind.DEPARTMENT),
        (["检验科", "审核"], ("检验科", "审核"), SealKind.DEPARTMENT),
        (["清河县中医医院", "已审核"], ("清河县中医医院", "已审核"), SealKind.UNKNOWN),
        (["李文清"], ("李文清", ""), SealKind.PHYSICIAN),
        (["医休办"], ("医休办", ""), SealKind.INSURANCE_OFFICE),
        (["清河县中医医院"], ("清河县中医医院", ""), SealKind.UNKNOWN),
    ],
)
def test_lines_of_straight_stamps_are_a_name_and_what_it_is_for(
    lines: list[str], told: tuple[str, str], kind: SealKind
) -> None:
    assert main_and_purpose(lines) == told
    assert kind_of(SealShape.RECTANGLE, *told, at_side=False) is kind


def test_names_lose_what_stands_beside_them_and_gain_their_torn_end() -> None:
    assert trimmed_name("清河县人民医院1042") == "清河县人民医院"
    assert trimmed_name("7清河县人民医") == "清河县人民医院"
    for name in ("清河区中医", "清河县人民医院东院区", "清河县中医医院（南院）", "匠院", ""):
        assert trimmed_name(name) == name


def test_hospitals_are_found_in_lines_of_print() -> None:
    lines = ("南充市果城中心医院诊断证明书", "医疗机构：城关镇卫生院", "建议到上级医院就诊", "2026-03-02")
    assert bodies_in(lines)[:2] == ("南充市果城中心医院", "城关镇卫生院")


def test_ink_is_taken_out_and_print_under_it_stays() -> None:
    bare = sheet()
    page = bare.copy()
    stamp(page, round_seal("清河县中医医院", "诊断证明专用章"), (620, 600), RED)
    marks = find_seals(page_of(page))
    cleaned = without_seals(page_of(page), marks)
    before = np.abs(page.astype(int) - bare).mean(axis=2)
    after = np.abs(cleaned.astype(int) - bare).mean(axis=2)
    stamped = before > 40
    assert after[stamped].mean() < 0.25 * before[stamped].mean()
    outside = marks[0].mask(1754, 1240, 1.1) == 0
    assert np.array_equal(cleaned[outside], page[outside])


def test_a_page_without_seals_comes_back_untouched() -> None:
    page = page_of(sheet())
    assert without_seals(page, ()) is page.pixels


@pytest.mark.engine
@pytest.mark.skipif(not CERTIFICATE.is_file(), reason="the reference page is not beside the repository")
def test_the_reference_seal_is_read_and_so_is_the_print_under_it() -> None:
    from intake.ocr.paddle import PaddleEngine

    engine = PaddleEngine.load()
    page = page_of(np.asarray(cv2.imread(str(CERTIFICATE)), dtype=np.uint8))
    marks = find_seals(page)
    (seal,) = read_seals(page, marks, engine)
    assert (seal.text, seal.inner_text) == ("南充市中心医院", "诊断证明专用章")
    assert (seal.kind, seal.shape, seal.complete) == (SealKind.DIAGNOSIS_CERTIFICATE, SealShape.CIRCLE, True)
    text = "".join(line.text for line in engine.read(without_seals(page, marks)))
    for wanted in ("李建国", "2025年03月11日", "医院诊断证明专用章"):
        assert wanted in text

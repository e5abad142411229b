"""Laboratory tables as laboratories' systems set them: any order of columns, any heading, or none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from random import Random

import pytest

from intake.extract.labs import find_lab_items
from intake.page import Line, ReadPage
from models.place import Box
from tests.intake.extract.paper import page

ITEMS = (
    ("白细胞计数", "WBC", "10^9/L", "3.50", "9.50"), ("丙氨酸氨基转移酶", "ALT", "U/L", "9.0", "50.0"),
    ("24h尿蛋白定量", "24hTP", "g/24h", "0.00", "0.15"), ("25-羟基维生素D", "25-OH-VD", "ng/mL", "30.0", "100.0"),
    ("糖类抗原125", "CA125", "U/mL", "0.0", "35.0"), ("γ-谷氨酰转移酶", "GGT", "U/L", "10", "60"),
    ("钾", "K", "mmol/L", "3.50", "5.30"), ("超敏肌钙蛋白I", "hs-cTnI", "ng/mL", "0.000", "0.040"),
    ("1,3-β-D葡聚糖", "BDG", "pg/mL", "0.0", "60.0"), ("N末端B型利钠肽原", "NT-proBNP", "pg/mL", "0", "125"),
)  # fmt: skip
HEADINGS = {
    "n": ("No", ("序号", "No.", "序")), "c": ("Abbr", ("英文缩写", "代号", "简称")),
    "i": ("Item", ("项目", "检验项目", "中文名称", "测定项目")),
    "v": ("Result", ("结果", "测定值", "本次", "检测结果")),
    "f": ("Flag", ("提示", "标志", "")), "u": ("Unit", ("单位", "计量单位")),
    "r": ("Reference", ("参考区间", "正常值", "生物参考区间")), "m": ("Method", ("检测方法", "方法学")),
}  # fmt: skip
ORDERS = ("ivfur", "nivur", "icvru", "civfur", "irvu", "iuvr", "imvur", "nifvur", "ivr", "ncivfur")
EM, HEIGHT, PITCH = 0.013, 0.012, 0.026


def width(text: str) -> float:
    return sum(EM if ord(character) > 255 else 0.55 * EM for character in text)


def rows_of(order: str, rng: Random) -> list[dict[str, str]]:
    rows = []
    for number, (name, code, unit, low, high) in enumerate(rng.sample(ITEMS, len(ITEMS))):
        digits = len(low.partition(".")[2])
        amount = rng.uniform(0.3, 1.3) * float(high)
        flag = rng.choice(["H", "↑"]) if amount > float(high) else ""
        limits = f"{low}{rng.choice(['-', '~', '--'])}{high}" if float(low) else f"<{high}"
        rows.append({
            "n": str(number + 1), "c": code, "i": name, "v": f"{amount:.{digits}f}" + ("" if "f" in order else flag),
            "f": flag, "u": unit, "r": limits, "m": rng.choice(["速率法", "化学发光法"]),
        })  # fmt: skip
    return rows


def cells(
    texts: Mapping[str, str], columns: Mapping[str, tuple[float, float]], centred: Collection[str], top: float
) -> Iterator[Line]:
    """A row of the table, its texts set flush left or in the middle of their columns (left edge, width)."""
    for column, (left, wide) in columns.items():
        text = texts[column]
        if text:
            begin = left + (wide - width(text)) / 2 if column in centred else left
            yield Line(text, 0.99, Box.clipped(begin, top, begin + width(text), top + HEIGHT))


def sheet(order: str, heads: str, rng: Random) -> tuple[ReadPage, list[dict[str, str]]]:
    """A report of ten items in columns of this order, its headings in Chinese, in both languages, or left out."""
    rows = rows_of(order, rng)
    titles = {column: rng.choice(HEADINGS[column][1]) for column in order}
    widths = {column: max(width(row[column]) for row in [*rows, titles]) + EM for column in order}
    gap = (0.9 - sum(widths.values())) / len(order)
    columns, place = {}, 0.05
    for column in order:
        columns[column] = (place, widths[column])
        place += widths[column] + gap
    lines = [
        Line("姓名：王小明", 0.99, Box.clipped(0.05, 0.1, 0.2, 0.1 + HEIGHT)),
        Line("采样时间：2025-03-02 08:10", 0.99, Box.clipped(0.5, 0.1, 0.8, 0.1 + HEIGHT)),
    ]
    centred = rng.sample(order, len(order) // 3)
    if heads != "none":
        lines += cells(titles, columns, rng.choice([order, centred]), 0.2)
    if heads == "two":
        lines += cells({column: HEADINGS[column][0] for column in order}, columns, centred, 0.2 + 1.2 * HEIGHT)
    for number, row in enumerate(rows):
        lines += cells(row, columns, centred, 0.24 + PITCH * number)
    lines.append(Line("报告时间 2025-03-02 10:12", 0.99, Box.clipped(0.05, 0.6, 0.3, 0.6 + HEIGHT)))
    return page(*lines), rows


@pytest.mark.parametrize("heads", ["one", "two", "none"])
@pytest.mark.parametrize("order", ORDERS)
def test_a_table_is_read_in_any_order_of_columns(order: str, heads: str) -> None:
    read, printed = sheet(order, heads, Random(f"{order} {heads}"))
    items = find_lab_items([read])
    told = {(row["i"], row["v"].rstrip("H↑"), row["u"] if "u" in order else None, row["r"]) for row in printed}
    got = {(item.name, item.value, item.unit, item.reference) for item in items}
    assert {(*one[:3], one[3].replace("--", "~").replace("-", "~")) for one in told} == got


def text_page(*rows: str) -> ReadPage:
    lines = [Line(row, 0.99, Box.clipped(0.08, 0.1 + PITCH * n, 0.08 + width(row), 0.1 + PITCH * n + HEIGHT))
             for n, row in enumerate(rows)]  # fmt: skip
    return page(*lines)


def test_results_written_out_in_lines() -> None:
    read = text_page(
        "急诊科床旁检验（POCT）报告单", "袁立军 男 58岁", "诊断 胸痛待查", "钾(急诊)：4.01 mmol/L（3.50-5.30）",
        "D-二聚体：0.63 mg/L FEU（<0.55）", "血肌酐：168↑ μmol/L（57-111）", "超敏肌钙蛋白1：0.024ng/mL 参考值：<0.040",
        "血肌酐已电话通知临床 16:20", "采样 2024/10/20 01:40:26", "急诊结果以快速为先，必要时请复查。",
    )  # fmt: skip
    found = [(item.name, item.value, item.unit, item.reference, item.flag) for item in find_lab_items([read])]
    assert found == [
        ("钾(急诊)", "4.01", "mmol/L", "3.50~5.30", None),
        ("D-二聚体", "0.63", "mg/L FEU", "<0.55", "high"),
        ("血肌酐", "168", "μmol/L", "57~111", "high"),
        ("超敏肌钙蛋白I", "0.024", "ng/mL", "<0.040", None),
    ]


def test_several_results_in_one_text() -> None:
    read = text_page("白细胞 6.2×10^9/L，血红蛋白 98g/L(115-150)；血小板 236×10^9/L。")
    found = [(item.name, item.value, item.unit) for item in find_lab_items([read])]
    assert found == [("白细胞", "6.2", "10^9/L"), ("血红蛋白", "98", "g/L"), ("血小板", "236", "10^9/L")]


@pytest.mark.parametrize("row", ["血压 130/80 mmHg", "体重 60kg，身高 165cm，空腹", "标本：血清3mL", "收费 35.00 元"])
def test_a_text_with_a_number_is_no_report(row: str) -> None:
    assert find_lab_items([text_page("检验报告单", row, "采样 2025-03-02 08:10")]) == ()


def cells_page(*rows: tuple[tuple[float, str], ...]) -> ReadPage:
    lines = [
        Line(text, 0.99, Box.clipped(left, 0.2 + PITCH * n, left + width(text), 0.2 + PITCH * n + HEIGHT))
        for n, row in enumerate(rows)
        for left, text in row
    ]
    return page(*lines)


def test_units_in_names_ranges_beneath_and_exponents_that_were_lost() -> None:
    read = cells_page(
        ((0.1, "项目"), (0.5, "结果"), (0.7, "单位")),
        ((0.1, "游离T3(pmo1/L)"), (0.5, "3.61")),
        ((0.1, "参考值: 3.10-6.80"),),
        ((0.1, "血小板"), (0.5, "154"), (0.7, "×10/L")),
        ((0.1, "尿蛋白"), (0.5, "*阳性(1+)")),
        ((0.1, "参考值: 阴性"),),
        ((0.1, "肾小球滤过率"), (0.5, "88.1"), (0.7, "mL/min/1.73m")),
    )
    found = [(item.name, item.value, item.unit, item.reference, item.flag) for item in find_lab_items([read])]
    assert found == [
        ("游离T3", "3.61", "pmol/L", "3.10~6.80", None),
        ("血小板", "154", "10^9/L", None, None),
        ("尿蛋白", "阳性(1+)", None, "阴性", "abnormal"),
        ("肾小球滤过率", "88.1", "mL/min/1.73m2", None, None),
    ]


def told(read: ReadPage) -> list[tuple[str, str, str | None, str | None]]:
    return [(item.name, item.value, item.unit, item.reference) for item in find_lab_items([read])]


def test_a_unit_without_a_heading_begins_no_name_of_the_table_beside_it() -> None:
    read = cells_page(
        ((0.08, "项目"), (0.26, "结果"), (0.34, "参考值"), (0.52, "项目"), (0.71, "结果"), (0.78, "参考值")),
        ((0.08, "氯(C1)"), (0.26, "103.7"), (0.34, "99.0-110.0"), (0.43, "mmo1/L"),
         (0.52, "尿酸(UA)"), (0.71, "180"), (0.78, "208-428"), (0.86, "umol/L")),
        ((0.08, "钙"), (0.26, "2.84"), (0.34, "2.11-2.52"), (0.43, "mmol/L"),
         (0.52, "25羟维生素D(250HD)"), (0.71, "45.6"), (0.78, "30-100"), (0.86, "ng/ml")),
    )  # fmt: skip
    assert told(read) == [
        ("氯(Cl)", "103.7", "mmol/L", "99.0~110.0"),
        ("钙", "2.84", "mmol/L", "2.11~2.52"),
        ("尿酸(UA)", "180", "umol/L", "208~428"),
        ("25羟维生素D(25OHD)", "45.6", "ng/ml", "30~100"),
    ]


def test_the_holes_that_paper_is_fed_by_are_no_results() -> None:
    read = cells_page(
        ((0.1, "项目"), (0.4, "结果"), (0.6, "参考值")),
        *(((0.02, "O"), (0.1, name), (0.4, "4.1"), (0.6, "3.5-5.3"), (0.96, "O")) for name in ("钾", "钠", "氯", "钙")),
    )
    assert told(read) == [(name, "4.1", None, "3.5~5.3") for name in ("钾", "钠", "氯", "钙")]


def test_lines_of_a_range_belong_to_the_item_they_hang_together_with() -> None:
    phases = ("卵泡期:3.0-8.0", "排卵期:2.5-16.6", "黄体期:1.3-5.4", "绝经期:26.7-133.4")
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    top = 0.3
    for name, value in (("促卵泡生成素", "7.7"), ("促黄体生成素", "15.3"), ("雌二醇", "268")):
        for number, phase in enumerate(phases):
            head = [(0.1, name), (0.45, value)] if number == 0 else []
            rows.append((top + 0.016 * number, [*head, (0.7, phase)]))
        top += 0.016 * len(phases) + 0.012
    heading = (0.25, [(0.1, "项目名称"), (0.45, "结果"), (0.7, "参考范围")])
    lines = [
        Line(text, 0.99, Box.clipped(left, height, left + width(text), height + HEIGHT))
        for height, cells_of_row in (heading, *rows)
        for left, text in cells_of_row
    ]
    read = page(*lines)
    assert [item.name for item in find_lab_items([read])] == ["促卵泡生成素", "促黄体生成素", "雌二醇"]
    assert {item.reference for item in find_lab_items([read])} == {"".join(phases).replace("-", "~")}


def test_what_is_toxic_is_no_part_of_the_range() -> None:
    read = cells_page(
        ((0.1, "监测药物"), (0.35, "简称"), (0.45, "测定浓度"), (0.65, "有效浓度范围"), (0.81, "中毒浓度")),
        ((0.1, "茶碱"), (0.35, "THEO"), (0.49, "11.2 μg/mL"), (0.65, "10.0-20.0"), (0.81, ">20")),
        ((0.1, "他克莫司(谷浓度CO)"), (0.35, "FK506"), (0.49, "11.3 ng/mL"), (0.65, "5.0-15.0"), (0.81, ">20.0")),
        ((0.1, "检测方法：酶放大免疫法"), (0.5, "本报告仅对本次检测样本负责")),
    )
    assert told(read) == [
        ("茶碱", "11.2", "μg/mL", "10.0~20.0"),
        ("他克莫司(谷浓度C0)", "11.3", "ng/mL", "5.0~15.0"),
    ]


def test_a_raised_nine_read_as_a_ring_is_a_nine_and_no_flag() -> None:
    read = cells_page(
        ((0.1, "检验项目"), (0.35, "参考范围"), (0.5, "结果"), (0.65, "单位")),
        ((0.1, "WBC 白细胞"), (0.35, "3.50~9.50"), (0.5, "7.02"), (0.65, "×10°/L")),
        ((0.1, "EO# 嗜酸细胞"), (0.35, "0.02~0.52"), (0.5, "0.34"), (0.65, "×10/L")),
        ((0.1, "NRBC 有核红细胞"), (0.35, "0.00~0.03"), (0.5, "0.01"), (0.65, "×10/L")),
        ((0.1, "RBC 红细胞"), (0.35, "4.30~5.80"), (0.5, "5.06"), (0.65, "×1012/L")),
    )
    items_ = find_lab_items([read])
    assert [item.unit for item in items_] == ["10^9/L", "10^9/L", "10^9/L", "10^12/L"]
    assert [item.flag for item in items_] == [None, None, None, None]


def test_a_code_in_square_brackets_is_the_whole_code() -> None:
    read = cells_page(
        ((0.1, "项目"), (0.4, "单位"), (0.55, "检测值"), (0.7, "参考区间")),
        ((0.1, "凝血酶原活动度[PT%]"), (0.4, "%"), (0.55, "60 L"), (0.7, "70-130")),
        ((0.1, "[纤维蛋白原"), (0.4, "g/L"), (0.55, "2.30"), (0.7, "2.00-4.00")),
    )
    assert told(read) == [
        ("凝血酶原活动度[PT%]", "60", "%", "70~130"),
        ("纤维蛋白原", "2.30", "g/L", "2.00~4.00"),
    ]


def test_a_code_set_out_to_the_left_is_the_name_it_stands_before() -> None:
    read = cells_page(
        ((0.1, "检验项目"), (0.24, "参考范围"), (0.34, "结果"), (0.45, "单位"),
         (0.555, "检验项目"), (0.69, "参考范围"), (0.78, "结果"), (0.88, "单位")),
        ((0.05, "LY% 淋巴细胞"), (0.24, "20.0~50.0"), (0.34, "39.3"), (0.45, "%"),
         (0.503, "HCT 红细胞压积"), (0.69, "40.0~50.0"), (0.78, "44.7"), (0.88, "%")),
        ((0.05, "MO% 单核细胞"), (0.24, "3.0~10.0"), (0.34, "4.5"), (0.45, "%"),
         (0.493, "PCT 血小板压积"), (0.69, "0.11~0.28"), (0.78, "0.20"), (0.88, "%")),
    )  # fmt: skip
    assert [name for name, *_ in told(read)] == ["LY% 淋巴细胞", "MO% 单核细胞", "HCT 红细胞压积", "PCT 血小板压积"]


def test_a_name_wraps_in_a_table_of_one_row() -> None:
    read = page(
        *(
            Line(text, 0.99, Box.clipped(left, top, left + width(text), top + HEIGHT))
            for left, top, text in (
                (0.08, 0.2, "检测项目"), (0.5, 0.2, "检测结果"), (0.62, 0.2, "单位"), (0.76, 0.2, "参考区间"),
                (0.08, 0.23, "EB病毒脱氧核糖核酸定量检测("), (0.5, 0.23, "6.54E+04"), (0.76, 0.23, "<4.00E+02"),
                (0.08, 0.245, "血浆)"), (0.08, 0.3, "备注："),
            )
        )
    )  # fmt: skip
    assert [name for name, *_ in told(read)] == ["EB病毒脱氧核糖核酸定量检测(血浆)"]


def test_a_star_read_as_a_character_before_the_range_is_a_flag() -> None:
    read = cells_page(
        ((0.1, "检测项目"), (0.4, "结果"), (0.6, "参考区间")),
        ((0.1, "抗Sc1-70抗体"), (0.4, "强阳性(+++)"), (0.6, "大阴性(-)")),
        ((0.1, "抗Sm抗体"), (0.4, "弱阳性(±)"), (0.6, "★阴性(-)")),
    )
    assert [(name, reference) for name, _, _, reference in told(read)] == [
        ("抗Scl-70抗体", "阴性(-)"),
        ("抗Sm抗体", "阴性(-)"),
    ]

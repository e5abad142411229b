"""Laboratory items: the three recorded photographs of one real report, and tables in the ways laboratories set them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.lab_flags import computed_flag, settle_flag
from intake.extract.lab_words import clean_reference, clean_unit, clean_value
from intake.extract.labs import find_lab_items
from intake.page import Line
from models.codes import Flag
from models.document import LabItem
from models.place import Box
from tests.intake.extract.setting import Cell, lines_of, read_page, set_line

RECORDED = Path(__file__).parent / "recorded_labs"

BLOOD_COUNT = """
白细胞计数 3.86 10^9/L 4.00~10.00 low
中性粒细胞计数 1.68 10^9/L 1.80~6.40 low
淋巴细胞计数 1.48 10^9/L 1.00~3.30 -
单核细胞计数 0.49 10^9/L 0.20~1.00 -
嗜酸性粒细胞计数 0.17 10^9/L 0.00~0.50 -
嗜碱性粒细胞计数 0.04 10^9/L 0.02~0.10 -
中性粒细胞百分比 43.60 % 40.00~75.00 -
淋巴细胞百分比 38.3 % 18.0~40.0 -
单核细胞百分比 12.70 % 3.50~10.00 high
嗜酸性粒细胞百分 4.40 % 0.00~5.00 -
嗜碱性粒细胞百分 1.00 % 0.00~1.50 -
红细胞计数 4.35 10^12/ 4.00~5.50 -
血红蛋白 122 g/l 120~160 -
红细胞压积 39.2 L/L 42.0~49.0 low
红细胞平均体积 90.1 fl 82.0~95.0 -
平均血红蛋白 28.0 pg 27.0~33.0 -
平均血红蛋白浓度 311 g/l 320~360 low
红细胞分布宽度 13.4 % 10.6~15.0 -
血小板计数 171 10^9/L 100~300 -
血小板压积 0.20 L/L 0.11~0.28 -
血小板分布宽度 13.7 % 15.1~18.1 low
平均血小板体积 11.70 fL 6.00~14.00 -
""".strip().splitlines()


def as_text(item: LabItem) -> str:
    return f"{item.name} {item.value} {item.unit} {item.reference} {item.flag.value if item.flag else '-'}"


@pytest.mark.parametrize("number", [1, 2, 7])
def test_all_items_of_the_photographed_report(number: int) -> None:
    recorded = json.loads((RECORDED / f"photo_{number}.json").read_text(encoding="utf-8"))
    lines = [Line(text, confidence, Box.clipped(*box)) for text, confidence, box in recorded]
    assert [as_text(item) for item in find_lab_items([read_page(lines)])] == BLOOD_COUNT


Row = str | Sequence[Cell]
HEADER: Row = ((0.1, "检验项目"), (0.35, "结果"), (0.5, "单位"), (0.65, "参考范围"))


def items(*rows: Row) -> list[str]:
    return [as_text(item) for item in find_lab_items([read_page(lines_of(*rows, top=0.2))])]


def row(name: str, value: str, unit: str = "", reference: str = "") -> Row:
    cells = ((0.1, name), (0.35, value), (0.5, unit), (0.65, reference))
    return tuple(cell for cell in cells if cell[1])


def test_names_keep_numbers_that_belong_to_them() -> None:
    names = [
        "糖类抗原125",
        "糖类抗原19-9",
        "CA153",
        "补体C3",
        "维生素B12",
        "25-羟基维生素D",
        "β2微球蛋白",
        "细胞角蛋白19片段",
    ]
    found = items(HEADER, *(row(name, "6.5", "U/mL", "0.0~35.0") for name in names))
    assert found == [f"{name} 6.5 U/mL 0.0~35.0 -" for name in names]


def test_serial_numbers_are_no_part_of_names_in_their_own_column_or_glued() -> None:
    rows = [row(f"{number}{name}", "1.0", "g/L", "0.5~2.0") for number, name in enumerate(("钾", "钠", "氯"), 1)]
    assert [text.split()[0] for text in items(HEADER, *rows)] == ["钾", "钠", "氯"]
    apart: list[Row] = [((0.05, str(number)), (0.1, "钾"), (0.35, "4.0")) for number in (1, 2, 3)]
    header = ((0.05, "NO"), *HEADER)
    assert [text.split()[0] for text in items(header, *apart)] == ["钾", "钾", "钾"]


def test_a_value_glued_to_its_name() -> None:
    assert items(HEADER, row("嗜酸性粒细胞计数0.17", "", "10~9/L", "0.00~0.50")) == [
        "嗜酸性粒细胞计数 0.17 10^9/L 0.00~0.50 -"
    ]


def test_slips_that_no_name_can_hold_are_repaired() -> None:
    names = ["自细胞计数", "淋巴组胞百分比", "抗链球菌溶血素0"]
    found = items(HEADER, *(row(name, "1.0", "g/L", "0.5~2.0") for name in names))
    assert [text.split()[0] for text in found] == ["白细胞计数", "淋巴细胞百分比", "抗链球菌溶血素O"]


def test_a_column_whose_heading_was_misread_keeps_its_words() -> None:
    header = ((0.05, "检验项目"), (0.3, "结写"), (0.45, "结果"), (0.6, "参考范围"))
    cells = ((0.05, "白细胞"), (0.3, "WBC"), (0.45, "8.1"), (0.6, "4-10"))
    assert items(header, cells) == ["白细胞 8.1 None 4~10 -"]


def test_qualitative_results_and_open_ranges() -> None:
    found = items(
        HEADER,
        row("乙肝表面抗原", "阳性(+)", "", "阴性"),
        row("乙肝表面抗体", "阴性", "", "阴性"),
        row("肌钙蛋白I", "<0.01", "ng/mL", "<0.04"),
        row("抗核抗体", "1:320", "", "<1:100"),
    )
    assert found[:3] == [
        "乙肝表面抗原 阳性(+) None 阴性 abnormal",
        "乙肝表面抗体 阴性 None 阴性 -",
        "肌钙蛋白I <0.01 ng/mL <0.04 -",
    ]


def test_the_letter_of_a_unit_is_no_figure_of_its_value() -> None:
    header = ((0.05, "项目"), (0.45, "结果"), (0.8, "参考范围"))
    found = items(
        header,
        ((0.05, "类风湿因子IgM"), (0.45, "4.81U/mL"), (0.8, "≤14.0IU/mL")),
        ((0.05, "抗链球菌溶血素"), (0.45, "251U/mL"), (0.8, "0-200IU/mL")),
        ((0.05, "糖类抗原125"), (0.45, "20.1U/mL"), (0.8, "0-35.0U/mL")),
        ((0.05, "甲状腺球蛋白抗体"), (0.45, "4.11U/mL"), (0.8, "0-4.11IU/mL")),
    )
    assert found == [
        "类风湿因子IgM 4.8 IU/mL ≤14.0 -",
        "抗链球菌溶血素 25 IU/mL 0~200 -",
        "糖类抗原125 20.1 U/mL 0~35.0 -",
        "甲状腺球蛋白抗体 4.11 U/mL 0~4.11 -",
    ]


def test_powers_of_ten_and_titres_are_one_number_each() -> None:
    found = items(
        HEADER,
        row("乙型肝炎病毒脱氧核糖核酸", "9.44×10^4", "IU/mL", "<1.00×10^2"),
        row("丙型肝炎病毒核糖核酸", "5.1×10^1", "IU/mL", "<1.00×10^2"),
        row("抗核抗体滴度", "1:320", "", "<1:100"),
        row("抗双链DNA抗体滴度", "<1:100", "", "<1:100"),
        row("红细胞沉降率", "13", "mm/1h", "0~20"),
        row("丙型肝炎抗体", "0.48", "S/CO", "<1.00"),
        row("Y-谷氨酰基转移酶", "47", "U/L", "10~60"),
    )
    assert found == [
        "乙型肝炎病毒脱氧核糖核酸 9.44×10^4 IU/mL <1.00×10^2 high",
        "丙型肝炎病毒核糖核酸 5.1×10^1 IU/mL <1.00×10^2 -",
        "抗核抗体滴度 1:320 None <1:100 high",
        "抗双链DNA抗体滴度 <1:100 None <1:100 -",
        "红细胞沉降率 13 mm/1h 0~20 -",
        "丙型肝炎抗体 0.48 S/CO <1.00 -",
        "γ-谷氨酰基转移酶 47 U/L 10~60 -",
    ]


def test_results_flush_left_under_centred_headings_are_no_names() -> None:
    header: Row = ((0.12, "项目"), (0.40, "结果"), (0.74, "参考值"))
    found = items(
        header,
        ((0.08, "HBsAg"), (0.22, ">250.00 IU/mL"), (0.66, "<0.05 IU/mL")),
        ((0.08, "HBsAb"), (0.22, "0.31 mIU/mL"), (0.66, "<10.00 mIU/mL")),
        ((0.08, "HBeAg"), (0.22, "1.42 S/C0"), (0.66, "<1.00 S/C0")),
    )
    assert found == ["HBsAg >250.00 IU/mL <0.05 high", "HBsAb 0.31 mIU/mL <10.00 -", "HBeAg 1.42 S/CO <1.00 high"]


def test_a_count_may_be_a_span_and_a_unit_may_have_a_tail() -> None:
    assert items(
        HEADER,
        row("红细胞", "3-5", "/HP", "未见"),
        row("D-二聚体", "2.84", "mg/L FEU", "0-0.55"),
        row("白介素-6", "36.10", "pg/mL", "0-7.00"),
    ) == ["红细胞 3-5 /HP 未见 -", "D-二聚体 2.84 mg/L FEU 0~0.55 high", "白介素-6 36.10 pg/mL 0~7.00 high"]


def test_a_flag_read_with_the_range_beside_it() -> None:
    found = items(HEADER, row("尿酮体", "阳性(1+)", "", "异常 阴性(-)"), row("尿比重", "1.043", "", "高1.003~1.030"))
    assert found == ["尿酮体 阳性(1+) None 阴性(-) abnormal", "尿比重 1.043 None 1.003~1.030 high"]


def test_side_by_side_tables_are_read_one_after_the_other() -> None:
    header = ((0.05, "项目名称"), (0.2, "结果"), (0.3, "参考值"), (0.5, "项目名称"), (0.68, "结果"), (0.78, "参考值"))
    found = items(
        header,
        ((0.05, "钾"), (0.2, "4.0"), (0.3, "3.5-5.3"), (0.5, "氯"), (0.68, "120"), (0.78, "99-110")),
        ((0.05, "钠"), (0.2, "130"), (0.3, "137-147")),
    )
    assert found == ["钾 4.0 None 3.5~5.3 -", "钠 130 None 137~147 low", "氯 120 None 99~110 high"]


def test_a_wrapped_name_is_put_together() -> None:
    lines = lines_of(
        HEADER, row("钾", "4.0", "mmol/L", "3.5~5.3"), row("低密度脂蛋白胆", "3.1", "mmol/L"), row("钠", "140"), top=0.2
    )
    lines.append(Line("固醇", 0.98, Box.clipped(0.1, 0.296, 0.14, 0.31)))
    names = [item.name for item in find_lab_items([read_page(lines)])]
    assert names == ["钾", "低密度脂蛋白胆固醇", "钠"]


def test_the_foot_of_the_report_holds_no_items() -> None:
    found = items(HEADER, row("钾", "4.0", "mmol/L", "3.5~5.3"), "检验者：林一舟  审核者：周英", row("电话", "8250"))
    assert len(found) == 1


def test_a_table_goes_on_under_the_header_of_the_page_before() -> None:
    first = read_page(lines_of(HEADER, row("钾", "4.0", "mmol/L", "3.5~5.3")))
    second = read_page(lines_of(row("钠", "140", "mmol/L", "137~147")))
    assert [item.name for item in find_lab_items([first, second])] == ["钾", "钠"]


def test_papers_without_a_table_have_no_items() -> None:
    assert items("姓名：李建国  年龄：63岁", "诊断：高血压病3级", "血压 160/90mmHg") == []


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("10~9/L", "10^9/L"),
        ("10*9/L", "10^9/L"),
        ("10＾9/L", "10^9/L"),
        ("10９/L", "10^9/L"),
        ("109/L", "10^9/L"),
        ("×10^9/L", "10^9/L"),
        ("10⁹/L", "10^9/L"),
        ("10~9/1", "10^9/L"),
        ("10~12", "10^12/"),
        ("1012/L", "10^12/L"),
        ("g/1", "g/l"),
        ("g/L", "g/L"),
        ("f1", "fl"),
        ("fL", "fL"),
        ("mmo1/L", "mmol/L"),
        ("mmolL", "mmol/L"),
        ("pgmL", "pg/mL"),
        ("mL/min/1.73m2", "mL/min/1.73m2"),
        ("％", "%"),
        ("9", "%"),
        ("S", "s"),
    ],
)
def test_units_read_badly(written: str, unit: str) -> None:
    assert clean_unit(written) == unit


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("3.5-5.3", "3.5~5.3"),
        ("3.5～5.3", "3.5~5.3"),
        ("3.5—5.3", "3.5~5.3"),
        ("3.5 -- 5.3", "3.5~5.3"),
        ("(3.5-5.3)", "3.5~5.3"),
        ("＜0.04", "<0.04"),
        ("阴性(-)", "阴性(-)"),
    ],
)
def test_references_with_any_dash(written: str, reference: str) -> None:
    assert clean_reference(written) == reference


def test_a_decimal_comma_is_a_point_where_the_range_has_points() -> None:
    assert clean_value("4,40", "0.00~5.00") == "4.40"
    assert clean_value("4,40", "0~5") == "4,40"


@pytest.mark.parametrize(
    ("value", "reference", "printed", "flag"),
    [
        ("3.86", "4.00~10.00", "", Flag.LOW),
        ("3.86", "4.00~10.00", "↓", Flag.LOW),
        ("12", "4~10", "个", Flag.HIGH),
        ("12", "4~10", "T", Flag.HIGH),
        ("5", "4~10", "", None),
        ("5", "4~10", "↑", Flag.HIGH),
        ("5", "", "H", Flag.HIGH),
        ("5", "", "", None),
        ("12", "4~10", "*", Flag.HIGH),
        ("阳性", "", "*", Flag.ABNORMAL),
        ("阳性", "阴性", "", Flag.ABNORMAL),
        ("弱阳性", "阴性(-)", "", Flag.ABNORMAL),
        ("阴性", "阴性", "", None),
        ("<0.5", "<5.0", "", None),
        ("<0.5", "1.0~5.0", "", Flag.LOW),
        (">100", "0~40", "", Flag.HIGH),
        ("7.2", "<5.2", "", Flag.HIGH),
        ("0.9", ">1.0", "", Flag.LOW),
        ("130", "男:120~160女:110~150", "", None),
        ("90", "男:120~160女:110~150", "", Flag.LOW),
        ("115", "男:120~160女:110~150", "", None),
    ],
)
def test_flags_printed_or_computed(value: str, reference: str, printed: str, flag: Flag | None) -> None:
    assert settle_flag(value, reference or None, printed) is flag


@given(st.decimals(0, 999, places=2), st.decimals(0, 999, places=2), st.decimals(0, 999, places=2))
def test_a_value_is_high_or_low_only_outside_its_range(value: object, one: object, other: object) -> None:
    number, (low, high) = float(str(value)), sorted((float(str(one)), float(str(other))))
    flag = computed_flag(f"{number:.2f}", f"{low:.2f}~{high:.2f}")
    assert (flag is Flag.LOW) == (number < low)
    assert (flag is Flag.HIGH) == (number > high)


def test_abbreviations_methods_and_marks_have_columns_of_their_own() -> None:
    header = (
        (0.05, "项目"),
        (0.15, "英文"),
        (0.3, "结果"),
        (0.4, "提示"),
        (0.5, "参考区间"),
        (0.7, "单位"),
        (0.8, "方法"),
    )
    cells = ((0.05, "白细胞"), (0.15, "WBC"), (0.3, "8.1"), (0.4, "↑"), (0.5, "4-10"), (0.7, "10^9/L"), (0.8, "流式法"))
    glued = ((0.05, "钾"), (0.15, "K"), (0.3, "3.1↓"), (0.5, "3.5～5.3"), (0.7, "mmol/L"), (0.8, "电极法"))
    assert items(header, cells, glued) == ["白细胞 8.1 10^9/L 4~10 high", "钾 3.1 mmol/L 3.5~5.3 low"]


def test_a_urine_report_with_words_and_signs() -> None:
    header = ((0.1, "检查项目名称"), (0.4, "检验结果"), (0.6, "正常参考值"))
    found = items(
        header,
        ((0.1, "颜色"), (0.4, "淡黄色"), (0.6, "淡黄色")),
        ((0.1, "尿蛋白"), (0.4, "2+"), (0.6, "阴性")),
        ((0.1, "葡萄糖"), (0.4, "-"), (0.6, "阴性")),
        ((0.1, "比重"), (0.4, "1.020"), (0.6, "1.003~1.030")),
    )
    assert found == [
        "颜色 淡黄色 None 淡黄色 -",
        "尿蛋白 2+ None 阴性 abnormal",
        "葡萄糖 - None 阴性 -",
        "比重 1.020 None 1.003~1.030 -",
    ]


def test_units_behind_values_where_there_is_no_column_for_them() -> None:
    header = ((0.1, "检验项目"), (0.4, "结果"), (0.6, "参考值"))
    found = items(header, ((0.1, "空腹血糖"), (0.4, "8.2mmol/L"), (0.6, "3.9-6.1mmol/L")))
    assert found == ["空腹血糖 8.2 mmol/L 3.9~6.1 high"]


def test_a_table_whose_header_was_not_read_is_known_by_its_ranges() -> None:
    found = items(*(row(name, "4.0", "mmol/L", "3.5~5.3") for name in ("钾", "钠", "氯", "钙")))
    assert found == [f"{name} 4.0 mmol/L 3.5~5.3 -" for name in ("钾", "钠", "氯", "钙")]


BY_SEX: tuple[Row, ...] = (
    HEADER,
    row("白细胞", "5.0", "10^9/L", "3.5-9.5"),
    row("肌酐", "90", "μmol/L", "男:57-97女:41-81"),
    row("尿酸", "300", "μmol/L", "男:208-428女:155-357"),
)


@pytest.mark.parametrize(("sex", "flag"), [("male", None), ("female", Flag.HIGH), (None, None)])
def test_of_a_range_by_sex_the_patients_decides(sex: Literal["male", "female"] | None, flag: Flag | None) -> None:
    found = find_lab_items([read_page(lines_of(*BY_SEX, top=0.2))], sex)
    assert [item.flag for item in found] == [None, flag, None]


def test_a_range_in_two_lines_is_one() -> None:
    lines = lines_of(
        HEADER,
        row("钾", "4.0", "mmol/L", "3.5-5.3"),
        row("肌酐", "90", "μmol/L"),
        row("钠", "140", "mmol/L", "137-147"),
        top=0.2,
    )
    lines += [set_line("女:41-81", 0.65, 0.289), set_line("男:57-97", 0.65, 0.273)]
    assert [item.reference for item in find_lab_items([read_page(lines)])] == ["3.5~5.3", "男:57~97女:41~81", "137~147"]


def test_a_percentage_says_its_unit_itself() -> None:
    assert items(HEADER, row("中性粒细胞百分比", "66.6", "", "40.0-75.0"), row("红细胞计数", "4.5", "", "4.3-5.8")) == [
        "中性粒细胞百分比 66.6 % 40.0~75.0 -",
        "红细胞计数 4.5 None 4.3~5.8 -",
    ]

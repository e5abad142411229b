"""Fields of ruled grids: what stands in which cell, and what must not be taken for a value."""

import numpy as np
import pytest

from intake.extract.fields import extract_fields
from intake.extract.find_rules import find_grid
from intake.extract.rules import split_at_rules
from intake.page import Line, ReadPage
from models.codes import DocType
from models.document import Diagnosis, FieldName
from models.place import Box
from tests.intake.extract.ruled import HEIGHT, WIDTH, bare_page, curled, line_at, page_of, ruled_page

FORM = DocType.APPLICATION_FORM
CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE


def value(page: ReadPage, name: FieldName, kind: DocType = FORM) -> object:
    fields = extract_fields(kind, [page])
    return fields[name].value if name in fields else "not named"


def diagnoses(page: ReadPage, kind: DocType = FORM) -> list[str]:
    found = value(page, "diagnoses", kind)
    return [one.text for one in found if isinstance(one, Diagnosis)] if isinstance(found, tuple) else []


def test_the_value_stands_right_of_its_label() -> None:
    page = ruled_page(
        [(0.14, "姓名"), (0.2, "王建国"), (0.14, "性别"), (0.1, "男")], [(0.14, "现住址"), (0.44, "南充市顺庆区1号")]
    )
    assert value(page, "patient_name") == "王建国"
    assert value(page, "sex") == "male"
    assert value(page, "address") == "南充市顺庆区1号"


def test_a_wrapped_value_is_one_and_ends_with_its_cell() -> None:
    page = ruled_page(
        [
            (0.14, "申请病种"),
            (0.2, "恶性肿瘤放、化、\n介入或核素治疗"),
            (0.16, "定点医疗机构"),
            (0.26, "南充市果城中心医院"),
        ],
        [(0.14, "临床诊断"), (0.62, "1.右肺上叶腺癌\n2.高血压病2级")],
    )
    assert value(page, "applied_disease") == "恶性肿瘤放、化、介入或核素治疗"
    assert value(page, "hospital_name") == "南充市果城中心医院"
    assert diagnoses(page) == ["右肺上叶腺癌", "高血压病2级"]


def test_a_label_may_be_wrapped_and_stand_in_the_middle_of_its_cell() -> None:
    page = ruled_page(
        [(0.1, "入院\n诊断"), (0.7, "1.肺炎\n2.哮喘\n3.便秘")],
        [(0.1, "出院\n诊断"), (0.7, "1.社区获得性肺炎\n2.支气管哮喘\n3.习惯性便秘\n4.脂肪肝")],
        [(0.1, "出院\n医嘱"), (0.7, "1.戒烟。\n2.按时服药。")],
    )
    kind = DocType.DISCHARGE_SUMMARY
    assert diagnoses(page, kind) == ["社区获得性肺炎", "支气管哮喘", "习惯性便秘", "脂肪肝"]
    assert value(page, "treatment_advice", kind) == "1.戒烟。\n2.按时服药。"


def test_kinds_of_diagnoses_in_cells_of_their_own() -> None:
    pixels = ruled_page(
        [(0.12, "诊断"), (0.1, "中医"), (0.6, "消渴病（气阴两虚证）")],
        [(0.12, ""), (0.1, "西医"), (0.6, "1.2型糖尿病性肾病 2.高血压病3级")],
    )
    # The cell of 诊断 stands beside both rows: the rule through it is taken out, and its word set in the middle.
    image = np.array(pixels.image.pixels)
    image[round(0.15 * HEIGHT) + 6 : round(0.22 * HEIGHT) - 6, round(0.08 * WIDTH) + 4 : round(0.2 * WIDTH) - 4] = 250
    lines = [*(line for line in pixels.lines if line.text != "诊断"), line_at("诊断", 0.1, 0.18)]
    page = page_of(image, lines)
    assert diagnoses(page, CERTIFICATE) == ["消渴病（气阴两虚证）", "2型糖尿病性肾病", "高血压病3级"]


def test_labels_over_their_values() -> None:
    page = ruled_page([(0.2, "患者姓名\n李秀英"), (0.12, "性别\n女"), (0.3, "就诊科室\n心血管内科")])
    assert value(page, "patient_name", CERTIFICATE) == "李秀英"
    assert value(page, "sex", CERTIFICATE) == "female"
    assert value(page, "department", CERTIFICATE) == "心血管内科"


def test_an_empty_cell_is_empty_whatever_stands_below_it() -> None:
    page = ruled_page([(0.14, "联系电话"), (0.3, "")], [(0.14, "备注"), (0.3, "13812345678")])
    assert value(page, "phone") is None


def test_a_table_of_diagnoses_with_their_codes() -> None:
    page = ruled_page(
        [(0.1, "序号"), (0.4, "诊断名称"), (0.2, "ICD编码")],
        [(0.1, "1"), (0.4, "脑梗死后遗症"), (0.2, "I69.300")],
        [(0.1, "2"), (0.4, "高血压病3级"), (0.2, "I10.x05")],
    )
    found = value(page, "diagnoses", CERTIFICATE)
    assert found == (Diagnosis(text="脑梗死后遗症", icd10="I69.300"), Diagnosis(text="高血压病3级", icd10="I10.x05"))


def test_the_part_that_a_physician_fills_in_names_no_department() -> None:
    page = ruled_page([(0.14, "诊断科室\n医师认定\n意见"), (0.6, "同意认定。\n医师签名：王一\n2025年3月2日")])
    assert value(page, "department") == "not named"


@pytest.mark.parametrize("rule", ["ruled", "bare"])
def test_only_rules_make_cells(rule: str) -> None:
    page = ruled_page([(0.2, "姓名"), (0.2, "王一")]) if rule == "ruled" else bare_page(line_at("姓名", 0.1, 0.2))
    grid = find_grid(page)
    assert (grid.cell(*page.lines[0].box.center) is not None) is (rule == "ruled")


def test_what_was_read_across_a_rule_is_taken_apart_at_it() -> None:
    page = ruled_page([(0.2, ""), (0.2, "")])
    across = line_at("联系电话 13812345678", 0.19, 0.16)
    crossed = ReadPage(page.image, (across,), page.geometry)
    parts = [line.text for line in split_at_rules(crossed, find_grid(crossed))]
    assert parts == ["联系电话", "13812345678"]


def test_the_dashes_of_a_perforation_are_no_text() -> None:
    dashes = [line_at("1", 0.4, 0.2 + 0.05 * place) for place in range(5)]
    page = bare_page(line_at("处理意见：休息三天", 0.45, 0.2), line_at("1", 0.8, 0.5), *dashes)
    kept = [line.text for line in split_at_rules(page, find_grid(page))]
    assert kept.count("1") == 1, "a lone figure stays"
    assert "处理意见：休息三天" in kept


def test_a_frame_round_the_page_is_no_cell() -> None:
    page = ruled_page([(0.84, "患者姓名：邱玉璧\n性别：女\n同意手术。\n患者（或家属）签名：")], height=0.7)
    assert value(page, "patient_name", DocType.OTHER) == "邱玉璧"
    assert value(page, "sex", DocType.OTHER) == "female"


def test_coloured_ink_makes_no_rules() -> None:
    page = ruled_page([(0.2, "姓名"), (0.2, "王一")])
    red = page.image.pixels.copy()
    red[(red < 100).all(axis=2)] = (40, 40, 200)
    assert find_grid(page_of(red, page.lines)).level == ()


def test_labels_set_upright_in_narrow_cells() -> None:
    page = ruled_page([(0.06, ""), (0.2, "陈伟岩"), (0.06, ""), (0.1, "男")], height=0.06)
    upright = [
        Line("姓名", 0.98, Box.clipped(0.095, 0.16, 0.12, 0.2), vertical=True),
        Line("性别", 0.98, Box.clipped(0.355, 0.16, 0.38, 0.2), vertical=True),
    ]
    page = page_of(page.image.pixels, [*page.lines, *upright])
    assert value(page, "patient_name") == "陈伟岩"
    assert value(page, "sex") == "male"


def test_a_rule_that_is_broken_does_not_empty_the_cells_beside_it() -> None:
    page = ruled_page([(0.14, "临床诊断"), (0.62, "1.帕金森病\n2.便秘")], [(0.14, "联系电话"), (0.62, "13812345678")])
    grid = find_grid(page)
    level = sorted({round(rule.near, 2): rule for rule in grid.level}.items())[1][1]
    y = round(level.near * page.image.height)
    broken = page.image.pixels.copy()
    broken[y - 4 : y + 5, 300:500] = 250
    page = page_of(broken, page.lines)
    assert diagnoses(page) == ["帕金森病", "便秘"]
    assert value(page, "phone") == "13812345678"


def test_a_thin_rule_between_close_rows_of_print_is_whole() -> None:
    pixels = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    for y in (200, 235, 270, 305):
        pixels[y : y + 2, 80:900] = 205
    for x in (80, 300, 900):
        pixels[200:306, x : x + 2] = 60
    lines = []
    for y in (208, 243, 278):
        for stroke in range(120, 240, 6):
            pixels[y : y + 22, stroke : stroke + 2] = 20
        lines.append(line_at("主治医师", 0.12, (y + 3) / HEIGHT))
    lines += [line_at("南充市顺庆区人民医院", 0.4, 0.5 + 0.03 * number) for number in range(4)]
    grid = find_grid(page_of(pixels, lines))
    inner = [rule for rule in grid.level if 0.16 < rule.near < 0.2]
    assert len(inner) == 2
    assert all(rule.start < 0.09 and rule.end > 0.89 for rule in inner)


@pytest.mark.parametrize(("slant", "curl"), [(0.0, 0.0), (0.05, 0.0), (-0.05, 0.03), (0.03, 0.035), (0.0, -0.03)])
def test_a_form_that_leans_or_curls_keeps_its_cells(slant: float, curl: float) -> None:
    """Its rows are a row's height higher or lower at its right edge than at its left one."""
    names = (0.14, "姓名"), (0.2, "韦兴发"), (0.14, "性别"), (0.06, "男"), (0.14, "联系方式"), (0.16, "19102693389")
    place = (0.14, "参保地"), (0.4, "南充市阆中市"), (0.14, "医保编号"), (0.16, "367643741941")
    hospital = (0.14, "诊断医院"), (0.4, "营山县中医医院"), (0.14, "科室"), (0.16, "风湿免疫科")
    told = (0.14, "主要诊断"), (0.7, "1.类风湿关节炎\n2.骨质疏松症\n3.继发性干燥综合征")
    page = curled(ruled_page(names, place, hospital, told), slant, curl)
    found = {name: field.value for name, field in extract_fields(FORM, [page]).items()}
    assert (found["phone"], found["insured_number"]) == ("19102693389", "367643741941")
    assert (found["insured_place"], found["hospital_name"]) == ("南充市阆中市", "营山县中医医院")
    assert found["department"] == "风湿免疫科"
    assert diagnoses(page) == ["类风湿关节炎", "骨质疏松症", "继发性干燥综合征"]

"""Days, addresses and conclusions in the heads and feet of reports, prescriptions and receipts."""

from collections.abc import Sequence

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from models.document import Diagnosis
from tests.intake.extract.paper import line, page, written

T = DocType


def value(kind: DocType, name: str, *rows: str | Sequence[str]) -> object:
    fields = {str(field): found for field, found in extract_fields(kind, [written(*rows)]).items()}
    found = fields[name].value if name in fields else None
    if not isinstance(found, tuple):
        return found
    return [one.text if isinstance(one, Diagnosis) else one for one in found]


def test_the_day_a_sample_was_sent_is_not_the_reports() -> None:
    rows = [("送检日期", "2023-11-09"), "诊断：低分化腺癌。", ("初诊：乐正", "2023年11月13日")]
    assert value(T.PATHOLOGY_REPORT, "report_date", "姓名：王小明", *rows) == "2023-11-13"


def test_a_day_in_a_cell_of_its_own_needs_no_label() -> None:
    rows = [("就诊号：2405170031", "全科诊室", "2024-05-17"), "诊断：2型糖尿病", "医师：方圆"]
    assert value(T.PRESCRIPTION, "issue_date", "姓名：王小明", *rows) == "2024-05-17"
    assert value(T.INVOICE, "issue_date", ("医保类型：职工", "2024年06月12日"), ("项目", "金额")) == "2024-06-12"


def test_a_laboratorys_address_is_not_the_patients() -> None:
    assert value(T.LAB_REPORT, "address", "姓名：王小明", "地址：南都市科学大道168号　服务热线：400-820-0000") is None
    assert value(T.LAB_REPORT, "address", "姓名：王小明", "家庭住址：南都市科学大道168号") == "南都市科学大道168号"


def test_a_diagnosis_follows_its_label_in_a_row_without_colons() -> None:
    rows = [("住院号 2301187", "床号 09", "诊断乙肝肝硬化"), ("项目", "参考范围", "结果", "单位")]
    assert value(T.LAB_REPORT, "diagnoses", ("姓名 王小明", "性别 男"), *rows) == ["乙肝肝硬化"]


def test_drugs_are_no_diagnoses() -> None:
    table = [("药品名称及规格", "数量", "用法", "频次"), ("二甲双胍片", "2盒", "口服", "tid")]
    rows = [("科室：全科", "临床诊断：高血压病"), *table]
    assert value(T.PRESCRIPTION, "diagnoses", "姓名：王小明", *rows) == ["高血压病"]
    beside = [("门诊号：7002815", "诊断：水肿病"), "Rp", ("黄芪30g", "茯苓15g")]
    assert value(T.PRESCRIPTION, "diagnoses", "姓名：王小明", *beside) == ["水肿病"]


def test_criteria_below_a_conclusion_are_none_of_it() -> None:
    rows = ["印象：骨质疏松。", "WHO标准：T值≥-1.0正常；≤-2.5骨质疏松。"]
    assert value(T.EXAMINATION_REPORT, "diagnoses", "姓名：王小明", *rows) == ["骨质疏松"]


@pytest.mark.parametrize("title", ["肾脏早期损伤检测报告", "抗核抗体谱(15项)报告单", "检验结果汇总"])
def test_a_report_may_be_named_beside_its_hospital(title: str) -> None:
    sheet = page(
        line(title, 0.08, 0.05, 1.3), line("江汉仁和医院", 0.7, 0.052), line("姓名：王小明  性别：男", 0.08, 0.1)
    )
    assert extract_fields(DocType.LAB_REPORT, [sheet])["report_title"].value == title.replace("(", "（").replace(
        ")", "）"
    )


def test_a_bar_may_stand_between_a_label_and_its_value() -> None:
    found = extract_fields(
        T.LAB_REPORT, [written(("姓名|冯毅", "性别男", "年龄|27岁"), ("科室|神经内科", "病历号|ZY4391730"))]
    )
    told = {name: found[name].value for name in ("patient_name", "age", "department", "inpatient_number")}
    assert told == {"patient_name": "冯毅", "age": 27, "department": "神经内科", "inpatient_number": "ZY4391730"}


def test_a_name_read_with_the_sex_behind_it() -> None:
    found = extract_fields(T.LAB_REPORT, [written("孔显贵男 55岁", ("标本种类", "血清"))])
    assert (found["patient_name"].value, found["sex"].value, found["age"].value) == ("孔显贵", "male", 55)


def test_the_day_of_checking_is_the_reports_and_a_checker_is_none() -> None:
    assert value(T.LAB_REPORT, "report_date", ("采样 2024/09/12 08:39", "审核 2024/09/12 09:04")) == "2024-09-12"
    assert value(T.LAB_REPORT, "report_date", ("采样 2024/09/12 08:39", "审核 韩长顺")) != "2024-09-12"

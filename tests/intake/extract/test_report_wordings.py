"""The words that reports use for their titles, conclusions, days and hands, each in the same plain report."""

import pytest

from intake.classify import classify
from intake.extract.fields import extract_fields
from intake.extract.people import find_physicians
from intake.page import ReadPage
from models.codes import DocType
from tests.intake.extract.paper import texts, written

T = DocType


def report(
    *,
    name: str = "姓名",
    department: str = "申请科室",
    conclusion: str = "超声提示",
    note: str = "",
    day: str = "报告时间",
    signer: str = "报告医师",
) -> ReadPage:
    return written(
        (f"{name}：王芳", "性别：女", f"{department}：肾内科"),
        ("检查部位：腹部", "检查日期：2025-03-02"),
        "检查所见：肝脏表面不光整，实质回声增粗增强。",
        f"{conclusion}：",
        "1.肝硬化",
        "2.胆囊结石",
        *([note] if note else []),
        (f"{signer}：张建国", "审核人：李小红"),
        (f"{day}：2025-03-03 15:02", "打印时间：2025-03-06 09:00"),
    )


@pytest.mark.parametrize("name", ["受检人", "被检者", "被检查者", "受检者"])
def test_whoever_was_examined_is_the_patient(name: str) -> None:
    assert extract_fields(T.EXAMINATION_REPORT, [report(name=name)])["patient_name"].value == "王芳"


@pytest.mark.parametrize("ward", ["送检病区", "申请病区", "开单病区"])
def test_the_ward_that_asked_is_the_department(ward: str) -> None:
    assert extract_fields(T.EXAMINATION_REPORT, [report(department=ward)])["department"].value == "肾内科"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        *[
            (T.EXAMINATION_REPORT, label)
            for label in (
                "影像学提示",
                "检查结果提示",
                "超声检查提示",
                "心电图结论",
                "CT诊断意见",
                "印象诊断",
                "报告意见",
            )
        ],
        *[
            (T.PATHOLOGY_REPORT, label)
            for label in ("组织学诊断", "病理组织学诊断", "镜下诊断", "最后诊断", "病理结论")
        ],
    ],
)
def test_a_conclusion_is_read_at_whatever_it_is_called(kind: DocType, label: str) -> None:
    assert texts(extract_fields(kind, [report(conclusion=label)])["diagnoses"].value) == ["肝硬化", "胆囊结石"]


@pytest.mark.parametrize(
    "note",
    ["※此报告需医师签名后生效", "*本报告未经本院许可不得复制", "声明：本报告仅供临床参考", "温馨提示：请妥善保管"],
)
def test_a_note_on_the_report_is_no_conclusion(note: str) -> None:
    assert texts(extract_fields(T.EXAMINATION_REPORT, [report(note=note)])["diagnoses"].value) == ["肝硬化", "胆囊结石"]


@pytest.mark.parametrize("day", ["出报告时间", "报告完成时间", "报告日期时间"])
def test_the_reports_day_is_neither_the_studys_nor_the_prints(day: str) -> None:
    assert extract_fields(T.EXAMINATION_REPORT, [report(day=day)])["report_date"].value == "2025-03-03"


@pytest.mark.parametrize(
    ("signer", "role"),
    [("报告书写", "reporting"), ("病理诊断医师", "reporting"), ("终审医师", "reviewing"), ("报告审核人", "reviewing")],
)
def test_hands_of_a_report_by_their_part_in_it(signer: str, role: str) -> None:
    found = {one.name: one for one in find_physicians(T.PATHOLOGY_REPORT, [report(signer=signer)])}
    assert (found["张建国"].role, found["张建国"].title) == (role, None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("组织病理学诊断书", T.PATHOLOGY_REPORT), ("报告领取凭证", T.OTHER), ("胶片取单凭条", T.OTHER)],
)
def test_titles_of_pathology_and_of_slips(title: str, kind: DocType) -> None:
    rows = ["姓名：王芳", "检查项目：磁共振", "取报告时间：2025-03-02 16:00"] if kind is T.OTHER else ["姓名：王芳"]
    assert classify([written(*rows, headings=["南都市人民医院", title])])[0].guess.value is kind

"""Papers over several files are joined where they say so themselves, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from intake.join import join_files
from models.codes import ClarityGrade, ClarityKind, DocType
from models.document import Document
from tests.pipelines.builders import HOSPITAL, NAME, OTHER_NAME, paper, physician, seal

DISCHARGE, LAB, OTHER = DocType.DISCHARGE_SUMMARY, DocType.LAB_REPORT, DocType.OTHER
FIRST = f"{HOSPITAL}\n出院记录\n姓名：{NAME} 住院号：0012345\n第1页 共2页"
SECOND = "出院医嘱：低盐饮食\n医师签名：周医生\n第2页 共2页"


def first(file: str = "出院1.jpg", **said: Any) -> Document:
    values: dict[str, Any] = {"text": FIRST, "patient_name": NAME, "inpatient_number": "0012345", **said}
    return paper(DISCHARGE, file, **values)


def second(file: str = "出院2.jpg", kind: DocType = OTHER, **said: Any) -> Document:
    return paper(kind, file, **{"text": SECOND, **said})


def files_of(documents: tuple[Document, ...]) -> list[list[str]]:
    return [[source.name for source in document.sources] for document in documents]


def test_two_sides_of_a_card_are_one_paper() -> None:
    front = paper(DocType.ID_CARD_FRONT, "正面.jpg", sides=("front",), patient_name=NAME)
    back = paper(DocType.ID_CARD_BACK, "反面.jpg", sides=("back",))
    (card,) = join_files([back, front])
    assert card.sides == ("front", "back")
    assert card.doc_type.value is DocType.ID_CARD_FRONT
    assert [source.name for source in card.sources] == ["正面.jpg", "反面.jpg"]
    assert card.source == card.sources[0]


def test_of_two_cards_the_sides_are_left_apart() -> None:
    fronts = [paper(DocType.ID_CARD_FRONT, f"{name}.jpg", sides=("front",)) for name in ("a", "b")]
    back = paper(DocType.ID_CARD_BACK, "c.jpg", sides=("back",))
    assert len(join_files([*fronts, back])) == 3


def test_a_numbered_page_goes_on_with_its_paper() -> None:
    hidden = [(ClarityKind.BLUR, 0.3)]
    page = second(physicians=(physician(),), seals=(seal(),), grade=ClarityGrade.POOR, hidden=hidden)
    whole = join_files([first(), page])
    assert files_of(whole) == [["出院1.jpg", "出院2.jpg"]]
    assert whole[0].doc_type.value is DISCHARGE
    assert whole[0].text == f"{FIRST}\n{SECOND}"
    assert (len(whole[0].physicians), len(whole[0].seals)) == (1, 1)
    assert whole[0].clarity.grade is ClarityGrade.POOR


def test_pages_are_counted_not_spelled() -> None:
    pages = [first("页1.jpg", text=FIRST.replace("共2页", "共11页"))]
    pages += [second(f"页{number}.jpg", text=f"继续\n第{number}页 共11页") for number in range(2, 12)]
    in_upload_order = sorted(pages, key=lambda page: page.source.name)
    assert files_of(join_files(in_upload_order)) == [[f"页{number}.jpg" for number in range(1, 12)]]


@pytest.mark.parametrize(
    "said",
    [
        {"patient_name": OTHER_NAME},
        {"inpatient_number": "9912345"},
        {"hospital_name": "别的医院"},
        {"discharge_date": "2026-04-02"},
        {"text": SECOND.replace("第2页", "第3页")},
        {"text": SECOND.replace("共2页", "共3页")},
    ],
    ids=["patient", "number", "hospital", "day", "page", "total"],
)
def test_a_page_of_another_paper_is_left_alone(said: dict[str, Any]) -> None:
    one = first(hospital_name=HOSPITAL, discharge_date="2026-04-01")
    assert len(join_files([one, second(**said)])) == 2


def test_where_two_papers_wait_for_a_page_its_name_decides() -> None:
    one, other = first("甲1.jpg"), first("乙1.jpg")
    assert len(join_files([one, other, second("随手拍.jpg")])) == 3
    assert files_of(join_files([one, other, second("乙2.jpg")])) == [["甲1.jpg"], ["乙1.jpg", "乙2.jpg"]]


def test_an_untitled_page_needs_a_name_that_goes_on() -> None:
    bare = second(text="出院医嘱：低盐饮食")
    one = first(text=FIRST.replace("\n第1页 共2页", ""))
    assert len(join_files([one, bare])) == 1
    assert len(join_files([one, second("照片.jpg", text="出院医嘱：低盐饮食")])) == 2


def test_two_reports_with_titles_are_two() -> None:
    reports = [paper(LAB, f"化验{number}.jpg", text="检验报告单\n姓名：李晓明", patient_name=NAME) for number in (1, 2)]
    assert len(join_files(reports)) == 2


def test_pages_of_reports_with_other_numbers_are_not_joined() -> None:
    one = paper(LAB, "化验1.jpg", text="检验报告单\n样本号：20260401\n第1页 共2页", patient_name=NAME)
    page = paper(LAB, "化验2.jpg", text="检验报告单\n样本号：20260402\n第2页 共2页", patient_name=NAME)
    assert len(join_files([one, page])) == 2


def test_nothing_is_joined_within_one_file() -> None:
    one = first()
    page = second().model_copy(update={"source": one.source, "sources": one.sources})
    assert len(join_files([one, page])) == 2


def test_a_page_without_anything_to_read_is_for_a_person_and_no_fault() -> None:
    bare = second(text="", grade=ClarityGrade.UNREADABLE)
    (whole,) = join_files([first(text=FIRST.replace("\n第1页 共2页", "")), bare])
    assert whole.clarity.grade is ClarityGrade.POOR
    blurred = second(text="", grade=ClarityGrade.UNREADABLE, hidden=[(ClarityKind.BLUR, 1.0)])
    (spoiled,) = join_files([first(text=FIRST.replace("\n第1页 共2页", "")), blurred])
    assert spoiled.clarity.grade is ClarityGrade.UNREADABLE


def test_a_last_page_of_few_words_does_not_make_the_paper_poor() -> None:
    (whole,) = join_files([first(), second(grade=ClarityGrade.POOR, score=0.6)])
    assert whole.clarity.grade is ClarityGrade.GOOD
    (faint,) = join_files([first(), second(grade=ClarityGrade.POOR, score=0.85)])
    assert faint.clarity.grade is ClarityGrade.POOR
    (long,) = join_files(
        [first(), second(text=f"{SECOND}\n{'病情稳定，继续服药，定期复查。' * 9}", grade=ClarityGrade.POOR)]
    )
    assert long.clarity.grade is ClarityGrade.POOR


def test_beside_a_last_page_of_few_words_the_paper_keeps_its_problems_once_and_its_colour() -> None:
    page = second(grade=ClarityGrade.POOR, score=0.6)
    coloured = page.model_copy(update={"clarity": page.clarity.model_copy(update={"colour": "coloured"})})
    shaded = first(hidden=[(ClarityKind.SHADOW, 0.3)])
    grey = shaded.model_copy(update={"clarity": shaded.clarity.model_copy(update={"colour": "grey"})})
    (whole,) = join_files([grey, coloured])
    assert whole.clarity.problems == grey.clarity.problems
    assert whole.clarity.colour == "coloured"
    assert (whole.clarity.grade, whole.clarity.score) == (grey.clarity.grade, grey.clarity.score)


def test_a_form_signed_on_its_second_page_is_one() -> None:
    form = paper(
        DocType.APPLICATION_FORM, "申请表1.jpg", text="门诊慢特病病种待遇认定申请表\n姓名：李晓明", patient_name=NAME
    )
    signed = second("申请表2.jpg", text="专科医师签字：周医生\n科室盖章", physicians=(physician(),))
    (whole,) = join_files([form, signed])
    assert whole.physicians == (physician(),)

"""Which of a hospital's numbers is the visit's and which the stay's, by its label and by the paper."""

import pytest

from intake.extract.fields import extract_fields
from models.codes import DocType
from models.document import FieldName
from tests.intake.extract.paper import line, page, written

CERTIFICATE, VISIT, STAY = DocType.DIAGNOSIS_CERTIFICATE, DocType.OUTPATIENT_RECORD, DocType.DISCHARGE_SUMMARY
HEAD = "姓名：王小明  性别：男  年龄：56岁"
_KINDS: tuple[FieldName, ...] = ("inpatient_number", "outpatient_number")


def numbers(doc_type: DocType, *rows: str) -> dict[str, object]:
    fields = extract_fields(doc_type, [written(HEAD, *rows, "诊断：高血压病")])
    assert fields["patient_name"].value == "王小明"
    return {name: fields[name].value for name in _KINDS if name in fields}


@pytest.mark.parametrize("doc_type", [CERTIFICATE, VISIT, STAY])
@pytest.mark.parametrize(
    "row", ["{}：20250302118  科室：内科", "{} 20250302118  科室：内科", "科室：内科 {}：20250302118"]
)
@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("门诊ID", "outpatient_number"), ("就诊ID", "outpatient_number"), ("诊疗卡", "outpatient_number"),
        ("门诊流水号", "outpatient_number"), ("门(急)诊病历号", "outpatient_number"),
        ("门诊病案号", "outpatient_number"),
        ("住院ID", "inpatient_number"), ("病案号", "inpatient_number"),
    ],
)  # fmt: skip
def test_labels_that_tell_the_visit_from_the_stay(doc_type: DocType, row: str, label: str, kind: str) -> None:
    assert numbers(doc_type, row.format(label)) == {kind: "20250302118"}


@pytest.mark.parametrize("label", ["登记号", "患者ID", "病人ID", "ID号", "ID", "病人编号"])
def test_the_number_in_the_hospitals_computer_stands_for_the_visits_where_there_is_no_other(label: str) -> None:
    for doc_type in (CERTIFICATE, VISIT):
        assert numbers(doc_type, f"{label}：0000481233  科室：内科") == {"outpatient_number": "0000481233"}
        assert numbers(doc_type, f"门诊号：77120  {label}：0000481233") == {"outpatient_number": "77120"}
        assert numbers(doc_type, f"{label}：0000481233  住院号：77120") == {"inpatient_number": "77120"}
    for doc_type in (STAY, DocType.LAB_REPORT):
        assert not numbers(doc_type, f"{label}：0000481233  科室：内科")


@pytest.mark.parametrize("label", ["门诊/住院号", "住院(门诊)号", "门诊号/住院号"])
def test_a_number_of_either_is_told_by_the_paper_or_by_itself(label: str) -> None:
    assert numbers(STAY, f"{label}：481233") == {"inpatient_number": "481233"}
    assert numbers(VISIT, f"{label}：481233") == {"outpatient_number": "481233"}
    assert numbers(CERTIFICATE, f"{label}：ZY481233") == {"inpatient_number": "ZY481233"}
    assert numbers(CERTIFICATE, f"{label}：MZ481233") == {"outpatient_number": "MZ481233"}
    assert numbers(CERTIFICATE, f"{label}：481233", "就诊日期：2025年3月2日") == {"outpatient_number": "481233"}
    assert numbers(CERTIFICATE, f"{label}：481233", "入院日期：2025年3月2日") == {"inpatient_number": "481233"}
    assert not numbers(CERTIFICATE, f"{label}：481233")


@pytest.mark.parametrize("doc_type", [CERTIFICATE, VISIT, STAY])
@pytest.mark.parametrize("label", ["卡号", "流水号", "就诊序号", "就诊流水号", "健康档案号"])
def test_numbers_of_cards_and_slips_are_neither(doc_type: DocType, label: str) -> None:
    assert not numbers(doc_type, f"{label}：20250302118  科室：内科")


def test_the_number_of_a_record_is_the_visits_on_a_visits_record() -> None:
    assert numbers(VISIT, "病历号：481233") == {"outpatient_number": "481233"}
    assert numbers(STAY, "病历号：481233") == {"inpatient_number": "481233"}


def test_an_address_in_a_sentence_ends_where_the_sentence_goes_on() -> None:
    sentence = "患者王小明，男，56岁，家住江西省上饶市弋阳县滨河路104号7栋1061室因右侧肢体无力来我院诊治。"
    fields = extract_fields(CERTIFICATE, [written(sentence, "诊断：高血压病")])
    assert fields["address"].value == "江西省上饶市弋阳县滨河路104号7栋1061室"


def test_a_number_broken_at_the_margin_of_a_sentence() -> None:
    first = "患者王小明，男，56岁，因病于2025年3月2日入住我院肾内科，住院号：744"
    broken = [line(first, 0.1, 0.2), line("16597，诊断为高血压病。", 0.06, 0.225)]
    assert extract_fields(CERTIFICATE, [page(*broken)])["inpatient_number"].value == "74416597"
    entry = [line("住院号：74416597", 0.1, 0.2), line("2025年3月2日入院", 0.06, 0.225)]
    assert extract_fields(CERTIFICATE, [page(*entry)])["inpatient_number"].value == "74416597"

"""A corrected value re-judges the case; the machine's stays beside it, through supplements too."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Literal

import pytest

from models.codes import DocType, Outcome
from models.document import Diagnosis, Document
from models.error import UsageError
from pipelines.measure.truth import load_truth
from pipelines.review import receiving
from pipelines.review.claims import claim
from pipelines.review.correcting import Correction, correct, typed
from pipelines.review.deciding import Ruling, accept
from pipelines.review.face import case_face
from pipelines.review.learning import export_corrections
from pipelines.review.receiving import NewFile
from pipelines.review.refusals import QueueError
from pipelines.review.regions import weights_of
from pipelines.review.roles import Role
from pipelines.review.sheet import CaseSheet, case
from pipelines.review.staff import Member
from tests.pipelines.builders import NAME, OTHER_NAME, paper
from tests.pipelines.review.offices import CHANNEL, Desk, certificate
from tests.pipelines.review.test_claims import refusal

PAPER = certificate().id


def change(desk: Desk, who: Member, number: str, field: str, value: str | None) -> CaseSheet:
    """Correct what one sees, and look again."""
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    correct(desk.office, who, number, Correction(record_id, PAPER, field, value, "对照原件"))
    return case(desk.office, who, number)


def side(of: Literal["front", "back"], file: NewFile, **said: str) -> Document:
    """A side of an identity card, read from a file."""
    kind = DocType.ID_CARD_FRONT if of == "front" else DocType.ID_CARD_BACK
    read = paper(kind, file.name, sides=(of,), **said)
    moved = {"source": file.sha256}
    fields = {
        name: field.model_copy(update={"evidence": tuple(one.model_copy(update=moved) for one in field.evidence)})
        for name, field in read.fields.items()
    }
    source = read.source.model_copy(update={"sha256": file.sha256})
    return read.model_copy(
        update={"id": f"{file.sha256[:12]}-0", "source": source, "sources": (source,), "fields": fields}
    )


def joined(front: Document, back: Document) -> Document:
    """A card of both sides."""
    fields = {**front.fields, **back.fields}
    both = {"sides": ("front", "back"), "sources": (front.source, back.source), "fields": fields}
    return front.model_copy(update=both)


def outcome(sheet: CaseSheet, reason: str) -> Outcome | None:
    """How a finding came out; None where there is none."""
    assert sheet.record is not None
    told = [*sheet.record.findings, *(one for document in sheet.record.documents for one in document.findings)]
    return next((finding.outcome for finding in told if finding.reason == reason), None)


def test_a_corrected_name_settles_what_was_open(desk: Desk, who: Member) -> None:
    number = desk.held(who, certificate(OTHER_NAME))
    before = case(desk.office, who, number)
    assert outcome(before, "declared.person") is Outcome.UNSURE
    after = change(desk, who, number, "patient_name", NAME)
    assert outcome(after, "declared.person") is None
    assert after.record_id != before.record_id
    assert after.record is not None
    assert before.record is not None
    field = after.record.documents[0].fields["patient_name"]
    assert (field.value, field.raw, field.confidence) == (NAME, OTHER_NAME, 1.0)
    assert field.evidence == before.record.documents[0].fields["patient_name"].evidence
    assert after.record.provenance.weights == before.record.provenance.weights
    [made] = after.corrections
    assert (made.machine, made.value, made.who, made.why) == (OTHER_NAME, NAME, who.name, "对照原件")


def test_a_value_corrected_twice_keeps_what_the_machine_read(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    change(desk, who, number, "issue_date", "2026-05-21")
    sheet = change(desk, who, number, "issue_date", None)
    assert [(one.machine, one.value) for one in sheet.corrections] == [
        ("2026-05-20", "2026-05-21"),
        ("2026-05-20", None),
    ]
    sheet = change(desk, who, number, "age", "66")
    assert [(one.found, one.machine, one.value) for one in sheet.corrections[2:]] == [(False, None, 66)]


def test_a_corrected_type_asks_other_rules(desk: Desk, who: Member) -> None:
    number = desk.held(who)
    sheet = change(desk, who, number, "doc_type", "discharge_summary")
    assert sheet.record is not None
    assert sheet.record.documents[0].doc_type.value is DocType.DISCHARGE_SUMMARY
    assert sheet.corrections[0].machine == "diagnosis_certificate"


def test_a_supplement_does_not_undo_what_was_corrected(desk: Desk, who: Member) -> None:
    number = desk.held(who, certificate(OTHER_NAME))
    change(desk, who, number, "patient_name", NAME)
    receiving.supplement(desk.office, CHANNEL, number, [desk.file(b"more")], ("s", "p"))
    desk.read(certificate(OTHER_NAME), paper(DocType.LAB_REPORT, "报告.jpg", patient_name=NAME))
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    assert [document.fields["patient_name"].value for document in sheet.record.documents] == [NAME, NAME]


def test_a_cards_corrected_back_stays_corrected_when_its_front_comes(desk: Desk, who: Member, tmp_path: Path) -> None:
    front_file, back_file = desk.file(b"front", "正面.jpg"), desk.file(b"back", "反面.jpg")
    front, back = side("front", front_file, patient_name=NAME), side("back", back_file, valid_until="2026-01-01")
    number = desk.held(who, back, files=(back_file,))
    seen = case(desk.office, who, number).record_id
    assert seen is not None
    for field, value in (("valid_until", "2036-01-01"), ("address", "青山市红旗路1号")):
        seen, _ = correct(desk.office, who, number, Correction(seen, back.id, field, value))
    receiving.supplement(desk.office, CHANNEL, number, [front_file], ("s", "p"))
    desk.read(joined(front, back))
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    [card] = sheet.record.documents
    assert card.id != back.id
    assert (card.fields["valid_until"].value, card.fields["address"].value) == ("2036-01-01", "青山市红旗路1号")
    assert [one.papers for one in sheet.corrections] == [(card.id,)] * 2
    told = {
        field.name: field for field in case_face(sheet, weights_of(desk.office.settings, sheet.record)).papers[0].fields
    }
    assert (told["valid_until"].machine, told["address"].machine) == ("2026-01-01", "（未找到）")
    assert sheet.record_id is not None
    seen, _ = correct(desk.office, who, number, Correction(sheet.record_id, card.id, "valid_until", "长期"))
    assert case(desk.office, who, number).corrections[-1].machine == "2026-01-01"
    accept(desk.office, who, number, Ruling(seen, "齐全"))
    assert export_corrections(desk.office, who, tmp_path / "labelled") == 1
    [labelled] = load_truth(tmp_path / "labelled")
    assert {name: one.value for name, one in labelled.fields.items()} == {
        "valid_until": "长期",
        "address": "青山市红旗路1号",
    }


def test_a_correction_goes_with_the_page_it_stood_on(desk: Desk, who: Member) -> None:
    files = [desk.file(name.encode(), f"{name}.jpg") for name in ("front", "back", "newer back")]
    front, back, newer = (
        side("front", files[0], patient_name=OTHER_NAME),
        *(side("back", file, valid_until="2026-01-01") for file in files[1:]),
    )
    number = desk.held(who, joined(front, back), files=tuple(files[:2]))
    seen = case(desk.office, who, number).record_id
    assert seen is not None
    for field, value in (("patient_name", NAME), ("valid_until", "2036-01-01")):
        seen, _ = correct(desk.office, who, number, Correction(seen, front.id, field, value))
    replacing = NewFile(files[2].name, files[2].sha256, files[2].bytes, replaces="back.jpg")
    receiving.supplement(desk.office, CHANNEL, number, [replacing], ("s", "p"))
    desk.read(joined(front, newer))
    sheet = case(desk.office, who, number)
    assert sheet.record is not None
    [card] = sheet.record.documents
    assert (card.fields["patient_name"].value, card.fields["valid_until"].value) == (NAME, "2026-01-01")
    assert [one.papers for one in sheet.corrections] == [(card.id,), ()]


def test_a_paper_handed_in_twice_is_corrected_in_both_places(desk: Desk, who: Member) -> None:
    number = desk.held(who, certificate(OTHER_NAME), certificate(OTHER_NAME))
    sheet = change(desk, who, number, "patient_name", NAME)
    assert sheet.record is not None
    assert [paper.fields["patient_name"].value for paper in sheet.record.documents] == [NAME, NAME]


def test_what_the_machine_had_read_stays_masked_in_words(desk: Desk, who: Member) -> None:
    number = desk.held(who, certificate(OTHER_NAME))
    sheet = change(desk, who, number, "patient_name", NAME)
    assert sheet.shown(f"机器读成{OTHER_NAME}，应为{NAME}") == "机器读成赵**，应为李**"
    unread = desk.send()
    assert NAME not in case(desk.office, who, unread).shown(f"{NAME}来电")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("age", "66岁", 66),
        ("sex", "女", "female"),
        ("id_number", "51130219600307401x", "51130219600307401X"),
        ("issue_date", "2026-05-20", "2026-05-20"),
        ("valid_until", "长期", "长期"),
        ("diagnoses", "高血压；2型糖尿病", (Diagnosis(text="高血压"), Diagnosis(text="2型糖尿病"))),
        ("hospital_name", " 青山市第一人民医院 ", "青山市第一人民医院"),
        ("treatment_advice", "1.控制饮食\r\n2.规律服药\r\n", "1.控制饮食\n2.规律服药"),
        ("hospital_name", "", None),
    ],
)
def test_what_is_typed_becomes_the_fields_value(field: str, text: str, value: object) -> None:
    assert typed(field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("age", "六十六"), ("age", "-5"), ("age", "1_0"), ("age", "1000"), ("diagnoses", "；"), ("sex", "不详"),
        ("issue_date", "2026-W01-1"), ("issue_date", "20260131"), ("valid_until", "2026-W01-1"),
        ("issue_date", "2026-02-30"), ("issue_date", "二月"), ("doc_type", "paper"),
        ("doc_type", ""), ("seals", "公章"), ("hospital_name", "长" * 4001), ("hospital_name", "a\0b"),
    ],
)  # fmt: skip
def test_what_no_field_can_hold_is_refused_without_repeating_it(field: str, text: str) -> None:
    with pytest.raises(QueueError) as refused:
        typed(field, text)
    assert refused.value.code == "correction.invalid"
    assert not text or text not in str(refused.value)


def test_only_who_holds_the_case_corrects_it(desk: Desk, who: Member, other: Member) -> None:
    number = desk.ready()
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    wanted = Correction(record_id, PAPER, "age", "66")
    assert refusal(lambda: correct(desk.office, who, number, wanted)) == "case.not_claimed"
    claim(desk.office, who, number)
    assert refusal(lambda: correct(desk.office, other, number, wanted)) == "case.not_claimed"
    unknown = Correction(record_id, "none", "age", "66")
    assert refusal(lambda: correct(desk.office, who, number, unknown)) == "correction.invalid"


def test_corrections_of_decided_cases_become_labelled_papers(desk: Desk, who: Member, tmp_path: Path) -> None:
    upload = desk.file(b"paper")
    page = certificate(OTHER_NAME)
    source = page.source.model_copy(update={"sha256": upload.sha256, "name": "李晓明.jpg"})
    number = desk.held(who, page.model_copy(update={"source": source, "sources": (source,)}), files=(upload,))
    record_id = change(desk, who, number, "patient_name", NAME).record_id
    assert record_id is not None
    out = tmp_path / "labelled"
    assert export_corrections(desk.office, who, out) == 0
    accept(desk.office, who, number, Ruling(record_id, "齐全"))
    with pytest.raises(UsageError):
        export_corrections(desk.office, who, out)
    out = tmp_path / "again"
    assert export_corrections(desk.office, who, out) == 1
    [labelled] = load_truth(out)
    assert {name: field.value for name, field in labelled.fields.items()} == {"patient_name": NAME}
    assert (out / labelled.source.name).read_bytes() == b"paper"
    assert "李" not in labelled.source.name
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    clerk = desk.member("窗口", Role.CLERK)
    assert refusal(lambda: export_corrections(desk.office, clerk, tmp_path / "third")) == "right.missing"
    assert json.loads((out / "truth.json").read_text())[0]["fields"] == {"patient_name": {"value": NAME}}

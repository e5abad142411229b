"""Readings held against labels: what is right, missed, invented, promoted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import ClarityGrade, DocType, SealKind, Title
from models.document import Document, LabItem
from pipelines.measure.bench import read_of
from pipelines.measure.score import Scores, score
from pipelines.measure.table import as_json, as_text, bins, calibration_error
from pipelines.measure.truth import LabelledDocument
from tests.pipelines.builders import HOSPITAL, NAME, OTHER_NAME, field, paper, physician, seal


def scored(read: Document | None, **labels: Any) -> Scores:
    scores = Scores()
    score(scores, LabelledDocument.model_validate({"source": {"name": "李晓明证明.jpg"}, **labels}), read)
    return scores


def told(scores: Scores) -> list[tuple[str, str, str]]:
    return [(miss.what, miss.true, miss.read) for miss in scores.misses]


def test_only_labelled_fields_count() -> None:
    read = paper(patient_name=NAME, age=66, hospital_name=HOSPITAL)
    scores = scored(read, fields={"patient_name": {"value": NAME}, "age": {"value": 65}})
    assert (scores.fields["patient_name"].right, scores.fields["age"].right) == (1, 0)
    assert "hospital_name" not in scores.fields
    assert told(scores) == [("年龄", "65", "66")]


@pytest.mark.parametrize(
    ("true", "read"),
    [
        ("青山市第一人民医院", "青山市第一人民医院 "),
        ("2级，高危", "2级,高危"),
        (None, None),
        ([{"text": "高血压病（3级）"}], ["高血压病(3级)"]),
    ],
)
def test_blanks_and_punctuation_make_no_difference(true: Any, read: Any) -> None:
    scores = scored(paper(diagnoses=field(read)), fields={"diagnoses": {"value": true}})
    assert scores.misses == []


def test_a_paper_of_which_nothing_was_read_misses_everything() -> None:
    labels = {
        "doc_type": {"value": "lab_report"}, "fields": {"patient_name": {"value": NAME}},
        "seals": [{"kind": "official"}], "clarity": {"grade": "good"},
        "physicians": [{"name": "周医生", "title": "attending", "signed": True}],
    }  # fmt: skip
    scores = scored(None, **labels)
    whats = ["材料类型", "姓名", "职称", "签名", "印章", "清晰度"]
    assert [what for what, _, _ in told(scores)] == whats
    assert scores.confidences == []


def test_a_title_above_the_label_is_promoted() -> None:
    people = [{"name": "周医生", "title": "attending", "role": "signing"}]
    assert scored(paper(physicians=(physician(Title.ATTENDING),)), physicians=people).promoted == 0
    assert scored(paper(physicians=(physician(Title.RESIDENT),)), physicians=people).promoted == 0
    assert scored(paper(physicians=(physician(Title.CHIEF),)), physicians=people).promoted == 1
    assert scored(paper(physicians=(physician(Title.CHIEF),)), physicians=[{"name": "周医生"}]).promoted == 1


def test_seals_are_found_by_place_or_by_what_they_are() -> None:
    pressed = (seal(), seal(SealKind.DEPARTMENT, "检验科"))
    both = [{"kind": "department", "text": "检验科"}, {"kind": "official", "text": HOSPITAL}]
    scores = scored(paper(seals=pressed), seals=both)
    assert (scores.seals_found.right, scores.seal_kinds.right, scores.seal_names.right) == (2, 2, 2)
    assert scored(paper(seals=pressed), seals=both[:1]).seals_invented == 1
    far = {"kind": "official", "box": [0.8, 0.8, 0.9, 0.9]}
    assert scored(paper(seals=pressed[:1]), seals=[far]).seals_found.right == 0
    assert scored(paper(seals=pressed[:1]), seals=[{"text": OTHER_NAME}]).seal_names.right == 0


def test_a_laboratory_item_is_right_as_a_whole() -> None:
    item = LabItem(name="白细胞计数", value="5.8", unit="10^9/L", reference="3.5-9.5")
    labels = [item.model_dump()]
    assert scored(paper(lab_items=(item,)), lab_items=labels).lab_items.right == 1
    assert scored(paper(lab_items=(item.model_copy(update={"value": "58"}),)), lab_items=labels).misses[0].read == (
        "白细胞计数 58 10^9/L 3.5-9.5"
    )


def test_grades_and_types_are_confused_one_with_another() -> None:
    read = paper(DocType.LAB_REPORT, grade=ClarityGrade.FAIR)
    scores = scored(read, doc_type={"value": "other"}, clarity={"grade": "good"})
    assert dict(scores.confusions) == {("其他材料", "检验报告"): 1}
    assert dict(scores.grades) == {("清晰", "基本清晰"): 1}


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_the_calibration_error_is_a_share(confidences: list[tuple[float, bool]]) -> None:
    scores = Scores(confidences=confidences)
    error = calibration_error(scores)
    assert error is None if not confidences else error is not None and 0 <= error <= 1
    assert sum(count for _, _, count, _, _ in bins(scores)) == len(confidences)


def test_nine_of_ten_right_at_nine_tenths_is_calibrated() -> None:
    assert calibration_error(Scores(confidences=[(0.9, number > 0) for number in range(10)])) == pytest.approx(0)


def test_people_see_masked_misses_unless_they_ask() -> None:
    scores = scored(paper(patient_name=OTHER_NAME), fields={"patient_name": {"value": NAME}})
    masked, open_ = as_text(scores, [], reveal=False), as_text(scores, [], reveal=True)
    assert NAME not in masked
    assert OTHER_NAME not in masked
    assert "姓名：李** → 赵**" in masked
    assert f"李晓明证明.jpg　姓名：{NAME} → {OTHER_NAME}" in open_
    assert "姓名：李** → 未读出" in as_text(scored(None, fields={"patient_name": {"value": NAME}}), [], reveal=False)
    assert json.loads(as_json(scores, [], reveal=False))["misses"][0]["true"] == "李**"


def test_of_several_papers_in_a_file_the_labelled_pages_decide() -> None:
    def on(page: int) -> Document:
        source = paper().source.model_copy(update={"pages": (page,)})
        return paper().model_copy(update={"source": source, "sources": (source,)})

    labelled = LabelledDocument.model_validate({"source": {"name": "a.jpg", "pages": [1]}})
    assert read_of(labelled, [on(0), on(1)]) == on(1)
    assert read_of(labelled, [on(0)]) is None
    anywhere = LabelledDocument.model_validate({"source": {"name": "a.jpg"}})
    assert read_of(anywhere, [on(0), on(1)]) == on(0)

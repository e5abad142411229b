"""An office's labels: partial records, whole records, and Chinese words for what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.case import DocumentRecord
from models.codes import Decision, DocType
from models.error import UsageError
from pipelines.measure.truth import load_truth
from tests.pipelines.fakes import NAME, certificate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_text(f"paper {NAME}")
    (tmp_path / "b.jpg").write_text(f"paper {NAME}")
    return tmp_path


def write(folder: Path, truth: object) -> Path:
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return folder


def test_only_what_is_labelled_is_there(folder: Path) -> None:
    entry = {"source": {"name": "a.jpg"}, "fields": {"patient_name": {"value": NAME}, "phone": {"value": None}}}
    (document,) = load_truth(write(folder, [entry]))
    assert document.fields["patient_name"].value == NAME
    assert document.fields["phone"].value is None
    assert (document.doc_type, document.seals, document.physicians) == (None, None, None)


def test_a_whole_record_is_taken_as_it_is(folder: Path) -> None:
    record = DocumentRecord(**dict(certificate("ab" * 32, "a.jpg", NAME)), decision=Decision.ACCEPT)
    (document,) = load_truth(write(folder, {"documents": [record.model_dump(mode="json")]}))
    assert document.doc_type is not None
    assert document.doc_type.value is DocType.DIAGNOSIS_CERTIFICATE
    assert document.seals is not None
    assert document.seals[0].text == record.seals[0].text


A = {"source": {"name": "a.jpg"}}


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ([], "格式见 docs/measuring.md"),
        ("x", "应为一个列表"),
        ([{**A, "feilds": {}}], "第 1 项的 feilds：没有这个键"),
        ([A, {"fields": {}}], "第 2 项的 source：缺少这个键"),
        ([{**A, "doc_type": {"value": "form"}}], "第 1 项的 doc_type.value：没有这个取值"),
        ([{**A, "fields": {"name": {"value": "张三"}}}], "第 1 项的 fields.name"),
        ([{**A, "seals": [{"kind": "round"}]}], "第 1 项的 seals.0.kind：没有这个取值"),
        ([{"source": {"name": "c.jpg"}}], "第 1 项的材料“c.jpg”不在文件夹中"),
        ([{"source": {"name": "../c.jpg"}}], "指向文件夹之外"),
        ([A, A], "第 1、2 项标注的是同一份材料"),
    ],
)
def test_what_is_wrong_is_said_by_entry_and_key(folder: Path, truth: object, said: str) -> None:
    with pytest.raises(UsageError) as error:
        load_truth(write(folder, truth))
    assert said in str(error.value)
    assert "张三" not in str(error.value)


def test_a_folder_without_truth_is_a_wrong_call(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"没有 truth\.json"):
        load_truth(folder)
    with pytest.raises(UsageError, match="找不到文件夹"):
        load_truth(folder / "none")


def test_what_is_no_json_is_told_with_its_line(folder: Path) -> None:
    (folder / "truth.json").write_text('[\n{"source": }]')
    with pytest.raises(UsageError, match="第 2 行"):
        load_truth(folder)
    (folder / "truth.json").write_bytes("[张]".encode("gb18030"))
    with pytest.raises(UsageError, match="不是 UTF-8"):
        load_truth(folder)

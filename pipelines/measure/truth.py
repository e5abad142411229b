"""What an office says is true of its own papers: ``truth.json`` beside them.

Each entry is a DocumentRecord with only what is labelled: what is left out is not measured, a field with the value null
is one whose label has nothing behind it. Whole records may be used as they are, so that reviewers' corrections export
to this form; what a machine adds (confidences, evidence, findings) is not looked at.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import Counter
from pathlib import Path
from typing import ClassVar, Final

from pydantic import Field as Setting
from pydantic import ValidationError, model_validator

from models.case import DocumentRecord
from models.codes import ClarityGrade, DocType, SealColor, SealKind, SealShape, Title
from models.document import (
    Clarity,
    Diagnosis,
    Field,
    FieldName,
    LabItem,
    Physician,
    PhysicianRole,
    Seal,
    SourceFile,
    TypeGuess,
)
from models.error import UsageError
from models.place import Box
from models.record import Record

TRUTH: Final = "truth.json"
_LARGEST: Final = 200_000_000
_FAULTS: Final = {
    "extra_forbidden": "没有这个键",
    "missing": "缺少这个键",
    "enum": "没有这个取值",
    "literal_error": "没有这个取值",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "dict_type": "应为键值对",
    "model_type": "应为键值对",
    "tuple_type": "应为列表",
}
"""What pydantic found, in the words of those who write truth files; anything else as pydantic says it."""


class _Labels(Record):
    """Labels of what ``machine`` holds: what only a machine's record says is left out, a key neither knows is an
    error."""

    machine: ClassVar[type[Record]]

    @model_validator(mode="before")
    @classmethod
    def _without_the_machines(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        only_machine = set(cls.machine.model_fields) - set(cls.model_fields)
        return {key: one for key, one in value.items() if key not in only_machine}


class LabelledSource(_Labels):
    """The file, by its name in the folder; ``pages`` (from 0) where it holds several papers."""

    machine = SourceFile

    name: str
    pages: tuple[int, ...] = ()


class LabelledType(_Labels):
    machine = TypeGuess

    value: DocType


class LabelledField(_Labels):
    machine = Field

    value: str | int | tuple[Diagnosis, ...] | None


class LabelledPhysician(_Labels):
    machine = Physician

    name: str | None = None
    title: Title | None = None
    role: PhysicianRole | None = None
    signed: bool | None = None


class LabelledSeal(_Labels):
    """A seal on the paper. What is None is not labelled; with a ``box`` the seal is looked for there."""

    machine = Seal

    kind: SealKind | None = None
    shape: SealShape | None = None
    color: SealColor | None = None
    text: str | None = None
    inner_text: str | None = None
    complete: bool | None = None
    box: Box | None = None


class LabelledClarity(_Labels):
    machine = Clarity

    grade: ClarityGrade


class LabelledDocument(_Labels):
    """One paper's labels. Physicians, seals and items are labelled all together or (None) not at all."""

    machine = DocumentRecord

    source: LabelledSource
    sources: tuple[LabelledSource, ...] = ()
    """All files of a paper that spans several; ``source`` is the first."""
    doc_type: LabelledType | None = None
    fields: dict[FieldName, LabelledField] = Setting(default_factory=dict)
    physicians: tuple[LabelledPhysician, ...] | None = None
    seals: tuple[LabelledSeal, ...] | None = None
    lab_items: tuple[LabItem, ...] | None = None
    clarity: LabelledClarity | None = None

    @property
    def files(self) -> tuple[LabelledSource, ...]:
        """The files the paper is in."""
        return self.sources or (self.source,)


class _Truth(Record):
    documents: tuple[LabelledDocument, ...] = Setting(min_length=1)


def load_truth(folder: Path) -> tuple[LabelledDocument, ...]:
    """The labels of the papers in a folder.

    Raises UsageError that names the entry and the key, never a value: folder or file missing, no JSON, a key or value
    that does not exist, a paper that is not in the folder, one labelled twice.
    """
    path = folder / TRUTH
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹“{folder}”。bench --truth 需要一个放有材料和 {TRUTH} 的文件夹。")
    if not path.is_file():
        raise UsageError(f"文件夹“{folder}”中没有 {TRUTH}。格式见 docs/measuring.md。")
    documents = _validated(_parsed(path)).documents
    for number, document in enumerate(documents, 1):
        for source in document.files:
            _must_be_there(folder, source.name, number)
    _labelled_once(documents)
    return documents


def _parsed(path: Path) -> object:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{TRUTH} 过大（超过 200 MB）。请分成几个文件夹。")
        # Editors on Windows write a byte order mark, which JSON does not know.
        parsed: object = json.loads(path.read_bytes().removeprefix(BOM_UTF8))
    except OSError as error:
        raise UsageError(f"{TRUTH} 无法读取（{error.strerror}）。") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        where = f"（第 {error.lineno} 行）" if isinstance(error, json.JSONDecodeError) else "（不是 UTF-8）"
        raise UsageError(f"{TRUTH} 不是有效的 JSON{where}。") from None
    return {"documents": parsed} if isinstance(parsed, list) else parsed


def _validated(parsed: object) -> _Truth:
    try:
        return _Truth.model_validate_json(json.dumps(parsed))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = [part for part in first["loc"] if part not in ("documents", "str", "int", "tuple")]
        if not place or not isinstance(place[0], int):
            raise UsageError(f"{TRUTH} 应为一个列表，每份材料一项。格式见 docs/measuring.md。") from None
        key = ".".join(str(part) for part in place[1:] if not str(part).startswith("tuple[")) or "整项"
        why = _FAULTS.get(first["type"], first["msg"])
        # Without the cause: what pydantic found shows what stands on the papers.
        raise UsageError(f"{TRUTH} 第 {place[0] + 1} 项的 {key}：{why}。格式见 docs/measuring.md。") from None


def _must_be_there(folder: Path, name: str, number: int) -> None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{TRUTH} 第 {number} 项的 source.name 指向文件夹之外。请把材料放在同一文件夹中。")
    if not path.is_file():
        raise UsageError(f"{TRUTH} 第 {number} 项的材料“{name}”不在文件夹中。请检查文件名。")


def _labelled_once(documents: tuple[LabelledDocument, ...]) -> None:
    papers = [tuple((source.name, source.pages) for source in document.files) for document in documents]
    twice = [number for number, paper in enumerate(papers, 1) if Counter(papers)[paper] > 1]
    if twice:
        raise UsageError(f"{TRUTH} 第 {'、'.join(map(str, twice))} 项标注的是同一份材料。请只保留一项。")

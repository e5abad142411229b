"""application.json: what is wrong with it is told by key and reason, never by what the applicant wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.codes import DocType
from models.error import UsageError
from pipelines.declaration import load_application

SECRET = "李晓明"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "application.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "整个文件.*不是有效的 JSON"),
        ("", "整个文件.*不是有效的 JSON"),
        (f"[{SECRET}]", "整个文件.*不是有效的 JSON"),
        (f'["{SECRET}"]', "整个文件"),
        ("{}", "applicant：缺少这个键"),
        ('{"applicant": {"phone": "李晓明"}}', "applicant.name：缺少这个键"),
        ('{"applicant": {"name": "李晓明", "idnumber": "李晓明"}}', "applicant.idnumber：没有这个键"),
        ('{"applicant": {"name": "x"}, "insurance": "李晓明"}', "insurance：没有这个取值"),
        ('{"applicant": {"name": "x"}, "submitted_at": "李晓明"}', "submitted_at：应为日期和时间"),
        *(
            (f'{{"applicant": {{"name": "x"}}, "submitted_at": "{when}"}}', "submitted_at：年份应在 2000 至 2100 之间")
            for when in ("9999-12-31", "0001-01-01T00:00:00+08:00", "1999-12-31T23:59:59Z", "2101-01-01")
        ),
        ('{"applicant": {"name": "x"}, "items": [{"file": "a", "claimed_type": "李晓明"}]}', "items.0.claimed_type"),
        ('{"applicant": {"name": 5113021960}}', "applicant.name：应为文字"),
        ("名".encode("gb18030"), "整个文件"),
    ],
)
def test_the_key_is_named_and_never_the_value(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        load_application(written(tmp_path, content))
    assert caught.value.exit_code == 2
    assert SECRET not in str(caught.value)
    assert "5113021960" not in str(caught.value)
    # Nor does it stand in what a traceback would print.
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="无法读取"):
        load_application(tmp_path / "none.json")
    with pytest.raises(UsageError, match="过大"):
        load_application(written(tmp_path, b" " * 1_000_001))


def test_what_the_applicant_declared_is_read(tmp_path: Path) -> None:
    content = (
        '{"applicant": {"name": "李晓明", "id_number": "511302196003074011"}, "disease": {"name": "高血压病"},'
        ' "submitted_at": "2026-11-02T09:00:00+08:00", "items": [{"file": "a.jpg", "claimed_type": "lab_report"}]}'
    )
    declared = load_application(written(tmp_path, content))
    assert declared.applicant.name == SECRET
    assert declared.items[0].claimed_type is DocType.LAB_REPORT
    # Editors on Windows begin the file with a byte order mark.
    assert load_application(written(tmp_path, b"\xef\xbb\xbf" + content.encode())) == declared

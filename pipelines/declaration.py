"""Load application.json: what the applicant declared."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from models.application import Application
from models.error import UsageError
from pipelines.days import CHINA

_FAULTS = {
    "json_invalid": "不是有效的 JSON",
    "extra_forbidden": "没有这个键",
    "missing": "缺少这个键",
    "enum": "没有这个取值",
    "literal_error": "没有这个取值",
    "string_type": "应为文字",
    "datetime_type": "应为日期和时间，如 2026-11-02T09:00:00+08:00",
    "datetime_parsing": "应为日期和时间，如 2026-11-02T09:00:00+08:00",
    "datetime_from_date_parsing": "应为日期和时间，如 2026-11-02T09:00:00+08:00",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
}
"""What pydantic found, in the words of those who write declarations; anything else as pydantic says it."""
_LARGEST = 1_000_000
"""Bytes. A declaration lists a person, a disease and some files."""


def load_application(path: Path) -> Application:
    """The declaration in the file. Raises UsageError that names the key that is wrong, never its value."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path.name} 过大（超过 1 MB），不是申报信息。")
        # Editors on Windows write a byte order mark, which JSON does not know.
        return Application.model_validate_json(path.read_bytes().removeprefix(BOM_UTF8))
    except OSError as error:
        raise UsageError(f"{path.name} 无法读取（{error.strerror}）。") from error
    except ValidationError as error:
        place, why = next(faults(error))
        key = ".".join(map(str, place)) or "整个文件"
        # Without the cause: what pydantic found shows the applicant's own data.
        raise UsageError(f"{path.name} 的内容有误：{key}：{why}。请按约定的格式修改。") from None


def faults(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What pydantic found: each key's place and what is wrong with it, without any value."""
    for fault in error.errors(include_input=False, include_url=False):
        yield fault["loc"], _FAULTS.get(fault["type"], fault["msg"])


def day_of(application: Application | None, today: date) -> date:
    """Rules in force on the day the application was submitted, in China, else on the given day."""
    if application is None or application.submitted_at is None:
        return today
    submitted = application.submitted_at
    return (submitted.astimezone(CHINA) if submitted.tzinfo else submitted).date()


def submission_day(path: Path | None, today: date) -> date:
    """The day whose rules apply to a case that lies unread; ``today`` too where its declaration cannot be used."""
    try:
        return day_of(load_application(path) if path else None, today)
    except UsageError:
        return today

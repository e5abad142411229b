"""Load application.json: what the applicant declared."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from models.application import Application
from models.error import UsageError

_LARGEST = 1_000_000
"""Bytes. A declaration lists a person, a disease and some files."""


def load_application(path: Path) -> Application:
    """The declaration in the file. Raises UsageError that names the key that is wrong, never its value."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path.name} 过大（超过 1 MB），不是申报信息。")
        return Application.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path.name} 无法读取（{error.strerror}）。") from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "整个文件"
        raise UsageError(f"{path.name} 的内容有误：{key}：{first['msg']}。请按约定的格式修改。") from error

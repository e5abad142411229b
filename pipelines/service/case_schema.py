"""What the interface's description says of cases beyond what the code tells by itself: forms, examples, refusals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from models.application import Application
from pipelines.review.receiving import CASE_NUMBER
from pipelines.service.case_examples import APPLICATION_EXAMPLE
from pipelines.service.case_form import MOST_JSON, SupplementItem
from pipelines.service.keys import MOST_CHANNEL
from pipelines.service.refusals import Code
from pipelines.service.schema import AGAIN, SECURITY, token_header

_ASKED: Final[tuple[Code, ...]] = ("cases.off", "cases.stalled", "limit.rate", "limit.at_once", "service.busy")
CASE_CODES: Final[tuple[Code, ...]] = (
    *_ASKED, "channel.not_yours", "request.malformed", "request.not_multipart", "request.invalid", "upload.too_large",
    "upload.too_many", "upload.too_slow", "repeat.differs",
)  # fmt: skip
SUPPLEMENT_CODES: Final[tuple[Code, ...]] = (
    *(code for code in CASE_CODES if code != "channel.not_yours"), "case.unknown", "case.closed",
)  # fmt: skip
QUESTION_CODES: Final[tuple[Code, ...]] = (*_ASKED, "case.unknown")
RESULT_CODES: Final[tuple[Code, ...]] = (*QUESTION_CODES, "case.not_read")

_FILES: Final[dict[str, Any]] = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "string", "format": "binary"},
    "description": "材料，每个文件一个 file 项；文件名须与所列的相同，且各不相同",
}
_TOKEN: Final = token_header("同一个请求只受理一次，重启后也是如此，并得到同一个编号。")


def case_request(regions: Iterable[str]) -> dict[str, Any]:
    """The form of a new case."""
    schema = _flat(Application.model_json_schema())
    parts = {
        "application": {
            "type": "string",
            "maxLength": MOST_JSON,
            "contentMediaType": "application/json",
            "contentSchema": schema,
            "description": "申报信息（JSON）；items 逐个列出文件及其材料类型",
            "examples": [json.dumps(APPLICATION_EXAMPLE, ensure_ascii=False)],
        },
        "file": _FILES,
        "region": {"type": "string", "enum": list(regions), "description": "参保地区代码"},
        "channel": {
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_CHANNEL,
            "description": "渠道，须与密钥所属的渠道相同",
        },
    }
    return _form(parts) | {"parameters": [_TOKEN]} | SECURITY


def supplement_request() -> dict[str, Any]:
    """The form of a supplement."""
    parts = {
        "items": {
            "type": "string",
            "maxLength": MOST_JSON,
            "contentMediaType": "application/json",
            "contentSchema": {"type": "array", "items": _flat(SupplementItem.model_json_schema())},
            "description": "补充的文件（JSON 数组）：file、claimed_type，代替原有文件时写明 replaces",
        },
        "file": _FILES,
    }
    return _form(parts) | {"parameters": [_TOKEN, _number()]} | SECURITY


def question_request() -> dict[str, Any]:
    """A question about one case."""
    return {"parameters": [_number()]} | SECURITY


def accepted(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The good answer to what comes in."""
    place = {"description": "案件的地址", "schema": {"type": "string"}}
    return {
        202: {
            "description": "已受理：材料已存好，会被读取",
            "content": {"application/json": {"example": example}},
            "headers": AGAIN | {"Location": place},
        }
    }


def told(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """The good answer to a question."""
    return {200: {"content": {"application/json": {"example": example}}}}


def _form(parts: dict[str, Any]) -> dict[str, Any]:
    form = {"type": "object", "additionalProperties": False, "required": list(parts), "properties": parts}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}}}


def _number() -> dict[str, Any]:
    return {
        "name": "number",
        "in": "path",
        "required": True,
        "description": "案件编号",
        "schema": {"type": "string", "pattern": f"^{CASE_NUMBER.pattern}$"},
    }


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without references, which would lead nowhere inside another document."""
    defined = schema.pop("$defs", {})

    def resolved(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return resolved(defined[value["$ref"].rsplit("/", 1)[1]])
            return {name: resolved(one) for name, one in value.items()}
        return [resolved(one) for one in value] if isinstance(value, list) else value

    return dict(resolved(schema))

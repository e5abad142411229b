"""What the interface's description says beyond what the code tells by itself: the form, the key, examples, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from models.codes import DocType
from pipelines.service.examples import FULL_EXAMPLE, QUICK_EXAMPLE
from pipelines.service.keys import MOST_CHANNEL
from pipelines.service.refusals import PROBLEM_JSON, REFUSALS, Code, ProblemDocument, Refused

KEY_CODES: Final[tuple[Code, ...]] = ("key.missing", "key.unknown", "key.no_right", "key.attempts", "service.failed")
"""What any address that asks for a key may answer."""
PRECHECK_CODES: Final[tuple[Code, ...]] = (
    "channel.not_yours", "request.malformed", "request.not_multipart", "request.invalid", "upload.too_large",
    "upload.too_slow", "limit.rate", "limit.at_once", "service.busy", "service.not_ready", "repeat.differs",
    "repeat.running", "reading.died", "reading.raised", "reading.outgrown", "reading.timed_out",
)  # fmt: skip
_EXAMPLE_ID: Final = "3f0c9a51d7e84c0f9b6f3f1d2a5e7c40"
AGAIN: Final[dict[str, Any]] = {
    "Idempotent-Replayed": {
        "description": "true：同一个 Idempotency-Key 的答复再次给出",
        "schema": {"type": "string"},
    }
}
SECURITY: Final[dict[str, Any]] = {"security": [{"key": []}]}


def token_header(kept: str) -> dict[str, Any]:
    """The header of a request that may be sent again; ``kept``: for how long, and what then comes."""
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": f"重试时使用同一个值：{kept}",
        "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
    }


def precheck_request(regions: Iterable[str]) -> dict[str, Any]:
    """The form of a pre-check and its header."""
    parts = {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "一份材料：照片（JPEG、PNG、HEIC、WebP、BMP、TIFF）或 PDF。文件名不使用、不保存。",
        },
        "region": {"type": "string", "enum": list(regions), "description": "参保地区代码"},
        "channel": {
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_CHANNEL,
            "description": "渠道，须与密钥所属的渠道相同",
        },
        "claimed_type": {
            "type": "string",
            "enum": list(DocType),
            "description": "申请人所选的材料类型；没有时不比较",
        },
        "level": {
            "type": "string",
            "enum": ["full", "quick"],
            "default": "full",
            "description": "full：完整预检；quick：只看清晰度和拍摄情况",
        },
    }
    form = {
        "type": "object",
        "additionalProperties": False,
        "required": ["file", "region", "channel"],
        "properties": parts,
    }
    token = token_header("同一个请求在 10 分钟内得到同一个答复，不再读取一次。")
    body = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return {"parameters": [token], "requestBody": body} | SECURITY


def answered() -> dict[int | str, dict[str, Any]]:
    """The good answer, with an example of each level."""
    examples = {
        "full": {"summary": "完整预检：缺少印章", "value": FULL_EXAMPLE},
        "quick": {"summary": "快速预检：照片模糊", "value": QUICK_EXAMPLE},
    }
    return {
        200: {
            "description": "预检的答复；文件读不出来时也是这个状态，原因在 problems 中",
            "content": {"application/json": {"examples": examples}},
            "headers": AGAIN,
        }
    }


def refused_with(*codes: Code) -> dict[int | str, dict[str, Any]]:
    """The refusals of an address by their statuses, with an example of each code."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        status, title, _ = REFUSALS[code]
        answer = by_status.setdefault(
            status,
            {
                "description": "",
                "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}, "examples": {}}},
            },
        )
        answer["description"] = "；".join(filter(None, (answer["description"], f"{code} {title}")))
        value = Refused(code).document(_EXAMPLE_ID).model_dump()
        answer["content"][PROBLEM_JSON]["examples"][code] = {"summary": title, "value": value}
        if status in (429, 503, 409):
            seconds = {"description": "多少秒之后再试", "schema": {"type": "integer", "minimum": 1}}
            answer["headers"] = {"Retry-After": seconds}
    return by_status


def with_problems(described: dict[str, Any]) -> dict[str, Any]:
    """The description with the problem document and the kind of key it speaks of."""
    components = described.setdefault("components", {})
    components.setdefault("schemas", {})["ProblemDocument"] = _problem_schema()
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "渠道密钥，由经办机构发给（yancai keys add）"}
    }
    return described


def _problem_schema() -> dict[str, Any]:
    schema = ProblemDocument.model_json_schema()
    fault = schema.pop("$defs")["FieldFault"]
    schema["properties"]["errors"]["items"] = fault
    return schema

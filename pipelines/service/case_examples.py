"""Answers about cases as the interface's description shows them; a test holds them to the models."""

from __future__ import annotations

from typing import Any, Final

from pipelines.service.examples import FULL_EXAMPLE

_NUMBER: Final = "YC20261122-7K3M9QXV"
_SUM: Final = FULL_EXAMPLE["papers"][0]["geometry"][0]["source"]
_WHOSE: Final[dict[str, Any]] = {"number": _NUMBER, "region": "region-code", "channel": "渠道名称"}
_POINT: Final = FULL_EXAMPLE["papers"][0]["findings"][0]["message"]
_RECEIVED: Final = "2026-11-22T01:30:00Z"

APPLICATION_EXAMPLE: Final[dict[str, Any]] = {
    "submitted_at": "2026-11-22T09:30:00+08:00",
    "applicant": {"name": "张三", "insured_number": "0000000001"},
    "insurance": "resident",
    "disease": {"name": "高血压"},
    "items": [{"file": "诊断证明.jpg", "claimed_type": "diagnosis_certificate"}],
}
RECEIPT_EXAMPLE: Final[dict[str, Any]] = {
    "number": _NUMBER,
    "round": 0,
    "files": 1,
    "received_at": _RECEIVED,
    "status_url": f"/v1/cases/{_NUMBER}",
    "result_url": f"/v1/cases/{_NUMBER}/result",
    "progress_url": f"/v1/progress/{_NUMBER}",
}
STATUS_EXAMPLE: Final[dict[str, Any]] = _WHOSE | {
    "state": "returned",
    "round": 0,
    "received_at": _RECEIVED,
    "changed_at": "2026-11-23T02:05:00Z",
    "due_date": "2026-12-18",
    "decision": "resubmit",
    "reasons": ["seal.missing"],
    "files": [
        {
            "file": 0,
            "round": 0,
            "claimed_type": "diagnosis_certificate",
            "sha256": _SUM,
            "bytes": 2315077,
            "replaced": False,
        }
    ],
}
RESULT_EXAMPLE: Final[dict[str, Any]] = _WHOSE | {
    "round": 0,
    "decision": "resubmit",
    "notice": f"1. {_POINT}",
    "papers": [FULL_EXAMPLE["papers"][0] | {"parts": [{"file": 0, "pages": [0]}]}],
    "findings": [],
    "problems": [],
    "review": {
        "outcome": "returned",
        "at": "2026-11-23T02:05:00Z",
        "round": 0,
        "points": [_POINT],
        "reasons": ["seal.missing"],
    },
    "judged_on": "2026-11-22",
    "due_date": "2026-12-18",
    "provenance": FULL_EXAMPLE["provenance"],
}
PROGRESS_EXAMPLE: Final[dict[str, Any]] = {
    "number": _NUMBER,
    "state": "returned",
    "title": "需要补正",
    "text": "您的材料需要补正，请按下列各点一次补齐后提交。",
    "todo": [_POINT],
    "received_on": "2026-11-22",
    "due_date": "2026-12-18",
}

"""Answers as the interface's description shows them; a test holds them to the models."""

from __future__ import annotations

from typing import Any, Final

_SUM: Final = "9b0c5f0b7b2c4f1f8f7f1f0c3d2e1a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f"
_ASKED: Final[dict[str, Any]] = {
    "id": "3f0c9a51d7e84c0f9b6f3f1d2a5e7c40",
    "region": "region-code",
    "channel": "渠道名称",
    "claimed_type": "diagnosis_certificate",
}
_LIE: Final[dict[str, Any]] = {"source": _SUM, "page": 0, "rotation": 90, "skew_degrees": 1.2, "dewarped": False}
_NO_SEAL: Final = "《诊断证明书》（材料 第1页）上未找到印章，请到出具该材料的医院加盖公章后重新提交"

FULL_EXAMPLE: Final[dict[str, Any]] = _ASKED | {
    "level": "full",
    "decision": "resubmit",
    "advice": f"{_NO_SEAL}。",
    "papers": [
        {
            "pages": [0],
            "doc_type": {
                "value": "diagnosis_certificate",
                "label": "诊断证明书",
                "confidence": 0.98,
                "words": ["疾病诊断证明书"],
                "evidence": [{"source": _SUM, "page": 0, "box": [0.36, 0.08, 0.64, 0.11]}],
            },
            "as_claimed": True,
            "clarity": {"grade": "good", "score": 0.97, "problems": [], "colour": "coloured"},
            "geometry": [_LIE],
            "seals": [],
            "physicians": [
                {
                    "name": None,
                    "title": "attending",
                    "title_text": "主治医师",
                    "role": "signing",
                    "signed": True,
                    "confidence": 0.94,
                    "evidence": [{"source": _SUM, "page": 0, "box": [0.55, 0.82, 0.74, 0.85]}],
                }
            ],
            "findings": [
                {
                    "check": "seal",
                    "outcome": "fail",
                    "reason": "seal.missing",
                    "message": f"{_NO_SEAL}。",
                    "evidence": [{"source": _SUM, "page": 0, "box": [0.0, 0.0, 1.0, 1.0]}],
                    "rule": {
                        "pack": "region-code",
                        "id": "certificate-seal",
                        "source": "由主治医生出具并加盖医院公章的病情诊断证明书",
                        "assumed": False,
                    },
                }
            ],
            "decision": "resubmit",
        }
    ],
    "problems": [],
    "judged_on": "2026-11-22",
    "provenance": {
        "version": "0.1.0",
        "engine": "paddleocr 3.7.0 / openvino 1.24.1 / bf16",
        "weights": {"PP-OCRv6_small_det": _SUM},
        "pack": f"region-code@{_SUM}",
        "settings": _SUM,
    },
}

QUICK_EXAMPLE: Final[dict[str, Any]] = _ASKED | {
    "level": "quick",
    "outcome": "unsure",
    "advice": "照片不够清晰（模糊），建议拿稳手机、对焦清楚后重拍。",
    "clarity": {
        "grade": "poor",
        "score": 0.71,
        "problems": [{"kind": "blur", "severity": 0.32, "source": _SUM, "page": 0, "box": None}],
        "colour": None,
    },
    "geometry": [_LIE],
    "problems": [],
}

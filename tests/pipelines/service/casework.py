"""Cases as a channel sends them, and the forms they come in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tests.pipelines.fakes import NAME
from tests.pipelines.service.fakes import REGION
from tests.pipelines.service.support import CHANNEL

Files = Sequence[tuple[str, bytes]]
"""Name and contents."""
CERTIFICATE: Files = (("诊断证明.jpg", b"paper"),)


def listed(files: Files, **of_each: Any) -> list[dict[str, Any]]:
    """Every file as a certificate."""
    return [{"file": name, "claimed_type": "diagnosis_certificate", **of_each} for name, _ in files]


def application(files: Files, **said: Any) -> dict[str, Any]:
    """What is declared."""
    return {"applicant": {"name": NAME}, "items": listed(files), **said}


def case_form(files: Files = CERTIFICATE, **said: Any) -> dict[str, Any]:
    """What a request that hands in a case has; ``said``: parts of the form, ``declared``: of the declaration."""
    declared = application(files, **said.pop("declared", {}))
    data = {"region": REGION, "channel": CHANNEL, "application": json.dumps(declared, ensure_ascii=False)} | said
    return {"data": data, "files": [("file", file) for file in files]}


def supplement_form(files: Files = CERTIFICATE, **of_each: Any) -> dict[str, Any]:
    """The arguments of a request that hands in a supplement."""
    return {"data": {"items": json.dumps(listed(files, **of_each))}, "files": [("file", file) for file in files]}

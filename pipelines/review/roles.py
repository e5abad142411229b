"""What somebody of the staff is; what each may do stands in ``pipelines.review.rights``."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        return _ROLES[self]


_ROLES: Final = {Role.CLERK: "窗口", Role.REVIEWER: "审核", Role.SUPERVISOR: "主管", Role.AUDITOR: "审计"}

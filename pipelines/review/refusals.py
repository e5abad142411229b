"""What the queue refuses, with a stable code for programs and a sentence for people."""

from __future__ import annotations

from typing import Literal

from models.error import UsageError

RefusalCode = Literal[
    "case.unknown",
    "case.state",
    "case.full",
    "case.reading",
    "case.claimed",
    "case.not_claimed",
    "case.same_person",
    "record.changed",
    "right.missing",
    "token.reused",
    "hook.unknown",
    "file.lost",
    "file.unknown",
    "correction.invalid",
    "ruling.invalid",
    "staff.unknown",
    "staff.invalid",
    "staff.locked",
    "staff.wrong",
]


class QueueError(UsageError):
    """Something that may not be done, or not now. The message is Chinese and holds no personal data."""

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code = code

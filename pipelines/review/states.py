"""The states of a case and of its readings."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a case stands for its reviewers."""

    NEW = "new"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    State.NEW: "待审核",
    State.IN_REVIEW: "审核中",
    State.ACCEPTED: "通过",
    State.RETURNED: "退回补正",
    State.SUPERSEDED: "已被取代",
}


class ReadingState(StrEnum):
    """``failed``: nobody could read it, a person gets the case all the same; ``dropped``: its case was superseded."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"

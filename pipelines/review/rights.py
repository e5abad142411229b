"""Which role may do what. Everything else is refused, and the refusal is one for all faces."""

from __future__ import annotations

from typing import Final, Literal

from pipelines.review.refusals import QueueError
from pipelines.review.roles import Role
from pipelines.review.staff import Member

Right = Literal["look", "reveal", "note", "hand_in", "decide", "assign", "staff", "audit", "stats"]
"""look: see the queue and cases, masked; reveal: see them in clear and their pictures; hand_in: add a supplement that
somebody brings to the counter, have what waits read; decide: claim, release, correct, accept, return;
assign: release what another holds, mark as urgent; staff: add and change staff; audit: verify and export the log."""

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.CLERK: frozenset({"look", "note", "hand_in"}),
    Role.REVIEWER: frozenset({"look", "reveal", "note", "hand_in", "decide", "stats"}),
    Role.SUPERVISOR: frozenset({"look", "reveal", "note", "hand_in", "decide", "assign", "staff", "stats"}),
    Role.AUDITOR: frozenset({"look", "audit", "stats"}),
}


def may(who: Member, right: Right) -> bool:
    """Has somebody this right?"""
    return who.active and right in RIGHTS[who.role]


def must(who: Member, right: Right) -> None:
    """Raises QueueError (right.missing) where not."""
    if not may(who, right):
        raise QueueError("right.missing", f"“{who.role.label}”角色没有此项权限。")

"""The findings of a case by what they hold back, and as choices for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.report.blocking import Weight
from pipelines.report.sheets import Point
from pipelines.report.view import CaseView

_GROUPS: Final[tuple[tuple[Weight, str, str], ...]] = (
    ("mend", "须申请人补正", "挡住通过"),
    ("look", "须人工核对", "挡住通过"),
    ("note", "提示", "不影响结论"),
    ("pass", "符合", ""),
)


@dataclass(frozen=True)
class Group:
    """Findings of one weight; what is met is ``folded`` away."""

    title: str
    says: str
    tone: Weight
    points: tuple[Point, ...]

    @property
    def folded(self) -> bool:
        return self.tone == "pass"

    @property
    def blocks(self) -> bool:
        """Whether its findings keep the case from being accepted."""
        return self.tone in ("mend", "look")


@dataclass(frozen=True)
class Trouble:
    """Something that could not be read."""

    message: str
    stage: str
    tone: Weight


@dataclass(frozen=True)
class Choice:
    """A ``finding`` or ``problem`` to be ticked when deciding, by its number in the record."""

    kind: str
    index: int
    tone: Weight
    text: str
    about: str


@dataclass(frozen=True)
class Said:
    """All that is said of a case."""

    groups: tuple[Group, ...]
    troubles: tuple[Trouble, ...]
    blocking: tuple[Choice, ...]
    """What keeps the case from being accepted."""
    tellable: tuple[Choice, ...]
    """What an applicant may be told: the same, and then what is only worth knowing."""


def said_of(view: CaseView, points: tuple[Point, ...], weights: tuple[Weight, ...]) -> Said:
    """The findings by weight; ``weights`` in the order of the view's statements."""
    weight_of = {id(statement): weight for statement, weight in zip(view.statements, weights, strict=True)}
    index_of = {id(statement): index for index, statement in enumerate(view.statements)}
    groups = tuple(
        Group(title, says, tone, tuple(one for one in points if weight_of[id(one.statement)] == tone))
        for tone, title, says in _GROUPS
    )
    troubles = tuple(
        Trouble(entry.value, entry.label, "mend" if problem.applicant_can_mend else "look")
        for entry, problem in zip(view.problems, view.record.problems, strict=True)
    )
    unread = [Choice("problem", index, one.tone, one.message, one.stage) for index, one in enumerate(troubles)]
    open_points = [
        Choice("finding", index_of[id(point.statement)], group.tone, point.statement.message, _about(point))
        for group in groups
        if not group.folded
        for point in group.points
    ]
    tellable = sorted((*unread, *open_points), key=lambda choice: [tone for tone, *_ in _GROUPS].index(choice.tone))
    return Said(
        groups=tuple(group for group in groups if group.points),
        troubles=troubles,
        blocking=tuple(choice for choice in tellable if choice.tone in ("mend", "look")),
        tellable=tuple(tellable),
    )


def _about(point: Point) -> str:
    basis = point.statement.basis
    return f"规定：{basis}" if basis else point.statement.caveat

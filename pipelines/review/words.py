"""What stands on a command line of the queue, as what it means; UsageError names the option that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import Decision
from models.error import UsageError
from pipelines.days import day_of
from pipelines.review.audit import Head
from pipelines.review.face import PROBLEM
from pipelines.review.queue import OPEN, Filter
from pipelines.review.states import State


def filter_of(words: Mapping[str, str | None], states: Sequence[State], flags: tuple[bool, bool], limit: int) -> Filter:
    """The filter of a command line. Raises UsageError that names the option where a code or a day is none."""
    return Filter(
        states=tuple(states) or OPEN,
        region=words["region"],
        channel=words["channel"],
        decision=_decision(words["decision"]),
        reason=words["reason"],
        find=words["find"],
        due_until=day_of("due-until", words["due_until"]),
        mine=flags[0],
        supplements=flags[1],
        limit=limit,
    )


def point_number(point: str) -> tuple[bool, int]:
    """Whether a point is a problem (p0), and its number. Raises UsageError."""
    digits = point.removeprefix(PROBLEM)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        raise UsageError(f"--point 的值“{point}”不正确。请用 yancai review show 中方括号内的编号。")
    return point.startswith(PROBLEM), int(digits)


def _decision(name: str | None) -> Decision | None:
    try:
        return Decision(name) if name else None
    except ValueError:
        raise UsageError(f"--decision 的值“{name}”不正确。可用的有：{'、'.join(Decision)}。") from None


def head_of(noted: str) -> Head:
    number, _, hash_ = noted.partition(":")
    if not (number.isascii() and number.isdigit() and len(hash_) == 64):
        raise UsageError("--noted 应为抄录的“条数:校验值”。")
    return Head(int(number), hash_.lower())

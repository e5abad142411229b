"""What the applicant is told: one sentence a point, with the paper, the place on it, the rule's words and what to do.

The points are the failures that no other paper makes good and the files that the applicant can mend. Papers that are
usually handed in and are not asked for stand last: who must come again anyway can bring them along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from models.codes import Outcome
from models.finding import Finding, Problem
from models.place import Box, Evidence
from pipelines.decide import Judged, to_mend

_WHOLE: Final = 0.9
"""Share of the page from which a box says nothing about the place."""
_THIRDS: Final = (1 / 3, 2 / 3)
_PLACES: Final = (("左上部", "上部", "右上部"), ("左侧", "中部", "右侧"), ("左下部", "下部", "右下部"))

Turns = dict[tuple[str, int], int]
"""File and page to the clockwise degrees that set it upright."""


def notice(judged: Sequence[Judged], problems: Sequence[Problem]) -> str:
    """Every point at once, numbered, each said once."""
    turned = _turned(judged)
    points = [_sentence(finding, turned) for finding in to_mend(judged)]
    points += [problem.message for problem in problems if problem.applicant_can_mend]
    points += [_sentence(finding, turned) for finding in _usually_there(judged)]
    return "\n".join(f"{number}. {point}" for number, point in enumerate(dict.fromkeys(points), 1))


def _usually_there(judged: Sequence[Judged]) -> Iterator[Finding]:
    for one in judged:
        if one.outcome is Outcome.UNSURE and one.finding.reason == "material.missing":
            yield one.finding


def _turned(judged: Sequence[Judged]) -> Turns:
    papers = [one.document for one in judged if one.document is not None]
    return {(lie.source, lie.page): lie.rotation for paper in papers for lie in paper.geometry}


def _sentence(finding: Finding, turned: Turns) -> str:
    """The finding's message with the place on the paper and the rule's words in brackets before its full stop."""
    source = finding.rule.source if finding.rule else None
    said = [f"位置：{place}"] if (place := place_of(finding.evidence, turned)) else []
    said += [f"规定：“{source}”"] if source else []
    return f"{finding.message.removesuffix('。')}（{'；'.join(said)}）。" if said else finding.message


def place_of(evidence: Sequence[Evidence], turned: Turns) -> str:
    """Where on the upright pages the evidence lies (第1页右下部); empty for whole pages and several files."""
    marked = [one for one in evidence if one.box.area < _WHOLE]
    if len({one.source for one in marked}) != 1:
        return ""
    pages: dict[int, dict[str, None]] = {}
    for one in marked:
        upright = one.box.turned(turned.get((one.source, one.page), 0))
        pages.setdefault(one.page, {})[part_of_page(upright)] = None
    return "，".join(f"第{page + 1}页{'、'.join(parts)}" for page, parts in pages.items())


def part_of_page(box: Box) -> str:
    """In which of nine parts of the page the middle of a box lies; a box as wide as the page lies in the middle."""
    x, y = box.center
    column = sum(x > third for third in _THIRDS) if box.width < _THIRDS[1] else 1
    return _PLACES[sum(y > third for third in _THIRDS)][column]

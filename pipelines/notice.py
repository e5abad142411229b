"""What the applicant is told: one sentence a point, with the paper, the place on it, the rule's words and what to do.

The points are the failures that no other paper makes good and the files that the applicant can mend. Papers that are
usually handed in and are not asked for stand last: who must come again anyway can bring them along.

A record keeps the sentences; ``points_of`` finds again what each rests on, so that every form of the notice says the
same (``pipelines.notices``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from models.case import CaseRecord
from models.codes import Outcome
from models.document import Document
from models.finding import Finding, Problem, RuleReference
from models.place import Box, Evidence
from pipelines.decide import Judged, to_mend

WHOLE: Final = 0.9
"""Share of the page from which a box says nothing about the place."""
_THIRDS: Final = (1 / 3, 2 / 3)
_PLACES: Final = (("左上部", "上部", "右上部"), ("左侧", "中部", "右侧"), ("左下部", "下部", "右下部"))

Turns = dict[tuple[str, int], int]
"""File and page to the clockwise degrees that set it upright."""


@dataclass(frozen=True)
class Point:
    """One thing to mend: what is wrong and what to do, where on the papers, and the rule that asks for it.

    ``place`` is empty where there is none to point at (第1页右下部 otherwise); a file that could not be read has no
    rule and no evidence.
    """

    message: str
    place: str = ""
    rule: RuleReference | None = None
    evidence: tuple[Evidence, ...] = ()
    optional: bool = False
    """Usually handed in and not asked for: told, and nothing that must be mended."""

    @property
    def sentence(self) -> str:
        """The message with the place on the paper and the rule's words in brackets before its full stop."""
        said = [f"位置：{self.place}"] if self.place else []
        said += [f"规定：“{self.rule.source}”"] if self.rule and self.rule.source else []
        return f"{self.message.removesuffix('。')}（{'；'.join(said)}）。" if said else self.message


def notice(judged: Sequence[Judged], problems: Sequence[Problem]) -> str:
    """Every point at once, numbered, each said once."""
    turned = _turned(one.document for one in judged if one.document is not None)
    points = [_point(finding, turned) for finding in to_mend(judged)]
    points += [Point(problem.message) for problem in problems if problem.applicant_can_mend]
    points += [_point(finding, turned) for finding in _usually_there(judged)]
    return numbered(points)


def numbered(points: Iterable[Point]) -> str:
    """The points' sentences in their order, a line each, each said once."""
    sentences = dict.fromkeys(point.sentence for point in points)
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))


def points_of(record: CaseRecord) -> tuple[Point, ...]:
    """The points of the record's own notice in its order, each with what it rests on.

    A line that none of the record's findings and problems says is a point by its words alone. Empty without a notice.
    """
    known = {point.sentence: point for point in reversed(possible_points(record))}
    longest_first = sorted(known, key=lambda sentence: (-len(sentence), sentence))
    left, points = record.notice or "", list[Point]()
    while left:
        left = left.removeprefix(f"{len(points) + 1}. ")
        # A sentence may hold a line break, where a file's name does: lines alone do not tell the points apart.
        said = next((one for one in longest_first if left == one or left.startswith(one + "\n")), None)
        said = left.partition("\n")[0] if said is None else said
        points.append(known.get(said) or Point(said))
        left = left[len(said) + 1 :]
    return tuple(points)


def possible_points(record: CaseRecord) -> tuple[Point, ...]:
    """A point for every finding of the record (those about the whole case, then paper by paper) and every problem."""
    turned = _turned(record.documents)
    findings = [*record.findings, *(finding for paper in record.documents for finding in paper.findings)]
    return (*(_point(finding, turned) for finding in findings), *(Point(one.message) for one in record.problems))


def _usually_there(judged: Sequence[Judged]) -> Iterator[Finding]:
    yield from (one.finding for one in judged if _only_usual(one.finding))


def _only_usual(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNSURE and finding.reason == "material.missing"


def _turned(papers: Iterable[Document]) -> Turns:
    return {(lie.source, lie.page): lie.rotation for paper in papers for lie in paper.geometry}


def _point(finding: Finding, turned: Turns) -> Point:
    place = place_of(finding.evidence, turned)
    return Point(finding.message, place, finding.rule, finding.evidence, _only_usual(finding))


def place_of(evidence: Sequence[Evidence], turned: Turns) -> str:
    """Where on the upright pages the evidence lies (第1页右下部); empty for whole pages and several files."""
    marked = [one for one in evidence if one.box.area < WHOLE]
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

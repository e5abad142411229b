"""The place a finding speaks of, cut out of its page and framed, as a picture for who works at a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from models.case import CaseRecord
from models.error import UsageError
from models.place import Evidence
from pipelines.report.blocking import Weight
from pipelines.report.mask import personal_places
from pipelines.review.numbered import numbered
from pipelines.review.office import Office
from pipelines.review.pictures import picture
from pipelines.review.regions import weights_of
from pipelines.review.sheet import CaseSheet
from pipelines.review.staff import Member

_PRESSING: tuple[Weight, ...] = ("mend", "look", "note", "pass")
"""Of whose place a picture is wanted where nobody says which."""


@dataclass(frozen=True)
class Cut:
    """The picture (JPEG) and the number of the finding whose place it shows."""

    jpeg: bytes
    finding: int


def cut(office: Office, who: Member, sheet: CaseSheet, finding: int | None) -> Cut:
    """The place of a finding, by default of the most pressing one that has a place; looking at it is audited.

    What is known to be personal on the page is covered unless the sheet is in clear. Raises UsageError where there is
    no such finding, no place or no picture.
    """
    record = sheet.record
    number, evidence = _place(office, record, finding) if record else (0, ())
    if record is None or not evidence:
        raise UsageError("没有可显示的位置：该核对项不针对某一处，或尚无结果。")
    source, page = evidence[0].source, evidence[0].page
    jpeg = picture(office, who, sheet.entry.number, source, page)
    if jpeg is None:
        raise UsageError("这一页没有图片：文件未能读取。")
    turned = {(lie.source, lie.page): lie.rotation for paper in record.documents for lie in paper.geometry}
    here = [one.box for one in evidence if (one.source, one.page) == (source, page)]
    hidden = [] if sheet.revealed else [one.box for one in personal_places(record) if _same_page(one, evidence[0])]
    from intake.picture import covered
    from intake.snippet import snippet

    safe = covered(jpeg, hidden)
    part = snippet(safe, turned.get((source, page), 0), here) if safe is not None else None
    if part is None:
        raise UsageError("这一页的图片已损坏。")
    return Cut(part.jpeg, number)


def _place(office: Office, record: CaseRecord, wanted: int | None) -> tuple[int, tuple[Evidence, ...]]:
    findings = {number: finding for number, _, finding in numbered(record)}
    if wanted is not None:
        if wanted not in findings:
            raise UsageError("没有这个编号的核对项，见 yancai review show。")
        return wanted, findings[wanted].evidence
    weights = weights_of(office.settings, record)
    for weight in _PRESSING:
        for number, finding in findings.items():
            if weights[number] == weight and finding.evidence:
                return number, finding.evidence
    return 0, ()


def _same_page(one: Evidence, other: Evidence) -> bool:
    return (one.source, one.page) == (other.source, other.page)

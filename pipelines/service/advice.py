"""One sentence on what to do, for the applicant who still holds the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from models.case import CaseRecord, DocumentRecord
from models.codes import ClarityGrade, Decision, DocType, Outcome
from models.document import Clarity, ClarityProblem
from models.finding import Finding, Problem
from models.glance import Glance
from pipelines.checks.clarity import place_name, remedy
from pipelines.checks.declared import is_of
from pipelines.service.reading import UPLOAD_NAME

_MOST_POINTS: Final = 4
"""Points in one sentence; the findings hold them all."""
_LOOKED_AT: Final = {
    "clarity": "清晰度",
    "seal": "印章",
    "title": "医师职称",
    "signature": "医师签名",
    "hospital_grade": "医院等级",
    "form": "申请表的填写",
    "id_number": "身份证号",
    "dates": "日期",
    "recency": "日期是否近期",
    "validity": "证件有效期",
    "recognised": "材料类型",
    "genuine": "电子签名、印章或数值",
    "colour": "是否为彩色原件",
}
"""What a person has to look at, by the check that left it open."""
_FINE: Final = "未发现需要补正的地方，可以提交。"
_NOT_READ: Final = "这份材料没有读出来，可以先提交，由工作人员查看原件。"


def advise(record: CaseRecord, claimed: DocType | None) -> str:
    """What to do after a full pre-check.

    A picture that nobody can read comes first: whatever else was found on it is guesswork. Then the wrong paper: what
    was asked of it does not concern the one that was meant.
    """
    papers = record.documents
    blurred = [paper for paper in papers if paper.clarity.grade is ClarityGrade.UNREADABLE]
    if blurred:
        return one_sentence(_clarity_points(blurred[0].clarity))
    if claimed is not None and papers and not any(is_of(claimed, paper) for paper in papers):
        return _other_paper(papers[0], claimed)
    if record.decision is Decision.RESUBMIT:
        points = [finding.message for finding in _with(papers, Outcome.FAIL)]
        return one_sentence([*points, *_mendable(record.problems)]) or _FINE
    if not papers:
        return _NOT_READ
    return _review(papers, record.problems) if record.decision is Decision.REVIEW else _FINE


def advise_quickly(glance: Glance) -> str:
    """What to do after a look."""
    if glance.clarity is None:
        return one_sentence(_mendable(glance.problems)) or _NOT_READ
    points = _clarity_points(glance.clarity)
    return one_sentence([*points, *_mendable(glance.problems)]) or "照片清晰，可以上传。"


def one_sentence(points: Iterable[str]) -> str:
    """Points as one sentence with one full stop; empty where there is none."""
    said = list(dict.fromkeys(point.strip().rstrip("。").replace("。", "；") for point in points))
    if not said:
        return ""
    rest = f"；另有 {len(said) - _MOST_POINTS} 处，见逐项说明" if len(said) > _MOST_POINTS else ""
    return "；".join(said[:_MOST_POINTS]) + rest + "。"


def _clarity_points(clarity: Clarity) -> list[str]:
    why, todo = _why(clarity.problems), remedy(clarity.problems)
    match clarity.grade:
        case ClarityGrade.UNREADABLE:
            return [f"照片无法辨认（{why}），请{todo}"]
        case ClarityGrade.POOR:
            return [f"照片不够清晰（{why}），建议{todo}"]
        case _:
            return []


def _why(problems: Sequence[ClarityProblem]) -> str:
    several = len({problem.page for problem in problems}) > 1
    named = (
        f"{f'第{problem.page + 1}页' if several else ''}{place_name(problem.box)}{problem.kind.label}"
        for problem in problems
    )
    return "、".join(dict.fromkeys(named)) or "字迹不清"


def _other_paper(paper: DocumentRecord, claimed: DocType) -> str:
    if paper.doc_type.value is DocType.OTHER:
        return f"没有认出这是{claimed.label}，请核对是否选对了材料；如果没有选错，可以提交，由工作人员核对。"
    return f"这份材料像是{paper.doc_type.label}，不是所选的{claimed.label}，请核对后重新选择或重新上传。"


def _review(papers: Sequence[DocumentRecord], problems: Sequence[Problem]) -> str:
    blurred = [point for paper in papers for point in _clarity_points(paper.clarity)]
    left_open = _with(papers, Outcome.UNSURE)
    names = dict.fromkeys(_LOOKED_AT.get(finding.check, "其他事项") for finding in left_open)
    if problems:
        names["未能完整读取之处"] = None
    if not names:
        return one_sentence(blurred) or "可以提交，由工作人员核对。"
    return one_sentence([*blurred, f"可以提交，工作人员会核对{'、'.join(names)}"])


def _with(papers: Sequence[DocumentRecord], outcome: Outcome) -> list[Finding]:
    return [finding for paper in papers for finding in paper.findings if finding.outcome is outcome]


def _mendable(problems: Iterable[Problem]) -> list[str]:
    """What the applicant can mend, without the name that every upload has here."""
    return [problem.message.removeprefix(f"“{UPLOAD_NAME}”：") for problem in problems if problem.applicant_can_mend]

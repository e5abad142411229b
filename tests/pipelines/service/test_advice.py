"""One sentence: what is said first, and that it is one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.case import CaseRecord, DocumentRecord, Provenance
from models.codes import ClarityGrade, ClarityKind, Decision, DocType, Outcome
from models.finding import Finding, Problem
from pipelines.service.advice import advise, one_sentence
from tests.pipelines.builders import paper

MADE = Provenance(version="0", engine="none", weights={}, pack="p@0", settings="0")


def finding(check: str, outcome: Outcome, message: str = "") -> Finding:
    return Finding(check=check, outcome=outcome, reason=f"{check}.x", message=message or f"{check}需要补正。")


def record(
    *papers: DocumentRecord, decision: Decision = Decision.REVIEW, problems: tuple[Problem, ...] = ()
) -> CaseRecord:
    return CaseRecord(
        case_id="材料", region="p", documents=papers, problems=problems, decision=decision, judged_on=date(2026, 6, 1),
        provenance=MADE,
    )  # fmt: skip


def judged(kind: DocType = DocType.DIAGNOSIS_CERTIFICATE, *findings: Finding, **said: Any) -> DocumentRecord:
    return DocumentRecord(**dict(paper(kind, **said)), findings=findings, decision=Decision.REVIEW)


def unread(code: str, message: str, *, mendable: bool) -> Problem:
    return Problem(stage="open", file="材料", code=code, message=f"“材料”：{message}", applicant_can_mend=mendable)


CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
BLURRED = {"grade": ClarityGrade.UNREADABLE, "hidden": [(ClarityKind.BLUR, 0.9)]}
GLARE = {"grade": ClarityGrade.POOR, "hidden": [(ClarityKind.GLARE, 0.6)]}


@pytest.mark.parametrize(
    ("given", "claimed", "said"),
    [
        (record(judged(), decision=Decision.ACCEPT), CERTIFICATE, "未发现需要补正的地方，可以提交。"),
        (
            record(judged(CERTIFICATE, finding("seal", Outcome.FAIL), **BLURRED), decision=Decision.RESUBMIT),
            DocType.LAB_REPORT,
            "照片无法辨认（左上角模糊），请拿稳手机、对焦清楚后重拍。",
        ),
        (
            record(judged(DocType.OTHER)),
            CERTIFICATE,
            "没有认出这是诊断证明书，请核对是否选对了材料；如果没有选错，可以提交，由工作人员核对。",
        ),
        (
            record(judged(CERTIFICATE, finding("seal", Outcome.UNSURE), finding("title", Outcome.UNSURE))),
            None,
            "可以提交，工作人员会核对印章、医师职称。",
        ),
        (
            record(judged(CERTIFICATE, finding("clarity", Outcome.UNSURE), **GLARE)),
            None,
            "照片不够清晰（左上角反光），建议避开灯光反射后重拍；可以提交，工作人员会核对清晰度。",
        ),
        (
            record(judged(CERTIFICATE, finding("seal", Outcome.FAIL)), judged(CERTIFICATE), decision=Decision.RESUBMIT),
            CERTIFICATE,
            "seal需要补正。",
        ),
        (
            record(decision=Decision.RESUBMIT, problems=(unread("file.empty", "文件为空，请重拍。", mendable=True),)),
            CERTIFICATE,
            "文件为空，请重拍。",
        ),
        (
            record(problems=(unread("open.failed", "出错。", mendable=False),)),
            CERTIFICATE,
            "这份材料没有读出来，可以先提交，由工作人员查看原件。",
        ),
        (
            record(judged(), problems=(unread("ocr.failed", "出错。", mendable=False),)),
            None,
            "可以提交，工作人员会核对未能完整读取之处。",
        ),
    ],
)
def test_the_sentence_says_what_to_do_first(given: CaseRecord, claimed: DocType | None, said: str) -> None:
    assert advise(given, claimed) == said
    assert advise(given, claimed).count("。") == 1


def test_many_points_are_one_sentence() -> None:
    said = one_sentence([f"第{number}点。要改。" for number in range(6)])
    assert said == "第0点；要改；第1点；要改；第2点；要改；第3点；要改；另有 2 处，见逐项说明。"
    assert one_sentence([]) == ""

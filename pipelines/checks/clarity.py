"""Is the paper clear, complete and uncovered?

Good and fair pass, poor is for a person to look at, unreadable is to be sent again. A page without any print may be a
blank back or a film, and is for a person too.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.codes import ClarityGrade, ClarityKind, Outcome
from models.document import ClarityProblem, Document
from models.finding import Finding
from models.place import Box, Evidence
from models.rules import ClarityRule
from pipelines.checks.papers import Answer, Case, paper_name, whole_pages

_COVERING = (ClarityKind.OCCLUSION, ClarityKind.CUT_OFF, ClarityKind.GLARE, ClarityKind.SHADOW)
_PLAIN = 0.5
"""Severity from which a place that is covered, cut off, or without light is for a person to look at."""
_MOST = 0.6
"""Share of the page from which a place is the whole page."""
_NAMES = (("左上角", "上部", "右上角"), ("左侧", "中部", "右侧"), ("左下角", "下部", "右下角"))
_TODO = {
    ClarityKind.BLUR: "拿稳手机、对焦清楚后重拍",
    ClarityKind.LOW_RESOLUTION: "靠近一些或使用原图重新上传",
    ClarityKind.GLARE: "避开灯光反射后重拍",
    ClarityKind.SHADOW: "避开阴影后重拍",
    ClarityKind.DARK: "在明亮处重拍",
    ClarityKind.OVEREXPOSED: "避免强光后重拍",
    ClarityKind.OCCLUSION: "移开遮挡物后重拍",
    ClarityKind.CUT_OFF: "将整张材料拍入画面后重拍",
    ClarityKind.MOIRE: "拍摄纸质原件，不要翻拍屏幕",
}


def check(case: Case, document: Document, rule: ClarityRule) -> Finding:
    """Reasons: clarity.clear, clarity.covered, clarity.poor, clarity.unreadable, clarity.blank,
    clarity.unread."""
    answer = Answer(rule, case.pack)
    name, clarity = paper_name(document), document.clarity
    why = "、".join(dict.fromkeys(_described(problem, document) for problem in clarity.problems)) or "字迹不清"
    todo = remedy(clarity.problems)
    places = _places(document, clarity.problems)
    if case.was_hindered(document):
        return answer(Outcome.UNSURE, "clarity.unread", f"{name}未能完整读取，请人工查看原件。", places)
    if not document.text.strip() and not clarity.problems:
        message = f"{name}：页面上没有可读的内容，可能是空白页，请人工核对。"
        return answer(Outcome.UNSURE, "clarity.blank", message, places)
    if clarity.grade is ClarityGrade.UNREADABLE:
        return answer(Outcome.FAIL, "clarity.unreadable", f"{name}无法辨认（{why}），请{todo}。", places)
    if clarity.grade is ClarityGrade.POOR:
        message = f"{name}不够清晰（{why}），请人工核对能否辨认；如需重新提交，请{todo}。"
        return answer(Outcome.UNSURE, "clarity.poor", message, places)
    covered = [one for one in clarity.problems if one.kind in _COVERING and one.severity >= _PLAIN]
    if covered:
        hidden = "、".join(dict.fromkeys(_described(one, document) for one in covered))
        message = f"{name}可能{hidden}，请人工核对。"
        return answer(Outcome.UNSURE, "clarity.covered", message, _places(document, tuple(covered)))
    return answer(Outcome.PASS, "clarity.clear", f"{name}清晰可辨。")


def remedy(problems: Iterable[ClarityProblem]) -> str:
    """What to do so that the paper comes out clear, each thing said once."""
    return "；".join(dict.fromkeys(_TODO[problem.kind] for problem in problems)) or "重新拍照或扫描"


def _described(problem: ClarityProblem, document: Document) -> str:
    """What is wrong and where an applicant finds it, such as 第2页右下角反光."""
    several = sum(len(source.pages) for source in document.sources) > 1
    page = f"第{problem.page + 1}页" if several else ""
    return f"{page}{place_name(problem.box)}{problem.kind.label}"


def place_name(box: Box | None) -> str:
    """Where a box stands on the page as a person says it; nothing where it is most of the page."""
    if box is None or box.area >= _MOST:
        return ""
    across = _third(box.left, box.right)
    down = _third(box.top, box.bottom)
    return _NAMES[down][across]


def _third(low: float, high: float) -> int:
    """0, 1 or 2: first, middle or last part of a side; what reaches over two thirds of it lies in the middle."""
    if high - low > 2 / 3:
        return 1
    return min(int((low + high) / 2 * 3), 2)


def _places(document: Document, problems: tuple[ClarityProblem, ...]) -> tuple[Evidence, ...]:
    marked = tuple(Evidence(source=one.source, page=one.page, box=one.box) for one in problems if one.box)
    return marked or whole_pages(document)

"""A paper handed in twice is told; papers that only look alike are not."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import DocType
from models.document import Document
from models.rules import DuplicatesRule
from pipelines.checks.duplicates import check
from tests.pipelines.builders import NAME, case, paper, sum_of

RULE = DuplicatesRule(id="d", kind="duplicates", assumed=True, blocks=False)
LAB = DocType.LAB_REPORT
TEXT = (
    "青山市第一人民医院检验报告单\n姓名：李晓明 性别：男 年龄：66岁 住院号：0012345\n白细胞计数 5.81 3.5-9.5\n"
    "红细胞计数 4.52 4.3-5.8\n血红蛋白 139 130-175\n血小板计数 226 125-350\n检验者：周某 审核者：吴某 2026-04-03 10:24"
)
AGAIN = (
    "姓名：李晓明性别：男年龄：66岁\n住院号：0012345\n青山市第一人民医院检验报告单\n白细胞计数5.81 3.5-9.5\n"
    "血小扳计数226 125-350\n红细胞计数 4.52 4.3-5.8\n血红蛋白139 130-175\n检验者：周某审核者：吴某\n2026-04-03 10:24"
)
LATER = TEXT.replace("5.81", "7.20").replace("4.52", "4.71").replace("139", "144").replace("226", "251")
LATER = LATER.replace("04-03 10:24", "05-11 09:10")


LOOK, LIKE, UNLIKE = "f0" * 32, "f0" * 31 + "ff", "0f" * 32


def report(file: str, text: str = TEXT, **said: Any) -> Document:
    return paper(LAB, file, text=text, patient_name=NAME, **said)


def twin(file: str) -> Document:
    """The bytes of a.jpg under another name."""
    one = report("a.jpg")
    source = one.source.model_copy(update={"name": file, "sha256": sum_of("a.jpg")})
    return one.model_copy(update={"source": source, "sources": (source,)})


@pytest.mark.parametrize(
    ("papers", "outcome", "reason"),
    [
        ([report("a.jpg")], "pass", "duplicates.none"),
        ([report("a.jpg"), twin("b.jpg")], "unsure", "duplicates.same_file"),
        ([report("a.jpg"), report("b.jpg", AGAIN)], "unsure", "duplicates.same_paper"),
        # Another day's report of the same panel; another paper; the same words of another patient; too few words.
        ([report("a.jpg"), report("b.jpg", LATER)], "pass", "duplicates.none"),
        ([report("a.jpg", report_date="2026-04-03"), report("b.jpg", report_date="2026-05-03")],
         "pass", "duplicates.none"),
        ([report("a.jpg"), paper(LAB, "b.jpg", text=TEXT, patient_name="赵国庆")], "pass", "duplicates.none"),
        ([report("a.jpg"), paper(DocType.OTHER, "b.jpg", text=TEXT)], "pass", "duplicates.none"),
        ([report("a.jpg", "心电图"), report("b.jpg", "心电图")], "pass", "duplicates.none"),
        # Of films the looks are compared; of papers with words they say nothing.
        ([report("a.jpg", "左膝", looks=(LOOK,)), report("b.jpg", "左膝", looks=(LIKE,))],
         "unsure", "duplicates.same_paper"),
        ([report("a.jpg", "左膝", looks=(LOOK,)), report("b.jpg", "左膝", looks=(UNLIKE,))], "pass", "duplicates.none"),
        ([report("a.jpg", "", looks=("",)), report("b.jpg", "", looks=("",))], "pass", "duplicates.none"),
        ([report("a.jpg", looks=(LOOK,)), report("b.jpg", LATER, looks=(LOOK,))], "pass", "duplicates.none"),
    ],
)  # fmt: skip
def test_a_paper_given_twice_is_told(papers: list[Document], outcome: str, reason: str) -> None:
    finding = check(case(*papers), RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


def test_two_papers_of_one_file_are_no_duplicates() -> None:
    one = report("a.jpg")
    page = one.source.model_copy(update={"pages": (1,)})
    other = report("a.jpg", LATER).model_copy(update={"source": page, "sources": (page,)})
    assert check(case(one, other), RULE).outcome == "pass"


def test_both_are_named() -> None:
    message = check(case(report("a.jpg"), twin("b.jpg")), RULE).message
    assert "《检验报告》（a.jpg 第1页）与《检验报告》（b.jpg 第1页）是同一个文件" in message
    assert "各份均已保留并核对" in message

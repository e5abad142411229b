"""Rows, cells and the overview of a batch."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.codes import Decision
from pipelines.report.summary import CaseRow, render_overview, safe_cell, write_csv


def row(case_id: str, decision: Decision = Decision.ACCEPT, failed: tuple[str, ...] = ()) -> CaseRow:
    reasons = tuple(("seal.missing", message) for message in failed[:1])
    return CaseRow(case_id, decision, ("检验报告", "检验报告", "处方"), failed, (), (), reasons, "")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text())
def test_a_safe_cell_keeps_its_text(text: str) -> None:
    assert safe_cell(text) in (text, f"'{text}")
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rows_survive_commas_quotes_and_lines() -> None:
    stream = StringIO()
    write_csv([row('a,"b"', Decision.RESUBMIT, ("未见公章", "缺少申请表"))], stream)
    header, line = csv.reader(StringIO(stream.getvalue(), newline=""))
    assert len(header) == len(line)
    cells = dict(zip(header, line, strict=True))
    assert cells["案件"] == 'a,"b"'
    assert cells["不符合事项"] == "未见公章\n缺少申请表"
    assert cells["材料类型"] == "检验报告×2、处方"


def test_the_overview_counts_decisions_and_reasons() -> None:
    rows = [row("a"), row("b", Decision.RESUBMIT, ("未见公章",)), row("c", Decision.RESUBMIT, ("未见公章",))]
    page = render_overview(rows, "示例地区", total=5)
    assert "其余尚未处理" in page
    assert page.count("seal.missing") == 1
    assert 'data-decision="resubmit"' in page
    assert render_overview(rows, "示例地区", total=5) == page


def test_an_empty_overview_is_a_page_too() -> None:
    assert "0 件申请" in render_overview([], "示例地区", total=0)

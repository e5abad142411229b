"""The reviewer's page: self-contained, upright, and every statement linked to its place."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from models.codes import Outcome
from models.document import Document
from models.finding import Problem
from pipelines.report.html import render_case
from pipelines.report.mask import Mask
from pipelines.report.view import CaseView, view_case
from pipelines.settings import Settings
from pipelines.terms import Made, Terms
from tests.pipelines.fakes import FakePicture, FakeRules, certificate

SHA = "ab" * 32


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def view(*documents: Document, problems: tuple[Problem, ...] = ()) -> CaseView:
    rules = FakeRules(Terms("example", "case", date(2026, 11, 22), Settings()))
    record = rules.judge("甲", None, (documents, problems), Made("fake", {}))
    return view_case(record, Mask(record))


@pytest.fixture
def page() -> str:
    return render_case(view(certificate(SHA, "a.jpg", "缺章")), "示例地区", [FakePicture(SHA, rotation=90)])


def test_the_page_asks_nobody_for_anything(page: str) -> None:
    for tag, attributes in Elements(page).found:
        for name in ("src", "href", "xlink:href", "action", "srcset"):
            address = attributes.get(name) or ""
            assert address == "" or address.startswith(("data:", "#")), (tag, name)
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
    assert "http://" not in page
    assert "https://" not in page
    assert "@import" not in page


def test_the_policy_allows_just_this_style_and_script(page: str) -> None:
    policy = next(meta["content"] for meta in Elements(page).of("meta") if meta.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag in ("style", "script"):
        (body,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_picture_stands_upright_with_its_boxes(page: str) -> None:
    elements = Elements(page)
    assert elements.of("svg")[0]["viewbox"] == "0 0 1000 700"
    assert elements.of("image")[0]["transform"] == "translate(1000 0) rotate(90)"
    seal = next(rect for rect in elements.of("rect") if rect["class"] == "mark seal")
    # (0.6, 0.7, 0.85, 0.9) of the source page, a quarter turn clockwise
    assert [float(seal[name] or "") for name in ("x", "y", "width", "height")] == [100, 420, 200, 175]


def test_every_box_has_its_line_in_the_panel(page: str) -> None:
    found = Elements(page).found
    on_picture = {a["data-owner"] for tag, a in found if tag == "rect"}
    in_panel = {a["data-owner"] for tag, a in found if tag in ("li", "div") and a.get("data-owner")}
    assert on_picture
    assert on_picture <= in_panel
    assert {"fail0", "seal1-0", "physician1-0", "field1-0", "clarity1-0"} <= on_picture


def test_a_failed_finding_is_numbered_on_the_picture(page: str) -> None:
    badges = [a for a in Elements(page).of("g") if a.get("class") == "badge fail"]
    assert [badge["data-owner"] for badge in badges] == ["fail0"]


def test_people_are_masked(page: str) -> None:
    assert "511302********4016" in page
    assert "511302196003074016" not in page
    assert "138****1234" in page


def test_a_case_without_pages_says_so() -> None:
    problem = Problem(stage="open", file="a.pdf", code="file.encrypted", message="“a.pdf”已加密。")
    page = render_case(view(problems=(problem,)), "示例地区", [])
    assert "没有可以显示的页面" in page
    assert "“a.pdf”已加密。" in page


def test_a_page_of_no_paper_is_shown_too() -> None:
    page = render_case(view(certificate(SHA, "a.jpg", "张三")), "示例地区", [FakePicture("cd" * 32)])
    assert "未归入任何材料" in page


def test_text_of_papers_is_text() -> None:
    hostile = certificate(SHA, "<b>.jpg", "张三", "医院\"'><img src=x onerror=alert(1)>\u202e{{ 1 }}\x00")
    page = render_case(view(hostile), "示例地区", [FakePicture(SHA)])
    assert not Elements(page).of("img")
    assert "\u202e" not in page
    assert "\x00" not in page
    assert "{{ 1 }}" in page


def test_the_same_case_gives_the_same_page(page: str) -> None:
    again = render_case(view(certificate(SHA, "a.jpg", "缺章")), "示例地区", [FakePicture(SHA, rotation=90)])
    assert again == page


def test_findings_are_grouped_by_outcome() -> None:
    shown = view(certificate(SHA, "a.jpg", "缺章"), certificate("cd" * 32, "b.jpg", "张三"))
    assert [statement.paper for statement in shown.grouped(Outcome.FAIL)] == [1]
    assert [statement.paper for statement in shown.grouped(Outcome.PASS)] == [2]

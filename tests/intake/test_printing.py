"""PDFs made of HTML: their text can be read back, nothing is fetched, pieces stay together."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from intake.printing import Printed, print_blocks
from models.error import YancaiError

HOW = Printed(title="补正材料告知单", foot="YC2026000002", day=date(2026, 11, 23))
STYLE = "body {font-family: sans-serif; font-size: 11pt}"


def opened(*blocks: str, how: Printed = HOW) -> Any:
    return pymupdf.open("pdf", print_blocks(blocks, STYLE, how))


def text_of(document: Any) -> str:
    return "".join(page.get_text() for page in document).replace("\n", "")


def test_chinese_text_is_printed_and_can_be_read_back() -> None:
    document = opened("<h1>补正材料告知单</h1><p>请到出具该材料的医院加盖公章后重新提交，<b>3</b> 处。</p>")
    assert "请到出具该材料的医院加盖公章后重新提交，3 处。" in text_of(document)
    assert [round(side) for side in document[0].rect] == [0, 0, 595, 842]
    assert document.metadata["title"] == "补正材料告知单"
    fonts = document[0].get_fonts(full=True)
    assert all(document.extract_font(font[0])[3] for font in fonts), "every font is embedded"


def test_every_page_has_its_number_and_the_foot_upright() -> None:
    document = opened(*["<p>一段文字。</p>" * 12] * 6)
    count = len(document)
    assert count > 1
    for number, page in enumerate(document, 1):
        place = page.search_for(f"第 {number} 页")
        assert place
        assert place[0].y0 > 780
        assert f"共 {count} 页" in page.get_text()
        assert "YC2026000002" in page.get_text()


def test_a_piece_that_does_not_fit_begins_on_the_next_page() -> None:
    filler = "<p>一段文字。</p>" * 30
    document = opened(filler, "<h2>怎样补正</h2>" + "<p>重新提交。</p>" * 10)
    assert len(document) == 2
    assert "怎样补正" in document[1].get_text()
    assert "怎样补正" not in document[0].get_text()


def test_a_piece_longer_than_a_page_is_broken_and_nothing_is_lost() -> None:
    document = opened("".join(f"<p>第{number}段。</p>" for number in range(200)))
    assert len(document) > 2
    assert all(f"第{number}段。" in text_of(document) for number in range(200))


def test_long_runs_without_blanks_stay_on_the_page() -> None:
    document = opened(f"<p>{'A' * 400} &amp;{'B' * 60}&lt;b&gt;</p>")
    words = document[0].get_text("words")
    assert max(word[2] for word in words) <= document[0].rect.x1 - 50
    assert text_of(document).replace(" ", "").startswith("A" * 400 + "&" + "B" * 60 + "<b>")


def test_characters_the_font_lacks_leave_a_mark_and_an_office_can_name_a_font() -> None:
    assert "〓" in text_of(opened("<p>张㼆</p>"))
    own = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf")
    if own.is_file():
        document = opened("<p>张三</p>", how=Printed("甲", "乙", HOW.day, own))
        assert {font[3].partition("+")[2] for font in document[0].get_fonts()} == {"LXGW WenKai Light"}


def test_a_font_that_is_none_is_refused_by_its_setting(tmp_path: Path) -> None:
    fake = tmp_path / "font.ttf"
    fake.write_bytes(b"no font")
    for path in (fake, tmp_path / "missing.ttf"):
        with pytest.raises(YancaiError, match=r"notice\.font"):
            opened("<p>甲</p>", how=Printed("甲", "乙", HOW.day, path))


def test_nothing_outside_is_looked_at(tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 9, 9))
    pixmap.save(picture)
    for address in (str(picture), picture.as_uri(), "http://127.0.0.1:9/x.png"):
        document = opened(f'<p>甲<img src="{address}" width="20"></p><script>alert(1)</script>')
        assert document[0].get_images() == []
        assert "alert" not in document[0].get_text()


def test_the_same_pieces_give_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib, datetime; from intake.printing import Printed, print_blocks;"
        "print(hashlib.sha256(print_blocks(['<p>甲乙 abc</p>'], 'p {color: red}',"
        "Printed('甲', '乙', datetime.date(2026, 11, 23)))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    runs = {subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True) for _ in range(2)}
    assert len(runs) == 1

"""Text that reaches a terminal cannot steer it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.terminal import plain


@given(st.text())
def test_no_control_or_direction_character_remains(text: str) -> None:
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in plain(text))


def test_chinese_stays_as_it_is() -> None:
    sentence = "诊断：2型糖尿病（E11.9），血糖 11.2 mmol/L↑"
    assert plain(sentence) == sentence


def test_lines_become_one() -> None:
    assert plain("a\nb\tc") == "a b c"

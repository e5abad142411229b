"""What is told while a batch runs."""

from __future__ import annotations

from itertools import count

import pytest

from models.codes import Decision
from pipelines.batch import Ended
from pipelines.progress import Pace, case_progress, duration


def ended(ordinal: int, pages: int = 2, seconds: float | None = 1.0, lost: str | None = None) -> Ended:
    return Ended(ordinal, f"{ordinal:04d}-abcdef01", Decision.ACCEPT, pages, seconds, lost)


def test_pace_tells_failures_speed_and_time_left() -> None:
    ticks = count(step=10)
    pace = Pace(4, lambda: float(next(ticks)))
    pace.count(ended(1, pages=5))
    assert str(pace) == "失败 0　0.5 页/秒　约剩 30 秒"
    pace.count(ended(2, pages=0, lost="died"))
    assert str(pace) == "失败 1　0.2 页/秒　约剩 20 秒"


def test_pace_learns_nothing_from_what_was_done_before() -> None:
    pace = Pace(3, lambda: 0.0)
    pace.count(ended(1, seconds=None))
    assert str(pace) == "失败 0"


def test_nothing_is_left_at_the_end() -> None:
    ticks = count()
    pace = Pace(1, lambda: float(next(ticks)))
    pace.count(ended(1))
    assert str(pace) == "失败 0　2.0 页/秒"


@pytest.mark.parametrize(("seconds", "text"), [(8, "8 秒"), (200, "3 分 20 秒"), (7500, "2 小时 5 分")])
def test_durations_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_away_from_a_terminal_every_case_is_a_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    with case_progress(2) as watch:
        watch(ended(1))
        watch(ended(2, lost="died, exit 7"))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("[1/2] 案件 0001-abcdef01　材料齐全，可进入审核　1.0 秒　（失败 0　")
    assert "未得到结果（died, exit 7）" in second
    assert "\x1b" not in first + second

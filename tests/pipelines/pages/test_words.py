"""What the pages promise in words, colours and keys: the manual tells them all, and they can be read."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from intake.files import unreadable
from models.finding import Stage
from pipelines.executors.port import Why
from pipelines.pages.auditing import ACTIONS, WORDS
from pipelines.pages.plots import HEIGHT, WIDTH, by_day, minutes, shares
from pipelines.pages.reasons import REASONS
from pipelines.pages.rendering import asset
from pipelines.pages.shortcuts import SHORTCUTS
from pipelines.pages.wording import due, moment
from pipelines.review.deciding import Verdict
from pipelines.review.stats import Counts

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "pipelines" / "pages"
MANUAL = (ROOT / "docs" / "reviewing.md").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", asset("page.css").decode()))
TONES = ("mend", "look", "note", "pass", "calm", "soft", "brand", "ink")


def test_the_manual_tells_every_key() -> None:
    for _, keys in SHORTCUTS:
        for key, does in keys:
            assert f"| `{key}` |" in MANUAL, key
            assert does in MANUAL, does


def test_every_key_is_answered() -> None:
    pages = "".join(path.read_text("utf-8") for path in PAGES.glob("*/*") if path.suffix in (".html", ".js"))
    answered = set(re.findall(r'data-key="(.)"', pages)) | set(re.findall(r'^  "?(\w+|\[|\])"?: ', pages, re.MULTILINE))
    answered |= {key.lower() for key in re.findall(r'act\("\w+", "\w+", "(\w)"', pages)}
    answered |= set(re.findall(r'event\.key === "(\w+)"', pages)) | {"1", "…", "9"}
    names = {"→": "ArrowRight", "←": "ArrowLeft", "Esc": "Escape"}
    told = [one for _, keys in SHORTCUTS for many, _ in keys for one in many.split(" ")]
    assert "data-number" in pages
    assert {names.get(key, key if len(key) > 1 else key.lower()) for key in told} <= answered


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares_ = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares_)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def mixed(colour: str, share: float) -> str:
    """So much of a colour in white, as pills and findings have it behind their words."""
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


@pytest.mark.parametrize("tone", TONES)
def test_words_can_be_read_by_wcag_aa(tone: str) -> None:
    colour = COLOURS[tone]
    grounds = [COLOURS["paper"], COLOURS["desk"], COLOURS["tint"], mixed(colour, 0.12)]
    assert min(contrast(colour, ground) for ground in grounds) >= 4.5
    assert contrast(COLOURS["ink"], mixed(colour, 0.12)) >= 7


def counts(number: int, received: int, minutes_: float | None) -> Counts:
    return Counts(name=f"2026-11-{number:02}", received=received, accepted=received // 2, returned=1, minutes=minutes_)


@pytest.mark.parametrize("most", [0, 1, 3, 7, 49, 1000])
def test_plots_stay_in_their_frame(most: int) -> None:
    days = [counts(number, most * number // 30, None if number % 5 == 0 else float(most)) for number in range(1, 31)]
    for bar in by_day(days).bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert -0.01 <= bar.y <= bar.y + bar.height <= HEIGHT
    for piece in minutes(days).line:
        assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in piece)
    assert len(by_day(days).across) <= 6


def test_an_empty_office_has_plots_too() -> None:
    assert by_day([]).bars == ()
    assert minutes([]).line == ()
    assert shares({}) == ()


@pytest.mark.parametrize(
    ("until", "near", "words"),
    [
        (None, False, ("", "calm")),
        (date(2026, 11, 20), True, ("超期 2 天", "late")),
        (date(2026, 11, 22), True, ("今天到期", "near")),
        (date(2026, 11, 29), True, ("剩 7 天", "near")),
        (date(2026, 12, 22), False, ("剩 30 天", "calm")),
    ],
)
def test_how_long_a_case_may_take(until: date | None, near: bool, words: tuple[str, str]) -> None:
    assert due(until, date(2026, 11, 22), near=near) == words


def test_moments_are_chinas() -> None:
    assert moment(datetime(2026, 11, 22, 16, 30)) == moment(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == "11-23 00:30"
    assert moment(None) == "—"


def test_everything_the_log_tells_of_has_its_chinese_words() -> None:
    noted = [line for path in (ROOT / "pipelines").rglob("*.py") for line in path.read_text("utf-8").split("\n")]
    actions = {action for line in noted if ".note(" in line for action in re.findall(r'"([a-z]+\.[a-z_]+)"', line)}
    actions |= {f"case.{verdict.value}" for verdict in Verdict}
    assert len(actions) > 25
    assert actions <= ACTIONS.keys()


def test_every_detail_of_an_entry_has_its_chinese_words() -> None:
    calls = [call for path in (ROOT / "pipelines").rglob("*.py") for call in notes(path)]
    told = {word.arg for call in calls for word in call.keywords if word.arg} - {"reveal"}
    assert {"look", "why", "region"} <= told
    assert told <= WORDS.keys()


def notes(path: Path) -> list[ast.Call]:
    """Where a file adds to the log."""
    return [call for call in calls_in(path) if isinstance(call.func, ast.Attribute) and call.func.attr == "note"]


def calls_in(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_every_code_a_case_goes_back_for_has_words_of_its_own() -> None:
    assert sorted(REASONS) == sorted(reasons_of_rules() | codes_of_problems())
    assert len(set(REASONS.values())) == len(REASONS)


def reasons_of_rules() -> set[str]:
    """What a rule that is not met may say, by the manual of rules, which is held against the checks elsewhere."""
    manual = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| ([^|]+) \|", manual, re.MULTILINE)
    return {code for code, answers in rows if answers not in ("pass", "not applicable")}


def codes_of_problems() -> set[str]:
    """What may keep a paper from being read: the codes intake tells, those of gathering, and what stops a process."""
    gathered: set[str] = set()
    for path in (*(ROOT / "pipelines").glob("*.py"), *(ROOT / "intake").rglob("*.py")):
        for call in calls_in(path):
            match ast.unparse(call.func), call.args:
                case "_problem", [ast.Constant(value=str(code)), *_]:
                    gathered.add(code)
                case "Problem", _:
                    gathered |= {ast.literal_eval(word.value) for word in call.keywords if is_plain_code(word)}
    assert {"file.link", "case.empty", "page.several_papers"} <= gathered
    stopped = {f"worker.{why}" for why in get_args(Why)} | {f"{stage}.failed" for stage in get_args(Stage)}
    return gathered | stopped | set(get_args(unreadable.Code))


def is_plain_code(word: ast.keyword) -> bool:
    return word.arg == "code" and isinstance(word.value, ast.Constant)

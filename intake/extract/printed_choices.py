"""The names printed in a form's list of diseases, one by one: where each stands, and what was read beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from intake.extract.rowtext import fold, width_of
from intake.page import Line
from models.place import Box

_OPEN: Final = "□☐◻▢口囗○〇"
_TICK: Final = "☑☒✓✔√■▣◼●"
SIGNS: Final = _OPEN + _TICK
_SLIPS: Final = "VvYyⅤ丿乄レ✗×xX/八人J"
"""What ticks are read as where they are read at all."""
_BEFORE: Final = re.compile(
    rf"^[ ]*(?:[{SIGNS}{_SLIPS}][ ]?)?(?:(?P<box>[{SIGNS}])|(?P<bracket>[(][ ]*(?P<in>[^()一-鿿]?)[ ]*[)])"
    r"|(?P<number>\d{1,2})[ ]?[.、．](?!\d))"
)
_BEHIND: Final = re.compile(
    rf"(?:(?P<box>[{SIGNS}])|(?P<bracket>[(][ ]*(?P<in>[^()一-鿿]?)[ ]*[)]?))[ ]*[{_SLIPS}]?[ ]*$"
)
_LOOKALIKES: Final = "圖図囗囟凶回団"
"""What a box with a tick in it is read as beside names that neither begin nor end so."""
_LEADING: Final = re.compile(rf"^[ ]*[{_TICK}{_SLIPS}][ ]*(?=[一-鿿A-Z(])")
_TRAILING: Final = re.compile(rf"[ ]*[{_TICK}{_SLIPS}][ ]*$")
_SLOT: Final = rf"[{SIGNS}]|[(](?:[ ]*[^()一-鿿]?[ ]*[)]|(?=[一-鿿]+[(]))"
"""A box, or brackets round nothing or a tick, of which the closing one may be lost under it."""
_PARTS_BEFORE: Final = re.compile(rf"(?={_SLOT})|(?<=[^\d.])(?=\d{{1,2}}[.、．](?!\d))|(?<=[一-鿿)])[ ]+(?=[^ ])")
_PARTS_BEHIND: Final = re.compile(rf"({_SLOT})")
_NAME: Final = re.compile(r"[一-鿿]{2}")
_HINT: Final = re.compile(r"[打划画][√)]|内打|勾选|单选|多选|选择|注[:]|说明")
_SAME_SLOT: Final = 0.6


@dataclass(frozen=True)
class Choice:
    """A printed name, where it stands, and what was read beside it."""

    name: str
    line: Line
    word: Box
    kind: str
    """What was read in its slot: box, bracket, number or none."""
    behind: bool
    """Whether the slot was read behind the name."""
    ticked: bool
    """Whether a tick, or what ticks are read as, was read there."""
    alone: bool
    """Whether the line holds no other name."""


def choices_in(lines: Sequence[Line], em: float | None) -> list[Choice]:
    """The names that lines hold, one or several each."""
    whole = [fold(line.text) for line in lines]
    before = sum(bool(_BEFORE.match(text)) for text in whole)
    behind = sum(bool(_BEHIND.search(text)) and not _BEFORE.match(text) for text in whole)
    return [
        choice
        for line, text in zip(lines, whole, strict=True)
        if not (_HINT.search(text) and len(text) < 12)
        for choice in _of_line(line, text, behind > before, em)
    ]


def _of_line(line: Line, text: str, behind: bool, em: float | None) -> Iterator[Choice]:
    if behind:
        tokens = _PARTS_BEHIND.split(text)
        pieces = [one + sign for one, sign in zip(tokens[::2], [*tokens[1::2], ""], strict=True) if one + sign]
    else:
        pieces = [piece for piece in _PARTS_BEFORE.split(text) if piece]
    alone = sum(bool(_NAME.search(piece)) for piece in pieces) == 1
    width = line.box.width / max(_printed(text), 0.5)
    gap, done = 0.0, 0.0
    if em is not None and len(pieces) > 1 and em < width:  # What stands between the names is not in the text.
        gap = (line.box.width - _printed(text) * em) / (len(pieces) - 1) / em
        width = em
    for piece in pieces:
        start, end = done, done + _printed(piece)
        done = end + gap
        before, after = _BEFORE.match(piece), _BEHIND.search(piece)
        slot = before or after
        name = piece[before.end() :] if before else piece[: after.start()] if after else piece
        ticked = bool(_LEADING.match(name) or _TRAILING.search(name)) or _is_ticked(slot)
        name = _TRAILING.sub("", _LEADING.sub("", name)).strip(" ,，、;；:：." + _LOOKALIKES).lstrip("()")
        if not _NAME.search(name):
            continue
        lead = _printed(piece[: before.end()]) if before else 0.0
        trail = _printed(piece[after.start() :]) if after and not before else 0.0
        left, right = line.box.left + (start + lead) * width, line.box.left + (end - trail) * width
        word = Box.clipped(left, line.box.top, right, line.box.bottom)
        kind = next((known for known in ("box", "bracket", "number") if slot and slot.groupdict().get(known)), "none")
        yield Choice(name, line, word, kind, bool(after and not before), ticked, alone)


def _printed(text: str) -> float:
    """How wide a text is printed, in letters: brackets are as wide as letters, with room for a tick between them."""
    return width_of(text) + sum(0.5 for sign in text if sign in "()") + 0.7 * len(re.findall(r"[(][ ]?[)]", text))


def _is_ticked(slot: re.Match[str] | None) -> bool:
    if slot is None:
        return False
    written = slot.group()
    within = slot.groupdict().get("in") or ""
    return any(sign in written for sign in _TICK) or bool(within.strip())


def slots_of(choices: Sequence[Choice]) -> tuple[str, bool]:
    """What most names of a list have beside them, and whether it stands behind them."""
    kinds = [choice.kind for choice in choices]
    for kind in ("box", "bracket", "number"):
        if kinds.count(kind) >= _SAME_SLOT * len(kinds):
            return kind, 2 * sum(choice.behind for choice in choices if choice.kind == kind) > kinds.count(kind)
    return "none", False


def settled(choices: Sequence[Choice], kind: str, behind: bool) -> list[Choice]:
    """The choices with their words as wide as their letters: a tick that was read with a line widened it."""
    em = letter_of(choices)
    done = []
    for choice in choices:
        width, box = width_of(choice.name) * em, choice.word
        if choice.alone and box.width - width > 0.45 * em and (choice.kind != kind or kind == "none"):
            begins = any(abs(one.word.left - (box.right - width)) < 0.3 * em for one in choices if one is not choice)
            at_right = not behind and (kind != "none" or begins)
            left = box.right - width if at_right else box.left
            box = Box.clipped(left, box.top, left + width, box.bottom)
        done.append(replace(choice, word=box))
    return done


def letter_of(choices: Sequence[Choice]) -> float:
    """The width of a letter in fractions of the page's."""
    return median(choice.word.width / max(width_of(choice.name), 1.0) for choice in choices)

"""What has happened to a case, in the order in which it happened, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.pages.reasons import field_words
from pipelines.review.deciding import Verdict
from pipelines.review.sheet import CaseSheet, Ruled


@dataclass(frozen=True)
class Event:
    """Something that happened, in a sentence, and what it rests on."""

    at: datetime
    text: str
    grounds: tuple[str, ...] = ()


def history(sheet: CaseSheet) -> tuple[Event, ...]:
    """Everything that is known of the case, oldest first, masked as the sheet is."""
    entry = sheet.entry
    events = [Event(entry.received_at, f"经“{entry.channel}”收到申请，{_files(sheet, 0)} 个文件。")]
    for round_ in range(1, entry.round + 1):
        arrived = [file.received_at for file in sheet.files if file.round == round_]
        if arrived:
            events.append(Event(min(arrived), f"申请人第 {round_} 次补正，{_files(sheet, round_)} 个文件。"))
    events += [
        Event(one.at, _ended(f"{one.who}改正“{field_words(one.field)}”{_because(sheet, one.why)}"))
        for one in sheet.corrections
    ]
    events += [Event(one.at, _decision(sheet, one), tuple(map(sheet.shown, one.messages))) for one in sheet.decisions]
    events += [Event(one.at, f"{one.who}备注：{sheet.shown(one.text)}") for one in sheet.notes]
    if entry.claimed_at and entry.claimed_by:
        events.append(Event(entry.claimed_at, f"{entry.claimed_by}领取。"))
    if sheet.superseded_by:
        events.append(Event(max(event.at for event in events), f"已由新的申请 {sheet.superseded_by} 取代。"))
    return tuple(sorted(events, key=lambda event: event.at))


def _files(sheet: CaseSheet, round_: int) -> int:
    return sum(file.round == round_ for file in sheet.files)


def _decision(sheet: CaseSheet, one: Ruled) -> str:
    look = "" if one.final and one.look == 1 else "初审" if one.look == 1 else "复核"
    count = len(one.findings) + len(one.problems)
    points = f"，{'告知' if one.verdict is Verdict.RETURNED else '确认'} {count} 项" if count else ""
    return _ended(f"{one.who}{look}{one.verdict.label}{points}{_because(sheet, one.why)}")


def _because(sheet: CaseSheet, why: str) -> str:
    return f"：{sheet.shown(why)}" if why else ""


def _ended(sentence: str) -> str:
    """With one full stop, whether or not a person has put one."""
    return sentence if sentence.endswith(("。", "！", "？")) else f"{sentence}。"

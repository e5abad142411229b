"""Lists of ranks to tick in that are printed short: □主任 □副主任 ☑主治 □医师, □正高 ☑副高 □中级."""

from __future__ import annotations

import re
from typing import Final

from models.codes import Title

BOXES: Final = "□☐○◯口〇"
TICKS: Final = "☑√✓✔■●◉☒"
_RANKS: Final = {
    "正高": Title.CHIEF, "副高": Title.ASSOCIATE_CHIEF, "中级": Title.ATTENDING, "初级": Title.RESIDENT,
    "主任": Title.CHIEF, "副主任": Title.ASSOCIATE_CHIEF, "主治": Title.ATTENDING, "住院": Title.RESIDENT,
    "医师": Title.RESIDENT, "医士": Title.PHYSICIAN_ASSISTANT,
}  # fmt: skip
_WORDS: Final = "|".join(sorted(_RANKS, key=len, reverse=True))
_CHOICE: Final = re.compile(rf"([{BOXES}{TICKS}])\s*({_WORDS})(?=[\s{BOXES}{TICKS}]|$)")
_RANK_AT_END: Final = re.compile(rf"(?:{_WORDS})\s*$")
_BOX_NEXT: Final = re.compile(rf"\s*[{BOXES}{TICKS}]")
_FEWEST: Final = 3
"""Fewer short words with boxes may be anything."""


def short_choices(text: str) -> list[tuple[int, int, Title | None]]:
    """The ranks of such a list, each as (start, end, title): the ticked one's title, if only one is; else None.

    Empty where the text has no such list, or its boxes may stand behind the ranks: the tick then is another's.
    """
    found = list(_CHOICE.finditer(text))
    if len(found) < _FEWEST or len({match.group(2) for match in found}) < len(found):
        return []
    if _RANK_AT_END.search(text[: found[0].start()]) or _BOX_NEXT.match(text, found[-1].end()):
        return []
    ticked = [match for match in found if match.group(1) in TICKS]
    return [(match.start(2), match.end(2), _RANKS[match.group(2)] if ticked == [match] else None) for match in found]

"""Identity numbers in a text, with the slips of reading that the check digit proves (GB 11643-1999)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.identity import birth_date, has_right_check_digit

_RUN: Final = re.compile(r"[0-9A-Za-z|×*](?:[ \t]?[0-9A-Za-z|×*]){14,20}")
_SLIPS: Final = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1", "|": "1"} | {
    "L": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8", "G": "6", "b": "6", "g": "9", "q": "9"
})  # fmt: skip
_LAST: Final = {"x": "X", "×": "X", "*": "X", "K": "X"}


@dataclass(frozen=True)
class FoundNumber:
    """An identity number at ``start`` to ``end`` of a text. ``proven``: shape, birth date and check digit are right."""

    start: int
    end: int
    value: str
    proven: bool
    repaired: bool


def find_id_number(text: str) -> FoundNumber | None:
    """The first proven identity number of a folded text, else the first that has the length of one, else None.

    A repair is made only where the check digit comes right by it; a number whose check digit is wrong stays as read.
    """
    readings = [_read(match) for match in _RUN.finditer(text)]
    likely = [reading for reading in readings if reading is not None]
    return next((reading for reading in likely if reading.proven), likely[0] if likely else None)


def _read(match: re.Match[str]) -> FoundNumber | None:
    written = re.sub(r"[ \t]", "", match.group())
    if sum(character.isdigit() for character in written) < 12:
        return None
    plain = written[:-1] + _LAST.get(written[-1], written[-1])
    fixed = plain[:17].translate(_SLIPS) + plain[17:].translate(_SLIPS)
    for value, repaired in ((plain, plain.upper() != written.upper()), (fixed, True)):
        if has_right_check_digit(value) and birth_date(value) is not None:
            return FoundNumber(match.start(), match.end(), value, proven=True, repaired=repaired)
    if not 15 <= len(written) <= 19:
        return None
    return FoundNumber(match.start(), match.end(), plain.upper(), proven=False, repaired=False)

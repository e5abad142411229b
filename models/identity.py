"""The arithmetic of GB 11643-1999: the 18 places of a resident's identity number, and what they say.

Six places of the administrative division, eight of the birth date, three of a sequence whose last digit is odd for men,
and a check digit by ISO 7064 MOD 11-2 (X stands for ten).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

_SHAPE: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_BODY: Final = re.compile(r"[0-9]{17}")
_REMAINDER_TO_DIGIT: Final = "10X98765432"


def check_digit(body: str) -> str:
    """The check digit due after the first 17 digits. Raises ValueError if ``body`` is not 17 digits."""
    if not _BODY.fullmatch(body):
        raise ValueError("the body of an identity number has 17 digits")
    weighted = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return _REMAINDER_TO_DIGIT[weighted % 11]


def has_right_check_digit(number: str) -> bool:
    """Whether the text has the shape of an identity number and the check digit that is due."""
    return bool(_SHAPE.fullmatch(number)) and check_digit(number[:17]) == number[17]


def is_valid(number: str) -> bool:
    """Whether the number has its shape, a birth date that exists, and the right check digit."""
    return has_right_check_digit(number) and birth_date(number) is not None


def birth_date(number: str) -> date | None:
    """The birth date inside a number of 18 places; None where there is no such day."""
    if not _SHAPE.fullmatch(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> Literal["male", "female"] | None:
    """The sex inside a number of 18 places; None where the text is no such number."""
    if not _SHAPE.fullmatch(number):
        return None
    return "male" if int(number[16]) % 2 else "female"


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day (周岁)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

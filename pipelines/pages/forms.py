"""The forms of the page: small, read within a bound, and only text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

_MOST_BYTES: Final = 64_000
"""A reason of 2,000 characters takes 18,000 bytes; findings are a few hundred numbers."""
_MOST_PARTS: Final = 1_000


class TooMuch(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A form that none of our pages sends."""


@dataclass(frozen=True)
class Form:
    """What was sent: the parts' names with their values."""

    parts: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def one(self, name: str) -> str:
        """The first value of a part; empty where there is none."""
        return next((value for part, value in self.parts if part == name), "")

    def number(self, name: str) -> int:
        """The number in a part; -1, which nothing has, where it is none."""
        return _number(self.one(name))

    def numbers(self, name: str) -> tuple[int, ...]:
        """All numbers of a part, each once."""
        return tuple(dict.fromkeys(_number(value) for part, value in self.parts if part == name))


async def read_form(request: Request) -> Form:
    """The form of a request. Raises TooMuch."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise TooMuch
    try:
        parts = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_MOST_PARTS)
    except ValueError:
        raise TooMuch from None
    return Form(tuple(parts))


def whole_number(text: str, most: int = 10**18) -> int | None:
    """The number from 0 to ``most`` that stands there in digits; None for everything else."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    return number if number is not None and number <= most else None


def _number(text: str) -> int:
    number = whole_number(text)
    return -1 if number is None else number

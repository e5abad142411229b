"""The same reading with one of its steps left out: what the step is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from intake.bend import Bend
from intake.page import PageImage, Pixels
from intake.seals import SealMark

Without = Callable[[], AbstractContextManager[Any]]


@contextmanager
def without_ink_separation() -> Iterator[None]:
    """The engine reads the page with the seals' ink on it."""

    def as_it_is(page: PageImage, marks: Sequence[SealMark]) -> Pixels:
        del marks
        return page.pixels

    with patch("intake.read.without_seals", as_it_is):
        yield


@contextmanager
def without_dewarping() -> Iterator[None]:
    """Bent pages stay bent: what takes a bend out hands the page back as it was."""

    def as_it_is(page: PageImage, pixels: Pixels, bend: Bend) -> PageImage:
        del pixels, bend
        return page

    with patch.object(PageImage, "unbent", as_it_is):
        yield

"""Pictures of the places a notice speaks of. Pixels are intake's: here they are encoded pictures only."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.executors.port import Done, Executor, Task, Work
from pipelines.notices.content import Notice, Place

if TYPE_CHECKING:
    from intake.files.limits import Limits

_SECONDS: Final = 30.0
"""The longest a page may take to be drawn: a photograph takes a tenth of a second, a PDF's page some seconds."""


@dataclass(frozen=True)
class Cut:
    """A picture of a place as JPEG, with its size in pixels; ``whole``: the page is shown whole, nothing is framed."""

    jpeg: bytes
    width: int
    height: int
    whole: bool

    @property
    def address(self) -> str:
        """The picture as a ``data:`` address."""
        return "data:image/jpeg;base64," + base64.b64encode(self.jpeg).decode("ascii")


Cuts = Mapping[Place, Cut]
"""The pictures of a notice's places, as far as they could be made."""


def cut_from_pictures(notice: Notice, picture: Callable[[str, int], bytes | None]) -> Cuts:
    """From pictures of whole pages that were kept when they were read: a file's SHA-256 and a page to its JPEG."""
    found = ((place, picture(place.source, place.page)) for place in _places(notice))
    cuts = ((place, _cut(jpeg, place)) for place, jpeg in found if jpeg)
    return {place: cut for place, cut in cuts if cut}


def cut_from_files(notice: Notice, files: Mapping[str, Path], limits: Limits, executor: Executor) -> Cuts:
    """From the files as uploaded, by their SHA-256. A worker draws them: one that hangs costs its picture only."""
    places = [place for place in _places(notice) if place.source in files]
    tasks = [Task(number, (place, files[place.source]), _SECONDS) for number, place in enumerate(places)]
    outcomes = executor.run(partial(_start, limits), tasks)
    done = {one.ordinal: one.value for one in outcomes if isinstance(one, Done)}
    return {place: cut for number, place in enumerate(places) if (cut := done.get(number))}


def _places(notice: Notice) -> Sequence[Place]:
    return list(dict.fromkeys(place for item in notice.items for place in item.places))


def _start(limits: Limits) -> Work[tuple[Place, Path], Cut | None]:
    return partial(_drawn, limits)


def _drawn(limits: Limits, asked: tuple[Place, Path]) -> Cut | None:
    from intake.files.opening import Unreadable, open_file
    from intake.picture import picture_of

    place, path = asked
    try:
        opened = open_file(path, limits)
        if opened.sha256 != place.source or place.page >= opened.page_count:
            return None
        return _cut(picture_of(opened.page(place.page), place.rotation).jpeg, place)
    except Unreadable:
        return None


def _cut(jpeg: bytes, place: Place) -> Cut | None:
    from intake.snippet import snippet

    part = snippet(jpeg, place.rotation, place.boxes)
    return Cut(part.jpeg, part.width, part.height, part.whole) if part else None

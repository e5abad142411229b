"""Pictures of the places a notice speaks of. Pixels are intake's: here they are encoded pictures only."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.drawing import Wanted, draw
from pipelines.executors.port import Executor
from pipelines.notices.content import Notice, Place

if TYPE_CHECKING:
    from intake.files.limits import Limits


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
    """From the files as uploaded, by their SHA-256. A worker draws them: one that hangs costs its pictures only."""
    places = [place for place in _places(notice) if place.source in files]
    wanted = dict.fromkeys(Wanted(place.source, place.page, files[place.source]) for place in places)
    drawn = {(one.source, one.page): jpeg for one, jpeg in draw(tuple(wanted), limits, executor).items()}
    return cut_from_pictures(notice, lambda source, page: drawn.get((source, page)))


def _places(notice: Notice) -> Sequence[Place]:
    return list(dict.fromkeys(place for item in notice.items for place in item.places))


def _cut(jpeg: bytes, place: Place) -> Cut | None:
    from intake.snippet import snippet

    part = snippet(jpeg, place.rotation, place.boxes)
    return Cut(part.jpeg, part.width, part.height, part.whole) if part else None

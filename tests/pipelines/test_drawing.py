"""Pages drawn from uploaded files: as they are, and only from the bytes that were asked for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from intake.files.limits import Limits
from intake.files.opening import open_file
from intake.picture import picture_of
from pipelines.drawing import Wanted, draw
from pipelines.executors.serial import SerialExecutor
from samples.demo import CASES

PHOTO = next(iter(sorted(CASES.glob("*/*.jpg"))))


def wanted(path: Path, page: int = 0) -> Wanted:
    return Wanted(hashlib.sha256(path.read_bytes()).hexdigest(), page, path)


def test_a_page_is_drawn_as_it_was_uploaded() -> None:
    page = wanted(PHOTO)
    jpeg = picture_of(open_file(PHOTO, Limits()).page(0), 0).jpeg
    assert draw([page], Limits(), SerialExecutor()) == {page: jpeg}


def test_what_cannot_be_drawn_costs_its_own_picture_only(tmp_path: Path) -> None:
    changed, broken = tmp_path / "changed.jpg", tmp_path / "broken.jpg"
    changed.write_bytes(PHOTO.read_bytes())
    broken.write_bytes(b"\xff\xd8\xff")
    good, pages = wanted(PHOTO), [wanted(changed), wanted(broken), wanted(PHOTO, 1), wanted(PHOTO)]
    changed.write_bytes(PHOTO.read_bytes() + b"\n")
    assert set(draw(pages, Limits(), SerialExecutor())) == {good}

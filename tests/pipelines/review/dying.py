"""A worker that is killed (SIGKILL) at a chosen moment of its work; run as a module by the tests.

``python -m tests.pipelines.review.dying PLACE FOLDER MOMENT``: ``taken``: with the reading in its hands; ``kept``:
after the record is written, before the transaction that ends the reading is.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from pipelines.review import events, readings
from tests.pipelines.review.offices import certificate, open_desk, record_of


def die(*_: object) -> None:
    """As the system ends a process: nothing runs after this."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(place: str, folder: str, moment: str) -> None:
    """Take a reading and die."""
    office = open_desk(place, Path(folder)).office
    work = readings.take(office, "dying", 60)
    assert work is not None
    if moment == "taken":
        die()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "happened", die)
        readings.finish(office, work, record_of(office, work, (certificate(),)))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Reads what waits to be read, once, at a terminal: for offices that run no ``yancai serve``, and beside one too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from models.error import UsageError, YancaiError
from pipelines.apart import ApartRunner
from pipelines.case import FileReader
from pipelines.review import readings
from pipelines.review.office import Office
from pipelines.review.readings import Work
from pipelines.terms import Rules, Terms
from pipelines.workers import one_worker

_MARGIN_SECONDS = 120.0
"""Beyond what reading may take: starting the process, judging, keeping."""


def read_waiting(office: Office, reader: Callable[[Terms], FileReader]) -> Iterator[str]:
    """Read every case that waits, one after another; the number of each that was read here.

    ``reader`` must be picklable. Raises YancaiError where no reading can start; the case then waits again. What nobody
    foresaw is raised too, and counts as an attempt. Raises UsageError when all others were read, where there are cases
    whose region has no rules here.
    """
    name = f"terminal {os.getpid()}"
    left: dict[str, str] = {}
    while work := readings.take(office, name, _MARGIN_SECONDS):
        try:
            rules = office.rules(work.region, work.received_on)
        except UsageError as error:
            readings.put_back(office, work, readings.LATER_SECONDS)
            left[work.number] = str(error)
            continue
        try:
            if _read(office, work, reader, rules):
                yield work.number
        except (YancaiError, KeyboardInterrupt):
            readings.put_back(office, work)
            raise
        except BaseException:
            readings.fail(office, work, "raised")  # or the case would stop whoever reads next as well
            raise
    if left:
        number, why = next(iter(left.items()))
        minutes = f"{readings.LATER_SECONDS / 60:.0f}"
        raise UsageError(f"有 {len(left)} 件未读取，如 {number}：{why}补上规则并过 {minutes} 分钟后，可再次读取。")


def _read(office: Office, work: Work, reader: Callable[[Terms], FileReader], rules: Rules) -> bool:
    options, terms = office.settings.batch, work.terms(office)
    seconds = options.seconds_for(files=1)
    readings.extend(office, work, _MARGIN_SECONDS + seconds * len(work.files))
    runner = ApartRunner(partial(reader, terms), lambda: rules, one_worker(options), seconds)
    with TemporaryDirectory(prefix="yancai-") as folder:  # only its owner may enter it
        judged = runner.run(work.gathered(Path(folder)), pictures=True)
    for picture in judged.pictures:
        office.vault.put_picture(picture.source, picture.page, picture.jpeg)
    return readings.finish(office, work, judged.record)

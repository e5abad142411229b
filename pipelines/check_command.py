"""The command ``check``: one case, its answer as soon as may be.

What renders the answer is imported when there is one, and the rules while the worker makes its networks ready: of the
seconds until the first answer most are imports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.apart import ApartRunner
from pipelines.case import SOME_UNREAD, JudgedCase, unread
from pipelines.doors import Doors
from pipelines.gather import gather_case
from pipelines.terms import Rules, Terms
from pipelines.workers import one_worker

if TYPE_CHECKING:
    from pipelines.report.view import CaseView


@dataclass(frozen=True)
class CheckRequest:
    """What ``check`` was asked."""

    paths: tuple[Path, ...]
    terms: Terms
    format: str
    out: Path | None
    reveal: bool


def run_check(request: CheckRequest, doors: Doors) -> int:
    """Read and judge one case and write it as asked; the exit code."""
    case = gather_case(request.paths)

    @cache
    def rules() -> Rules:
        opened = doors.rules(request.terms)
        if case.application:
            opened.application(case.application)  # refused before any reading where it is wrong
        return opened

    options = request.terms.settings.batch
    runner = ApartRunner(
        partial(doors.reader, request.terms),
        rules,
        one_worker(options, ahead=bool(case.files)),
        options.seconds_for(files=1),
    )
    from pipelines.progress import file_progress
    from pipelines.streams import quiet_stdout

    with quiet_stdout(), file_progress() as step:
        judged = runner.run(case, pictures=request.format == "html", step=step)
    _show(judged, rules(), request)
    return SOME_UNREAD if unread(judged.record) else 0


def _show(judged: JudgedCase, rules: Rules, request: CheckRequest) -> None:
    from pipelines.report.text import print_case
    from pipelines.streams import write_result

    if request.format == "text" and request.out is None:
        print_case(_view(judged, request), rules.region_name)
    else:
        write_result(_rendered(judged, rules, request), request.out)


def _rendered(judged: JudgedCase, rules: Rules, request: CheckRequest) -> str:
    if request.format == "json":
        from pipelines.streams import as_json

        return as_json(judged.record)
    if request.format == "html":
        from pipelines.report.html import render_case

        return render_case(_view(judged, request), rules.region_name, judged.pictures)
    from pipelines.report.text import print_case

    written = StringIO()
    print_case(_view(judged, request), rules.region_name, written)
    return written.getvalue()


def _view(judged: JudgedCase, request: CheckRequest) -> CaseView:
    from pipelines.report.mask import Mask, Reveal
    from pipelines.report.view import view_case

    return view_case(judged.record, Reveal(judged.record) if request.reveal else Mask(judged.record))

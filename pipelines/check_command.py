"""The command ``check``: one case, its answer as soon as may be.

The region's rules are read while the worker makes its networks ready, and what makes web pages is imported for them
only: of the seconds until the first answer most are imports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from pathlib import Path

from pipelines.apart import ApartRunner
from pipelines.case import SOME_UNREAD, JudgedCase, unread
from pipelines.doors import Doors
from pipelines.gather import gather_case
from pipelines.progress import file_progress
from pipelines.report.mask import Mask, Reveal
from pipelines.report.text import print_case
from pipelines.report.view import CaseView, view_case
from pipelines.streams import as_json, quiet_stdout, write_result
from pipelines.terms import Rules, Terms
from pipelines.workers import one_worker


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
    with quiet_stdout(), file_progress() as step:
        judged = runner.run(case, pictures=request.format == "html", step=step)
    _show(judged, rules(), request)
    return SOME_UNREAD if unread(judged.record) else 0


def _show(judged: JudgedCase, rules: Rules, request: CheckRequest) -> None:
    if request.format == "text" and request.out is None:
        print_case(_view(judged, request), rules.region_name)
    else:
        write_result(_rendered(judged, rules, request), request.out)


def _rendered(judged: JudgedCase, rules: Rules, request: CheckRequest) -> str:
    if request.format == "json":
        return as_json(judged.record)
    if request.format == "html":
        from pipelines.report.html import render_case

        return render_case(_view(judged, request), rules.region_name, judged.pictures)
    written = StringIO()
    print_case(_view(judged, request), rules.region_name, written)
    return written.getvalue()


def _view(judged: JudgedCase, request: CheckRequest) -> CaseView:
    return view_case(judged.record, Reveal(judged.record) if request.reveal else Mask(judged.record))

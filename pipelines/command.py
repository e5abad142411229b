"""What the commands do once their words are understood: run, show progress on stderr, hand the result to stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from pathlib import Path

import typer

from models.codes import Decision
from models.error import UsageError
from models.record import Record
from pipelines.apart import ApartRunner
from pipelines.batch import BatchJob, BatchResult, Doors, HandedIn, Keeper, PictureKeeper, run_batch
from pipelines.case import JudgedCase, unread
from pipelines.days import china_today, day_of
from pipelines.executors.port import Executor
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.executors.serial import SerialExecutor
from pipelines.executors.sizing import sensible_workers, usable_cores
from pipelines.gather import gather_batch, gather_case
from pipelines.outputs import RECORDS, REPORT, SUMMARY, replacing
from pipelines.progress import case_progress, file_progress
from pipelines.remote import RemoteFolder
from pipelines.report.html import render_case
from pipelines.report.mask import Mask, Reveal
from pipelines.report.text import print_case
from pipelines.report.view import CaseView, view_case
from pipelines.settings import BatchOptions, load_settings, store_place
from pipelines.stopping import stopped_like_ctrl_c
from pipelines.terms import Rules, Scope, Terms

SOME_UNREAD, INTERRUPTED = 3, 130


@dataclass(frozen=True)
class CheckRequest:
    """What ``check`` was asked."""

    paths: tuple[Path, ...]
    terms: Terms
    format: str
    out: Path | None
    reveal: bool


@dataclass(frozen=True)
class BatchRequest:
    """What ``batch`` was asked. ``workers`` None: as many as are sensible; 0: none, all in this process.

    ``cluster``: the address of the Ray cluster that is to do it; None: this machine alone. ``queue``: the cases go to
    the reviewers.
    """

    folder: Path | RemoteFolder
    out: Path | RemoteFolder
    terms: Terms
    workers: int | None
    resume: bool
    pages: bool
    store: str | None = None
    cluster: str | None = None
    queue: bool = False


@dataclass(frozen=True)
class BenchRequest:
    """What ``bench`` was asked."""

    folder: Path
    terms: Terms
    format: str
    out: Path | None
    reveal: bool


def terms_of(region: str, scope: Scope, today: str | None) -> Terms:
    """The terms of a command; ``today`` is an ISO date, None for the day it is in China."""
    return Terms(region, scope, day_of("today", today) or china_today(), load_settings())


def run_check(request: CheckRequest, doors: Doors) -> int:
    """Read and judge one case and write it as asked; the exit code."""
    rules = doors.rules(request.terms)
    case = gather_case(request.paths)
    if case.application:
        rules.application(case.application)  # refused before any reading where it is wrong
    with _quiet_stdout():
        options = request.terms.settings.batch
        runner = ApartRunner(
            partial(doors.reader, request.terms), rules, _executor(1, options), options.seconds_for(files=1)
        )
        with file_progress() as step:
            judged = runner.run(case, pictures=request.format == "html", step=step)
    if request.format == "text" and request.out is None:
        print_case(_view(judged, request), rules.region_name)
    else:
        _write(_rendered(judged, rules, request), request.out)
    return SOME_UNREAD if unread(judged.record) else 0


def run_batch_command(request: BatchRequest, doors: Doors) -> int:
    """Run a batch, tell how it went, and give the exit code."""
    if request.cluster:
        request = _seen_from_anywhere(request)
    cases = _gathered(request.folder, request.out)
    terms, executor = _at_work(request, len(cases))
    folder = request.folder if isinstance(request.folder, Path) else None
    with (
        _quiet_stdout(), stopped_like_ctrl_c(), _opened(request) as store,
        _queued(request, store) as (keeper, pictures),
    ):  # fmt: skip
        job = BatchJob(cases, request.out, terms, request.resume, request.pages, keeper(cases), folder, pictures)
        with case_progress(len(cases)) as watch:
            result = run_batch(job, doors, executor, watch)
    typer.echo(_batch_text(result, request.out))
    if result.interrupted:
        return INTERRUPTED
    return SOME_UNREAD if result.some_unread else 0


def run_watch_command(request: BatchRequest, doors: Doors, *, once: bool) -> int:
    """Watch a folder until asked to stop; 0: that is how a watch ends."""
    from pipelines.watch import AT_ONCE, Watched, watch_folder, watch_line

    if not isinstance(request.folder, Path) or not isinstance(request.out, Path):
        raise UsageError("watch 只能监视本机（或已挂载）的文件夹。")
    terms, executor = _at_work(request, AT_ONCE)
    options = terms.settings.watch
    with (
        _quiet_stdout(), stopped_like_ctrl_c(), _opened(request) as store, _queued(request, store) as (keeper, pictures)
    ):  # fmt: skip
        watched = Watched(request.folder, request.out, terms, options, once, china_today, keeper, pictures)
        typer.echo(f"正在监视“{request.folder}”，按 Ctrl-C 结束。", err=True)
        ended = watch_folder(watched, doors, executor, watch_line)
    typer.echo(f"本次读取 {ended} 件，结果在“{request.out}”中。")
    return 0


def run_bench(request: BenchRequest, doors: Doors) -> int:
    """Measure the reading on labelled papers; the exit code."""
    from pipelines.measure.bench import measure
    from pipelines.measure.table import as_json as scores_as_json
    from pipelines.measure.table import as_text

    with _quiet_stdout(), file_progress() as step:
        scores, problems = measure(request.folder, partial(doors.reader, request.terms), step)
    render = scores_as_json if request.format == "json" else as_text
    _write(render(scores, problems, request.reveal), request.out)
    return SOME_UNREAD if problems else 0


def list_regions(format_: str) -> int:
    """Print the known regions."""
    from pipelines.packs.loading import known_regions

    known = known_regions()
    if format_ == "json":
        text = json.dumps([{"code": code, "name": name} for code, name in known.items()], ensure_ascii=False, indent=2)
    else:
        width = max(map(len, known))
        text = "\n".join(f"{code:<{width}}  {name}" for code, name in known.items())
    typer.echo(text)
    return 0


def examine_installation(format_: str) -> int:
    """Print the doctor's report; 1 where something is missing."""
    from intake.doctor import examine

    with _quiet_stdout():
        rows = examine(load_settings().intake.engine.size)
    well = all(row.well for row in rows)
    if format_ == "json":
        text = json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=2)
    else:
        text = "\n".join(f"{'√' if row.well else '×'} {row.subject}：{row.state}{_remedy(row.remedy)}" for row in rows)
        text += "\n" + ("一切就绪。" if well else "有项目未就绪，请按上面的提示处理。")
    typer.echo(text)
    return 0 if well else 1


def as_json(record: Record) -> str:
    """A record as people and programs get it: two spaces, real characters, one order, a newline at the end."""
    return record.model_dump_json(indent=2) + "\n"


def _rendered(judged: JudgedCase, rules: Rules, request: CheckRequest) -> str:
    if request.format == "json":
        return as_json(judged.record)
    if request.format == "html":
        return render_case(_view(judged, request), rules.region_name, judged.pictures)
    written = StringIO()
    print_case(_view(judged, request), rules.region_name, written)
    return written.getvalue()


def _view(judged: JudgedCase, request: CheckRequest) -> CaseView:
    return view_case(judged.record, Reveal(judged.record) if request.reveal else Mask(judged.record))


def _write(text: str, out: Path | None) -> None:
    """To the file, or to standard output; in UTF-8 whatever the terminal's encoding is thought to be."""
    if out is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    try:
        with replacing(out) as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"无法写入“{out}”（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error


def _gathered(folder: Path | RemoteFolder, out: Path | RemoteFolder) -> Sequence[HandedIn]:
    if isinstance(folder, Path):
        return gather_batch(folder, out if isinstance(out, Path) else None)
    from pipelines.gather_remote import gather_remote

    return gather_remote(folder, out)


def _seen_from_anywhere(request: BatchRequest) -> BatchRequest:
    """Paths as other machines need them: they do not know where this command was called."""
    settings = request.terms.settings
    lists = settings.lists.absolute() if settings.lists else None
    terms = replace(request.terms, settings=settings.model_copy(update={"lists": lists}))
    return replace(request, folder=_absolute(request.folder), out=_absolute(request.out), terms=terms)


def _absolute(place: Path | RemoteFolder) -> Path | RemoteFolder:
    return place.absolute() if isinstance(place, Path) else place


def _at_work(request: BatchRequest, cases: int) -> tuple[Terms, Executor]:
    """Who reads, and how many threads each reader has: the processors are shared."""
    options = request.terms.settings.batch
    if request.cluster:
        from pipelines.executors.cluster import ClusterExecutor, ClusterOptions

        cores = options.cores_per_worker
        asked = ClusterOptions(_process_options(1, options), request.cluster, request.workers, cores)
        return _with_threads(request.terms, cores), ClusterExecutor(asked)
    workers = sensible_workers(cases) if request.workers is None else request.workers
    terms = request.terms if workers < 2 else _with_threads(request.terms, max(1, usable_cores() // workers))
    return terms, _executor(workers, options)


def _executor(workers: int, options: BatchOptions) -> Executor:
    return ProcessExecutor(_process_options(workers, options)) if workers else SerialExecutor()


def _process_options(workers: int, options: BatchOptions) -> ProcessOptions:
    bounds = (int(gigabytes * 1e9) for gigabytes in (options.worker_gigabytes, options.recycle_gigabytes))
    return ProcessOptions(workers, options.start_seconds, options.tasks_per_worker, *bounds)


def _with_threads(terms: Terms, threads: int) -> Terms:
    """So many threads for each engine, unless the settings say how many."""
    intake = terms.settings.intake
    if intake.engine.threads:
        return terms
    engine = intake.engine.model_copy(update={"threads": threads})
    settings = terms.settings.model_copy(update={"intake": intake.model_copy(update={"engine": engine})})
    return replace(terms, settings=settings)


def _batch_text(result: BatchResult, out: Path | RemoteFolder) -> str:
    counts = {decision: sum(row.decision is decision for row in result.rows) for decision in Decision}
    lines = [f"{decision.label}：{count} 件" for decision, count in counts.items()]
    unread_cases = sum(bool(row.problems) for row in result.rows)
    if unread_cases:
        lines.append(f"有文件未能读取：{unread_cases} 件（原因见报告）")
    done = f"共 {result.total} 件，完成 {len(result.rows)} 件"
    if result.interrupted:
        done += "；已中断，加上 --resume 可继续"
    return "\n".join([done, *lines, *(str(out / name) for name in (REPORT, SUMMARY, RECORDS))])


def _remedy(remedy: str) -> str:
    return f"　→ {remedy}" if remedy else ""


@contextmanager
def _opened(request: BatchRequest) -> Iterator[Keeper | None]:
    """The store of the command line or of the settings; None where neither names one."""
    place = request.store or store_place(request.terms.settings.store)
    if place is None:
        yield None
        return
    from pipelines.store.connecting import store_file
    from pipelines.store.keeping import Store

    file = store_file(place)
    inside = isinstance(request.folder, Path) and file and file.resolve().parent == request.folder.resolve()
    if inside:
        raise UsageError(f"记录库不能放在材料文件夹“{request.folder}”中，否则会被当作一件申请。请换一个位置。")
    with closing(Store.open(place, create=True)) as store:
        yield store


@contextmanager
def _queued(
    request: BatchRequest, store: Keeper | None
) -> Iterator[tuple[Callable[[Sequence[HandedIn]], Keeper | None], PictureKeeper | None]]:
    """What keeps some cases: the store, with the reviewers' queue before it where that is asked for; and where pictures
    are kept."""
    if not request.queue:
        yield lambda cases: store, None
        return
    from pipelines.review.from_batch import QueueKeeper
    from pipelines.review.office import Office

    if request.terms.scope != "case":
        raise UsageError("--queue 只用于整件申请的审核，不能与 --scope paper 同用。")
    with closing(Office.open(request.terms.settings, store=request.store)) as office:
        # Machines of a cluster do not see the vault; pictures are then drawn when somebody looks.
        pictures = None if request.cluster else office.vault
        yield lambda cases: QueueKeeper(office, store, cases) if store else None, pictures


@contextmanager
def _quiet_stdout() -> Iterator[None]:
    """Whatever libraries print while they work goes to standard error: standard output is for the result."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)

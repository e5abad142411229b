"""What the commands do once their words are understood: run, show progress on stderr, hand the result to stdout."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import typer

from models.codes import Decision
from models.error import UsageError
from pipelines.batch import BatchJob, BatchResult, HandedIn, Keeper, PictureKeeper, run_batch
from pipelines.case import SOME_UNREAD
from pipelines.days import china_today
from pipelines.doors import Doors
from pipelines.executors.port import Executor
from pipelines.executors.processes import ProcessExecutor
from pipelines.executors.serial import SerialExecutor
from pipelines.executors.sizing import sensible_workers, usable_cores
from pipelines.gather import gather_batch
from pipelines.outputs import RECORDS, REPORT, SUMMARY
from pipelines.progress import case_progress, file_progress
from pipelines.remote import RemoteFolder
from pipelines.settings import load_settings, store_place
from pipelines.stopping import stopped_like_ctrl_c
from pipelines.streams import quiet_stdout, write_result
from pipelines.terms import Terms
from pipelines.workers import process_options

INTERRUPTED = 130


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


def run_batch_command(request: BatchRequest, doors: Doors) -> int:
    """Run a batch, tell how it went, and give the exit code."""
    if request.cluster:
        request = _seen_from_anywhere(request)
    cases = _gathered(request.folder, request.out)
    terms, executor = _at_work(request, len(cases))
    folder = request.folder if isinstance(request.folder, Path) else None
    with (
        quiet_stdout(), stopped_like_ctrl_c(), _opened(request) as store,
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
        quiet_stdout(), stopped_like_ctrl_c(), _opened(request) as store, _queued(request, store) as (keeper, pictures)
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

    with quiet_stdout(), file_progress() as step:
        scores, problems = measure(request.folder, partial(doors.reader, request.terms), step)
    render = scores_as_json if request.format == "json" else as_text
    write_result(render(scores, problems, request.reveal), request.out)
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

    with quiet_stdout():
        rows = examine(load_settings().intake.engine.size)
    well = all(row.well for row in rows)
    if format_ == "json":
        text = json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=2)
    else:
        text = "\n".join(f"{'√' if row.well else '×'} {row.subject}：{row.state}{_remedy(row.remedy)}" for row in rows)
        text += "\n" + ("一切就绪。" if well else "有项目未就绪，请按上面的提示处理。")
    typer.echo(text)
    return 0 if well else 1


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
        asked = ClusterOptions(process_options(1, options), request.cluster, request.workers, cores)
        return _with_threads(request.terms, cores), ClusterExecutor(asked)
    workers = sensible_workers(cases) if request.workers is None else request.workers
    terms = request.terms if workers < 2 else _with_threads(request.terms, max(1, usable_cores() // workers))
    return terms, ProcessExecutor(process_options(workers, options)) if workers else SerialExecutor()


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

"""``yancai notice``: from a record, with the files it was made of, to the notice in the form that is asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from pydantic import ValidationError

from models.case import CaseRecord
from models.error import UsageError
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.gather import gather_case
from pipelines.notices.content import Notice, Order, compose
from pipelines.notices.cutting import Cuts, cut_from_files
from pipelines.notices.page import render_html, render_pdf
from pipelines.notices.sms import parts_of, render_sms
from pipelines.packs.loading import load_pack
from pipelines.report.mask import Mask, Reveal
from pipelines.settings import Settings

_LARGEST = 50_000_000
"""Bytes of a record: one of eighty pages has some hundred thousand."""


@dataclass(frozen=True)
class NoticeRequest:
    """What ``notice`` was asked. ``files``: the folder of the case's files, for pictures; None: without pictures."""

    record: Path
    files: Path | None
    format: str
    out: Path | None
    added: str
    day: date
    reveal: bool


def run_notice(request: NoticeRequest, settings: Settings) -> int:
    """Write the notice of a record; 0. Raises UsageError where there is nothing to tell or to read."""
    if request.format == "pdf" and request.out is None:
        raise UsageError("--format pdf 须用 --out 指定文件。")
    record = read_record(request.record)
    mask = Reveal(record) if request.reveal else Mask(record)
    order = Order(day=request.day, added=request.added)
    notice = compose(record, order, load_pack(record.region, settings.lists), settings.notice, mask)
    if request.format == "sms":
        text = render_sms(notice, settings.notice.sms_parts)
        typer.echo(f"{len(text)} 字，分 {parts_of(text)} 条发送", err=True)
        write(f"{text}\n".encode(), request.out)
        return 0
    cuts = _cuts(notice, request.files, settings)
    if request.format == "pdf":
        write(render_pdf(notice, cuts, settings.notice.font), request.out)
    else:
        write(render_html(notice, cuts).encode(), request.out)
    return 0


def read_record(path: Path) -> CaseRecord:
    """The CaseRecord that ``check --format json`` wrote. Raises UsageError, which never quotes it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"“{path}”过大，不是一件申请的记录。")
        return CaseRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"“{path}”无法读取（{error.strerror}）。") from error
    except ValidationError:
        raise UsageError(f"“{path}”不是一件申请的记录。请用 yancai check --format json 生成。") from None


def write(data: bytes, out: Path | None) -> None:
    """To the file, whole or not at all, readable by its owner only; or to standard output."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    draft = out.with_name(out.name + ".part")
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(data)
        draft.replace(out)
    except OSError as error:
        raise UsageError(f"无法写入“{out}”（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error


def _cuts(notice: Notice, folder: Path | None, settings: Settings) -> Cuts:
    places = {place.source for item in notice.items for place in item.places}
    if folder is None or not places:
        return {}
    limits = settings.intake.limits
    found = {sum_: path for sum_, path in _sums(folder, limits.max_bytes) if sum_ in places}
    options = settings.batch
    bounds = (int(options.worker_gigabytes * 1e9), int(options.recycle_gigabytes * 1e9))
    executor = ProcessExecutor(ProcessOptions(1, options.start_seconds, options.tasks_per_worker, *bounds))
    cuts = cut_from_files(notice, found, limits, executor)
    missing = sum(place not in cuts for item in notice.items for place in item.places)
    if missing:
        typer.echo(f"有 {missing} 处未能附上图片：文件夹中没有对应的文件，或文件未能打开。", err=True)
    return cuts


def _sums(folder: Path, most_bytes: int) -> Iterator[tuple[str, Path]]:
    """The SHA-256 of every file of the case that could have been read."""
    for file in gather_case([folder]).files:
        try:
            if file.path.stat().st_size <= most_bytes:
                yield hashlib.sha256(file.path.read_bytes()).hexdigest(), file.path
        except OSError:
            continue

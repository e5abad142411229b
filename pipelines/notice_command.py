"""``yancai notice``: from a record, or a case of the queue by its number, to the notice in the form asked for."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path
from typing import Final

import typer
from pydantic import ValidationError

from models.case import CaseRecord
from models.error import UsageError
from pipelines.days import CHINA
from pipelines.gather import gather_case
from pipelines.notices.content import Notice, Order, compose
from pipelines.notices.cutting import Cuts, cut_from_files
from pipelines.notices.page import render_html, render_pdf
from pipelines.notices.sms import parts_of, render_sms
from pipelines.packs.loading import load_pack
from pipelines.report.mask import Mask, Reveal
from pipelines.review.receiving import CASE_NUMBER
from pipelines.settings import Settings
from pipelines.workers import one_worker

_LARGEST: Final = 50_000_000
"""Bytes of a record: one of eighty pages has some hundred thousand."""


@dataclass(frozen=True)
class NoticeRequest:
    """What ``notice`` was asked. ``case`` is a record's file or a number of the queue, whose database ``store`` names.

    ``files``: the folder of a record's files, for pictures; None: without pictures. ``day`` is a record's notice's.
    """

    case: str
    files: Path | None
    format: str
    out: Path | None
    added: str
    day: date
    reveal: bool
    store: str | None = None


@dataclass(frozen=True)
class _Told:
    """What the notice is made of: a record, what is asked of it, and files by their SHA-256 (None: none offered)."""

    record: CaseRecord
    order: Order
    file: Callable[[set[str]], Mapping[str, Path]] | None


def run_notice(request: NoticeRequest, settings: Settings) -> int:
    """Write the notice of a case; 0. Raises UsageError where there is nothing to tell or to read."""
    if request.format == "pdf" and request.out is None:
        raise UsageError("--format pdf 须用 --out 指定文件。")
    told = _of_queue(request, settings) if CASE_NUMBER.fullmatch(request.case) else _of_file(request, settings)
    record = told.record
    mask = Reveal(record) if request.reveal else Mask(record)
    notice = compose(record, told.order, load_pack(record.region, settings.lists), settings.notice, mask)
    if request.format == "sms":
        text = render_sms(notice, settings.notice.sms_parts)
        typer.echo(f"{len(text)} 字，分 {parts_of(text)} 条发送", err=True)
        write(f"{text}\n".encode(), request.out)
        return 0
    cuts = _cuts(notice, told, settings)
    if request.format == "pdf":
        write(render_pdf(notice, cuts, settings.notice.font), request.out)
    else:
        write(render_html(notice, cuts).encode(), request.out)
    return 0


def _of_file(request: NoticeRequest, settings: Settings) -> _Told:
    """A record as ``check --format json`` wrote it, with its folder."""
    record, order = read_record(Path(request.case)), Order(day=request.day, added=request.added)
    folder, most = request.files, settings.intake.limits.max_bytes
    if folder is None:
        return _Told(record, order, None)
    return _Told(record, order, lambda sums: {one: path for one, path in _sums(folder, most) if one in sums})


def _of_queue(request: NoticeRequest, settings: Settings) -> _Told:
    """What the last return of a case names, with the files of the vault. Looking at it is in the audit log."""
    from pipelines.review.office import Office
    from pipelines.review.returned import last_return

    with closing(Office.open(settings, store=request.store)) as office:
        ruled, record = last_return(office, request.case)
        with office.changing() as change:
            change.note("system", "notice.viewed", request.case, reveal=request.reveal)
        vault = office.vault
    day = ruled.at.replace(tzinfo=UTC).astimezone(CHINA).date()
    why = " ".join(filter(None, (ruled.why, request.added)))
    order = Order(day, ruled.findings, ruled.problems, why, request.case)
    return _Told(record, order, lambda sums: {one: vault.path(one) for one in sums if vault.has(one)})


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


def _cuts(notice: Notice, told: _Told, settings: Settings) -> Cuts:
    places = [place for item in notice.items for place in item.places]
    if told.file is None:
        return {}
    found = told.file({place.source for place in places})
    cuts = cut_from_files(notice, found, settings.intake.limits, one_worker(settings.batch)) if found else {}
    missing = sum(place not in cuts for place in places)
    if missing:
        typer.echo(f"有 {missing} 处未能附上图片：没有对应的文件，或文件未能打开。", err=True)
    return cuts


def _sums(folder: Path, most_bytes: int) -> Iterator[tuple[str, Path]]:
    """The SHA-256 of every file of the case that could have been read."""
    for file in gather_case([folder]).files:
        try:
            if file.path.stat().st_size <= most_bytes:
                yield hashlib.sha256(file.path.read_bytes()).hexdigest(), file.path
        except OSError:
            continue

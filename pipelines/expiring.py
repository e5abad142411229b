"""``yancai expiring``: accepted cases whose recognition ends soon, so that people can be asked in time.

The term runs from the day the case was accepted here, in China; the office's own day of recognition may be a later one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Final

import typer

from models.case import CaseRecord
from models.error import UsageError
from models.record import Record
from models.rules import Disease
from pipelines.days import china_today, day_of
from pipelines.packs.loading import Pack, known_regions, load_pack
from pipelines.recognition import Expiry, expiry, purged_too_soon, shortest, years_after
from pipelines.report.mask import Mask, Reveal
from pipelines.report.summary import safe_cell
from pipelines.report.terminal import plain
from pipelines.review.accepted import Accepted, accepted, accepted_later
from pipelines.review.kept import record_of
from pipelines.review.office import Office
from pipelines.settings import Settings

_AHEAD_DAYS: Final = 90
_OPEN_TERM: Final = "期限待定"
LABELS: Final = {
    "expires_on": "期满日", "certain": "期限确定", "years": "年数", "accepted_on": "通过日期", "number": "受理编号",
    "region": "地区", "applicant": "申请人", "disease": "病种", "rule": "依据",
}  # fmt: skip


@dataclass(frozen=True)
class ExpiringRequest:
    """What ``expiring`` was asked: what ends from a day to a day, both included; ``region`` None: of all regions."""

    since: date
    until: date
    region: str | None
    format: str
    store: str | None
    reveal: bool


class ExpiringRow(Record):
    """The columns of the list, in their order. Names are stable: add, never rename."""

    expires_on: date
    certain: bool
    years: tuple[int, ...]
    accepted_on: date
    number: str
    region: str
    applicant: str | None
    disease: str
    rule: str


def days_listed(since: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of the list, ISO dates: by default today in China, and 90 days on.

    Raises UsageError for what is no day, and for a last day before the first: the list would be empty, as if nothing
    had ended.
    """
    today = china_today()
    first = day_of("since", since) or today
    last = day_of("until", until) or max(first, today) + timedelta(days=_AHEAD_DAYS)
    if last < first:
        raise UsageError(f"--until 的日期 {last} 早于 {first}。要列出已经期满的，请用 --since 指明从哪一天起。")
    return first, last


def run_expiring(request: ExpiringRequest, settings: Settings) -> int:
    """List what ends; 0, also where nothing does."""
    regions = [request.region] if request.region else list(known_regions())
    packs = {code: load_pack(code, settings.lists) for code in regions}
    with closing(Office.open(settings, store=request.store)) as office:
        rows = sorted(_rows(office, packs, request), key=lambda row: (row.expires_on, row.number))
        with office.changing() as change:
            change.note("system", "expiring.listed", entries=len(rows), reveal=request.reveal)
    typer.echo(_shown(rows, request.format), nl=False)
    if warning := purged_too_soon(settings):
        typer.echo(warning, err=True)
    return 0


def _rows(office: Office, packs: dict[str, Pack], request: ExpiringRequest) -> Iterator[ExpiringRow]:
    for code, pack in packs.items():
        least = shortest(pack.recognition)
        if least is None:
            continue
        for case in accepted(office, code, request.until):
            if years_after(case.decided_on, least) > request.until:
                continue
            with office.reading() as connection:
                record = record_of(connection, case.record_id)
            disease = disease_of(record, pack)
            ends = expiry((case.decided_on, request.since), disease.code if disease else None, pack.recognition)
            if ends and ends.on <= request.until and not _renewed(office, pack, case, record):
                yield _row(case, ends, (record, disease), request)


def disease_of(record: CaseRecord, pack: Pack) -> Disease | None:
    """The disease applied for in the region's catalogue: as declared, else as the form says."""
    application = record.application
    if application and application.disease:
        found = pack.diseases.find(application.disease.name, application.disease.code)
        return found or pack.diseases.find(application.disease.name)
    for document in record.documents:
        field = document.fields.get("applied_disease")
        if field and isinstance(field.value, str):
            return pack.diseases.find(field.value)
    return None


def _renewed(office: Office, pack: Pack, case: Accepted, record: CaseRecord) -> bool:
    """Was the same disease of the same person accepted again later? Only an ID number tells that it is the same."""
    number = record.application.applicant.id_number if record.application else None
    disease = disease_of(record, pack)
    if not number or disease is None:
        return False
    later = accepted_later(office, number, case.decided_on)
    return any(one.region == record.region and disease_of(one, pack) == disease for one in later)


def _row(
    case: Accepted, ends: Expiry, told: tuple[CaseRecord, Disease | None], request: ExpiringRequest
) -> ExpiringRow:
    record, disease = told
    mask = Reveal(record) if request.reveal else Mask(record)
    return ExpiringRow(
        expires_on=ends.on,
        certain=ends.certain,
        years=ends.years,
        accepted_on=case.decided_on,
        number=case.number,
        region=record.region,
        applicant=mask.name(record.application.applicant.name) if record.application else None,
        disease=disease.name if disease else "",
        rule=ends.rule,
    )


def _shown(rows: Iterable[ExpiringRow], format_: str) -> str:
    rows = list(rows)
    if format_ == "json":
        return json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False, indent=2) + "\n"
    if format_ == "csv":
        written = StringIO()
        writer = csv.writer(written)
        writer.writerow(LABELS.values())
        writer.writerows([safe_cell(cell) for cell in _cells(row)] for row in rows)
        return "\ufeff" + written.getvalue()
    lines = ["　".join(filter(None, map(plain, _cells(row)[:-1]))) for row in rows]
    return "\n".join([*lines, f"共 {len(rows)} 件。"]) + "\n"


def _cells(row: ExpiringRow) -> list[str]:
    years = f"{row.years[0]}年" if row.certain else f"{'、'.join(map(str, row.years))}年中的一种"
    return [
        str(row.expires_on), "确定" if row.certain else _OPEN_TERM, years, str(row.accepted_on), row.number, row.region,
        row.applicant or "", row.disease, row.rule,
    ]  # fmt: skip

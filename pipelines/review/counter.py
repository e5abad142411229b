"""Behind the terminal's commands: open the office, know who asks, do it, show it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import typer

from models.error import UsageError
from pipelines.gather import gather_case
from pipelines.opening import open_reader
from pipelines.replacing import replacing
from pipelines.review import audit, claims, correcting, deciding, learning, queue, reading_here, sheet, staff, stats
from pipelines.review.cutting import cut
from pipelines.review.face import case_face, line_face
from pipelines.review.kept import record_of
from pipelines.review.office import Office, opened_office
from pipelines.review.receiving import NewFile
from pipelines.review.receiving import hand_in as hand_in_files
from pipelines.review.regions import name_of, weights_of
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.review.terminal import print_lines, print_sheet, print_stats
from pipelines.review.words import head_of, point_number

NAME_VARIABLE: Final = "YANCAI_STAFF"


@dataclass(frozen=True)
class Asked:
    """What every command is told: the database, who asks, how to answer, and whether in clear."""

    store: str | None
    name: str | None
    json: bool
    reveal: bool = False


@contextmanager
def at_work(asked: Asked) -> Iterator[tuple[Office, Member]]:
    """The office and who asks. The terminal's own sign-in is trusted: whoever may run this may be anybody of the staff.

    Raises UsageError where nobody is named, QueueError where nobody of the staff is called so.
    """
    name = asked.name or os.environ.get(NAME_VARIABLE)
    if not name:
        raise UsageError(f"请说明由谁操作：--as 姓名，或设置环境变量 {NAME_VARIABLE}。人员见 yancai staff list。")
    with opened_office(asked.store) as office:
        yield office, staff.member(office, name)


def show_list(asked: Asked, search: queue.Filter) -> int:
    """Print the cases that match; 0."""
    with at_work(asked) as (office, who):
        lines = [line_face(line) for line in queue.listed(office, who, search, reveal=asked.reveal)]
        total = queue.matching(office, who, search)
    if asked.json:
        _say([line.model_dump(mode="json") for line in lines])
    else:
        print_lines(lines, total)
    return 0


def show_case(asked: Asked, number: str, picture: Path | None, point: str | None) -> int:
    """Print a case's sheet and, where asked, write the picture of a finding's place; 0."""
    with at_work(asked) as (office, who):
        found = sheet.case(office, who, number, reveal=asked.reveal)
        if picture is not None:
            is_problem, finding = point_number(point) if point else (False, None)
            if is_problem:
                raise UsageError("读取问题没有位置可显示。")
            part = cut(office, who, found, finding)
            _write(picture, part.jpeg)
            typer.echo(f"核对项 [{part.finding}] 所在之处已写入“{picture}”。", err=True)
        _show(office, found, asked)
    return 0


def show_next(asked: Asked, region: str | None) -> int:
    """Claim the most pressing case and print its sheet; 0, also where there is none."""
    with at_work(asked) as (office, who):
        number = claims.next_for(office, who, region)
        if number is not None:
            _show(office, sheet.case(office, who, number, reveal=asked.reveal), asked)
        elif asked.json:
            _say(None)
        else:
            typer.echo("没有等待审核的案件。")
    return 0


def claim(asked: Asked, number: str) -> int:
    """Take a case on; 0."""
    with at_work(asked) as (office, who):
        claims.claim(office, who, number)
    return _done(asked, {"number": number, "state": State.IN_REVIEW.value}, f"已领取 {number}。")


def release(asked: Asked, number: str) -> int:
    """Give a case back; 0."""
    with at_work(asked) as (office, who):
        claims.release(office, who, number)
    return _done(asked, {"number": number, "state": State.NEW.value}, f"已放回 {number}。")


def mark_urgent(asked: Asked, number: str, *, urgent: bool) -> int:
    """Put a case on top, or back to its place; 0."""
    with at_work(asked) as (office, who):
        claims.mark_urgent(office, who, number, urgent=urgent)
    said = f"{number} 已列为急件。" if urgent else f"{number} 不再是急件。"
    return _done(asked, {"number": number, "urgent": urgent}, said)


def decide(asked: Asked, number: str, verdict: deciding.Verdict, ground: tuple[Sequence[str], str]) -> int:
    """Accept or return a case on the record that this person last looked at; 0. ``ground``: points and why.

    A return without points and without a reason rests on everything the applicant has to mend.
    """
    points, why = ground
    with at_work(asked) as (office, who):
        record_id = _seen(office, who, number)
        ruling = _ruling(record_id, points, why)
        if verdict is deciding.Verdict.RETURNED and not points and not why.strip():
            ruling = _to_mend(office, record_id)
        act = deciding.accept if verdict is deciding.Verdict.ACCEPTED else deciding.send_back
        final = act(office, who, number, ruling)
    said = f"{number} 已{verdict.label}。" if final else f"{number} 初审：{verdict.label}；已转另一人复核，复核后生效。"
    return _done(asked, {"number": number, "outcome": verdict.value, "final": final}, said)


def correct(asked: Asked, number: str, paper: int, change: tuple[str, str | None], why: str) -> int:
    """Correct a field of a paper (from 1) and say what the case is now; 0."""
    with at_work(asked) as (office, who):
        record_id = _seen(office, who, number)
        document = _document(office, record_id, paper)
        wanted = correcting.Correction(record_id, document, *change, why)
        new_id, record = correcting.correct(office, who, number, wanted)
    told = {"number": number, "record_id": new_id, "decision": record.decision.value}
    return _done(asked, told, f"已更正并重新审核 {number}：{record.decision.label}。")


def add_note(asked: Asked, number: str, text: str) -> int:
    """Leave a note; 0."""
    with at_work(asked) as (office, who):
        sheet.add_note(office, who, number, text)
    return _done(asked, {"number": number}, "已备注。")


def hand_in(asked: Asked, number: str, paths: Sequence[Path]) -> int:
    """Add files that somebody brought to a case; 0. What cannot be opened is told and nothing is added (2)."""
    gathered = gather_case(paths)
    if gathered.problems or not gathered.files:
        raise UsageError("；".join(problem.message for problem in gathered.problems) or "没有可添加的文件。")
    with at_work(asked) as (office, who):
        files = [NewFile(one.name, office.vault.put(one.path), one.path.stat().st_size) for one in gathered.files]
        round_, again = hand_in_files(office, who, number, files)
    told = {"number": number, "round": round_, "files": len(files), "again": again}
    said = f"已向 {number} 补充 {len(files)} 个文件（第 {round_} 次）；读取后回到待审核。"
    return _done(asked, told, f"这些文件此前已补充（第 {round_} 次），案件状态未变。" if again else said)


def read_waiting(asked: Asked) -> int:
    """Read what waits to be read; 0."""
    with at_work(asked) as (office, who):
        must(who, "hand_in")
        numbers = []
        for number in reading_here.read_waiting(office, open_reader):
            typer.echo(f"已读取 {number}", err=True)
            numbers.append(number)
    return _done(asked, {"read": numbers}, f"共读取 {len(numbers)} 件。")


def show_stats(asked: Asked, days: tuple[date | None, date | None], place: tuple[str | None, str | None]) -> int:
    """Print the figures; 0."""
    with at_work(asked) as (office, who):
        found = stats.figures(office, who, days, place)
        names = partial(name_of, office.settings)
    if asked.json:
        _say(found.model_dump(mode="json"))
    else:
        print_stats(found, names)
    return 0


def examine_log(asked: Asked, noted: str | None, out: Path | None) -> int:
    """Verify the audit log, say its head, and export it where asked; 0, or 1 where the log is not what was written."""
    with at_work(asked) as (office, who):
        must(who, "audit")
        fault = audit.verify(office, head_of(noted) if noted else None)
        head = audit.head(office)
        with office.changing() as change:
            change.note(who.actor, "audit.verified", fault=fault.entry if fault else None, exported=out is not None)
        if out is not None:
            with replacing(out) as stream:
                stream.writelines(entry.model_dump_json() + "\n" for entry in audit.export(office))
    told = {
        "entries": head.entries, "head": head.hash, "whole": fault is None,
        "entry": fault.entry if fault else None, "why": fault.why if fault else None,
    }  # fmt: skip
    if asked.json:
        _say(told)
    elif fault is None:
        typer.echo(f"审计记录完整，共 {head.entries} 条。请抄录：{head.entries}:{head.hash}")
    else:
        typer.echo(f"审计记录第 {fault.entry} 条有问题：{fault.why}。")
    return 0 if fault is None else 1


def export_corrections(asked: Asked, folder: Path) -> int:
    """Write corrected papers with their labels into a new folder; 0."""
    with at_work(asked) as (office, who):
        number = learning.export_corrections(office, who, folder)
    return _done(asked, {"papers": number}, f"已导出 {number} 份材料（原件和更正，含个人信息）到“{folder}”。")


def _show(office: Office, found: sheet.CaseSheet, asked: Asked) -> None:
    face = case_face(found, weights_of(office.settings, found.record) if found.record else ())
    if asked.json:
        _say(face.model_dump(mode="json"))
    else:
        print_sheet(face, name_of(office.settings, face.line.region))


def _write(out: Path, jpeg: bytes) -> None:
    """A picture of a paper is personal data: only its owner may read the file."""
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(jpeg)
    except OSError as error:
        raise UsageError(f"无法写入“{out}”（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error


def _seen(office: Office, who: Member, number: str) -> int:
    """The record that this person last looked at or made: what they decide on. Raises UsageError without one."""
    details = audit.last(office, who.actor, number, ("case.viewed", "case.corrected"))
    if details is None or details.get("record") is None:
        raise UsageError(f"请先查看这件申请：yancai review show {number}")
    return int(details["record"])


def _ruling(record_id: int, points: Sequence[str], why: str) -> deciding.Ruling:
    chosen = [point_number(point) for point in points]
    findings = tuple(number for is_problem, number in chosen if not is_problem)
    return deciding.Ruling(record_id, why, findings, tuple(number for is_problem, number in chosen if is_problem))


def _to_mend(office: Office, record_id: int) -> deciding.Ruling:
    """Everything the applicant has to mend."""
    with office.reading() as connection:
        record = record_of(connection, record_id)
    findings = (at for at, weight in enumerate(weights_of(office.settings, record)) if weight == "mend")
    problems = (at for at, problem in enumerate(record.problems) if problem.applicant_can_mend)
    return deciding.Ruling(record_id, "", tuple(findings), tuple(problems))


def _document(office: Office, record_id: int, paper: int) -> str:
    with office.reading() as connection:
        documents = record_of(connection, record_id).documents
    if not 0 < paper <= len(documents):
        raise UsageError(f"--paper 应为 1 至 {len(documents)}，见 yancai review show。")
    return documents[paper - 1].id


def _done(asked: Asked, told: dict[str, object], said: str) -> int:
    if asked.json:
        _say(told)
    else:
        typer.echo(said)
    return 0


def _say(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))

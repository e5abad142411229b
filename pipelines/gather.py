"""Which files make a case: one folder, some files, or every entry of a batch's folder.

A case's folder is taken with everything below it, sorted by name. Hidden files and what systems leave behind
(Thumbs.db, .DS_Store, desktop.ini, __MACOSX) are no papers. A link that leads out of the folder is not followed, and
what is no regular file (a pipe, a device) is never opened; both leave a problem, so that nothing vanishes silently.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.error import UsageError
from models.finding import Problem

APPLICATION = "application.json"
_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_CHUNK = 1 << 20


@dataclass(frozen=True)
class CaseFile:
    """An uploaded file: the name the record gives it (relative to its case) and where it lies."""

    name: str
    path: Path


@dataclass(frozen=True)
class CaseFiles:
    """What was handed in for one case. ``problems`` tell of entries that are not among ``files``."""

    case_id: str
    files: tuple[CaseFile, ...]
    application: Path | None = None
    problems: tuple[Problem, ...] = ()


def gather_case(paths: Sequence[Path]) -> CaseFiles:
    """One case from files and folders given on the command line.

    The case is named after the only path, or after the folder all of them lie in. Raises UsageError where a path does
    not exist or two application.json are given.
    """
    for path in paths:
        if not path.exists():
            raise UsageError(f"找不到“{path}”。请检查路径是否正确。")
    if len(paths) == 1 and paths[0].is_dir():
        return _gather_folder(paths[0])
    parts = [_gather_folder(path) if path.is_dir() else _gather_file(path) for path in dict.fromkeys(paths)]
    applications = [part.application for part in parts if part.application]
    if len(applications) > 1:
        raise UsageError(f"给出了 {len(applications)} 个 {APPLICATION}，一件申请只能有一个。")
    files = [
        CaseFile(f"{part.case_id}/{file.name}" if path.is_dir() else file.name, file.path)
        for path, part in zip(dict.fromkeys(paths), parts, strict=True)
        for file in part.files
    ]
    return CaseFiles(
        case_id=readable(paths[0].name) if len(paths) == 1 else _common_name(paths),
        files=_distinct(files),
        application=applications[0] if applications else None,
        problems=tuple(problem for part in parts for problem in part.problems),
    )


def gather_batch(folder: Path, out: Path) -> tuple[CaseFiles, ...]:
    """The cases of a batch's folder in the order of their names; ``out``, where it lies inside, is none of them.

    Every sub-folder is a case named after it, every file lying directly in the folder a case named as the file is,
    with its extension. Raises UsageError where the folder does not exist.
    """
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹“{folder}”。batch 需要一个文件夹，其中每个子文件夹（或文件）是一件申请。")
    outside = out.resolve()
    entries = [entry for entry in _entries(folder) if entry.resolve() != outside]
    return tuple(_gather_entry(entry, folder) for entry in entries)


def fingerprint(case: CaseFiles) -> str:
    """SHA-256 over the names and contents of a case's files: the same uploads have the same fingerprint."""
    digest = hashlib.sha256()
    application = [CaseFile(APPLICATION, case.application)] if case.application else []
    for file in [*case.files, *application]:
        digest.update(f"{file.name}\0".encode())
        digest.update(_file_digest(file.path))
    for problem in case.problems:
        digest.update(f"{problem.code}\0{problem.file}\0".encode())
    return digest.hexdigest()


def readable(name: str) -> str:
    """A name as Unicode text. Names that are no UTF-8 are mostly Chinese ones from an old archive, in GB 18030."""
    if name.isprintable() or name.isascii():
        return name
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _file_digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        digest.update(f"unreadable {error.errno}".encode())
    return digest.digest()


def _gather_entry(entry: Path, folder: Path) -> CaseFiles:
    name = readable(entry.name)
    problem = _not_taken(entry, name, folder)
    if problem:
        return CaseFiles(name, (), problems=(problem,))
    return _gather_folder(entry) if entry.is_dir() else CaseFiles(name, (CaseFile(name, entry),))


def _gather_file(path: Path) -> CaseFiles:
    name = readable(path.name)
    if name == APPLICATION:
        return CaseFiles(name, (), application=path)
    problem = _not_taken(path, name, None)
    return CaseFiles(name, () if problem else (CaseFile(name, path),), problems=(problem,) if problem else ())


def _gather_folder(folder: Path) -> CaseFiles:
    files: list[CaseFile] = []
    problems: list[Problem] = []
    _walk(folder, folder, files, problems)
    application = next((file.path for file in files if file.name == APPLICATION), None)
    papers = tuple(file for file in files if file.name != APPLICATION)
    name = readable(folder.resolve().name)
    if not papers and not problems:
        problems.append(_problem("case.empty", name, "文件夹中没有任何材料。请上传申请材料。", mendable=True))
    return CaseFiles(name, papers, application, tuple(problems))


def _walk(folder: Path, root: Path, files: list[CaseFile], problems: list[Problem]) -> None:
    try:
        entries = _entries(folder)
    except OSError as error:
        name = readable(folder.relative_to(root).as_posix())
        problems.append(_problem("file.forbidden", name, f"文件夹打不开（{error.strerror}）。请检查访问权限。"))
        return
    for entry in entries:
        name = readable(entry.relative_to(root).as_posix())
        problem = _not_taken(entry, name, root)
        if problem:
            problems.append(problem)
        elif not entry.is_dir():
            files.append(CaseFile(name, entry))
        elif not entry.is_symlink():  # a linked folder inside the case is met on its own
            _walk(entry, root, files, problems)


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, sorted by name, without hidden entries and those systems leave behind."""
    names = sorted(os.listdir(folder))
    return [folder / name for name in names if not name.startswith(".") and name.lower() not in _LEFT_BY_SYSTEMS]


def _not_taken(entry: Path, name: str, root: Path | None) -> Problem | None:
    """Why an entry is not read at all; None where it may be. ``root``: links must stay below it."""
    if root is not None and entry.is_symlink() and not entry.resolve().is_relative_to(root.resolve()):
        return _problem("file.link", name, "这是一个指向文件夹之外的链接，未读取。请直接上传文件。")
    if not entry.is_dir() and not entry.is_file():
        return _problem("file.not_regular", name, "这不是普通文件，未读取。请上传图片或 PDF 文件。")
    return None


def _problem(code: str, name: str, why: str, *, mendable: bool = False) -> Problem:
    return Problem(stage="open", file=name, code=code, message=f"“{name}”：{why}", applicant_can_mend=mendable)


def _common_name(paths: Sequence[Path]) -> str:
    return readable(Path(os.path.commonpath([path.resolve().parent for path in paths])).name) or "case"


def _distinct(files: Sequence[CaseFile]) -> tuple[CaseFile, ...]:
    """Files of one name get the path they were given with; a file given twice is read once."""
    once = list({file.path.resolve(): file for file in files}.values())
    count = Counter(file.name for file in once)
    return tuple(
        file if count[file.name] == 1 else CaseFile(readable(file.path.as_posix()), file.path) for file in once
    )

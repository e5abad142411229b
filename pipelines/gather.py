"""Which files make a case: one folder, some files, or every entry of a batch's folder.

A case's folder is taken with everything below it, sorted by name. Hidden files and what systems leave behind
(Thumbs.db, .DS_Store, desktop.ini, __MACOSX) are no papers. A link that leads out of the folder is not followed, and
what is no regular file (a pipe, a device) is never opened; both leave a problem, so that nothing vanishes silently.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.error import UsageError
from models.finding import Problem
from pipelines.declaration import submission_day

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

    def fingerprint(self, most_bytes: int) -> str:
        """SHA-256 over the names, sizes and contents of the case's files: the same uploads have the same fingerprint.

        Of a file larger than ``most_bytes``, which is refused unread, only so many bytes and one more are looked at.
        """
        digest = hashlib.sha256()
        application = [CaseFile(APPLICATION, self.application)] if self.application else []
        for file in [*self.files, *application]:
            digest.update(f"{file.name}\0".encode())
            digest.update(_file_digest(file.path, most_bytes))
        for problem in self.problems:
            digest.update(f"{problem.code}\0{problem.file}\0".encode())
        return digest.hexdigest()

    def day(self, today: date) -> date:
        """The day whose rules apply, from the declaration where there is one."""
        return submission_day(self.application, today)

    def at_hand(self, most_bytes: int) -> AbstractContextManager[CaseFiles]:
        """The case with its files on this machine, where they lie already."""
        return nullcontext(self)


def gather_case(paths: Sequence[Path]) -> CaseFiles:
    """One case from files and folders given on the command line.

    The case is named after the only path, or after the folder all of them lie in. Raises UsageError where a path does
    not exist or two application.json are given.
    """
    for path in paths:
        _must_open(path)
    if len(paths) == 1 and paths[0].is_dir():
        return _gather_folder(paths[0], _own_name(paths[0]))
    parts = [
        _gather_folder(path, _own_name(path)) if path.is_dir() else _gather_file(path) for path in dict.fromkeys(paths)
    ]
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


def gather_batch(folder: Path, out: Path | None) -> tuple[CaseFiles, ...]:
    """The cases of a batch's folder in the order of their names; ``out``, where it lies inside, is none of them.

    Every sub-folder is a case named after it, every file lying directly in the folder a case named as the file is,
    with its extension; a link has its own name, not that of its target. Where names that differ in bytes read alike
    (one in UTF-8, one in GB 18030), those that had to be decoded get ``~`` and eight characters of their bytes'
    SHA-256, so that an id does not depend on what else lies in the folder but its namesakes. Raises UsageError where
    the folder cannot be read, or is ``out`` itself, whose outputs would be cases of the next run.
    """
    if not os.path.isdir(folder):
        raise UsageError(f"找不到文件夹“{folder}”。需要一个文件夹，其中每个子文件夹（或文件）是一件申请。")
    if out and _same(folder, out):
        raise UsageError(f"输出文件夹不能就是材料文件夹“{folder}”。请用 --out 另指定一个文件夹。")
    try:
        entries = [entry for entry in _entries(folder) if not (out and _same(entry, out))]
    except OSError as error:
        raise UsageError(f"文件夹“{folder}”打不开（{error.strerror}）。请检查访问权限。") from error
    return tuple(_gather_entry(entry, case_id, folder) for entry, case_id in _with_ids(entries))


def passed_over(name: str) -> bool:
    """Is an entry of this name hidden, or left behind by a system?"""
    return name.startswith(".") or name.lower() in _LEFT_BY_SYSTEMS


def empty_case(name: str) -> Problem:
    """The problem of a case's folder in which there is nothing."""
    return _problem("case.empty", name, "文件夹中没有任何材料。请上传申请材料。", mendable=True)


def forbidden(name: str, why: str = "无法读取") -> Problem:
    """The problem of an entry that is there and not to be read."""
    return _problem("file.forbidden", name, f"打不开（{why}），未读取。请检查访问权限。")


def readable(name: str) -> str:
    """A name as Unicode text. Names that are no UTF-8 are mostly Chinese ones from an old archive, in GB 18030."""
    if name.isprintable() or name.isascii():
        return name
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _file_digest(path: Path, most_bytes: int) -> bytes:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            digest.update(f"{os.fstat(stream.fileno()).st_size}\0".encode())
            left = most_bytes + 1
            while chunk := stream.read(min(_CHUNK, left)):
                digest.update(chunk)
                left -= len(chunk)
    except OSError as error:
        digest.update(f"unreadable {error.errno}".encode())
    return digest.digest()


def _with_ids(entries: Sequence[Path]) -> list[tuple[Path, str]]:
    """Every entry of a batch's folder with a case id that no other has."""
    names = Counter(readable(entry.name) for entry in entries)
    taken = {entry.name for entry in entries}
    found = []
    for entry in entries:
        case_id = readable(entry.name)
        if names[case_id] > 1 and case_id != entry.name:
            case_id += "~" + hashlib.sha256(os.fsencode(entry.name)).hexdigest()[:8]
            while case_id in taken:
                case_id += "~"
        taken.add(case_id)
        found.append((entry, case_id))
    return found


def _gather_entry(entry: Path, case_id: str, folder: Path) -> CaseFiles:
    name = readable(entry.name)
    problem = _not_taken(entry, name, folder)
    if problem:
        return CaseFiles(case_id, (), problems=(problem,))
    return _gather_folder(entry, case_id) if entry.is_dir() else CaseFiles(case_id, (CaseFile(name, entry),))


def _gather_file(path: Path) -> CaseFiles:
    name = readable(path.name)
    if name == APPLICATION:
        return CaseFiles(name, (), application=path)
    problem = _not_taken(path, name, None)
    return CaseFiles(name, () if problem else (CaseFile(name, path),), problems=(problem,) if problem else ())


def _gather_folder(folder: Path, name: str) -> CaseFiles:
    files: list[CaseFile] = []
    problems: list[Problem] = []
    _walk(folder, folder, files, problems)
    application = next((file.path for file in files if file.name == APPLICATION), None)
    papers = tuple(file for file in files if file.name != APPLICATION)
    if not papers and not problems:
        problems.append(empty_case(name))
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
    return [folder / name for name in sorted(os.listdir(folder)) if not passed_over(name)]


def _not_taken(entry: Path, name: str, root: Path | None) -> Problem | None:
    """Why an entry is not read at all; None where it may be. ``root``: links must stay below it."""
    try:
        mode = entry.stat().st_mode
        if root is not None and entry.is_symlink() and not entry.resolve().is_relative_to(root.resolve()):
            return _problem("file.link", name, "这是一个指向文件夹之外的链接，未读取。请直接上传文件。")
    except FileNotFoundError:
        mode = 0  # a link to nothing
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _problem("file.link", name, "这是一个指向自身的链接，未读取。请直接上传文件。")
        return forbidden(name, error.strerror or "系统错误")
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        return _problem("file.not_regular", name, "这不是普通文件，未读取。请上传图片或 PDF 文件。")
    return None


def _must_open(path: Path) -> None:
    """Refuse a path of the command line that is not there or not to be reached."""
    try:
        path.stat()
    except FileNotFoundError as error:
        raise UsageError(f"找不到“{path}”。请检查路径是否正确。") from error
    except OSError as error:
        raise UsageError(f"“{path}”打不开（{error.strerror}）。请检查路径和访问权限。") from error


def _own_name(folder: Path) -> str:
    """A folder's name as given; where it was given as ``.`` or ``..``, the name it has."""
    return readable(folder.name if folder.name not in ("", "..") else folder.resolve().name)


def _same(one: Path, other: Path) -> bool:
    """Are both the same existing file or folder, whatever they are called?"""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


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

"""Which cases of a watched folder are whole: nothing of them has changed for some time, and nobody is writing them.

Looking again and again works on every file system, network shares included, where notices of changes do not.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from models.finding import Problem
from pipelines.gather import CaseFile, CaseFiles

_DRAFTS: Final = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~")
"""What programs call a file they have not finished."""
_LOCKS: Final = ("~$", ".~lock.")
_DRAFT_SECONDS: Final = 600.0
"""For so long a case waits for a file in it that is not finished: a transfer over a bad line stalls for minutes."""
_EMPTY: Final = "case.empty"

Signature = tuple[tuple[str, int, int, int], ...]
"""Each file's path, number on its disk, size and time of its last change, of everything in a case."""


@dataclass(frozen=True)
class _Seen:
    """A case as it was looked at, and since when it has looked like that."""

    signature: Signature
    since: float


class Settling:
    """Remembers how cases looked and tells which have not changed for so many seconds, each state of a case once."""

    def __init__(self, folder: Path, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._seconds, self._clock = folder, seconds, clock
        self._seen: dict[str, _Seen] = {}
        self._taken: dict[str, Signature] = {}

    def whole(self, cases: Iterable[CaseFiles]) -> list[CaseFiles]:
        """Of all cases in the folder those that are whole now and were not handed out like this before."""
        now = self._clock()
        looks = {case.case_id: (case, signature_of(case)) for case in cases}
        self._seen = {
            name: old if (old := self._seen.get(name)) and old.signature == signature else _Seen(signature, now)
            for name, (_, signature) in looks.items()
        }
        self._taken = {name: signature for name, signature in self._taken.items() if name in looks}
        return [case for case, _ in looks.values() if self._is_whole(case, now)]

    def waiting(self) -> bool:
        """Is there anything that was not handed out as it looks now?"""
        return any(self._taken.get(name) != seen.signature for name, seen in self._seen.items())

    def take(self, case: CaseFiles) -> CaseFiles | None:
        """The case to be read, without links and unfinished files; None where it changed or is being written."""
        seen = self._seen.get(case.case_id)
        if seen is None or signature_of(case) != seen.signature or any(being_written(one.path) for one in case.files):
            return None
        self._taken[case.case_id] = seen.signature
        return _finished(case, self._folder)

    def _is_whole(self, case: CaseFiles, now: float) -> bool:
        seen = self._seen[case.case_id]
        if self._taken.get(case.case_id) == seen.signature:
            return False
        least = max(self._seconds, _DRAFT_SECONDS) if any(map(_is_draft, _names(case))) else self._seconds
        return now - seen.since >= least


def handed_in(cases: Iterable[CaseFiles]) -> Iterator[CaseFiles]:
    """The cases there is something of: no unfinished file by itself, and no folder in which nothing lies yet."""
    for case in cases:
        if is_draft(case.case_id) or any(problem.code == _EMPTY for problem in case.problems):
            continue
        if case.problems or not all(map(_is_draft, _names(case))):
            yield case


def is_draft(name: str) -> bool:
    """Does a name say that its file is not finished, or only a sign that another is open?"""
    return name.lower().endswith(_DRAFTS) or name.startswith(_LOCKS)


def signature_of(case: CaseFiles) -> Signature:
    """How the case's files look from outside, without opening one; a file that is gone has the size -1."""
    paths = [*(file.path for file in case.files), *([case.application] if case.application else [])]
    return tuple((os.fspath(path), *_look(path)) for path in paths)


def being_written(path: Path) -> bool:
    """Has a program of this machine the file open for writing? False too where the system does not tell.

    A lease for reading is refused while somebody writes (fcntl(2)); it is given for files of one's own on local disks.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    else:
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False
    finally:
        os.close(handle)


def _is_draft(name: str) -> bool:
    return is_draft(name.rpartition("/")[2])


def _names(case: CaseFiles) -> list[str]:
    return [file.name for file in case.files]


def _look(path: Path) -> tuple[int, int, int]:
    try:
        seen = path.lstat()
    except OSError:
        return (0, -1, 0)
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns)


def _finished(case: CaseFiles, folder: Path) -> CaseFiles:
    """The case without unfinished files; a link, wherever it leads, is told of and not read."""
    papers = [file for file in case.files if not _is_draft(file.name)]
    links = [file for file in papers if _linked(file.path, folder)]
    if case.application and _linked(case.application, folder):
        links.append(CaseFile(case.application.name, case.application))
        case = replace(case, application=None)
    told = tuple(_link(file.name) for file in links)
    return replace(case, files=tuple(file for file in papers if file not in links), problems=(*case.problems, *told))


def _linked(path: Path, folder: Path) -> bool:
    """Is the file or anything on the way to it from the folder a link?"""
    return any(part.is_symlink() for part in (path, *path.parents) if folder in part.parents)


def _link(name: str) -> Problem:
    message = f"“{name}”：这是一个链接，未读取。请直接放入文件。"
    return Problem(stage="open", file=name, code="file.link", message=message)

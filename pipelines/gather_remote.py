"""The cases of a remote folder, by the same rules as those of a folder on a disk; read object by object when due."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

from models.error import UsageError
from models.finding import Problem
from pipelines.declaration import submission_day
from pipelines.gather import APPLICATION, CaseFile, CaseFiles, empty_case, forbidden, passed_over
from pipelines.remote import RemoteFolder, RemoteObject


@dataclass(frozen=True)
class RemoteFile:
    """An uploaded object: the name the record gives it (relative to its case) and the object it is."""

    name: str
    stored: RemoteObject


@dataclass(frozen=True)
class RemoteCase:
    """What was handed in for one case, as it lies in a remote folder."""

    folder: RemoteFolder
    case_id: str
    files: tuple[RemoteFile, ...]
    application: RemoteFile | None = None
    problems: tuple[Problem, ...] = ()

    def fingerprint(self, most_bytes: int) -> str:
        """SHA-256 over names, sizes and what the store tells of each object's state: unchanged objects have the same.

        Contents are not read: that would bring every page through the one machine that hands them out. The object's
        place and time are part of it, since a store's own sum (often MD5) is no proof against intent.
        """
        digest = hashlib.sha256(f"{self.folder}\0".encode())
        for file in (*self.files, *([self.application] if self.application else [])):
            content = "" if file.stored.mark else hashlib.sha256(self._read(file, most_bytes + 1)).hexdigest()
            digest.update(
                f"{file.name}\0{file.stored.name}\0{file.stored.size}\0{file.stored.mark}\0{content}".encode()
            )
        for problem in self.problems:
            digest.update(f"{problem.code}\0{problem.file}\0".encode())
        return digest.hexdigest()

    def day(self, today: date) -> date:
        """The day whose rules apply, from the declaration where there is one."""
        if self.application is None:
            return today
        with ExitStack() as kept:
            path = self._brought(self.application, kept, 1 << 20)
            return submission_day(path, today) if path else today

    @contextmanager
    def at_hand(self, most_bytes: int) -> Iterator[CaseFiles]:
        """The case with its files on this machine, for as long as the context lasts.

        They have no names here, so that nothing is left of them whatever ends the process. An object that cannot be
        read is a problem of the case; of one that is too large so much is brought that this is seen.
        """
        with ExitStack() as kept:
            problems = list(self.problems)
            files = []
            for file in self.files:
                path = self._brought(file, kept, most_bytes + 1)
                if path:
                    files.append(CaseFile(file.name, path))
                else:
                    problems.append(forbidden(file.name))
            application = self._brought(self.application, kept, most_bytes) if self.application else None
            yield CaseFiles(self.case_id, tuple(files), application, tuple(problems))

    def _brought(self, file: RemoteFile, kept: ExitStack, most_bytes: int) -> Path | None:
        try:
            content = self._read(file, most_bytes)
        except (FileNotFoundError, PermissionError):  # any other trouble is the store's, and the case is tried again
            return None
        stream = kept.enter_context(TemporaryFile())  # noqa: SIM115 - open for as long as the case is
        stream.write(content)
        stream.flush()
        return Path(f"/proc/{os.getpid()}/fd/{stream.fileno()}")

    def _read(self, file: RemoteFile, most_bytes: int) -> bytes:
        return self.folder.read(file.stored.name, most_bytes) if file.stored.size else b""


def gather_remote(folder: RemoteFolder, out: Path | RemoteFolder) -> tuple[RemoteCase, ...]:
    """The cases of a remote folder in the order of their names; ``out``, where it lies inside, is none of them.

    Where an object and a folder have the same name, the object's case is named with ``~`` behind it. Raises
    UsageError where the folder cannot be listed, holds nothing, or is ``out`` itself.
    """
    inside = out.below(folder) if isinstance(out, RemoteFolder) else None
    if inside == "":
        raise UsageError(f"输出文件夹不能就是材料文件夹“{folder}”。请用 --out 另指定一个文件夹。")
    papers: dict[str, list[RemoteObject]] = {}
    alone: dict[str, RemoteObject] = {}
    stored = folder.objects()
    if not stored:
        raise UsageError(f"“{folder}”中没有任何材料。请检查地址。")
    for one in stored:
        ours = inside and one.name.startswith(f"{inside}/")
        if ours or any(map(passed_over, one.name.split("/")[:-1])):
            continue
        entry, below, rest = one.name.partition("/")
        if not below:
            alone[entry] = one
        elif papers.setdefault(entry, []) is not None and rest and not rest.endswith("/"):
            papers[entry].append(one)
    cases = [_of_folder(folder, entry, found) for entry, found in papers.items()]
    cases += [
        RemoteCase(folder, entry if entry not in papers else f"{entry}~", (RemoteFile(entry, one),))
        for entry, one in alone.items()
        if not passed_over(entry)
    ]
    return tuple(sorted(cases, key=lambda case: case.case_id))


def _of_folder(folder: RemoteFolder, entry: str, stored: list[RemoteObject]) -> RemoteCase:
    files = [RemoteFile(one.name.removeprefix(f"{entry}/"), one) for one in stored]
    files = sorted((file for file in files if not passed_over(file.name.rpartition("/")[2])), key=_by_folders)
    application = next((file for file in files if file.name == APPLICATION), None)
    papers = tuple(file for file in files if file.name != APPLICATION)
    return RemoteCase(folder, entry, papers, application, () if papers else (empty_case(entry),))


def _by_folders(file: RemoteFile) -> list[str]:
    """The order in which folders on a disk are walked."""
    return file.name.split("/")

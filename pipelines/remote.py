"""Folders that lie on no disk of this machine: S3 and its like, or anything else that fsspec opens.

An object appears when its put is complete and never before, which is what a rename does on a disk. Credentials and
addresses come from where each store's own client looks for them; none are known here, shown or written down.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from models.error import UsageError

_LOCAL = "file://"
_MARKS = (
    "ETag", "etag", "md5Hash", "VersionId", "LastModified", "last_modified", "updated", "mtime", "created",
)  # fmt: skip
"""What stores tell of an object beside its size that changes when its content does (s3fs, adlfs, gcsfs, memory)."""


@dataclass(frozen=True)
class RemoteObject:
    """An object of a remote folder: its name below the folder, its size, and what changes with its content."""

    name: str
    size: int
    mark: str


@dataclass(frozen=True)
class RemoteFolder:
    """A folder by its URL, such as ``s3://bucket/cases``, without a slash at the end. Picklable."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> RemoteFolder:
        return RemoteFolder(f"{self.url}/{name}")

    def below(self, other: RemoteFolder) -> str | None:
        """This folder's name below another one; None where it does not lie in it. Empty for the folder itself."""
        if self.url == other.url:
            return ""
        return self.url.removeprefix(f"{other.url}/") if self.url.startswith(f"{other.url}/") else None

    def objects(self) -> list[RemoteObject]:
        """All objects below the folder, sub-folders included. Raises UsageError where it cannot be listed."""
        system, root = self._opened()
        with _reached(self.url):
            found: dict[str, dict[str, Any]] = system.find(root, detail=True)
        return [
            RemoteObject(path.removeprefix(root).removeprefix("/"), int(info.get("size") or 0), _mark(info))
            for path, info in found.items()
        ]

    def read(self, name: str, most_bytes: int | None = None) -> bytes:
        """An object's content, or its first bytes. Raises OSError where it is gone or not to be read."""
        system, root = self._opened()
        if most_bytes is None:
            return bytes(system.cat_file(f"{root}/{name}"))
        with system.open(f"{root}/{name}", "rb", cache_type="none") as stream:
            return bytes(stream.read(most_bytes))

    def put(self, name: str, content: bytes) -> None:
        """Write an object, or replace it, at once. Raises UsageError where the store refuses."""
        system, root = self._opened()
        with _reached(self.url):
            system.pipe_file(f"{root}/{name}", content)

    def create(self, name: str, content: bytes) -> bool:
        """Write an object that is not there yet; False where there is one. Raises UsageError where that fails."""
        system, root = self._opened()
        with _reached(self.url):
            try:
                system.pipe_file(f"{root}/{name}", content, mode="create")
            except FileExistsError:
                return False
        return True

    def upload(self, path: Path, name: str) -> None:
        """Write a file of this machine as an object. Raises UsageError where the store refuses."""
        system, root = self._opened()
        with _reached(self.url):
            system.put_file(str(path), f"{root}/{name}")

    def _opened(self) -> tuple[Any, str]:
        system, root = _opened(self.url)
        return system, root


def place(text: str) -> Path | RemoteFolder:
    """A folder as the command line names it: a path, or a URL of what fsspec opens."""
    if text.startswith(_LOCAL):
        return Path(text.removeprefix(_LOCAL))
    return RemoteFolder(text.rstrip("/")) if "://" in text else Path(text)


@cache
def _opened(url: str) -> tuple[Any, str]:
    """The file system and the folder's path in it. Listings are not kept: others write to the store too."""
    try:
        from fsspec.core import url_to_fs

        system, root = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise UsageError(f"读写“{url}”需要另装组件：pip install 'yancai[s3]'（见 docs/cluster.md）。") from error
    except ValueError as error:
        raise UsageError(f"不认识地址“{url}”。可用文件夹路径，或 s3:// 等 fsspec 支持的地址。") from error
    return system, str(root).rstrip("/")


def _mark(info: dict[str, Any]) -> str:
    return "\0".join(f"{key}={info[key]}" for key in _MARKS if info.get(key))


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """What a store refuses is said with its address and the kind of refusal: its own words quote names of objects."""
    try:
        yield
    except FileNotFoundError as error:
        raise UsageError(f"找不到“{url}”。请检查地址。") from error
    except _refusals() as error:
        raise UsageError(f"“{url}”无法读写（{type(error).__name__}）。请检查地址、访问权限和网络。") from error


def _refusals() -> tuple[type[BaseException], ...]:
    """What stores' clients raise: that of S3 knows errors of its own, where it is loaded at all."""
    client = sys.modules.get("botocore.exceptions")
    return (OSError, client.BotoCoreError, client.ClientError) if client else (OSError,)

"""Keys with which channels and monitoring prove who they are: shown once, kept as hashes, revoked at any time.

The file holds one record a key. A key reads ``yc_ID_SECRET``; the secret has 256 random bits and is kept as an Argon2id
hash only (RFC 9106), the ID names its record. The service looks at the file again whenever it has changed, so that a
revoked key is refused from the next request on.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import platformdirs
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from pydantic import Field, TypeAdapter, ValidationError

from models.error import UsageError, YancaiError
from models.record import Record

Right = Literal["prechecks", "metrics"]
MOST_CHANNEL: Final = 60
"""Characters of a channel's name."""
_KEY: Final = re.compile(r"yc_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's lowest setting for Argon2id: the secret is 256 random bits, so that guessing it is hopeless anyway."""
_REMEMBERED: Final = 1000
"""Keys that were found right, by their digest, so that the hash is worked out once and not with every request."""


class Key(Record):
    """A key as it is kept. ``channel`` is None of one that reads metrics only."""

    id: str
    right: Right
    channel: str | None = None
    hash: str
    created: datetime
    revoked: datetime | None = None
    per_minute: Annotated[int, Field(gt=0)] | None = None
    """Requests a minute, where the key has a limit of its own."""
    at_once: Annotated[int, Field(gt=0)] | None = None
    """Requests at the same time, where the key has a limit of its own."""


_KEYS: Final = TypeAdapter(tuple[Key, ...])


def default_place() -> Path:
    """Where keys are kept if the settings do not say."""
    return Path(platformdirs.user_config_dir("yancai", appauthor=False)) / "keys.json"


def is_channel(name: str) -> bool:
    """May a channel be called so?"""
    return 0 < len(name) <= MOST_CHANNEL and name.isprintable()


class KeyFile:
    """The kept keys. Changes are made under a lock and appear whole or not at all."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def all(self) -> tuple[Key, ...]:
        """Every key, the revoked ones too, in the order of their making. Raises YancaiError for a damaged file."""
        try:
            return _KEYS.validate_json(self.place.read_bytes())
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise YancaiError(f"密钥文件“{self.place}”无法读取（{error.strerror}）。请检查访问权限。") from error
        except ValidationError as error:
            raise YancaiError(f"密钥文件“{self.place}”的内容有误。请恢复备份，或删除后重新添加密钥。") from error

    def add(
        self,
        right: Right,
        channel: str | None,
        *,
        per_minute: int | None = None,
        at_once: int | None = None,
    ) -> tuple[Key, str]:
        """Make a key; its record, and the key itself, which is not kept and cannot be had again. Raises UsageError."""
        if channel is not None and not is_channel(channel):
            raise UsageError(f"渠道名称须为 1 至 {MOST_CHANNEL} 个字符。")
        secret = secrets.token_urlsafe(32)
        with self._changing() as keys:
            taken = {key.id for key in keys}
            number = secrets.token_hex(4)
            while number in taken:
                number = secrets.token_hex(4)
            key = Key(
                id=number,
                right=right,
                channel=channel,
                hash=_HASHER.hash(secret),
                created=_now(),
                per_minute=per_minute,
                at_once=at_once,
            )
            keys.append(key)
        return key, f"yc_{number}_{secret}"

    def revoke(self, number: str) -> Key:
        """Make a key useless from now on. Raises UsageError where there is none with this ID."""
        with self._changing() as keys:
            for place, key in enumerate(keys):
                if key.id == number:
                    keys[place] = key.model_copy(update={"revoked": key.revoked or _now()})
                    return keys[place]
        raise UsageError(f"没有编号为“{number}”的密钥。编号见 yancai keys list。")

    def stamp(self) -> tuple[int, int, int] | None:
        """What changes whenever the file does; None where there is none."""
        try:
            status = self.place.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    @contextmanager
    def _changing(self) -> Iterator[list[Key]]:
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.place.with_name(f"{self.place.name}.lock"), os.O_CREAT | os.O_WRONLY, 0o600)
        except OSError as error:
            raise UsageError(f"无法写入“{self.place}”（{error.strerror}）。请检查文件夹和访问权限。") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            keys = list(self.all())
            yield keys
            self._write(keys)
        finally:
            os.close(lock)

    def _write(self, keys: list[Key]) -> None:
        text = json.dumps(_KEYS.dump_python(tuple(keys), mode="json"), ensure_ascii=False, indent=2) + "\n"
        beside = self.place.with_name(f"{self.place.name}.new")
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self.place)


class KeyRing:
    """Tells whose key a request brought."""

    def __init__(self, file: KeyFile) -> None:
        self._file = file
        self._stamp: tuple[int, int, int] | None = None
        self._keys: dict[str, Key] = {}
        self._right: dict[bytes, str] = {}

    def named(self, presented: str) -> Key | None:
        """The usable key whose ID was presented; whether the secret is right too is for ``proves`` to say.

        Raises YancaiError where the file is damaged.
        """
        parts = _KEY.fullmatch(presented)
        return self._current().get(parts[1]) if parts else None

    def knows(self, presented: str) -> bool:
        """Was this very key found right before, and is it still usable? Costs next to nothing, unlike ``proves``."""
        return self.named(presented) is not None and _digest(presented) in self._right

    def proves(self, key: Key, presented: str) -> bool:
        """Is the secret the key's? Takes some 20 ms the first time, by design of the hash."""
        parts = _KEY.fullmatch(presented)
        if parts is None:
            return False
        try:
            _HASHER.verify(key.hash, parts[2])
        except (VerifyMismatchError, InvalidHashError):
            return False
        if len(self._right) >= _REMEMBERED:
            self._right.clear()
        self._right[_digest(presented)] = key.id
        return True

    def _current(self) -> dict[str, Key]:
        stamp = self._file.stamp()
        if stamp != self._stamp:
            self._keys = {key.id: key for key in self._file.all() if key.revoked is None}
            self._right = {digest: number for digest, number in self._right.items() if number in self._keys}
            self._stamp = stamp
        return self._keys


def _digest(presented: str) -> bytes:
    return hashlib.sha256(presented.encode(errors="replace")).digest()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)

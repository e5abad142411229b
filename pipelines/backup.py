"""``yancai backup`` and ``yancai restore``: the database, the files of its cases, and the service's keys.

A backup folder holds one folder a backup, named by its moment, and one ``vault`` they share: files are kept under the
SHA-256 of their contents and never change, so that each is copied once. The database comes first, the files after it:
what the database names was in the vault before. A backup takes its name when it is whole; every file of it is listed
with its sum and checked before anything is restored.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

import typer
from pydantic import ValidationError

from models.error import UsageError
from models.record import Record
from pipelines.days import CHINA
from pipelines.outputs import writing
from pipelines.replacing import replacing, settle
from pipelines.review.office import vault_folder
from pipelines.review.vault import Vault
from pipelines.service.keys import default_place
from pipelines.settings import Settings, store_place
from pipelines.store.dumping import dump, load, refuse_full

_MOMENT: Final = "%Y%m%d-%H%M%S"
_LONGEST: Final = timedelta(days=1)
"""No backup is made for longer: an older draft is nobody's any more."""
_NAME: Final = re.compile(r"\d{8}-\d{6}")
_SUM: Final = re.compile(r"[0-9a-f]{64}")
_MANIFEST, _VAULT, _KEYS, _LOCK = "manifest.json", "vault", "keys.json", ".lock"


class Manifest(Record):
    """What a backup consists of. ``files``: names in its folder to their SHA-256; ``vault``: the cases' files' sums."""

    format: Literal["1"] = "1"
    made_at: datetime
    version: str
    files: dict[str, str]
    vault: tuple[str, ...]


@dataclass(frozen=True)
class BackupRequest:
    """What ``backup`` was asked: the folder of backups, where the database is, how many backups to keep (None: all)."""

    folder: Path
    store: str | None
    keep: int | None = None


@dataclass(frozen=True)
class RestoreRequest:
    """What ``restore`` was asked: a backup's own folder, and where its database is to be. ``check``: look only."""

    backup: Path
    store: str | None
    check: bool = False


def run_backup(request: BackupRequest, settings: Settings, now: datetime | None = None) -> int:
    """Make a backup below the folder; 0.

    Raises UsageError where there is no store, another backup is being made or a kept one's list is damaged, YancaiError
    where it fails.
    """
    place, folder = _place(request.store, settings), request.folder
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        _made(place, folder, settings, now or datetime.now(CHINA))
        if request.keep:
            with writing(folder):
                _let_go(folder, request.keep)
    return 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else makes or lets go of backups meanwhile: a file that one brings is named by no list until its end.

    The lock goes with the process that holds it, however that ends.
    """
    with writing(folder):
        handle = os.open(folder / _LOCK, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"“{folder}”中另一次备份正在进行。请等它结束后再试。") from None
        yield
    finally:
        os.close(handle)


def _made(place: str, folder: Path, settings: Settings, moment: datetime) -> None:
    """Make one backup, whole or not at all, and tell of it."""
    name = moment.astimezone(CHINA).strftime(_MOMENT)
    with writing(folder):
        _drop_drafts(folder, moment)
        draft = folder / f"{name}.part"
        draft.mkdir(mode=0o700)
    try:
        with writing(folder):
            files = [dump(place, draft), *_kept_keys(draft, settings)]
            (folder / _VAULT).mkdir(mode=0o700, exist_ok=True)
            vault = _copied(vault_folder(settings.office, place), folder / _VAULT)
            sums = {path.name: _sum_of(path) for path in files}
            manifest = Manifest(made_at=moment, version=version("yancai"), files=sums, vault=tuple(sorted(vault)))
            with replacing(draft / _MANIFEST) as stream:
                stream.write(manifest.model_dump_json(indent=1) + "\n")
            draft.rename(folder / name)
            settle(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    keys = "密钥" if len(files) > 1 else "没有密钥"
    typer.echo(f"已备份到“{folder / name}”：记录库，{len(vault)} 个上传文件，{keys}。")


def run_restore(request: RestoreRequest, settings: Settings) -> int:
    """Put a backup back into an empty place; 0. Raises UsageError where it is damaged or the place is not empty."""
    manifest = _checked(request.backup)
    if request.check:
        typer.echo(f"这份备份完整：{manifest.made_at:%Y-%m-%d %H:%M}，{len(manifest.vault)} 个上传文件。")
        return 0
    place = _place(request.store, settings)
    refuse_full(place)
    target = vault_folder(settings.office, place)
    if manifest.vault and target is None:
        raise UsageError("备份中有上传文件，须在设置中写明 office.vault（存放上传文件的文件夹）。")
    if target is not None:
        vault = Vault(target)
        for sum_ in manifest.vault:
            vault.put(_in_vault(request.backup.parent / _VAULT, sum_))
    kept = _restored_keys(request.backup, manifest, settings)
    (dumped,) = [request.backup / one for one in manifest.files if one != _KEYS]
    load(dumped, place)
    typer.echo(f"已恢复：记录库，{len(manifest.vault)} 个上传文件，{kept}。请运行 yancai review audit 校验审计日志。")
    return 0


def _place(store: str | None, settings: Settings) -> str:
    place = store or store_place(settings.store)
    if place is None:
        raise UsageError("没有指定记录库。请用 --store，或在设置中写明 store.url。")
    return place


def _keys_file(settings: Settings) -> Path:
    return settings.service.keys or default_place()


def _kept_keys(folder: Path, settings: Settings) -> list[Path]:
    """The file of the keys (which holds their hashes), where there is one."""
    source = _keys_file(settings)
    if not source.is_file():
        return []
    _copy(source, folder / _KEYS)
    return [folder / _KEYS]


def _restored_keys(backup: Path, manifest: Manifest, settings: Settings) -> str:
    """Put the keys back, unless there are some already; what is said of it."""
    target = _keys_file(settings)
    if _KEYS not in manifest.files:
        return "备份中没有密钥"
    if target.exists():
        return f"密钥未恢复（“{target}”已存在）"
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _copy(backup / _KEYS, target)
    return "密钥"


def _copied(source: Path | None, target: Path) -> list[str]:
    """Bring every file of the vault that is not there yet; the sums of all. A damaged one is told and not copied."""
    kept, damaged = [], 0
    for path in sorted(source.glob("??/*")) if source else ():
        if not _SUM.fullmatch(path.name):
            continue
        place = _in_vault(target, path.name)
        whole = place.exists() or _brought(path, place)
        damaged += whole is False
        kept += [path.name] if whole else []
    if damaged:
        typer.echo(f"文件库中有 {damaged} 个文件的内容与其校验值不符，未备份。请检查磁盘。", err=True)
    return kept


def _brought(path: Path, place: Path) -> bool | None:
    """Copy a file of the vault; False where its contents are not what its name says, None where it was purged."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        return _copy(path, place, lambda sum_: sum_ == path.name)
    except FileNotFoundError:
        return None


def _drop_drafts(folder: Path, now: datetime) -> None:
    """Delete what killed backups left: a whole database may lie in it, and no ``keep`` counts it."""
    latest = (now - _LONGEST).astimezone(CHINA).strftime(_MOMENT)
    for path in folder.glob("*.part"):
        if _NAME.fullmatch(path.stem) and path.stem < latest:
            shutil.rmtree(path)
    for path in (folder / _VAULT).glob("??/*.part"):
        with suppress(FileNotFoundError):  # another backup may be ending just now
            if datetime.fromtimestamp(path.stat().st_mtime, CHINA) < now - _LONGEST:
                path.unlink()


def _let_go(folder: Path, keep: int) -> None:
    """Delete all but the newest backups, and the files that none of these names."""
    made = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name) and (path / _MANIFEST).is_file())
    left = [_listed(path) for path in made[-keep:]]  # before anything goes: what a damaged list names is not known
    for old in made[:-keep]:
        shutil.rmtree(old)
    named = {sum_ for manifest in left for sum_ in manifest.vault}
    for path in (folder / _VAULT).glob("??/*"):
        if path.name not in named:
            path.unlink()


def _copy(source: Path, target: Path, right: Callable[[str], bool] = lambda sum_: True) -> bool:
    """Copy a file, readable by its owner only; it takes its name when it is whole, on the disk and ``right``."""
    draft = target.with_name(target.name + ".part")
    digest = hashlib.sha256()
    with source.open("rb") as stream, os.fdopen(os.open(draft, _NEW, 0o600), "wb") as out:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if not right(digest.hexdigest()):
        draft.unlink()
        return False
    draft.replace(target)
    settle(target.parent)
    return True


_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _checked(backup: Path) -> Manifest:
    """The manifest of a backup of which every file is there as it was written."""
    manifest = _listed(backup)
    wrong = [name for name, sum_ in manifest.files.items() if not _is(backup / Path(name).name, sum_)]
    vault = backup.parent / _VAULT
    lost = sum(not (_SUM.fullmatch(one) and _is(_in_vault(vault, one), one)) for one in manifest.vault)
    if wrong or lost or sum(name != _KEYS for name in manifest.files) != 1:
        raise UsageError(f"备份已损坏：{'、'.join([*wrong, *([f'{lost} 个上传文件'] if lost else [])]) or '清单'}。")
    return manifest


def _listed(backup: Path) -> Manifest:
    """The manifest of a backup. Raises UsageError where there is none or it cannot be understood."""
    try:
        return Manifest.model_validate_json((backup / _MANIFEST).read_bytes())
    except OSError:
        raise UsageError(f"“{backup}”不是完整的备份（没有 {_MANIFEST}）。请指定其中以时间命名的一份。") from None
    except ValidationError:
        raise UsageError(f"“{backup}”的 {_MANIFEST} 已损坏，或由更新版本的程序写成。") from None


def _is(path: Path, sum_: str) -> bool:
    try:
        return _sum_of(path) == sum_
    except OSError:
        return False


def _sum_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _in_vault(vault: Path, sum_: str) -> Path:
    return vault / sum_[:2] / sum_

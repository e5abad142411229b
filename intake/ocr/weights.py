"""The networks' weights: which there are, where they lie, and whether they are the right ones.

A network's folder holds ``inference.onnx`` and an ``inference.yml``, as PaddleOCR's local model folders do. The folder
lies in a cache outside the project: ``YANCAI_WEIGHTS``, else the user's cache folder.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from typing import Literal

import platformdirs

from models.error import YancaiError
from models.record import Record

ONNX_NAME = "inference.onnx"
CONFIG_NAME = "inference.yml"

Use = Literal["detection", "recognition", "orientation"]


class Weight(Record):
    """One network's weights: the wheel and member they come from and the SHA-256 they must have."""

    name: str
    use: Use
    package: str
    member: str
    sha256: str
    licence: str

    def folder(self, cache: Path) -> Path:
        """Named with the sum, so that another version of the weights never overwrites this one."""
        return cache / f"{self.name}-{self.sha256[:12]}"


class WeightsError(YancaiError):
    """A network's weights are missing or are not the right ones; the message names the remedy."""


def known_weights() -> tuple[Weight, ...]:
    """All networks listed in weights.toml, in its order."""
    listed = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))
    return tuple(Weight(name=name, **entry) for name, entry in listed.items())


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
        raise WeightsError(f"{fault}：{folder}。请在能访问软件包源的机器上运行 make setup 重新获取模型权重。")
    return folder


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

"""What is installed and working: engine, instruction set, weights, and the packages that must be there just once."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path

from intake.networks import OWN, listed_sum, verified
from intake.ocr.processor import best_precision, installed_providers, notable_flags, processor_flags, usable_threads
from intake.ocr.weights import Size, Weight, remedy_of, weight_fault, weights_cache, weights_in_use
from models.error import YancaiError
from models.record import Record

_REPORTED = ("paddleocr", "onnxruntime-openvino", "opencv-contrib-python", "pymupdf", "pydantic", "pillow-heif")
_SHARED_FOLDERS = ("cv2", "onnxruntime")
"""Folders that several distributions write; whichever is installed last wins, so exactly one may be installed."""
_OPENVINO = "OpenVINOExecutionProvider"


class Checkup(Record):
    """One line of the doctor's report, in Chinese; ``remedy`` stands where ``well`` is false."""

    subject: str
    state: str
    well: bool = True
    remedy: str = ""


def examine(size: Size) -> tuple[Checkup, ...]:
    """The whole report: programs, processor, inference, and the weights where networks of this size read.

    Raises UsageError where no networks of that size are listed.
    """
    return (
        Checkup(subject="Python", state=f"{platform.python_version()}（{platform.machine()}）"),
        *(_package(name) for name in _REPORTED),
        *(_single_provider(folder) for folder in _SHARED_FOLDERS),
        _processor(),
        _inference(),
        Checkup(subject="权重目录", state=str(weights_cache())),
        *(_weights(weight, weights_cache()) for weight in weights_in_use(size, weights_cache()).values()),
        *(_own_weights(name, file) for name, file in OWN.items()),
    )


def distributions_of(folder: str) -> tuple[str, ...]:
    """The installed distributions that write a top-level folder of site-packages."""
    return tuple(sorted(set(packages_distributions().get(folder, ()))))


def _package(name: str) -> Checkup:
    try:
        return Checkup(subject=name, state=version(name))
    except PackageNotFoundError:
        return Checkup(subject=name, state="未安装", well=False, remedy="运行 make setup")


def _single_provider(folder: str) -> Checkup:
    found: Sequence[str] = distributions_of(folder)
    state = "、".join(found) or "未安装"
    if len(found) == 1:
        return Checkup(subject=f"{folder} 的提供者", state=state)
    remedy = "只能安装一个提供者：删除 .venv 后运行 make setup"
    return Checkup(subject=f"{folder} 的提供者", state=state, well=False, remedy=remedy)


def _processor() -> Checkup:
    flags = processor_flags()
    state = f"{usable_threads()} 个可用核心；指令集 {' '.join(notable_flags(flags)) or '未知'}"
    return Checkup(subject="处理器", state=f"{state}；推理精度 {best_precision(flags)}")


def _inference() -> Checkup:
    providers = installed_providers()
    state = "、".join(providers)
    if _OPENVINO in providers:
        return Checkup(subject="推理引擎", state=state)
    remedy = "缺少 OpenVINO：删除 .venv 后运行 make setup"
    return Checkup(subject="推理引擎", state=state, well=False, remedy=remedy)


def _weights(weight: Weight, cache: Path) -> Checkup:
    fault = weight_fault(weight, cache)
    if fault is None:
        return Checkup(subject=weight.name, state=f"SHA-256 {weight.sha256[:12]}…，{weight.licence}")
    return Checkup(subject=weight.name, state=fault, well=False, remedy=remedy_of(weight))


def _own_weights(name: str, file: Path) -> Checkup:
    try:
        verified(file)
    except YancaiError as error:
        return Checkup(subject=name, state=str(error), well=False, remedy="重新获取程序文件")
    return Checkup(subject=name, state=f"SHA-256 {listed_sum(file)[:12]}…，AGPL-3.0-or-later")

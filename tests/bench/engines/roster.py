"""The engines that are compared, and what each needs to be there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests.bench.engines.environment import UnavailableError, licence, made, packages, requirements

_ADAPTERS: Final = "tests.bench.engines.adapters"
_TESSERACT: Final = ("tesseract-ocr", "tesseract-ocr-chi-sim")
_READING: Final = {"part": "reading"}
_CHECK: Final = {"part": "check", "region": "sichuan-nanchong"}


@dataclass(frozen=True)
class Engine:
    """A row of the comparison. ``adapter`` is the module that runs it, in the environment of that name or in ours."""

    key: str
    name: str
    adapter: str
    environment: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    debian: tuple[str, ...] = ()
    weights: bool = False
    """Whether it is given the product's weights; the others have theirs in their packages."""
    pages: bool = True
    """Whether it reads pages one by one."""
    whole_pdf: bool = False
    """Whether it is given the whole PDF, too."""
    spawns: bool = False
    """Whether the work is done by processes that it starts."""


ENGINES: Final = (
    Engine(
        "yancai-reading", "Yancai, reading alone", f"{_ADAPTERS}.yancai", options=_READING
    ),
    Engine(
        "yancai-check", "Yancai, whole check", f"{_ADAPTERS}.yancai", options=_CHECK, whole_pdf=True
    ),
    Engine(
        "paddleocr", "PaddleOCR, defaults (ONNX Runtime)", f"{_ADAPTERS}.paddle", "paddleocr",
        {"provider": "onnxruntime"}, weights=True,
    ),
    Engine(
        "paddleocr-openvino", "PaddleOCR, defaults (OpenVINO)", f"{_ADAPTERS}.paddle", "paddleocr-openvino",
        {"provider": "openvino"}, weights=True,
    ),
    Engine(
        "rapidocr", "RapidOCR (ONNX Runtime)", f"{_ADAPTERS}.rapid", "rapidocr", {"provider": "onnxruntime"}
    ),
    Engine(
        "rapidocr-openvino", "RapidOCR (OpenVINO)", f"{_ADAPTERS}.rapid", "rapidocr-openvino", {"provider": "openvino"}
    ),
    Engine(
        "faster-paddle", "faster-paddle, small", f"{_ADAPTERS}.faster", "faster-paddle", {"size": "small"}
    ),
    Engine(
        "tesseract", "Tesseract, chi_sim", f"{_ADAPTERS}.tesseract", options={"language": "chi_sim"},
        debian=_TESSERACT, spawns=True,
    ),
    Engine(
        "ocrmypdf", "OCRmyPDF, chi_sim", f"{_ADAPTERS}.pdf", "ocrmypdf", {"language": "chi_sim"},
        debian=_TESSERACT, pages=False, whole_pdf=True, spawns=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Launch:
    """How an engine's process is started."""

    python: Path
    adapter: str
    options: Mapping[str, str]


def chosen(keys: Sequence[str]) -> tuple[Engine, ...]:
    """The engines of these keys, in the order of the roster; all without any. Raises ValueError for an unknown one."""
    unknown = set(keys) - {engine.key for engine in ENGINES}
    if unknown:
        raise ValueError(f"no engine is called {', '.join(sorted(unknown))}")
    return tuple(engine for engine in ENGINES if not keys or engine.key in keys)


def ready(engine: Engine) -> Launch:
    """Make what the engine needs. Raises UnavailableError where something cannot be had."""
    missing = [package for package in engine.debian if debian_version(package) is None]
    if missing:
        raise UnavailableError(f"Debian package {', '.join(missing)} is not installed")
    options = {**engine.options, **_weights()} if engine.weights else engine.options
    if engine.environment is None:
        return Launch(Path(sys.executable), engine.adapter, options)
    return Launch(made(engine.environment, requirements(engine.environment)), engine.adapter, options)


def made_of(engine: Engine) -> str:
    """What does an engine's reading, with versions and licences, for the table."""
    parts = [f"{package} {debian_version(package) or '(missing)'} (Apache-2.0)" for package in engine.debian[:1]]
    if engine.environment is not None:
        main = [name for name in packages(engine.environment) if name in _TELLING]
        pinned = dict(zip(packages(engine.environment), requirements(engine.environment), strict=True))
        parts += [f"{pinned[name].replace('==', ' ')} ({licence(name)})" for name in main]
    elif not parts:
        parts = [f"{name} {version(name)}" for name in ("yancai", "paddleocr", "onnxruntime-openvino")]
    return ", ".join(parts)


_TELLING: Final = frozenset(
    ("paddleocr", "rapidocr", "faster-paddle", "ocrmypdf", "onnxruntime", "onnxruntime-openvino", "openvino")
)


def debian_version(package: str) -> str | None:
    """The version of an installed Debian package; None where it, or Debian, is not there."""
    if shutil.which("dpkg-query") is None:
        return None
    ask = ["dpkg-query", "--show", "--showformat=${db:Status-Status} ${Version}", package]
    status, _, found = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.partition(" ")
    return found if status == "installed" else None


def _weights() -> dict[str, str]:
    """Names and folders of the product's networks for finding and reading lines."""
    from intake.ocr.weights import WeightsError, known_weights, verified_folder, weights_cache

    options: dict[str, str] = {}
    for weight in known_weights():
        try:
            options |= {weight.use: weight.name, f"{weight.use}_folder": str(verified_folder(weight, weights_cache()))}
        except WeightsError as error:
            raise UnavailableError(f"{weight.name} is not in the weights' cache") from error
    return options

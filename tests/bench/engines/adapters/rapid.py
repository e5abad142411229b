"""RapidOCR with its defaults and the weights in its wheel, on ONNX Runtime or OpenVINO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.engines.protocol import Read, serve

_THREADS = {"onnxruntime": "intra_op_num_threads", "openvino": "inference_num_threads"}


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``provider`` (onnxruntime, openvino)."""
    from rapidocr import EngineType, RapidOCR  # type: ignore[import-not-found, unused-ignore]

    provider = options["provider"]
    parts = {f"{part}.engine_type": EngineType(provider) for part in ("Det", "Cls", "Rec")}
    engine = RapidOCR(params={**parts, f"EngineConfig.{provider}.{_THREADS[provider]}": threads})

    def read(file: str) -> Sequence[str]:
        # None where no text is found.
        return engine(file).txts or ()

    return read


if __name__ == "__main__":
    serve(start)

"""PaddleOCR's own pipeline on the product's weights, on ONNX Runtime or its OpenVINO provider, otherwise as it comes.

Orientation, dewarping and the direction of single lines are off: their networks are not among the weights.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.engines.protocol import Read, serve


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``provider`` (onnxruntime, openvino), names and folders of the two networks."""
    # PaddleOCR asks model hosts at import otherwise.
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    from paddleocr import PaddleOCR

    pipeline = PaddleOCR(
        engine="onnxruntime",
        device="cpu",
        text_detection_model_name=options["detection"],
        text_detection_model_dir=options["detection_folder"],
        text_recognition_model_name=options["recognition"],
        text_recognition_model_dir=options["recognition_folder"],
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine_config=_provider(threads, options["provider"]),
    )

    def read(file: str) -> Sequence[str]:
        lines: Sequence[str] = pipeline.predict(file)[0]["rec_texts"]
        return lines

    return read


def _provider(threads: int, provider: str) -> dict[str, Any]:
    if provider == "openvino":
        settings = {"device_type": "CPU", "num_of_threads": str(threads)}
        return {"providers": ["OpenVINOExecutionProvider"], "provider_options": settings}
    return {"providers": ["CPUExecutionProvider"], "intra_op_num_threads": threads}


if __name__ == "__main__":
    serve(start)

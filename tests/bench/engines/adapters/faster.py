"""faster-paddle with its defaults and the weights in its wheel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.engines.protocol import Read, serve


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``size`` of the weights (tiny, small)."""
    from faster_paddle import OcrEngine  # type: ignore[import-not-found, unused-ignore]

    engine = OcrEngine(model_size=options["size"], threads=threads)

    def read(file: str) -> Sequence[str]:
        return [line["text"] for line in engine.ocr(Path(file).read_bytes())["bounds"].values()]

    return read


if __name__ == "__main__":
    serve(start)

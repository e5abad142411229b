"""What of the engine can be set; apart from the engine, so that who only reads settings loads no pixels' libraries."""

from __future__ import annotations

from typing import Literal

from intake.ocr.weights import Size
from models.record import Record


class EngineOptions(Record):
    """How the engine works. ``threads`` 0 leaves the number to the provider (all processors)."""

    size: Size = "small"
    """Of the networks that find and read lines; set-up fetches the small ones."""
    precision: Literal["auto", "f32", "bf16"] = "auto"
    threads: int = 0
    detection_side: int = 1536
    """The longest side, in pixels, at which lines are looked for at most: pages of large print take less."""
    minimum_confidence: float = 0.3
    """A line read with less is noise: table corners, folds, textures."""

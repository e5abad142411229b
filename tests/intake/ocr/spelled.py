"""Spellings as a recogniser would give them, without one."""

from __future__ import annotations

import math

from intake.ocr.spelling import Frame, Spelling


def spelled(text: str, confidence: float = 0.97, doubts: dict[int, dict[str, float]] | None = None) -> Spelling:
    """A line that says ``text``; ``doubts`` tells the probabilities of other characters (or ``""``) at a place."""
    frames: list[Frame] = [(("", 0.0),)]
    for place, char in enumerate(text):
        others = (doubts or {}).get(place, {})
        sure = max(confidence - sum(others.values()), 1e-6)
        chances = {char: sure, **others}
        chances[""] = max(1.0 - sum(chances.values()), 1e-6) + chances.get("", 0.0)
        frames += [tuple((one, math.log(chance)) for one, chance in chances.items()), (("", 0.0),)]
    return Spelling(text, confidence if text else 0.0, tuple(frames))

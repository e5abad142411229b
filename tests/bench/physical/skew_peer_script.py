"""Runs in the peers' own environment: reads jobs from stdin, writes each peer's angles to stdout, both as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import cv2

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def main() -> None:
    # Here and not above: these exist in the peers' environment only.
    from deskew import determine_skew  # type: ignore[import-not-found, unused-ignore]
    from jdeskew.estimator import get_angle  # type: ignore[import-not-found, unused-ignore]

    told: dict[str, dict[str, float | None]] = {"jdeskew": {}, "deskew, its default": {}, "deskew at 0.1 degree": {}}
    for name, path, turn in json.load(sys.stdin):
        picture: Any = cv2.imread(path, cv2.IMREAD_COLOR)
        if turn:
            picture = cv2.rotate(picture, _TURNS[turn])
        grey: Any = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        # Both give the angle to turn the page back by, counter-clockwise, which is the skew clockwise.
        told["jdeskew"][name] = _plain(get_angle(picture))
        told["deskew, its default"][name] = _plain(determine_skew(grey))
        told["deskew at 0.1 degree"][name] = _plain(determine_skew(grey, min_deviation=0.1))
    json.dump(told, sys.stdout)


def _plain(angle: Any) -> float | None:
    return None if angle is None else float(angle)


if __name__ == "__main__":
    main()

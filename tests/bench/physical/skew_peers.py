"""The peers for skew, jdeskew and deskew, in an environment of their own: they bring another build of OpenCV."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.bench.engines.environment import made

REQUIREMENTS = (
    "jdeskew==0.4.2",
    "deskew==1.6.1",
    "numpy==2.4.6",
    "opencv-python-headless==5.0.0.93",
    "scikit-image==0.26.0",
    "scipy==1.17.1",
    "pillow==13.0.0",
    "imageio==2.38.1",
    "networkx==3.6.1",
    "lazy-loader==0.6",
    "packaging==26.3",
    "tifffile==2026.3.3",
)
"""jdeskew 0.4.2 does not say that it needs OpenCV and numpy below some version: pinned as they were tried."""
_SCRIPT = Path(__file__).with_name("skew_peer_script.py")


def peer_skews(pictures: Sequence[tuple[str, Path, int]]) -> dict[str, dict[str, float | None]]:
    """What each peer measures. ``pictures``: name, file, and by how many clockwise degrees to turn it upright first.

    Degrees as ours: positive where lines fall clockwise. None where the peer has no answer.
    """
    python = made("peers", REQUIREMENTS)
    jobs = json.dumps([(name, str(path), turn) for name, path, turn in pictures])
    done = subprocess.run([python, _SCRIPT], input=jobs, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the peers failed: {done.stderr[-2000:]}")
    told: dict[str, dict[str, float | None]] = json.loads(done.stdout)
    return told

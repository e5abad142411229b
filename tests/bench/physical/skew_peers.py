"""The peers for skew, jdeskew and deskew, in an environment of their own: they bring another build of OpenCV."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

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
    python = _environment()
    jobs = json.dumps([(name, str(path), turn) for name, path, turn in pictures])
    done = subprocess.run([python, _SCRIPT], input=jobs, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the peers failed: {done.stderr[-2000:]}")
    told: dict[str, dict[str, float | None]] = json.loads(done.stdout)
    return told


def _environment() -> Path:
    """The peers' Python; made once, from the configured package index."""
    mark = hashlib.sha256("\n".join(REQUIREMENTS).encode()).hexdigest()[:12]
    folder = user_cache_path("yancai") / f"bench-peers-{mark}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        sys.stderr.write(f"making the peers' environment in {folder}\n")
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*install, *REQUIREMENTS], check=True)
        ready.touch()
    return python

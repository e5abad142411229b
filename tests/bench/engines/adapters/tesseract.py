"""Tesseract's command, started anew for each page as it is used."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

from tests.bench.engines.protocol import Read, serve


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``language``."""
    command = ["tesseract", "-", "stdout", "-l", options["language"], "--psm", "3"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": str(threads)}

    def read(file: str) -> Sequence[str]:
        command[1] = file
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
        return [line for line in done.stdout.splitlines() if line.strip()]

    return read


if __name__ == "__main__":
    serve(start)

"""OCRmyPDF's command with its defaults: from a scanned PDF to a searchable one, and the text beside it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.engines.protocol import Read, serve


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``language``."""
    command = [sys.executable, "-m", "ocrmypdf", "--quiet", "--language", options["language"], "--jobs", str(threads)]

    def read(file: str) -> Sequence[str]:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.txt"
            subprocess.run([*command, "--sidecar", str(text), file, str(Path(folder) / "out.pdf")], check=True)
            return [line for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]

    return read


if __name__ == "__main__":
    serve(start)

"""The examples of docs/service.md do what the page says, against a running service."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.pipelines.service.process import ROOT, Running
from tests.pipelines.service.support import CHANNEL
from tests.test_cli import environment

PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")


def example(language: str, holding: str) -> str:
    """The block of code in that language that holds these words."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (found,) = [block for block in blocks if holding in block]
    return str(found)


def told(service: Running, folder: Path) -> dict[str, str]:
    """What the examples ask of the environment."""
    paper = folder / "证明.jpg"
    paper.write_text("paper 缺章")
    return environment(
        YANCAI_URL=service.url, YANCAI_KEY=service.key, PAPER=str(paper), REGION="example", CHANNEL=CHANNEL
    )


def test_the_curl_example(running: Running, tmp_path: Path) -> None:
    script = example("sh", "curl")
    ran = subprocess.run(["sh", "-c", script], env=told(running, tmp_path), capture_output=True, check=True)
    assert json.loads(ran.stdout)["decision"] == "resubmit"


def test_the_python_example(running: Running, tmp_path: Path) -> None:
    script = example("python", "httpx")
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, env=told(running, tmp_path), capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("resubmit ")
    assert "公章" in ran.stdout


def test_the_settings_it_shows_are_the_defaults() -> None:
    from tomllib import loads

    from pipelines.settings import ServiceOptions

    shown = loads(example("toml", "[service]"))["service"]
    assert ServiceOptions.model_validate(shown) == ServiceOptions()

"""Every character the papers use can be printed in every face, and a missing font is named with its package."""

from pathlib import Path
from typing import get_args

import pytest
from PIL import Image, ImageDraw

import samples
import samples.fonts
from models.error import YancaiError
from samples.fonts import Face, face_for, font

_ROOT = Path(samples.__file__).parent if samples.__file__ else Path("samples")


def _drawn(face: Face, char: str) -> bytes:
    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((8, 6), char, 255, font(face, 28))
    return image.tobytes()


def test_no_face_lacks_a_character_the_papers_use() -> None:
    sources = [*_ROOT.glob("data/*.yaml"), *_ROOT.glob("*.py"), *_ROOT.glob("papers/*.py")]
    used = {char for source in sources for char in source.read_text(encoding="utf-8") if ord(char) > 0x7E}
    used.discard("\u3000")
    for face in get_args(Face):
        absent = {_drawn(face, "\U0001f9ff"), _drawn(face, " ")}
        lacking = {char for char in used if face_for(face, char) == face and _drawn(face, char) in absent}
        assert not lacking, face


def test_a_missing_font_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    font.cache_clear()
    monkeypatch.setattr(samples.fonts, "_ROOT", tmp_path)
    with pytest.raises(YancaiError, match="fonts-arphic-gkai00mp"):
        font("kai", 20)
    font.cache_clear()

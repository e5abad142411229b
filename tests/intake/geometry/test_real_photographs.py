"""Real photographs of one blood report, turned and tilted: after upright and flatten their lines must lie level."""

from pathlib import Path

import numpy as np
import pytest

from intake.files.opening import Limits, open_file
from intake.geometry.flatten import flatten
from intake.geometry.upright import upright
from intake.ocr.paddle import PaddleEngine

REAL = Path(__file__).parents[4] / "shared" / "real"
# By eye: the clockwise turn that sets each upright, and by how much its lines fall then.
PHOTOGRAPHS = [(1, 270, 1.9), (2, 0, 1.5), (7, 90, 14.9)]

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def engine() -> PaddleEngine:
    return PaddleEngine.load()


@pytest.mark.parametrize(("number", "rotation", "skew"), PHOTOGRAPHS)
def test_a_photograph_stands_upright_and_level(engine: PaddleEngine, number: int, rotation: int, skew: float) -> None:
    path = REAL / f"lab_report_photo_{number}.jpg"
    assert path.exists(), "the shared photographs belong to the development checkout"
    stood, found = upright(open_file(path, Limits()).page(0), engine)
    flat, measured = flatten(stood, engine)
    assert found == rotation
    assert measured == pytest.approx(skew, abs=0.5)
    lines = engine.read(flat.pixels)
    assert any("独墅湖科教创新区医院" in line.text for line in lines)
    along = [line.quad[1] - line.quad[0] for line in lines if np.ptp(line.quad[:, 0]) > 6 * np.ptp(line.quad[:, 1])]
    angles = np.abs([np.degrees(np.arctan2(y, x)) for x, y in along])
    assert len(angles) > 15
    # A corner of a line is known to a pixel: over 120 of them that is half a degree.
    assert np.median(angles) < 0.3
    assert np.percentile(angles, 95) < 1.0

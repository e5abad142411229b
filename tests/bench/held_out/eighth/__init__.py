"""An eighth hand's examination reports, pathology and genes, and the cards' backs that were looked at with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import counters
from tests.bench.held_out.eighth import imaging, slides
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.EXAMINATION_REPORT: imaging.EXAMINATION,
    DocType.PATHOLOGY_REPORT: slides.PATHOLOGY,
    DocType.GENETIC_REPORT: slides.GENETIC,
    DocType.ID_CARD_BACK: counters.ID_BACK,
}

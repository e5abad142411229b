"""A ninth hand's laboratory reports, reported on twice (seeds 20261152, 20261153) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.ninth import bloods, last, more
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.LAB_REPORT: (*bloods.LAYOUTS, *more.LAYOUTS, *last.LAYOUTS),
}

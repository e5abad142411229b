"""A seventh hand's laboratory reports, reported on once (seed 20261147) and looked at since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout
from tests.bench.held_out.seventh import bloods, bloods_more, slips

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.LAB_REPORT: (*bloods.LAYOUTS, *bloods_more.LAYOUTS, *slips.LAYOUTS),
}

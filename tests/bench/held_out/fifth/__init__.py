"""A fifth hand's layouts, reported on twice (seeds 20261144, 20261145), looked at since: reports, bills and cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.fifth import bills, cards, laboratory, laboratory_more, strays, studies, studies_more, tissue
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.LAB_REPORT: (*laboratory.LAYOUTS, *laboratory_more.LAYOUTS),
    DocType.EXAMINATION_REPORT: (*studies.LAYOUTS, *studies_more.LAYOUTS),
    DocType.PATHOLOGY_REPORT: tissue.PATHOLOGY,
    DocType.GENETIC_REPORT: tissue.GENETIC,
    DocType.PRESCRIPTION: bills.PRESCRIPTION,
    DocType.INVOICE: bills.INVOICE,
    DocType.ID_CARD_FRONT: cards.ID_FRONT,
    DocType.ID_CARD_BACK: cards.ID_BACK,
    DocType.SOCIAL_SECURITY_CARD: cards.SOCIAL_SECURITY,
    DocType.OTHER: strays.LAYOUTS,
}

"""Layouts nobody who tunes has seen: an eighth hand's prescriptions, bills, cards and strays. Clinical papers and
reports wait for another hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.closed import counters, foreign, overprints
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {
    DocType.PRESCRIPTION: counters.PRESCRIPTION,
    DocType.INVOICE: overprints.INVOICE,
    DocType.SOCIAL_SECURITY_CARD: counters.SOCIAL_SECURITY,
    DocType.ID_CARD_FRONT: counters.ID_FRONT,
    DocType.OTHER: foreign.OTHER,
}

"""Layouts that nobody who tunes the product has seen: what is reported is measured on these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.codes import DocType
from tests.bench.held_out.paper import Layout

LAYOUTS: Mapping[DocType, Sequence[Layout]] = {}

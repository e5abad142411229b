"""What a clarity problem is while it is being looked for: a kind, where it is, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.codes import ClarityKind
from models.place import Box


@dataclass(frozen=True)
class Trouble:
    """A clarity problem in fractions of the page IMAGE; no box: the whole page. ``severity`` is the share of the
    characters there that are probably lost."""

    kind: ClarityKind
    severity: float
    box: Box | None = None


def between(value: float, none: float, full: float) -> float:
    """0 at ``none``, 1 at ``full``, straight between the two."""
    return float(np.clip((value - none) / (full - none), 0.0, 1.0))

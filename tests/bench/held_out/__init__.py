"""Papers for reporting only: drawn by code of their own, which nobody reads who tunes the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import TypeVar

from models.codes import DocType
from samples.truth import Degradation, DrawnPaper
from tests.bench.held_out import closed
from tests.bench.held_out.capture import Shot
from tests.bench.held_out.finish import deliver
from tests.bench.held_out.paper import Layout, made_out

_TYPE_WEIGHTS: Mapping[DocType, int] = {
    DocType.DIAGNOSIS_CERTIFICATE: 18, DocType.DISCHARGE_SUMMARY: 14, DocType.ADMISSION_RECORD: 4,
    DocType.MEDICAL_RECORD_FRONT_PAGE: 4, DocType.OUTPATIENT_RECORD: 8, DocType.LAB_REPORT: 18,
    DocType.EXAMINATION_REPORT: 14, DocType.PATHOLOGY_REPORT: 4, DocType.GENETIC_REPORT: 2, DocType.SURGERY_RECORD: 2,
    DocType.PRESCRIPTION: 3, DocType.INVOICE: 3, DocType.APPLICATION_FORM: 10, DocType.ID_CARD_FRONT: 4,
    DocType.ID_CARD_BACK: 4, DocType.SOCIAL_SECURITY_CARD: 2, DocType.POWER_OF_ATTORNEY: 2, DocType.OTHER: 4,
}  # fmt: skip
_CAPTURE_WEIGHTS: Mapping[Degradation, int] = {
    "clean_scan": 50, "grey_copy": 9, "photo": 16, "shadow": 7, "blur": 7, "low_resolution": 6, "jpeg": 5,
}  # fmt: skip
_ROTATION_WEIGHTS: Mapping[int, int] = {0: 60, 90: 14, 180: 12, 270: 14}
_SEVERE_SHARE = 0.4
"""How many of the blurred and of the small pictures are spoiled beyond reading."""

T = TypeVar("T")


def _dealt(weights: Mapping[T, int], count: int, rng: Random) -> list[T]:
    """``count`` choices in proportion to the weights, each at least once where there is room, shuffled."""
    total = sum(weights.values())
    shares = {choice: weight * count / total for choice, weight in weights.items()}
    least = 1 if count >= len(weights) else 0
    dealt = {choice: max(int(share), least) for choice, share in shares.items()}
    while sum(dealt.values()) < count:
        dealt[max(dealt, key=lambda choice: shares[choice] - dealt[choice])] += 1
    while sum(dealt.values()) > count:
        dealt[max(dealt, key=lambda choice: (dealt[choice] > least, dealt[choice] - shares[choice]))] -= 1
    hand = [choice for choice, number in dealt.items() for _ in range(number)]
    rng.shuffle(hand)
    return hand


def papers(count: int, seed: int, layouts: Mapping[DocType, Sequence[Layout]] = closed.LAYOUTS) -> Iterator[DrawnPaper]:
    """Draw ``count`` papers of the layouts, by default of those that stay closed to whoever tunes the product.

    The same count and seed give the same bytes; from 18 papers on all types there are layouts of.
    """
    plan = Random(f"plan {count} {seed}")
    types = _dealt({kind: _TYPE_WEIGHTS[kind] for kind in _TYPE_WEIGHTS if kind in layouts}, count, plan)
    captures = _dealt(_CAPTURE_WEIGHTS, count, plan)
    rotations = _dealt(_ROTATION_WEIGHTS, count, plan)
    turn = dict.fromkeys(layouts, plan.randrange(6))
    for number, (doc_type, degradation, rotation) in enumerate(zip(types, captures, rotations, strict=True)):
        rng = Random(f"paper {seed} {count} {number}")
        of_type = layouts[doc_type]
        layout = of_type[turn[doc_type] % len(of_type)]
        turn[doc_type] += 1
        severe = degradation in ("blur", "low_resolution") and rng.random() < _SEVERE_SHARE
        shot = Shot(degradation, rotation, severe)
        yield deliver(made_out(layout, rng), f"held_out/{doc_type}/{layout.__name__}", shot, f"paper-{number:05d}")

"""What a region's pack says, for cases that are there already: its pack may have gone since."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from models.case import CaseRecord
from models.error import UsageError
from pipelines.packs.loading import Pack, load_pack
from pipelines.report.blocking import Weight, weigh
from pipelines.settings import Settings


def weights_of(settings: Settings, record: CaseRecord) -> tuple[Weight, ...]:
    """What each finding holds back, in the order of ``numbered``; by its outcome alone where the pack is gone."""
    pack = _pack(record.region, settings.lists)
    return weigh(record, pack.in_force(record.judged_on) if pack else ())


def term_of(settings: Settings, region: str) -> int | None:
    """The working days in which the region wants a case decided; None where it says none, or its pack is gone."""
    pack = _pack(region, settings.lists)
    return pack.term_working_days if pack else None


def name_of(settings: Settings, region: str) -> str:
    """The region in Chinese; its code where the pack is gone."""
    pack = _pack(region, settings.lists)
    return pack.name if pack else region


@lru_cache(maxsize=16)
def _pack(region: str, lists: Path | None) -> Pack | None:
    """Kept: reading the YAML takes a fifth of a second, and like the rules it holds for as long as the program runs."""
    try:
        return load_pack(region, lists)
    except UsageError:
        return None

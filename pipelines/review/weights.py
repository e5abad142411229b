"""What each finding of a case holds back, by the rules its record was judged by."""

from __future__ import annotations

from models.case import CaseRecord
from models.error import UsageError
from pipelines.packs.loading import load_pack
from pipelines.report.blocking import Weight, weigh
from pipelines.settings import Settings


def weights_of(settings: Settings, record: CaseRecord) -> tuple[Weight, ...]:
    """The weight of every finding in the order of ``numbered``; by its outcome alone where the pack is gone."""
    try:
        pack = load_pack(record.region, settings.lists)
    except UsageError:
        return weigh(record, ())
    return weigh(record, pack.in_force(record.judged_on))

"""The figures of the queue: what came in, was decided and waits, and why cases go back."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.responses import Response

from pipelines.pages.plots import by_day, minutes, shares
from pipelines.pages.reasons import field_words, machine_words, reason_words
from pipelines.pages.visits import Visit
from pipelines.pages.wording import region_name, region_names
from pipelines.review.stats import figures as figures_of

_SPANS: Final = (7, 30, 90)


def figures(visit: Visit) -> Response:
    """The dashboard for the last days, of all regions and channels or of one."""
    asked = visit.query
    days = int(asked.get("days", "")) if asked.get("days") in {str(span) for span in _SPANS} else 30
    region = asked.get("region", "") if asked.get("region") in region_names() else ""
    today = visit.office.today()
    stats = figures_of(visit.office, visit.who, (today - timedelta(days=days - 1), today), (region or None, None))
    return visit.page(
        "figures.html",
        here="figures",
        stats=stats,
        days=days,
        spans=_SPANS,
        region=region,
        regions=region_names().items(),
        by_day=by_day(stats.days),
        minutes=minutes(stats.days),
        reasons=shares({reason_words(code): count for code, count in stats.reasons.items()}),
        machine=shares({machine_words(pair): count for pair, count in stats.machine.items()}),
        corrected=shares({field_words(name): count for name, count in stats.corrected.items()}),
        places=(
            ("地区", "region", [(region_name(one.name), one) for one in stats.regions]),
            ("渠道", "channel", [(one.name, one) for one in stats.channels]),
        ),
    )

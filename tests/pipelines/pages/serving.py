"""The command line with the real rules and a reader that reads nothing: ``python -m tests.pipelines.pages.serving``."""

from __future__ import annotations

import cli
from pipelines.opening import open_rules
from pipelines.packs.loading import known_regions
from pipelines.service.reading import ServiceDoors
from tests.pipelines.service.fakes import open_glancer, open_reader


def doors() -> ServiceDoors:
    """Real rules, so that corrections are judged."""
    return ServiceDoors(open_reader, open_rules, open_glancer, known_regions)


cli.open_service_doors = doors

if __name__ == "__main__":
    cli.main()

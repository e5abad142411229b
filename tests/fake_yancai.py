"""The command line with fakes in place of reader and rules: ``python -m tests.fake_yancai check ...``."""

from __future__ import annotations

import cli
from tests.pipelines.fakes import fake_doors
from tests.pipelines.service.fakes import fake_service_doors

cli.open_doors = fake_doors
cli.open_service_doors = fake_service_doors

if __name__ == "__main__":
    cli.main()

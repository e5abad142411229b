"""Under which terms cases are judged: the region's rules on a day, for whole cases or for papers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from models.application import Application
from models.case import CaseRecord
from models.document import Document
from models.finding import Problem
from pipelines.days import china_today, day_of
from pipelines.settings import Settings, load_settings

Scope = Literal["case", "paper"]


@dataclass(frozen=True)
class Terms:
    """What the caller asked for. ``today`` holds where an application does not say when it was submitted."""

    region: str
    scope: Scope
    today: date
    settings: Settings


def terms_of(region: str, scope: Scope, today: str | None) -> Terms:
    """The terms of a command; ``today`` is an ISO date, None for the day it is in China."""
    return Terms(region, scope, day_of("today", today) or china_today(), load_settings())


@dataclass(frozen=True)
class Made:
    """What did the reading: the engine's name and each network's SHA-256."""

    engine: str
    weights: dict[str, str]


class Rules(Protocol):
    """The rules of one region, ready to judge."""

    @property
    def region_name(self) -> str:
        """The region in Chinese."""

    @property
    def provenance(self) -> str:
        """``CODE@SHA-256`` of everything that makes the rules."""

    def application(self, path: Path) -> Application:
        """What the applicant declared; UsageError where the file does not say it rightly."""

    def judge(
        self,
        case_id: str,
        application: Application | None,
        read: tuple[Sequence[Document], Sequence[Problem]],
        made: Made,
    ) -> CaseRecord:
        """The whole record of a case of which these documents and problems were read."""

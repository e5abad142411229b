"""Run a sample case with any engine, as ``yancai check`` does."""

from __future__ import annotations

from pathlib import Path

from intake.ocr.engine import OcrEngine
from intake.read import Reader
from models.case import CaseRecord
from pipelines.case import CaseRunner
from pipelines.gather import gather_case
from pipelines.opening import open_rules
from pipelines.settings import load_settings
from pipelines.terms import Terms
from samples.demo import CASES, OFFICE_LISTS, TODAY, expected_cases

HERE = Path(__file__).parent


def recording_of(name: str) -> Path:
    """The recorded readings of a sample case."""
    return HERE / "recordings" / f"{name}.json"


def golden_of(name: str) -> Path:
    """The record a sample case must give, without its provenance."""
    return HERE / "records" / f"{name}.json"


def run_case(name: str, engine: OcrEngine) -> CaseRecord:
    """The record of a sample case read by this engine."""
    settings = load_settings().model_copy(update={"lists": OFFICE_LISTS})
    rules = open_rules(Terms(expected_cases()[name].region, "case", TODAY, settings))
    return CaseRunner(Reader(engine, settings.intake), rules).run(gather_case([CASES / name])).record


def kept(record: CaseRecord) -> str:
    """What is kept of a record: all but its provenance, which names the machine's precision."""
    return record.model_dump_json(indent=1, exclude={"provenance"}) + "\n"

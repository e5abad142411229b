"""Broken uploads handed in as cases to a service as it runs: each is answered, what came in is read, none is lost."""

from __future__ import annotations

from pathlib import Path

from tests.bench.service.mischief import into_cases
from tests.bench.service.tally import Tally
from tests.pipelines.fakes import NAME
from tests.pipelines.service.mutants import originals
from tests.pipelines.service.process import SOON_GIVEN_UP, served

COUNT, SEED = 100, 20261122


def test_every_broken_case_is_answered_with_a_documented_code_and_ends(tmp_path: Path, place: str) -> None:
    kept = {"YANCAI_STORE__URL": place, "YANCAI_OFFICE__VAULT": str(tmp_path / "vault")}
    tally = Tally()
    with served(tmp_path, "tests.fake_yancai", "example", 1, **SOON_GIVEN_UP | kept) as service:
        into_cases(service, tally, originals(), COUNT, SEED)
        tally.listen(service)
        log = (tmp_path / "log").read_text(encoding="utf-8")
    assert tally.wrong == 0, (tally.codes, tally.faults)
    assert tally.codes.total() == COUNT
    assert {"202", "request.invalid", "request.malformed", "request.not_multipart", "repeat.differs"} <= set(
        tally.codes
    )
    assert tally.ends["waiting"]
    assert tally.problems["file.unsupported"]
    assert NAME not in log
    assert "onerror" not in log
    assert not [path for path in (tmp_path / "uploads").rglob("*") if path.is_file() and path.name != ".in-use"]

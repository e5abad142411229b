"""Kill a batch at random moments, resume it, and compare its records with those of an undisturbed run.

``python -m tests.bench.kills --kills 50`` spawns the real command with real workers and a reader that takes a file's
text as its paper, so that fifty kills take minutes; ``--engine`` reads drawn papers with the real engine instead.
Killed with SIGKILL are, by turns of a seeded die, the batch itself or one of its workers.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from models.case import CaseRecord
from pipelines.store.keeping import Store
from pipelines.store.search import Search
from tests.pipelines.waiting import not_outliving

FAKE, REAL = "tests.fake_yancai", "cli"
_DONE = (0, 3)


@dataclass(frozen=True)
class Batch:
    """A batch's command line but for its output folder."""

    folder: Path
    region: str
    module: str = FAKE
    workers: int = 2
    stored: bool = False
    """Keep the records in a store beside each output folder too, and compare what it holds."""

    def start(self, out: Path, *options: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """The command running, its progress on a pipe."""
        command = [sys.executable, "-m", self.module, "batch", str(self.folder), "--out", str(out)]
        command += ["--region", self.region, "--today", "2026-11-22", "--workers", str(self.workers)]
        if self.stored:
            command += ["--store", str(store_of(out))]
        command += options
        return not_outliving(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def finish(self, out: Path, *options: str) -> None:
        """Run to the end. Raises RuntimeError where it does not end well."""
        with self.start(out, *options) as run:
            if run.wait() not in _DONE:
                raise RuntimeError(f"the batch ended with {run.returncode}")


@dataclass
class Tally:
    """What the kills did."""

    batches: int = 0
    workers: int = 0
    compared: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def kills(self) -> int:
        return self.batches + self.workers

    def compare(self, found: Sequence[str], undisturbed: Sequence[str]) -> None:
        """Count the records that are lost, doubled or different from those of the undisturbed run."""
        ids = Counter(CaseRecord.model_validate_json(line).case_id for line in found)
        expected = {CaseRecord.model_validate_json(line).case_id: line for line in undisturbed}
        self.compared += len(undisturbed)
        self.wrong["lost"] += sum(case_id not in ids for case_id in expected)
        self.wrong["doubled"] += sum(count - 1 for count in ids.values())
        self.wrong["different"] += len(set(found) - set(undisturbed))


def disturb(batch: Batch, folder: Path, kills: int, seed: int) -> Tally:
    """Run the batch undisturbed, then again and again with kills; ``folder`` takes the outputs."""
    begun = time.monotonic()
    batch.finish(folder / "undisturbed")
    longest = time.monotonic() - begun
    undisturbed = (folder / "undisturbed" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    die, tally, number = random.Random(seed), Tally(), 0
    while tally.kills < kills:
        number += 1
        out = folder / f"disturbed-{number}"
        while tally.kills < kills and not _killed_or_done(batch, out, die.uniform(0.0, longest), (die, tally)):
            pass
        batch.finish(out, "--resume")  # which tries cases again whose worker was killed
        tally.compare((out / "records.jsonl").read_text(encoding="utf-8").splitlines(), undisturbed)
        if batch.stored:
            tally.compare(_stored(store_of(out)), undisturbed)
    return tally


def store_of(out: Path) -> Path:
    """The store beside an output folder."""
    return out.with_name(f"{out.name}.sqlite")


def _stored(path: Path) -> list[str]:
    with closing(Store.open(str(path))) as store:
        return [kept.record.model_dump_json() for kept in store.search(Search())]


def _killed_or_done(batch: Batch, out: Path, seconds: float, chance: tuple[random.Random, Tally]) -> bool:
    """Go on with the batch and kill it, or a worker of it, after so long; True where it was done before."""
    die, tally = chance
    whole = die.random() < 0.7
    with batch.start(out, "--resume") as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            workers = [] if whole else workers_of(run.pid)
            if workers:
                with suppress(psutil.NoSuchProcess):
                    die.choice(workers).kill()
                tally.workers += 1
                run.wait()
                return True
            run.kill()
            tally.batches += 1
            return False
        return True


def workers_of(pid: int) -> list[psutil.Process]:
    """The batch's spawned workers, not the process that multiprocessing keeps its books with."""
    try:
        children = psutil.Process(pid).children()
        return [child for child in children if any("spawn_main" in word for word in child.cmdline())]
    except psutil.Error:
        return []


def write_cases(folder: Path, count: int, slow: float = 0.02) -> None:
    """Cases for the fake reader: most take a moment, some lack a seal, some cannot be read."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = {3: "paper 缺章", 7: "broken", 9: f"paper 张{number}"}.get(number % 10, f"slow {slow}")
        (folder / f"{number:04d}.txt").write_text(text, encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", action="store_true", help="keep the records in a store too")
    parser.add_argument("--engine", metavar="FOLDER", type=Path, help="a folder of real cases, read with the engine")
    parser.add_argument("--region", default="example")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.engine:
            batch = Batch(asked.engine, asked.region, REAL, stored=asked.store)
        else:
            write_cases(folder / "cases", asked.cases)
            batch = Batch(folder / "cases", asked.region, stored=asked.store)
        tally = disturb(batch, folder, asked.kills, asked.seed)
    print(f"kills: {tally.kills} (batch {tally.batches}, worker {tally.workers}); records compared: {tally.compared}")
    print(", ".join(f"{what}: {tally.wrong[what]}" for what in ("lost", "doubled", "different")))
    sys.exit(1 if any(tally.wrong.values()) else 0)


if __name__ == "__main__":
    main()

"""What is finished is kept, group by group, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.physical.outcome import Outcome
from tests.bench.physical.page import Group

Keep = Callable[[Group, Sequence[Outcome]], None]


def finished(path: Path, run: str) -> dict[str, list[Outcome]]:
    """The groups a journal holds. Raises ValueError where it is of another run."""
    if not path.exists():
        return {}
    done: dict[str, list[Outcome]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            # The line that was being written when the run was stopped.
            continue
        if entry["run"] != run:
            raise ValueError(f"{path} is the journal of {entry['run']}, not of {run}")
        done[entry["group"]] = [Outcome.model_validate(outcome) for outcome in entry["outcomes"]]
    return done


@contextmanager
def journal_of(path: Path | None, run: str) -> Iterator[Keep]:
    """A function that keeps a group's outcomes; without a path it keeps nothing."""
    if path is None:
        yield lambda group, outcomes: None
        return
    with path.open("a", encoding="utf-8") as file:

        def keep(group: Group, outcomes: Sequence[Outcome]) -> None:
            told = [outcome.model_dump(mode="json") for outcome in outcomes]
            file.write(json.dumps({"run": run, "group": group.name, "outcomes": told}, ensure_ascii=False) + "\n")
            file.flush()

        yield keep

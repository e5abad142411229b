"""A wish to stop is heeded, also where the exception that tells of it is lost in a library's callback."""

import signal
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from pydantic_core import PydanticSerializationError

from pipelines.executors.port import Task
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.stopping import heed_stop, stop_stays_one, stopped_like_ctrl_c
from tests.pipelines.executors import misbehaving


def lost(number: signal.Signals) -> None:
    """The signal comes while something drops every exception."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(number)


@pytest.fixture(autouse=True)
def _hears_ctrl_c() -> Iterator[None]:
    """A test run started in the background ignores Ctrl-C; people's terminals do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_whose_exception_was_lost_is_raised_where_somebody_waits(number: signal.Signals) -> None:
    with stopped_like_ctrl_c():
        heed_stop()
        lost(number)
        with pytest.raises(KeyboardInterrupt):
            heed_stop()
    heed_stop()


def test_a_stop_of_which_a_library_made_an_error_stays_a_stop() -> None:
    """As pydantic's serialiser does: whatever ends it becomes a PydanticSerializationError."""

    def serialise() -> None:
        lost(signal.SIGTERM)
        raise PydanticSerializationError("Error calling function")

    with stopped_like_ctrl_c(), pytest.raises(KeyboardInterrupt), stop_stays_one():
        serialise()


def test_an_error_without_a_stop_stays_an_error() -> None:
    with stopped_like_ctrl_c(), pytest.raises(OSError, match="disk"), stop_stays_one():
        raise OSError("disk")


def test_processes_that_hang_do_not_hold_up_such_a_stop() -> None:
    executor = ProcessExecutor(ProcessOptions(workers=1, start_seconds=30))
    tasks = [Task(0, "a", 30.0), Task(1, "hang", 300.0)]
    with stopped_like_ctrl_c(), closing(executor.run(misbehaving.start, tasks)) as outcomes:
        assert next(outcomes).ordinal == 0
        lost(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            next(outcomes)


def test_an_ignored_ctrl_c_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stopped_like_ctrl_c():
        signal.raise_signal(signal.SIGINT)
        heed_stop()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN

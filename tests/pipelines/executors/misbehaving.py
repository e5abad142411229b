"""Work that goes wrong in the ways real work does. It stands in a module of its own so that spawned workers find it."""

from __future__ import annotations

import os
import signal
import stat
import struct
import time
import weakref
from collections.abc import Callable

from models.error import YancaiError

SECRET = "张三 510702196001010011"


def start() -> Callable[[str], str]:
    """Work that answers with its task and process, unless the task asks for trouble."""
    calls = 0
    hoard = bytearray()

    def work(task: str) -> str:
        nonlocal calls
        calls += 1
        match task:
            case "raise":
                raise ValueError(f"cannot read {SECRET}")
            case "die":
                os._exit(7)
            case "hang":
                time.sleep(60)
            case "fatal":
                raise YancaiError("规则包损坏，请重新安装。", 2)
            case "print":
                os.write(1, SECRET.encode())
            case "grow":
                kept = bytearray(400_000_000)
                kept[::4096] = b"x" * len(kept[::4096])
                time.sleep(60)
            case "hoard":
                hoard.extend(b"x" * 200_000_000)
                return str(os.getpid())
            case "half":
                _say_half()
                os._exit(5)
            case "kill the actor":
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(60)
            case "slow":
                time.sleep(0.3)
            case "circle":
                return _let_go_of_a_circle()
            case "pid":
                return str(os.getpid())
            case "count":
                return str(calls)
        return task.upper()

    return work


class _Circle:
    """Holds itself: only the collector lets it go."""

    def __init__(self) -> None:
        self.itself = self


def _let_go_of_a_circle() -> str:
    """Is what nobody holds let go without being asked for?"""
    circle = weakref.ref(_Circle())
    for _ in range(100_000):
        if circle() is None:
            return "let go"
        _Circle()
    return "kept"


def _say_half() -> None:
    """Write the beginning of an answer to the pipe: it is announced with 100 bytes."""
    for handle in range(3, 64):
        try:
            is_pipe = stat.S_ISSOCK(os.fstat(handle).st_mode)
        except OSError:
            continue
        if is_pipe:
            os.write(handle, struct.pack("!i", 100) + b"half")


def start_without_weights() -> Callable[[str], str]:
    """The engine cannot be made, and says how to mend that."""
    raise YancaiError("缺少模型文件，请运行 yancai doctor。")


def start_with_a_bug() -> Callable[[str], str]:
    """The engine cannot be made, and nobody foresaw why."""
    raise KeyError(SECRET)


def start_and_die() -> Callable[[str], str]:
    """The engine takes the whole process down."""
    os._exit(9)

"""``python -m tests.pipelines.service.alone FOLDER``: serve and ask where there is no network but the loopback."""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
from pathlib import Path

from tests.pipelines.service.process import served

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1


def bring_loopback_up() -> None:
    """A new network namespace has a loopback that is down (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, asked))[1]
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


if __name__ == "__main__":
    bring_loopback_up()
    with served(Path(sys.argv[1])) as service:
        sys.stdout.write(service.post(b"paper").json()["decision"])

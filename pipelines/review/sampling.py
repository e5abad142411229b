"""Which cases a second person decides too: a share of them, drawn so that nobody can foresee or steer it.

The draw is a keyed digest (HMAC-SHA256 under the store's key) of the case's number and round, so it can be worked out
again by who has the key, and asking twice changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac


def drawn(key: bytes, number: str, round_: int, share: float) -> bool:
    """Does the case's round belong to the share (0..1) that gets a second look?"""
    value = hmac.new(key, f"second look\0{number}\0{round_}".encode(), hashlib.sha256).digest()
    return int.from_bytes(value[:8], "big") < share * 2**64

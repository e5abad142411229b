"""How a webhook proves where it comes from: the scheme of Standard Webhooks, for which libraries exist everywhere.

HMAC-SHA256 (RFC 2104) under the hook's secret over the event's id, the second of sending and the body as sent, with
full stops between them. The id stays the same over all attempts; the second and the signature are new each time, so
that a receiver can refuse what is old.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Final

_PREFIX: Final = "whsec_"
_SECRET_BYTES: Final = 32
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def new_secret() -> str:
    """A secret as it is given to the receiver: ``whsec_`` and 256 random bits in Base64."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def signature(secret: str, event_id: str, second: int, body: bytes) -> str:
    """The value of ``webhook-signature``. ``second``: Unix time."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{event_id}.{second}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def signed_headers(secret: str, event_id: str, second: int, body: bytes) -> dict[str, str]:
    """The three headers of a webhook."""
    return {ID: event_id, TIMESTAMP: str(second), SIGNATURE: signature(secret, event_id, second, body)}

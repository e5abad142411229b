"""What keeps a page from others' hands: headers of every answer, tokens of every form, and the cookies.

A form's token is drawn from the session's own, which no page and no script ever sees (the cookie is HttpOnly); before
there is a session, from a random cookie that the sign-in page sets.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

ROOT: Final = "/review"
SESSION_COOKIE: Final = "yancai_session"
VISITOR_COOKIE: Final = "yancai_visitor"
REVEALED_COOKIE: Final = "yancai_revealed"
TOKEN_FIELD: Final = "csrf"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers then send forms with "Origin: null", and nobody could tell them from others'.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAME_SITE: Final = frozenset({"same-origin", "none"})
"""What ``Sec-Fetch-Site`` says of requests that our own page or the person at the keyboard made."""


def form_token(secret: str) -> str:
    """The token of all forms of a session, or of the sign-in form of a visitor."""
    return _drawn(secret, "form")


def is_form_token(secret: str, told: str) -> bool:
    """Whether a form brought the token."""
    return hmac.compare_digest(form_token(secret).encode(), told.encode())


def revealed_mark(session: str, number: str) -> str:
    """What the cookie of a case says once this session has asked to see it unmasked."""
    return _drawn(session, f"revealed {number}")


def is_revealed(session: str, number: str, told: str) -> bool:
    """Whether this session has asked to see this case unmasked."""
    return hmac.compare_digest(revealed_mark(session, number).encode(), told.encode())


def new_visitor() -> str:
    """A secret for somebody who has not signed in."""
    return secrets.token_urlsafe(32)


def comes_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that another site made this request."""
    return headers.get("sec-fetch-site", "none") not in _SAME_SITE


def set_cookie(answer: Response, name: str, value: str, *, secure: bool, path: str = ROOT) -> None:
    """Set a cookie no script reads and no other site's request carries; it goes with the browser's session."""
    answer.set_cookie(name, value, path=path, secure=secure, httponly=True, samesite="strict")


def drop_cookie(answer: Response, name: str, *, secure: bool, path: str = ROOT) -> None:
    """Take a cookie back."""
    answer.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="strict")


def _drawn(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

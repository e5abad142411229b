"""The way in and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipelines.pages.forms import Form
from pipelines.pages.protection import (
    ROOT,
    SESSION_COOKIE,
    TOKEN_FIELD,
    VISITOR_COOKIE,
    drop_cookie,
    is_form_token,
    new_visitor,
    set_cookie,
)
from pipelines.pages.rendering import render
from pipelines.pages.visits import Visit, hidden_token
from pipelines.review import staff
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError

_OURS: Final = re.compile(rf"{ROOT}/[A-Za-z0-9/?=&%._-]*")
"""Where one may be sent after signing in: nowhere but to a page of ours."""


@dataclass(frozen=True)
class Entrance:
    """The sign-in page for one browser; ``visitor`` is the secret its cookie holds, empty before the first look."""

    office: Office
    secure: bool
    visitor: str

    def is_ours(self, form: Form) -> bool:
        """Whether the form is the one we sent this browser."""
        return bool(self.visitor) and is_form_token(self.visitor, form.one(TOKEN_FIELD))


def sign_in_page(entrance: Entrance, wanted: str, told: tuple[str, int] = ("", 200), name: str = "") -> Response:
    """The form. ``wanted``: the page one came for; ``told``: what went wrong, and the status to say it with."""
    visitor = entrance.visitor or new_visitor()
    page = HTMLResponse(
        render(
            "sign_in.html", token=hidden_token(visitor), next=wanted, name=name, told=told[0],
            here="", shortcuts=(), person=None,
        ),
        told[1],
    )  # fmt: skip
    set_cookie(page, VISITOR_COOKIE, visitor, secure=entrance.secure)
    return page


def sign_in(entrance: Entrance, form: Form) -> Response:
    """Begin a session and go on to the page one came for; the form again where name or password is wrong."""
    name, wanted = form.one("name").strip(), form.one("next")
    try:
        token, _ = staff.sign_in(entrance.office, name, form.one("password"))
    except QueueError as error:
        status = 429 if error.code == "staff.locked" else 401
        return sign_in_page(entrance, wanted, (str(error), status), name)
    answer = RedirectResponse(wanted if _OURS.fullmatch(wanted) else f"{ROOT}/", 303)
    set_cookie(answer, SESSION_COOKIE, token, secure=entrance.secure)
    drop_cookie(answer, VISITOR_COOKIE, secure=entrance.secure)
    return answer


def sign_out(visit: Visit) -> Response:
    """End the session."""
    staff.sign_out(visit.office, visit.session)
    answer = RedirectResponse(f"{ROOT}/sign-in", 303)
    drop_cookie(answer, SESSION_COOKIE, secure=visit.secure)
    return answer

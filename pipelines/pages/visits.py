"""One request of somebody who is signed in, as the pages see it; and the pages' way back to the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipelines.pages.forms import Form
from pipelines.pages.protection import REVEALED_COOKIE, ROOT, TOKEN_FIELD, form_token, is_revealed
from pipelines.pages.rendering import render
from pipelines.pages.shortcuts import SHORTCUTS
from pipelines.review.office import Office
from pipelines.review.receiving import CASE_NUMBER
from pipelines.review.rights import Right, may
from pipelines.review.staff import Member

Done = Literal["accepted", "returned", "first", "released", "none"]
_PLACES: Final[tuple[tuple[str, str, Right], ...]] = (
    ("", "待办", "look"),
    ("figures", "统计", "stats"),
    ("audit", "审计", "audit"),
    ("staff", "人员", "staff"),
)


_DONE: Final[dict[str, tuple[str, str]]] = {
    "accepted": ("pass", "已通过。"),
    "returned": ("note", "已退回补正。"),
    "first": ("look", "已记下初审决定，由另一人复核后生效。"),
    "released": ("note", "已放回待办。"),
    "none": ("note", "没有等待审核的案件。"),
}


@dataclass(frozen=True)
class Flash:
    """What was just done, told on the page that follows."""

    tone: str
    text: str
    number: str
    notice: str


@dataclass(frozen=True)
class Person:
    """Who looks, as the pages' frame shows them. ``token``: the hidden part every form of theirs carries."""

    name: str
    role: str
    places: tuple[tuple[str, str], ...]
    token: Markup


@dataclass(frozen=True)
class Rights:
    """What the one who looks may do, for templates."""

    reveal: bool
    note: bool
    decide: bool
    assign: bool


@dataclass(frozen=True)
class Visit:
    """A request of somebody who is signed in. ``path`` holds what stands in the address, as it was sent."""

    office: Office
    who: Member
    session: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    cookies: Mapping[str, str]
    form: Form
    secure: bool

    @property
    def number(self) -> str:
        """The number of the case that the address names."""
        return self.path["number"]

    @property
    def person(self) -> Person:
        """Who looks."""
        places = tuple((place, title) for place, title, right in _PLACES if may(self.who, right))
        return Person(self.who.name, self.who.role.label, places, hidden_token(self.session))

    @property
    def rights(self) -> Rights:
        """What they may do."""
        return Rights(*(may(self.who, right) for right in ("reveal", "note", "decide", "assign")))

    @property
    def revealed(self) -> bool:
        """Whether the case is shown in clear: asked for in this session, and still one's right."""
        told = self.cookies.get(REVEALED_COOKIE, "")
        return may(self.who, "reveal") and is_revealed(self.session, self.number, told)

    def page(self, template: str, here: str = "", **values: object) -> Response:
        """A page within the frame; ``here`` names the place of the frame's menu."""
        frame = {
            "person": self.person, "may": self.rights, "here": here, "shortcuts": SHORTCUTS, "flash": self._flash(),
        }  # fmt: skip
        return HTMLResponse(render(template, **frame, **values))

    def _flash(self) -> Flash | None:
        done, number = self.query.get("done", ""), self.query.get("of", "")
        if done not in _DONE:
            return None
        # A name that somebody typed in its place goes nowhere.
        known = number if CASE_NUMBER.fullmatch(number) else ""
        notice = f"{ROOT}/cases/{known}/notice" if done == "returned" and known else ""
        return Flash(*_DONE[done], known, notice)


def hidden_token(secret: str) -> Markup:
    """The hidden part of a form by which we know it as ours."""
    return hidden(TOKEN_FIELD, form_token(secret))


def hidden(name: str, value: str) -> Markup:
    """A part of a form that is sent along unseen."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def said(title: str, message: str, status: int, back: tuple[str, str] = (f"{ROOT}/", "返回待办")) -> Response:
    """A page that says one thing and where to go from here."""
    values = {"title": title, "message": message, "back": back[0], "back_title": back[1]}
    return HTMLResponse(render("said.html", **values, here="", shortcuts=()), status)


def go(place: str) -> Response:
    """On to another page of ours."""
    return RedirectResponse(f"{ROOT}/{place}", 303)

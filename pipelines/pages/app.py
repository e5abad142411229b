"""The pages' addresses, and the one way in: who asks, whether they may, whether the form is ours, and then the page."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models.error import YancaiError
from pipelines.pages import acting, auditing, casework, figuring, looking, noticing, staffing
from pipelines.pages.forms import Form, TooMuch, read_form
from pipelines.pages.protection import (
    HEADERS,
    ROOT,
    SESSION_COOKIE,
    TOKEN_FIELD,
    VISITOR_COOKIE,
    comes_from_elsewhere,
    is_form_token,
)
from pipelines.pages.rendering import KINDS, asset, asset_sum
from pipelines.pages.signing import Entrance, sign_in, sign_in_page, sign_out
from pipelines.pages.visits import Visit, said
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import Right, may
from pipelines.review.staff import signed_in

Handler = Callable[[Visit], Response]
Answer = Callable[[Request], Awaitable[Response]]
Failed = Callable[[Request, Exception], None]
"""Told of a fault of ours, for the log."""

PAGES: Final[tuple[tuple[str, str, Right, Handler], ...]] = (
    ("GET", "/", "look", looking.queue),
    ("POST", "/", "look", looking.queue),
    ("POST", "/next", "decide", acting.take_next),
    ("GET", "/cases/{number}", "look", casework.case),
    ("GET", "/cases/{number}/pages/{sha256}/{page}", "reveal", casework.picture),
    ("GET", "/cases/{number}/notice", "look", noticing.notice),
    ("GET", "/cases/{number}/notice.pdf", "look", noticing.notice_pdf),
    ("POST", "/cases/{number}/claim", "decide", acting.claim_case),
    ("POST", "/cases/{number}/release", "decide", acting.release_case),
    ("POST", "/cases/{number}/urgent", "assign", acting.change_urgency),
    ("POST", "/cases/{number}/reveal", "reveal", acting.reveal),
    ("POST", "/cases/{number}/hide", "reveal", acting.hide),
    ("POST", "/cases/{number}/correct", "decide", acting.correct_field),
    ("POST", "/cases/{number}/accept", "decide", acting.accept_case),
    ("POST", "/cases/{number}/return", "decide", acting.return_case),
    ("POST", "/cases/{number}/note", "note", acting.leave_note),
    ("GET", "/figures", "stats", figuring.figures),
    ("GET", "/audit", "audit", auditing.log),
    ("GET", "/staff", "staff", staffing.people),
    ("POST", "/staff", "staff", staffing.add_person),
    ("POST", "/staff/change", "staff", staffing.change_person),
    ("POST", "/staff/password", "staff", staffing.new_password),
)
"""Method, address, the right it takes, and what answers; the table that tests walk through."""

_LIST: Final = (f"{ROOT}/", "返回待办")
_STATUSES: Final = {
    "case.unknown": 404, "right.missing": 403, "correction.invalid": 422, "ruling.invalid": 422, "staff.invalid": 422,
    "staff.unknown": 404,
}  # fmt: skip
"""Of a refusal's code; any other one says that the case is not, or no more, as it was seen."""
_AT_ONCE: Final = 2
"""Passwords that are worked out at the same time: each takes 19 MB and a processor for some 20 ms."""
ASSETS: Final = (
    "page.css", "case.css", "figures.css", "early.js", "page.js", "stage.js", "case.js", "mark.svg",
)  # fmt: skip


@dataclass(frozen=True)
class Pages:
    """The pages of one office. ``secure``: cookies travel over TLS only (or to this machine itself)."""

    office: Office
    secure: bool
    failed: Failed
    passwords: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    def routes(self) -> list[Route]:
        """All addresses, with what is beside the table: the way in, the way out, assets, and what is none of these."""
        routes = [
            Route(ROOT, _to_root, methods=["GET"]),
            Route(f"{ROOT}/sign-in", self._guarded(self._entrance), methods=["GET", "POST"]),
            Route(f"{ROOT}/assets/{{sum}}/{{name}}", self._guarded(_asset), methods=["GET"]),
            Route(f"{ROOT}/sign-out", self._kept("look", sign_out), methods=["POST"]),
        ]
        routes += [
            Route(f"{ROOT}{path}", self._kept(right, handler), methods=[method])
            for method, path, right, handler in PAGES
        ]
        return [*routes, Route(f"{ROOT}/{{rest:path}}", self._guarded(_nothing_here), methods=["GET", "POST"])]

    def _kept(self, right: Right, handler: Handler) -> Answer:
        return self._guarded(partial(self._answer, right, handler))

    def _guarded(self, answer: Answer) -> Answer:
        """The answer with the headers of all; what is refused, and what fails, becomes a page of its own."""

        async def guarded(request: Request) -> Response:
            page = await self._caught(answer, request)
            for name, value in HEADERS.items():
                page.headers.setdefault(name, value)
            return page

        return guarded

    async def _caught(self, answer: Answer, request: Request) -> Response:
        back = _back(request)
        try:
            return await answer(request)
        except QueueError as error:
            request.state.told["code"] = error.code
            back = _LIST if error.code == "case.unknown" else back
            return said("未能完成", str(error), _STATUSES.get(error.code, 409), back)
        except TooMuch:
            return said("内容过多", "提交的内容超过上限，没有执行。", 413, back)
        except YancaiError as error:
            request.state.told["code"] = "review.unavailable"
            self.failed(request, error)
            text = f"记录库或规则暂时无法使用，没有执行。请稍后重试，或将编号 {request.state.request_id} 告知维护人员。"
            return said("暂时无法使用", text, 503, back)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the pages' one crossing: a fault costs this answer only
            request.state.told["code"] = "review.failed"
            self.failed(request, error)
            text = f"程序出错，没有执行。请重试；若仍出错，请将编号 {request.state.request_id} 告知维护人员。"
            return said("出错了", text, 500, back)

    async def _answer(self, right: Right, handler: Handler, request: Request) -> Response:
        """For who is signed in and may; a form must be ours."""
        token = request.cookies.get(SESSION_COOKIE, "")
        who = await run_in_threadpool(signed_in, self.office, token) if token else None
        if who is None:
            return _to_sign_in(request)
        request.state.told["role"] = who.role.value
        if not may(who, right):
            return said("没有权限", f"“{who.role.label}”角色没有此项权限。", 403)
        visit = Visit(
            self.office, who, token, request.path_params, request.query_params, request.cookies, Form(), self.secure
        )
        if request.method == "POST":
            form = await read_form(request)
            if comes_from_elsewhere(request.headers) or not is_form_token(token, form.one(TOKEN_FIELD)):
                return said("请求被拒绝", "这个请求不是从本页面发出的，没有执行。请返回后重试。", 403, _back(request))
            visit = replace(visit, form=form)
        return await run_in_threadpool(handler, visit)

    async def _entrance(self, request: Request) -> Response:
        entrance = Entrance(self.office, self.secure, request.cookies.get(VISITOR_COOKIE, ""))
        if request.method != "POST":
            return sign_in_page(entrance, request.query_params.get("next", ""))
        form = await read_form(request)
        if comes_from_elsewhere(request.headers) or not entrance.is_ours(form):
            return sign_in_page(entrance, form.one("next"), ("页面已过期，请重新登录。", 403))
        async with self.passwords:
            return await run_in_threadpool(sign_in, entrance, form)


def add_pages(app: Starlette, office: Office, failed: Failed, *, secure: bool) -> None:
    """Let the application answer under ``/review/``. It sets ``told`` and ``request_id`` in every request's state."""
    app.router.routes.extend(Pages(office, secure, failed).routes())


def _back(request: Request) -> tuple[str, str]:
    number = request.path_params.get("number")
    return (f"{ROOT}/cases/{quote(number)}", "返回本件") if number else _LIST


def _to_sign_in(request: Request) -> Response:
    if request.method == "POST":
        back = (f"{ROOT}/sign-in", "登录")
        return said("登录已过期", "登录已过期或已退出，刚才的操作没有执行。请重新登录。", 401, back)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{ROOT}/sign-in?next={quote(asked)}", 303)


async def _to_root(request: Request) -> Response:
    return RedirectResponse(f"{ROOT}/", 308)


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS or request.path_params["sum"] != asset_sum(name):
        return await _nothing_here(request)
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(asset(name), media_type=KINDS[name.rpartition(".")[2]], headers=kept)


async def _nothing_here(request: Request) -> Response:
    return said("没有这个页面", "地址有误，或者页面已不存在。", 404)

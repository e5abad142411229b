"""The HTTP application: its addresses, and what every one of them may answer."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from fastapi.telemetry import TelemetryConfig
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException
from starlette.requests import Request

from pipelines.executors.attempt import describe
from pipelines.pages.app import add_pages
from pipelines.service.answer import Precheck, QuickCheck
from pipelines.service.case_app import add_cases
from pipelines.service.desk import Desk, key_of
from pipelines.service.edge import Edge
from pipelines.service.logs import log_event
from pipelines.service.prechecks import precheck
from pipelines.service.refusals import PROBLEM_JSON, Code, ProblemDocument, Refused
from pipelines.service.schema import (
    KEY_CODES,
    PRECHECK_CODES,
    SECURITY,
    answered,
    precheck_request,
    refused_with,
    with_problems,
)

_OF_STATUS: Final[dict[int, Code]] = {404: "route.unknown", 405: "method.not_allowed"}
_ABOUT: Final = (
    "预检：上传一份材料，得到一个答复：是什么材料、是否清晰、有无印章、医师职称、逐条核对结果，以及一句话告诉申请人怎么办。"
    "案件：提交整件申请，得到编号；读取、核对、人工审核的进展可以查询，也可以由通知告知。"
    "只指出材料上有什么、缺什么，不作待遇认定结论。"
)
_OFF: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


class Service(FastAPI):
    """The application. Its own documentation pages are off: they would load from elsewhere."""

    def openapi(self) -> dict[str, Any]:
        """The description of the interface, with the refusals."""
        if not self.openapi_schema:
            described = get_openapi(
                title=self.title, version=self.version, description=self.description, routes=self.routes
            )
            self.openapi_schema = with_problems(described)
        return self.openapi_schema


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def make_app(desk: Desk, lifespan: Lifespan | None = None) -> Edge:
    """The application, ready to be served. ``lifespan``: what goes on beside it as long as it is served."""
    app = Service(
        title="验材预检服务",
        version=version("yancai"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        telemetry=_OFF,
        lifespan=lifespan,
    )
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _failed)
    _add_prechecks(app, desk)
    add_cases(app, desk)
    _add_health(app, desk)
    if desk.office is not None:
        add_pages(app, desk.office, _log_fault, secure=not desk.options.pages_without_tls)
    return Edge(app, desk.metrics, 2 * desk.options.most_bytes)


def _add_prechecks(app: FastAPI, desk: Desk) -> None:
    @app.post(
        "/v1/prechecks",
        summary="预检一份材料",
        response_model=Precheck | QuickCheck,
        responses=answered() | refused_with(*KEY_CODES, *PRECHECK_CODES),
        openapi_extra=precheck_request(desk.regions),
    )
    async def prechecks(request: Request) -> Response:
        body, given_before = await precheck(request, desk)
        if given_before:
            desk.metrics.replays.inc()
        headers = {"Idempotent-Replayed": "true"} if given_before else {}
        return Response(body, media_type="application/json", headers=headers)


def _add_health(app: FastAPI, desk: Desk) -> None:
    @app.get("/healthz", summary="进程是否在运行")
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "version": version("yancai")}

    @app.get("/readyz", summary="是否可以接受材料", responses=refused_with("service.not_ready"))
    async def readyz() -> dict[str, int]:
        ready = {kind: crew.ready for kind, crew in desk.crews.items()}
        if not all(ready.values()):
            raise Refused("service.not_ready", wait=2.0)
        return ready

    figures: dict[int | str, dict[str, Any]] = {200: {"content": {CONTENT_TYPE_LATEST: {"schema": {"type": "string"}}}}}

    @app.get(
        "/metrics",
        summary="Prometheus 指标",
        response_class=Response,
        responses=figures | refused_with(*KEY_CODES),
        openapi_extra=SECURITY,
    )
    async def metrics(request: Request) -> Response:
        await key_of(request, desk, "metrics")
        return Response(desk.metrics.text(), media_type=CONTENT_TYPE_LATEST)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    request.state.told |= {"code": error.code, "cause": error.cause}
    headers = {}
    if error.wait is not None:
        headers["Retry-After"] = str(max(1, math.ceil(error.wait)))
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _problem(error.document(request.state.request_id), headers)


async def _http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses before any of our own code is asked."""
    assert isinstance(error, HTTPException)
    refused = Refused(_OF_STATUS.get(error.status_code, "request.malformed"))
    request.state.told["code"] = refused.code
    return _problem(refused.document(request.state.request_id), dict(error.headers or {}))


async def _failed(request: Request, error: Exception) -> Response:
    """A fault of ours: its class and line for us, a number for the caller."""
    request.state.told["code"] = "service.failed"
    _log_fault(request, error)
    return _problem(Refused("service.failed").document(request.state.request_id), {})


def _log_fault(request: Request, error: Exception) -> None:
    log_event("failed", logging.ERROR, request_id=request.state.request_id, error=describe(error))


def _problem(document: ProblemDocument, headers: dict[str, str]) -> Response:
    return JSONResponse(document.model_dump(), document.status, headers=headers, media_type=PROBLEM_JSON)

"""The addresses of cases."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.requests import Request

from models.record import Record
from pipelines.service.case_answers import CaseResult, CaseStatus, Progress, Receipt
from pipelines.service.case_examples import PROGRESS_EXAMPLE, RECEIPT_EXAMPLE, RESULT_EXAMPLE, STATUS_EXAMPLE
from pipelines.service.case_schema import (
    CASE_CODES,
    QUESTION_CODES,
    RESULT_CODES,
    SUPPLEMENT_CODES,
    accepted,
    case_request,
    question_request,
    supplement_request,
    told,
)
from pipelines.service.cases import case_progress, case_result, case_status, submit_case, submit_supplement
from pipelines.service.desk import Desk
from pipelines.service.schema import KEY_CODES, refused_with


def add_cases(app: FastAPI, desk: Desk) -> None:
    """What comes in, and what is asked of it."""
    _add_submissions(app, desk)
    _add_questions(app, desk)


def _add_submissions(app: FastAPI, desk: Desk) -> None:
    @app.post(
        "/v1/cases",
        summary="提交一件申请",
        status_code=202,
        response_model=Receipt,
        responses=accepted(RECEIPT_EXAMPLE) | refused_with(*KEY_CODES, *CASE_CODES),
        openapi_extra=case_request(desk.regions),
    )
    async def cases(request: Request) -> Response:
        return _taken_in(desk, *await submit_case(request, desk))

    @app.post(
        "/v1/cases/{number}/supplements",
        summary="补充材料",
        status_code=202,
        response_model=Receipt,
        responses=accepted(RECEIPT_EXAMPLE | {"round": 1}) | refused_with(*KEY_CODES, *SUPPLEMENT_CODES),
        openapi_extra=supplement_request(),
    )
    async def supplements(request: Request) -> Response:
        return _taken_in(desk, *await submit_supplement(request, desk, request.path_params["number"]))


def _add_questions(app: FastAPI, desk: Desk) -> None:
    @app.get(
        "/v1/cases/{number}",
        summary="案件的状态",
        response_model=CaseStatus,
        responses=told(STATUS_EXAMPLE) | refused_with(*KEY_CODES, *QUESTION_CODES),
        openapi_extra=question_request(),
    )
    async def status(request: Request) -> Response:
        return _json(await case_status(request, desk, request.path_params["number"]))

    @app.get(
        "/v1/cases/{number}/result",
        summary="案件的核对结果",
        response_model=CaseResult,
        responses=told(RESULT_EXAMPLE) | refused_with(*KEY_CODES, *RESULT_CODES),
        openapi_extra=question_request(),
    )
    async def result(request: Request) -> Response:
        return _json(await case_result(request, desk, request.path_params["number"]))

    @app.get(
        "/v1/progress/{number}",
        summary="给申请人看的进度",
        response_model=Progress,
        responses=told(PROGRESS_EXAMPLE) | refused_with(*KEY_CODES, *QUESTION_CODES),
        openapi_extra=question_request(),
    )
    async def progress(request: Request) -> Response:
        return _json(await case_progress(request, desk, request.path_params["number"]))


def _taken_in(desk: Desk, receipt: Receipt, again: bool) -> Response:
    headers = {"Location": receipt.status_url}
    if again:
        desk.metrics.replays.inc()
        headers["Idempotent-Replayed"] = "true"
    return _json(receipt, 202, headers)


def _json(answer: Record, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(answer.model_dump_json(), status, headers, media_type="application/json")

"""The application: its operations, and what it says when one of them cannot."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from fairwoo.errors import EngineError, UsageError
from fairwoo.serve.api import changes, dossiers, exports, organisations, searches
from fairwoo.serve.api.description import VERSION, describe
from fairwoo.serve.api.frame import Frame
from fairwoo.serve.api.limits import Limits
from fairwoo.serve.api.problems import ProblemError, Problems, answer, faults_of, for_status
from fairwoo.serve.site import NotReadyError, Site

_LOG = logging.getLogger("fairwoo.serve")


def application(site: Site) -> ASGIApp:
    """The API of a site, to be mounted at `/api/v1` of it; at that address itself it says what there is."""
    app = _Operations(
        version=VERSION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        root_path_in_servers=False,
        exception_handlers=_handlers(site),
    )
    app.state.site = site
    for module in (dossiers, organisations, searches, changes, exports):
        app.include_router(module.router)
    app.include_router(dossiers.documents)
    return Frame(app, site, Limits(site.settings.serve.requests_per_minute))


class _Operations(FastAPI):
    """FastAPI with the description of ours."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(self)
        return self.openapi_schema


def _handlers(site: Site) -> dict[Any, Any]:
    def problem(_: Request, error: ProblemError) -> JSONResponse:
        return answer(site.base, error)

    def refused(_: Request, error: RequestValidationError) -> JSONResponse:
        return answer(site.base, ProblemError(Problems.INPUT, faults=faults_of(error.errors())))

    def http(_: Request, error: HTTPException) -> JSONResponse:
        kind = for_status(error.status_code)
        headers = {"allow": "GET, HEAD, OPTIONS"} if kind is Problems.METHOD else None
        return answer(site.base, ProblemError(kind), headers)

    def unusable(_: Request, error: UsageError) -> JSONResponse:
        return answer(site.base, ProblemError(Problems.INPUT, error.text.nl))

    def making(_: Request, error: NotReadyError) -> JSONResponse:
        return answer(site.base, ProblemError(Problems.MAKING, error.text.nl))

    def no_engine(_: Request, error: EngineError) -> JSONResponse:
        _LOG.error("the search engine does not answer: %s", error)
        return answer(site.base, ProblemError(Problems.ENGINE))

    return {
        ProblemError: problem,
        RequestValidationError: refused,
        HTTPException: http,
        UsageError: unusable,
        NotReadyError: making,
        EngineError: no_engine,
    }

"""Answers that are not the page asked for: what went wrong is said calmly, with what to do, and never with what is inside."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fairwoo.errors import EngineError, UsageError
from fairwoo.serve.linked.gone import tombstone
from fairwoo.serve.site import NotReadyError
from fairwoo.serve.templating import page

_LOG = logging.getLogger("fairwoo.serve")


def missing() -> HTTPException:
    """There is nothing at this address."""
    return HTTPException(404)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    if status == 404 and (gone := tombstone(request)) is not None:
        return gone
    template = "404.html" if status == 404 else "fout.html"
    answer = page(request, template, status=status, message="Dit adres kan zo niet worden gevraagd.")
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _unusable(request: Request, error: Exception) -> Response:
    message = error.text.nl if isinstance(error, UsageError) else ""
    return page(request, "fout.html", status=400, message=message)


def _in_the_making(request: Request, error: Exception) -> Response:
    message = error.text.nl if isinstance(error, NotReadyError) else ""
    return _later(request, message)


def _no_engine(request: Request, error: Exception) -> Response:
    _LOG.error("the search engine does not answer: %s", error)
    return _later(
        request, "Zoeken kan op dit moment niet. Dossiers zijn wel te bekijken. Probeer het over een paar minuten opnieuw."
    )


def _later(request: Request, message: str) -> Response:
    answer = page(request, "fout.html", status=503, message=message)
    answer.headers["retry-after"] = "60"
    answer.headers["cache-control"] = "no-store"
    return answer


def _bug(request: Request, error: Exception) -> Response:
    _LOG.error("a fault of fairwoo itself", exc_info=error)
    return page(request, "fout.html", status=500, message="Er is iets misgegaan op deze website. De beheerder kan zien wat.")


HANDLERS: Mapping[Any, Any] = {
    HTTPException: _refused,
    UsageError: _unusable,
    NotReadyError: _in_the_making,
    EngineError: _no_engine,
    Exception: _bug,
}

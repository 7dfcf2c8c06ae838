"""Answers that are not the page asked for: what went wrong is said calmly, with what to do, and never with what is inside."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from fairwoo.errors import EngineError, UsageError
from fairwoo.serve.linked.gone import tombstone
from fairwoo.serve.linked.negotiation import HTML, JSON, chosen
from fairwoo.serve.site import NotReadyError
from fairwoo.serve.templating import page

_LOG = logging.getLogger("fairwoo.serve")
_PROBLEM = "application/problem+json"
_FOR_PROGRAMS = {
    **dict.fromkeys(("json", "jsonld", "suggesties"), _PROBLEM),
    **dict.fromkeys(("csv", "atom", "xml", "txt", "ttl", "rdf", "nt", "ris", "bibtex"), "text/plain"),
}
"""By how an address ends, in what form a program that asks for it is told that it did not work."""


def missing() -> HTTPException:
    """There is nothing at this address."""
    return HTTPException(404)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    headers = dict(getattr(error, "headers", None) or {})
    if status == 405 and request.method == "OPTIONS":  # RFC 9110, 9.3.7
        return Response(status_code=204, headers={"allow": f"{headers['Allow']}, OPTIONS"})
    if status == 404 and (gone := tombstone(request)) is not None:
        return gone
    template = "404.html" if status == 404 else "fout.html"
    words = "Op dit adres staat niets." if status == 404 else "Dit adres kan zo niet worden gevraagd."
    answer = _told(request, words, status, template)
    answer.headers.update(headers)
    return answer


def _unusable(request: Request, error: Exception) -> Response:
    message = error.text.nl if isinstance(error, UsageError) else ""
    return _told(request, message, 400)


def _in_the_making(request: Request, error: Exception) -> Response:
    message = error.text.nl if isinstance(error, NotReadyError) else ""
    return _later(request, message)


def _no_engine(request: Request, error: Exception) -> Response:
    _LOG.error("the search engine does not answer: %s", error)
    return _later(
        request, "Zoeken kan op dit moment niet. Dossiers zijn wel te bekijken. Probeer het over een paar minuten opnieuw."
    )


def _later(request: Request, message: str) -> Response:
    answer = _told(request, message, 503)
    answer.headers["retry-after"] = "60"
    answer.headers["cache-control"] = "no-store"
    return answer


def _bug(request: Request, error: Exception) -> Response:
    _LOG.error("a fault of fairwoo itself", exc_info=error)
    return _told(request, "Er is iets misgegaan op deze website. De beheerder kan zien wat.", 500)


def _told(request: Request, message: str, status: int, template: str = "fout.html") -> Response:
    """What went wrong, in the form that was asked for: a page, problem details (RFC 9457) or a line of text."""
    form = _FOR_PROGRAMS.get(request.url.path.rpartition("/")[2].rpartition(".")[2])
    if form is None and chosen(", ".join(request.headers.getlist("accept")) or None, (HTML, JSON, _PROBLEM)) in {JSON, _PROBLEM}:
        form = _PROBLEM
    if form is None:
        return page(request, template, status=status, message=message)
    if form != _PROBLEM:
        return PlainTextResponse(f"{message}\n", status)
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": message}
    return JSONResponse(content, status, media_type=_PROBLEM)


HANDLERS: Mapping[Any, Any] = {
    HTTPException: _refused,
    UsageError: _unusable,
    NotReadyError: _in_the_making,
    EngineError: _no_engine,
    Exception: _bug,
}

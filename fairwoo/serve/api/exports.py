"""`/exports`: everything at once, a line at a time, so that neither side needs memory for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from fairwoo.serve.api import feed, models, questions, telling
from fairwoo.serve.api.shelf import SiteOf, form_of
from fairwoo.serve.site import Site

JSONL, CSV = "application/jsonl", "text/csv"
FORMS = (JSONL, CSV)
_BLOCK = 64 * 1024  # characters that go out at once
_INERT = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula (OWASP, CSV injection)

router = APIRouter(tags=["exports"])
_OPTIONS: dict[str, Any] = {"response_class": StreamingResponse, "response_model": None}


@router.get("/exports/dossiers", operation_id="dossiersExporteren", summary="Alle dossiers", **_OPTIONS)
def dossiers(request: Request, site: SiteOf, asking: Annotated[questions.Nothing, Query()]) -> StreamingResponse:  # noqa: ARG001
    """Alle dossiers in een keer: een per regel, als JSON Lines of CSV (Accept).

    In de header Wijzigingen-Na staat het volgnummer waarmee u verder kunt bij /wijzigingen.
    """
    return _answer(request, site, models.Dossier, lambda: (telling.whole(site, one) for one in site.dossiers()))


@router.get("/exports/documenten", operation_id="documentenExporteren", summary="Alle documenten", **_OPTIONS)
def documents(request: Request, site: SiteOf, asking: Annotated[questions.Nothing, Query()]) -> StreamingResponse:  # noqa: ARG001
    """Alle documenten van alle dossiers in een keer: een per regel, als JSON Lines of CSV (Accept).

    In de header Wijzigingen-Na staat het volgnummer waarmee u verder kunt bij /wijzigingen.
    """
    everything = lambda: (telling.document(site, one, each) for one in site.dossiers() for each in one.documents)  # noqa: E731
    return _answer(request, site, models.Document, everything)


def _answer(
    request: Request, site: Site, kind: type[models.Told], rows: Callable[[], Iterator[models.Told]]
) -> StreamingResponse:
    form = form_of(request, FORMS)
    headers = {"wijzigingen-na": str(feed.newest(site)), "vary": "Accept", "cache-control": "no-cache"}
    if request.scope.get("fairwoo.head"):
        return StreamingResponse(iter(()), headers=headers, media_type=_media_type(form))
    lines = _csv(kind, rows()) if form == CSV else (f"{_json(one)}\n" for one in rows())
    return StreamingResponse(_blocks(lines), headers=headers, media_type=_media_type(form))


def _media_type(form: str) -> str:
    return f"{form}; charset=utf-8; header=present" if form == CSV else form


def _json(one: models.Told) -> str:
    return one.model_dump_json(by_alias=True, exclude_none=True)


def _csv(kind: type[models.Told], rows: Iterable[models.Told]) -> Iterator[str]:
    """A heading line and a line a row (RFC 4180). A list is one cell with "; " between; links are left out but for `pagina`."""
    names = [str(field.alias or name) for name, field in kind.model_fields.items()]
    yield _line(["pagina" if name == "links" else name for name in names])
    for one in rows:
        told = one.model_dump(mode="json", by_alias=True, exclude_none=True)
        yield _line([_cell(told.get(name)) for name in names])


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(_cell(one) for one in value)
        case dict():
            return _cell(next((value[key] for key in ("pagina", "adres", "code") if key in value), None))
        case int() | float():
            return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_INERT) else text


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """The lines in blocks: each is handed over between threads once."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _BLOCK:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)

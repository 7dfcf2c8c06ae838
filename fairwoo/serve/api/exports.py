"""`/exports`: everything at once, a line at a time, so that neither side needs memory for it."""

from __future__ import annotations

import csv
import io
import weakref
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from fairwoo.serve.api import feed, models, questions, telling
from fairwoo.serve.api.problems import ProblemError, Problems
from fairwoo.serve.api.shelf import SiteOf, behind, dossier_at, form_of, ids_of, shown
from fairwoo.serve.sending import Sending, Turns
from fairwoo.serve.site import NotReadyError, Site

JSONL, CSV = "application/jsonl", "text/csv"
FORMS = {"/exports/dossiers": (JSONL, CSV), "/exports/documenten": (JSONL, CSV), "/exports/paginas": (JSONL,)}
"""In which forms each export is to be had. Texts have lines of their own, which programs that read CSV by the line do not expect."""
_AT_ONCE = 8  # exports that a site is sending: of each up to some hundred pages of a document are in memory
_ASKED_AGAIN = 50  # pages after which it is asked whether the dossier is still as it was; also at each document
_BLOCK = 64 * 1024  # characters that go out at once
_INERT = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula (OWASP, CSV injection)

_LOCK = Lock()
_TURNS: weakref.WeakKeyDictionary[Site, Turns] = weakref.WeakKeyDictionary()

router = APIRouter(tags=["exports"])
_OPTIONS: dict[str, Any] = {"response_class": StreamingResponse, "response_model": None}


@router.get("/exports/dossiers", operation_id="dossiersExporteren", summary="Alle dossiers", **_OPTIONS)
def dossiers(request: Request, site: SiteOf, asking: Annotated[questions.Nothing, Query()]) -> Response:  # noqa: ARG001
    """Alle dossiers in een keer: een per regel, als JSON Lines of CSV (Accept).

    In de headers Wijzigingen-Na en Wijzigingen-Nummering staan het volgnummer en de nummering waarmee u verder kunt bij /wijzigingen.
    """
    return _answer(request, site, models.Dossier, lambda: (telling.whole(site, one) for one in site.dossiers()))


@router.get("/exports/documenten", operation_id="documentenExporteren", summary="Alle documenten", **_OPTIONS)
def documents(request: Request, site: SiteOf, asking: Annotated[questions.Nothing, Query()]) -> Response:  # noqa: ARG001
    """Alle documenten van alle dossiers in een keer: een per regel, als JSON Lines of CSV (Accept).

    In de headers Wijzigingen-Na en Wijzigingen-Nummering staan het volgnummer en de nummering waarmee u verder kunt bij /wijzigingen.
    """
    everything = lambda: (telling.document(site, one, each) for one in site.dossiers() for each in one.documents)  # noqa: E731
    return _answer(request, site, models.Document, everything)


@router.get("/exports/paginas", operation_id="paginasExporteren", summary="De teksten van alle pagina's", **_OPTIONS)
def pages(request: Request, site: SiteOf, asking: Annotated[questions.Texts, Query()]) -> Response:
    """De teksten van alle pagina's die te lezen zijn, of die van bestuursorganen of dossiers: een pagina per regel, als JSON Lines.

    De volgorde is die van de id's van de dossiers, van de documenten daarin en van hun pagina's. Wat gelakt of verborgen is, staat er niet
    in, en een dossier dat net wordt bijgewerkt ontbreekt. Vraag het gecomprimeerd (Accept-Encoding: gzip). Breekt het af, ga dan met cursor
    verder achter de laatste hele regel. In de headers Wijzigingen-Na en Wijzigingen-Nummering van de eerste keer staan het volgnummer en de
    nummering waarmee u verder kunt bij /wijzigingen.
    """
    _insist(site, asking)
    return _answer(request, site, models.Pagina, lambda: _texts(site, asking))


def _texts(site: Site, asking: questions.Texts) -> Iterator[models.Pagina]:
    """The pages behind the cursor. A document that is no longer there counts as the last of its dossier.

    A client may take hours. A dossier that is changed meanwhile ends where it was, since what may be read may have changed too; the
    change feed tells of it.
    """
    first, name, number = asking.after()
    for dossier in shown(site, _asked_for(site, asking, first)):
        if asking.orgaan and dossier.publisher.code not in asking.orgaan:
            continue
        ones = dossier.documents
        if dossier.id == first:
            ones = ones[next((at for at, one in enumerate(ones) if one.name == name), len(ones)) :]
        pages = ((one, page) for one in ones for page in site.pages(one))
        for at, (one, page) in enumerate(pages):
            if (at % _ASKED_AGAIN == 0 or page.number == 1) and not site.is_current(dossier):
                break
            if page.number > (number if (dossier.id, one.name) == (first, name) else 0):
                yield telling.text_page(site, dossier, one, page)


def _asked_for(site: Site, asking: questions.Texts, first: str) -> Iterable[str]:
    """The ids of the dossiers among which are all that were asked for, from one on, in order."""
    return (one for one in sorted(set(asking.dossier)) if one >= first) if asking.dossier else ids_of(site, asking.orgaan, first)


def _insist(site: Site, asking: questions.Texts) -> None:
    """Raises ProblemError where a dossier that was asked for is not there (404, 410), or the cursor names none."""
    behind(site, asking.after()[0])
    for one in set(asking.dossier):
        with suppress(NotReadyError):
            dossier_at(site, one)


def _answer(request: Request, site: Site, kind: type[models.Told], rows: Callable[[], Iterator[models.Told]]) -> Response:
    form = form_of(request, FORMS[request.scope["route"].path])
    place = {"wijzigingen-na": str(feed.newest(site)), "wijzigingen-nummering": feed.numbering(site)}
    headers = {**place, "vary": "Accept", "cache-control": "no-cache"}
    if request.scope.get("fairwoo.head"):
        return StreamingResponse(iter(()), headers=headers, media_type=_media_type(form))
    lines = _csv(kind, rows()) if form == CSV else (f"{_json(one)}\n" for one in rows())
    return Sending(_blocks(lines), _turns(site), ProblemError(Problems.BUSY), _media_type(form), headers)


def _turns(site: Site) -> Turns:
    with _LOCK:
        return _TURNS.setdefault(site, Turns(_AT_ONCE))


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


def _blocks(lines: Iterable[str]) -> Generator[str]:
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

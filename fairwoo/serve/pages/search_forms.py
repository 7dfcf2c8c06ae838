"""The results of any search for programs: `/zoeken.json`, `/zoeken.csv` and `/zoeken.atom` take the same query string as `/zoeken`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fairwoo.index import Result, Results
from fairwoo.index.values import DEEPEST
from fairwoo.serve import atom, wording
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.search import asking, searching
from fairwoo.serve.search.asking import Asking
from fairwoo.serve.search.found import FoundDossier, FoundPage, gone, shown
from fairwoo.serve.site import Site

IN_JSON, IN_FEED = 50, 50  # dossiers in one answer
_BEYOND = f"U kunt door de eerste {wording.number(DEEPEST)} resultaten bladeren. Kies een filter om de andere te zien."
_LOOKED_AT = 200  # dossiers that changed last, among which a feed looks first
_OPEN = {"access-control-allow-origin": "*", "x-robots-tag": "noindex"}
_HEADINGS = (
    *("Dossier", "Titel van het dossier", "Bestuursorgaan", "Datum van het besluit"),
    *("Document", "Titel van het document", "Soort", "Datum", "Openbaarmaking", "Gronden", "Pagina", "Fragment", "Adres"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins with one of these for a formula


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    del site
    return (
        Route("/zoeken.json", as_json, name="zoeken.json"),
        Route("/zoeken.csv", as_csv, name="zoeken.csv"),
        Route("/zoeken.atom", as_feed, name="zoeken.atom"),
    )


def as_json(request: Request) -> Response:
    """The dossiers found with their best pages, 50 at a time; inside one dossier all its pages, 50 at a time. Raises EngineError.

    `volgende` leads to the next dossiers or pages, `alleTreffers` of a dossier to those of its pages that are not among its best.
    """
    site: Site = request.app.state.site
    asked = asking.read(request.query_params.multi_items())
    results, repairs = _asked(site, asked, IN_JSON, by="page" if asked.single else "dossier", pages=searching.BEST_PAGES)
    number = results.total if asked.single else results.dossiers
    following = _following(asked, number, IN_JSON)
    found = tuple(shown(site, results, asked.text, absolute=True))
    beyond = _BEYOND if number > DEEPEST else ""
    content = {
        "zoekvraag": asked.text,
        "adres": _address(site, "zoeken", asked),
        "meldingen": [one for one in (*asked.told, *repairs, gone(results, found), beyond) if one],
        "bedoelde": results.meant,
        "treffers": results.total,
        "treffersMetAlleWoorden": results.full,
        "dossiers": results.dossiers,
        "dossiersGeschat": results.estimated,
        "volgende": _address(site, "zoeken.json", following) if following else None,
        "resultaten": [_dossier(site, asked, one, results.total if asked.single else one.found) for one in found],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _answer(site, text.encode(), "application/json", ("zoeken.json", following))


def as_csv(request: Request) -> Response:
    """The pages found, a row each, 500 at a time. Raises EngineError.

    With a byte order mark and semicolons: so the spreadsheet programs of Dutch computers open it in columns.
    """
    site: Site = request.app.state.site
    asked = asking.read(request.query_params.multi_items())
    results, _ = _asked(site, asked, searching.IN_CSV, by="page")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for one in shown(site, results, asked.text, absolute=True):
        if one.dossier is not None:
            writer.writerows([_harmless(cell) for cell in _cells(one.dossier, page)] for page in one.pages)
    following = _following(asked, results.total, searching.IN_CSV)
    answer = _answer(site, out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", ("zoeken.csv", following))
    answer.headers["content-disposition"] = 'attachment; filename="zoekresultaten.csv"'
    return answer


def as_feed(request: Request) -> Response:
    """The dossiers found, those that changed last first. Raises EngineError."""
    site: Site = request.app.state.site
    asked = asking.read(request.query_params.multi_items())
    found = {one.dossier.id: (one, one.dossier) for one in _changed_last(site, asked) if one.dossier}
    changed = site.workspace.catalogue.changed(found)
    entries = [_entry(*pair, changed[dossier]) for dossier, pair in found.items() if dossier in changed]
    entries.sort(key=lambda one: (one.updated, one.id), reverse=True)
    feed = atom.Feed(
        title=f"{site.settings.serve.name}: {asked.text or 'alle documenten'}",
        link=_address(site, "zoeken", asked.but()),
        address=_address(site, "zoeken.atom", asked.but()),
        author=site.settings.serve.name,
        entries=entries[:IN_FEED],
        subtitle="Dossiers die bij deze zoekvraag horen; wat het laatst is veranderd, staat vooraan.",
    )
    answer = atom.answer(request, feed)
    answer.headers.update(_OPEN)
    return answer


def _changed_last(site: Site, asked: Asking) -> Iterator[FoundDossier]:
    """What is found among the dossiers that changed last; if that is little, what has the newest documents as well."""
    latest = list(site.workspace.catalogue.latest(_LOOKED_AT))
    within = [one for one in latest if one in asked.chosen.get("dossier", latest)]
    common = {"by": "dossier", "pages": 1, "sort": "newest"}
    found: dict[str, Result] = {}
    if within:
        results, _ = searching.results(site, asked, dossiers=within, limit=len(within), **common)
        found = {one.dossier: one for one in sorted(results.results, key=lambda one: latest.index(one.dossier))[:IN_FEED]}
    if len(found) < IN_FEED:
        results, _ = searching.results(site, asked, limit=IN_FEED, **common)
        found = {one.dossier: one for one in results.results} | found
    chosen = results.model_copy(update={"results": tuple(found.values())})
    yield from shown(site, chosen, asked.text, absolute=True)


def _asked(site: Site, asked: Asking, size: int, **more: object) -> tuple[Results, tuple[str, ...]]:
    offset = (asked.page - 1) * size
    window = {"limit": size, "offset": offset} if offset < DEEPEST else {"limit": 0}
    return searching.results(site, asked, **window, **more)


def _following(asked: Asking, number: int, size: int) -> Asking | None:
    return asked.but(page=asked.page + 1) if asked.page * size < min(number, DEEPEST) else None


def _answer(site: Site, content: bytes, media_type: str, following: tuple[str, Asking | None]) -> Response:
    headers = dict(_OPEN)
    name, asked = following
    if asked is not None:
        headers["link"] = f'<{_address(site, name, asked)}>; rel="next"'
    return Response(content, media_type=media_type, headers=headers)


def _address(site: Site, name: str, asked: Asking) -> str:
    query = asked.query()
    return f"{site.base}/{name}{f'?{query}' if query else ''}"


def _dossier(site: Site, asked: Asking, one: FoundDossier, number: int) -> dict[str, Any]:
    """A dossier of which `number` pages answer."""
    if one.dossier is None:
        return {"adres": one.link, "wordtBijgewerkt": True, "treffers": number, "paginas": []}
    dossier = one.dossier
    inside = asked.but(chosen={**asked.chosen, "dossier": (dossier.id,)})
    return {
        "adres": one.link,
        "dossier": dossier.id,
        "titel": dossier.title,
        "orgaan": {"code": dossier.publisher.code, "naam": dossier.publisher.name},
        "datumBesluit": dossier.decided.isoformat() if dossier.decided else None,
        "treffers": number,
        "alleTreffers": None if asked.single or number <= len(one.pages) else _address(site, "zoeken.json", inside),
        "paginas": [_page(page) for page in one.pages],
    }


def _page(page: FoundPage) -> dict[str, Any]:
    document = page.document
    return {
        "adres": page.link,
        "document": document.name,
        "titel": document.called,
        "soort": document.kind,
        "datum": document.dated.isoformat() if document.dated else None,
        "beoordeling": document.disclosure,
        "gronden": list(document.grounds),
        "pagina": page.number or None,
        "fragment": page.snippet,
        "markeringen": list(_marks(page)),
    }


def _marks(page: FoundPage) -> Iterator[tuple[int, int]]:
    """The marks as (start, end) in the snippet."""
    at = 0
    for piece in page.pieces:
        if piece.marked:
            yield at, at + len(piece.text)
        at += len(piece.text)


def _cells(dossier: PublicDossier, page: FoundPage) -> Iterable[str]:
    document = page.document
    return (
        *(dossier.id, dossier.title, dossier.publisher.name, dossier.decided.isoformat() if dossier.decided else ""),
        *(document.name, document.called, document.kind or "", document.dated.isoformat() if document.dated else ""),
        *(wording.DISCLOSURES.get(document.disclosure or "", ""), "; ".join(document.grounds), str(page.number or "")),
        *(" ".join(page.snippet.split()), page.link),
    )


def _harmless(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_FORMULA) and len(cell) > 1 else cell


def _entry(one: FoundDossier, dossier: PublicDossier, changed: datetime) -> atom.Entry:
    best = one.pages[0] if one.pages else None
    where = f"{best.document.called}{f', pagina {best.number}' if best.number else ''}" if best else ""
    told = (f"{one.found} treffers" if one.found != 1 else "1 treffer", where, " ".join(best.snippet.split()) if best else "")
    return atom.Entry(
        id=one.link,
        title=dossier.title,
        link=one.link,
        updated=changed,
        summary=". ".join(part for part in told if part),
        author=dossier.publisher.name,
    )

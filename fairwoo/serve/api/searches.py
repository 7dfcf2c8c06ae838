"""`/_zoek`: all that the search of the site can, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from fastapi import Query

from fairwoo import index
from fairwoo.errors import UsageError
from fairwoo.index import FacetValue, Results
from fairwoo.serve import codes
from fairwoo.serve.api import models, questions, telling
from fairwoo.serve.api.shelf import SiteOf, shelf, wrong_cursor
from fairwoo.serve.api.telling import Addresses, asked
from fairwoo.serve.search import narrowed
from fairwoo.serve.search.asking import FACETS
from fairwoo.serve.search.found import FoundPage, shown
from fairwoo.serve.site import Site
from fairwoo.shared import clean_text

router = shelf("zoeken")

_MOST_VALUES = 100  # of one facet


@router.get("/_zoek", operation_id="zoeken", summary="Zoeken")
def search(site: SiteOf, asking: Annotated[questions.Search, Query()]) -> models.Zoekresultaat:
    """Zoekt in de teksten van alle dossiers. Zonder zoekvraag: de nieuwste eerst.

    Van elk dossier staan er hoogstens drie pagina's in. Zijn het er meer, dan is `dossier.links.treffers` het adres van alle treffers in
    dat dossier. Met `per=pagina` zijn alle pagina's te doorlopen, over dossiers heen.
    """
    text = " ".join(clean_text(asking.q).split())
    request = asking.request(
        by="page" if asking.per == "pagina" else "dossier", facets=asking.facetten, sort=questions.SORTS[asking.sorteer]
    )
    try:
        results, repairs = site.engine.asked(lambda backend: index.search_text(backend, text, request))
    except UsageError as error:
        raise wrong_cursor() from error
    return models.Zoekresultaat(
        zoekvraag=text,
        aanpassingen=[one.nl for one in repairs],
        bedoelde_u=results.meant,
        totaal_paginas=results.total,
        totaal_dossiers=results.dossiers,
        totaal_geschat=results.estimated,
        alle_woorden=results.full,
        ongedateerd=results.undated.pages,
        resultaten=list(_results(site, asking, results, text)),
        facetten=dict(_facets(results.facets)) if asking.facetten else {},
        links=_links(site, asking, results),
    )


def _results(site: Site, asking: questions.Search, results: Results, text: str) -> Iterator[models.Resultaat]:
    """The results; a dossier that is being updated is left out."""
    inside = len(asking.dossier) == 1
    for one in shown(site, results, text, absolute=True):
        if one.dossier is not None:
            dossier = telling.short(site, one.dossier)
            if asking.per == "dossier" and one.found > len(one.pages):
                links = {**dossier.links, "treffers": _all_hits(site, asking, one.dossier.id)}
                dossier = dossier.model_copy(update={"links": links})
            hits = [_hit(site, one.dossier.id, page) for page in one.pages]
            yield models.Resultaat(dossier=dossier, gevonden=results.total if inside else one.found, treffers=hits)


def _all_hits(site: Site, asking: questions.Search, dossier_id: str) -> str:
    """The address of all pages of a dossier that answer, page by page."""
    kept = ((key, value) for key, value in asking.pairs() if key not in {"dossier", "per", "cursor"})
    return asked(Addresses(site).search, [*kept, ("dossier", dossier_id), ("per", "pagina")])


def _hit(site: Site, dossier_id: str, page: FoundPage) -> models.Treffer:
    addresses, name = Addresses(site), page.document.name
    at, marks = 0, []
    for piece in page.pieces:
        if piece.marked:
            marks.append((at, at + len(piece.text)))
        at += len(piece.text)
    document = addresses.document(dossier_id, name)
    tekst = {"tekst": addresses.page(dossier_id, name, page.number)} if page.number else {}
    return models.Treffer(
        document=name,
        titel=clean_text(page.document.called),
        pagina=page.number or None,
        datum=page.dated,
        fragment=page.snippet,
        markeringen=marks,
        links={"document": document, "pagina": page.link, **tekst},
    )


def _facets(facets: Mapping[str, tuple[FacetValue, ...]]) -> Iterator[tuple[str, list[models.Telling]]]:
    for facet in FACETS:
        values = facets.get(facet.name, ())[:_MOST_VALUES]
        yield (
            facet.key,
            [
                models.Telling(
                    waarde=codes.code(facet.key, one.value),
                    naam=clean_text(narrowed.label(facet.key, one.value)),
                    paginas=one.pages,
                    dossiers=one.dossiers,
                )
                for one in values
            ],
        )


def _links(site: Site, asking: questions.Search, results: Results) -> dict[str, str]:
    address = Addresses(site).search
    links = {"zelf": asked(address, asking.pairs())}
    return {**links, "volgende": asked(address, asking.pairs(results.next))} if results.next else links

"""`/dossiers` and what is below them: documents and the texts of their pages. And `/documenten`, all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Annotated

from fastapi import Path, Query

from fairwoo import index
from fairwoo.errors import UsageError
from fairwoo.serve.api import models, questions, telling
from fairwoo.serve.api.problems import ProblemError, Problems
from fairwoo.serve.api.shelf import SiteOf, behind, document_at, dossier_at, ids_of, shelf, shown, wrong_cursor
from fairwoo.serve.api.telling import Addresses, asked
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

_LOOKED_AT = 500  # dossiers, for one answer

router = shelf("dossiers")
documents = shelf("documenten")

Id = Annotated[str, Path(description="Id van het dossier.", min_length=1, max_length=200)]
Name = Annotated[str, Path(description="Naam van het document.", min_length=1, max_length=200)]
Number = Annotated[int, Path(description="Nummer van de pagina, vanaf 1.", ge=1, le=1_000_000)]


@router.get("/dossiers", operation_id="dossiersOphalen", summary="Dossiers")
def all_dossiers(site: SiteOf, asking: Annotated[questions.Dossiers, Query()]) -> models.Dossiers:
    """Alle dossiers op id, of die met een bepaald kenmerk. Zonder filter en op id is de lijst altijd volledig."""
    if asking.narrowed or asking.sorteer != "id":
        return _found(site, asking)
    found = site.workspace.catalogue.ids(behind(site, asking.cursor or ""), asking.aantal + 1)
    page = found[: asking.aantal]
    links = _links(Addresses(site).dossiers, asking, page[-1] if len(found) > len(page) else None)
    told = [telling.short(site, one) for one in shown(site, page)]
    return models.Dossiers(dossiers=told, totaal=site.workspace.catalogue.number(), links=links)


def _found(site: Site, asking: questions.Dossiers) -> models.Dossiers:
    """The dossiers that the index finds. It tells only their ids."""
    sort = "oldest" if asking.sorteer == "oudste" else "newest"
    request = asking.request(by="dossier", pages=1, facets=False, sort=sort)
    try:
        results, _ = site.engine.asked(lambda backend: index.search_text(backend, "", request))
    except UsageError as error:
        raise wrong_cursor() from error
    found = shown(site, (one.dossier for one in results.results))
    return models.Dossiers(
        dossiers=[telling.short(site, one) for one in found],
        totaal=results.dossiers,
        totaal_geschat=results.estimated,
        links=_links(Addresses(site).dossiers, asking, results.next),
    )


@router.get("/dossiers/{id}", operation_id="dossierOphalen", summary="Een dossier")
def one_dossier(site: SiteOf, id: Id, asking: Annotated[questions.Nothing, Query()]) -> models.Dossier:  # noqa: A002, ARG001
    """Wat er werd gevraagd en besloten, door wie en wanneer."""
    return telling.whole(site, dossier_at(site, id))


@documents.get("/dossiers/{id}/documenten", operation_id="documentenVanDossierOphalen", summary="Documenten van een dossier")
def documents_of(site: SiteOf, id: Id, asking: Annotated[questions.Paging, Query()]) -> models.Documenten:  # noqa: A002
    """Alle documenten, ook wat niet openbaar is of is ingetrokken: dan zonder bestand en zonder tekst."""
    dossier = dossier_at(site, id)
    start = 0
    if asking.cursor is not None:
        start = next((at for at, one in enumerate(dossier.documents, 1) if one.name == asking.cursor), 0)
        if not start:
            raise wrong_cursor()
    page = dossier.documents[start : start + asking.aantal]
    more = page[-1].name if start + asking.aantal < len(dossier.documents) else None
    return models.Documenten(
        documenten=[telling.document(site, dossier, one) for one in page],
        totaal=len(dossier.documents),
        links=_links(Addresses(site).documents_of(id), asking, more),
    )


@documents.get("/dossiers/{id}/documenten/{naam}", operation_id="documentOphalen", summary="Een document")
def one_document(
    site: SiteOf,
    id: Id,  # noqa: A002
    naam: Name,
    asking: Annotated[questions.Nothing, Query()],  # noqa: ARG001
) -> models.Document:
    """Een document; met het adres van het bestand als dat voor iedereen is op te halen."""
    return telling.document(site, *document_at(site, id, naam))


@documents.get("/dossiers/{id}/documenten/{naam}/paginas", operation_id="paginasOphalen", summary="Teksten van een document")
def pages_of(
    site: SiteOf,
    id: Id,  # noqa: A002
    naam: Name,
    asking: Annotated[questions.Pages, Query()],
) -> models.Paginas:
    """De teksten van de pagina's, in volgorde. Wat gelakt of verborgen is, staat er niet in."""
    dossier, document = document_at(site, id, naam)
    after = asking.after()
    page = list(islice((one for one in site.pages(document) if one.number > after), asking.aantal))
    more = str(page[-1].number) if page and page[-1].number < document.pages else None
    return models.Paginas(
        paginas=[telling.text_page(site, dossier, document, one) for one in page],
        totaal=document.pages,
        links=_links(f"{Addresses(site).document(id, naam)}/paginas", asking, more),
    )


@documents.get("/dossiers/{id}/documenten/{naam}/paginas/{nummer}", operation_id="paginaOphalen", summary="Tekst van een pagina")
def one_page(
    site: SiteOf,
    id: Id,  # noqa: A002
    naam: Name,
    nummer: Number,
    asking: Annotated[questions.Nothing, Query()],  # noqa: ARG001
) -> models.Pagina:
    """De tekst van een pagina."""
    dossier, document = document_at(site, id, naam)
    found = site.page(document, nummer) if nummer <= document.pages else None
    if found is None:
        raise ProblemError(Problems.NOT_FOUND, "Dit document heeft geen leesbare pagina met dit nummer.")
    return telling.text_page(site, dossier, document, found)


@documents.get("/documenten", operation_id="documentenOphalen", summary="Documenten van alle dossiers")
def all_documents(site: SiteOf, asking: Annotated[questions.Documents, Query()]) -> models.Documenten:
    """Alle documenten, of die met een bepaald kenmerk, op id van het dossier en in de volgorde daarvan.

    Er kunnen er minder zijn dan aantal terwijl er nog meer volgen: ga door zolang er een links.volgende is. Zoeken in de teksten kan met
    /_zoek?per=pagina.
    """
    page, more = _some_documents(site, asking)
    return models.Documenten(
        documenten=[telling.document(site, *one) for one in page], links=_links(Addresses(site).documents, asking, more)
    )


def _some_documents(site: Site, asking: questions.Documents) -> tuple[list[tuple[PublicDossier, PublicDocument]], str | None]:
    """The documents behind the cursor, "dossier/document", and the cursor of what follows them; None if nothing does.

    Where few fit, no more than some dossiers are looked at for one answer. The document of a cursor that is no longer there counts as the
    last of its dossier.
    """
    first, _, name = (asking.cursor or "").partition("/")
    found: list[tuple[PublicDossier, PublicDocument]] = []
    last = ""
    for number, dossier in enumerate(shown(site, ids_of(site, asking.orgaan, behind(site, first)))):
        if number == _LOOKED_AT:
            return found, last
        ones: Sequence[PublicDocument] = dossier.documents
        if dossier.id == first:
            ones = ones[next((at for at, one in enumerate(ones, 1) if one.name == name), len(ones)) :]
        for one in ones:
            if asking.wants(one):
                if len(found) == asking.aantal:
                    return found, last
                found.append((dossier, one))
            last = f"{dossier.id}/{one.name}"
        last = last if ones else f"{dossier.id}/"
    return found, None


def _links(address: str, asking: questions.Paging, following: str | None) -> dict[str, str]:
    """This part of a list, and the one behind it if there is one."""
    links = {"zelf": asked(address, asking.pairs())}
    return {**links, "volgende": asked(address, asking.pairs(following))} if following is not None else links

"""`/dossier/ID/document/NAME/pagina/N?q=`: one page, as an image with the hits marked, small or large, and as text below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo import vocab
from fairwoo.errors import EngineError
from fairwoo.map.terms import language_tag
from fairwoo.model import Page
from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.dossiers import places
from fairwoo.serve.dossiers.leaves import leaf
from fairwoo.serve.dossiers.naming import apart
from fairwoo.serve.dossiers.pictures import picture
from fairwoo.serve.dossiers.places import Sought
from fairwoo.serve.dossiers.reading_text import LONG, SHORT, blocks, shortened
from fairwoo.serve.dossiers.within import of_document, page_number
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.routing import SLUG
from fairwoo.serve.search.asking import LONGEST_TEXT
from fairwoo.serve.search.found import page_link
from fairwoo.serve.site import Site
from fairwoo.serve.templating import page
from fairwoo.shared import clean_text

_LARGE = "beeld=groot"
_PATH = f"/dossier/{{id:{SLUG}}}/document/{{name:{SLUG}}}/pagina"


class Looked(NamedTuple):
    """What was searched for (`what` is None if nothing was, or the engine is `away`), and the pages of the document that have it."""

    text: str = ""
    what: Sought | None = None
    hits: tuple[int, ...] = ()
    away: bool = False

    def before(self, number: int) -> int | None:
        """The page with a hit before this one."""
        return max((one for one in self.hits if one < number), default=None)

    def after(self, number: int) -> int | None:
        """The page with a hit behind this one."""
        return min((one for one in self.hits if one > number), default=None)


def routes(site: Site) -> Sequence[BaseRoute]:
    """The pages, and where the form to go to one leads."""
    del site
    return (
        Route(_PATH, of_document(chosen), name="paginakeuze"),
        Route(f"{_PATH}/{{number}}", of_document(view), name="pagina"),
    )


def chosen(request: Request, dossier: PublicDossier, document: PublicDocument) -> Response:
    """On to the page that a form names, or to the nearest that there is."""
    site: Site = request.app.state.site
    if not document.readable:
        raise answers.missing()
    given = request.query_params.get("n", "").strip()
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 1
    link = page_link(site.links(dossier.id), document.name, max(1, min(number, document.pages)), _query(request))
    return RedirectResponse(_enlarged(link) if _is_large(request) else link, status_code=303)


def view(request: Request, dossier: PublicDossier, document: PublicDocument) -> Response:
    """A page of a document; `?q=` marks what was searched for, `?beeld=groot` enlarges the image, `?alles=1` gives the whole of a
    long text.
    """
    site: Site = request.app.state.site
    number = page_number(request.path_params["number"], document)
    found = leaf(site, dossier, document, number)
    if found is None:
        raise answers.missing()
    text = _query(request)
    if text:  # the places may change with the index: not to be kept
        answer = _html(request, dossier, document, (found, _looked(site, dossier, document, text)))
        answer.headers["cache-control"] = "no-cache"
        return answer
    tag = f"{dossier.revision} {'alles' in request.query_params} {_is_large(request)}"
    return conditional(request, tag, lambda: _html(request, dossier, document, (found, Looked())))


def _query(request: Request) -> str:
    return " ".join(clean_text(request.query_params.get("q", "")).split())[:LONGEST_TEXT].strip()


def _is_large(request: Request) -> bool:
    return request.query_params.get("beeld") == "groot"


def _enlarged(link: str) -> str:
    """A link to a page, to the view of it with the large image."""
    return f"{link}{'&' if '?' in link else '?'}{_LARGE}"


def _looked(site: Site, dossier: PublicDossier, document: PublicDocument, text: str) -> Looked:
    try:
        what = places.sought(site, text)
        return Looked(text, what, places.pages_with(site, dossier, document, what) if what else ())
    except EngineError:  # the page can be read all the same
        return Looked(text, away=True)


def _html(request: Request, dossier: PublicDossier, document: PublicDocument, seen: tuple[Page, Looked]) -> Response:
    site: Site = request.app.state.site
    found, looked = seen
    links = site.links(dossier.id)
    whole = found.whole_text
    everything = "alles" in request.query_params
    text = shortened(whole, LONG if everything else SHORT)
    marks = places.marks_in(text, looked.what)
    large = _is_large(request)
    image = picture(site, dossier, document, found, large=large)
    language = vocab.language(document.language) if document.language else None

    def to(number: int, *, large: bool = large) -> str:
        link = page_link(links, document.name, number, looked.text)
        return _enlarged(link) if large else link

    asked = to(found.number).partition("?")[2]
    return page(
        request,
        "pagina.html",
        dossier=dossier,
        document=document,
        links=links,
        number=found.number,
        image=image,
        large=large,
        places=places.boxes(site, document, found, looked.what) if image and looked.what else (),
        blocks=tuple(blocks(text, marks)),
        marked=len(marks),
        left=len(whole) - len(text),
        longer=not everything,
        recognised=found.is_recognised,
        apart=apart(dossier, document),
        looked=looked,
        lang=language_tag(language) if language else None,
        to=to,
        everything=f"?{asked}&alles=1" if asked else "?alles=1",
    )

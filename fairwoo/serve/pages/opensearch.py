"""`/opensearch.xml` (OpenSearch 1.1), by which a browser searches here from its address bar, and `/suggesties` for what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from time import monotonic
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo import index, vocab
from fairwoo.serve.search import asking, searching
from fairwoo.serve.search.found import shown
from fairwoo.serve.site import Site
from fairwoo.shared import clean_text
from fairwoo.vocab.words import fold

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT, _LONG = 16, 48  # characters that ShortName and LongName may have
_WORDS, _BODIES, _TITLES = 6, 3, 3  # suggestions of each kind
_LONGEST_PREFIX = 100  # characters
_FRESH = 60.0  # seconds that the list of bodies is good for


def routes(site: Site) -> Sequence[BaseRoute]:
    """The routes of this file."""
    bodies = _Bodies(site)

    def suggestions(request: Request) -> Response:
        """How what is being typed may go on: words of the texts, bodies, titles of dossiers."""
        text = clean_text(request.query_params.get("q", ""))[:_LONGEST_PREFIX].strip()
        found = tuple(dict.fromkeys((*_words(site, text), *bodies.like(text), *_titles(site, text)))) if text else ()
        content = [text, list(found)]
        return JSONResponse(content, media_type="application/x-suggestions+json", headers={"cache-control": "max-age=60"})

    return (Route("/opensearch.xml", description, name="opensearch.xml"), Route("/suggesties", suggestions, name="suggesties"))


def description(request: Request) -> Response:
    """What a browser needs to know to search here."""
    site: Site = request.app.state.site
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": _NAMESPACE})
    name = site.settings.serve.name
    _put(root, "ShortName", _short(name, _SHORT))
    _put(root, "Description", f"Zoeken in dossiers die op grond van de Wet open overheid openbaar zijn: {name}"[:1024])
    for media_type, relation, template in (
        ("text/html", "results", "zoeken?q={searchTerms}&pagina={startPage?}"),
        ("application/atom+xml", "results", "zoeken.atom?q={searchTerms}"),
        ("application/x-suggestions+json", "suggestions", "suggesties?q={searchTerms}"),
        ("application/opensearchdescription+xml", "self", "opensearch.xml"),
    ):
        ElementTree.SubElement(root, "Url", {"type": media_type, "rel": relation, "template": f"{site.base}/{template}"})
    _put(root, "LongName", _short(name, _LONG))
    _put(root, "Language", "nl")
    _put(root, "InputEncoding", "UTF-8")
    _put(root, "OutputEncoding", "UTF-8")
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, media_type="application/opensearchdescription+xml", headers={"cache-control": "max-age=86400"})


def _put(root: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(root, name).text = clean_text(text)


def _short(name: str, length: int) -> str:
    """The name cut between words, or inside the first if that is longer."""
    if len(name) <= length:
        return name
    return name[: length + 1].rpartition(" ")[0].strip() or name[:length]


class _Bodies:
    """The bodies of which there are dossiers, asked of the engine once a minute."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = Lock()
        self._names: tuple[str, ...] = ()
        self._until = 0.0

    def like(self, text: str) -> tuple[str, ...]:
        """The names with a word that begins with the text. Raises EngineError."""
        wanted = fold(text)
        found = (name for name in self._known() if f" {fold(name)}".find(f" {wanted}") >= 0)
        return tuple(found)[:_BODIES] if wanted else ()

    def _known(self) -> tuple[str, ...]:
        with self._lock:
            if monotonic() >= self._until:
                results, _ = searching.results(self._site, asking.Asking(), facets=True, limit=0)
                bodies = (vocab.body(one.value) for one in results.facets.get("body", ()))
                self._names = tuple(body.name for body in bodies if body)
                self._until = monotonic() + _FRESH
            return self._names


def _words(site: Site, text: str) -> tuple[str, ...]:
    return site.engine.asked(lambda backend: index.complete(backend, text, _WORDS))


def _titles(site: Site, text: str) -> tuple[str, ...]:
    """Titles of dossiers in which every word that was typed begins a word."""
    wanted = fold(text).split()
    results, _ = searching.results(site, asking.Asking(text=text), by="dossier", pages=1, limit=3 * _TITLES)
    titles = (one.dossier.title for one in shown(site, results, "") if one.dossier)
    fitting = (title for title in titles if all(f" {word}" in f" {fold(title)}" for word in wanted))
    return tuple(fitting)[:_TITLES] if wanted else ()

"""From bytes to a graph: which syntax of RDF it is, its JSON-LD contexts, and what is wrong with its form."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.rdf import RELATIVE, Graph, graph
from fairwoo.validate.rdf_contexts import CONTEXT, MOST_DEPTH, OTHER_CONTEXT, UnknownContext, context_file, with_contexts

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

SYNTAX = FindingKind(
    code="rdf-syntax",
    level=Level.ERROR,
    nl="Dit is geen goede {syntax}: {reason}.",
    en="This is no good {syntax}: {reason}.",
    do_nl="Herstel het bestand op deze plaats; pas daarna is te zien wat het zegt.",
    do_en="Mend the file at this place; only then can be seen what it says.",
)
DEEP = FindingKind(
    code="rdf-too-deep",
    level=Level.ERROR,
    nl="Het bestand nest dieper dan {most} niveaus en wordt daarom niet gelezen.",
    en="The file nests deeper than {most} levels and is not read for that reason.",
    do_nl="Geef knopen een eigen adres en verwijs daarnaar, in plaats van ze in elkaar te schrijven.",
    do_en="Give nodes an address of their own and refer to it, instead of writing them into each other.",
)
ENCODING = FindingKind(
    code="rdf-encoding",
    level=Level.ERROR,
    nl="Dit is geen UTF-8 (byte {byte}).",
    en="This is no UTF-8 (byte {byte}).",
    do_nl="Sla het bestand op als UTF-8.",
    do_en="Save the file as UTF-8.",
)

_MOST_CONTEXT = 500_000  # bytes; that of DCAT-AP has 24,000
ENTITIES = FindingKind(
    code="rdf-entities-swell",
    level=Level.ERROR,
    nl="De entiteiten in dit XML-bestand verwijzen naar elkaar of maken het veel groter; daarom wordt het niet gelezen.",
    en="The entities of this XML file refer to each other or make it much larger; it is not read for that reason.",
    do_nl="Schrijf de tekst uit in plaats van naar entiteiten te verwijzen.",
    do_en="Write the text out instead of referring to entities.",
)

_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%]+)\s+(\"[^\"]*\"|'[^']*')")
_ENTITY_USE = re.compile(rb"&([^&;\s]+);")
_MOST_ENTITIES = 20_000_000  # bytes that entities may add; those for namespaces add about a hundred each
_BEGINNING = 1 << 16  # bytes within which a file shows its syntax; licences and comments may come first
_NAMES = {"turtle": "Turtle", "nq": "N-Quads", "xml": "RDF/XML", "json": "JSON-LD", "html": "JSON-LD"}
_SCRIPT = re.compile(rb"<script[^>]{0,500}application/ld\+json[^>]{0,500}>", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"</script", re.IGNORECASE)
_TURTLE = re.compile(
    rb"(?:\s|#[^\n]*\n)*(?:@prefix|@base|prefix\s|base\s|graph\s|<[a-z][a-z0-9+.-]*:|<#|<>|_:|\[)", re.IGNORECASE
)
_NQUADS = re.compile(rb"\s*(?:<[^>]*>|_:\S+)\s+<[^>]*>\s+(?:\"(?:[^\"\\]|\\.)*\"\S*|<[^>]*>|_:\S+)\s+(?:<[^>]*>|_:\S+)\s*\.")
_MARKUP = re.compile(rb"<(?:\?xml|!doctype|!--|[A-Za-z_][\w.-]*:?RDF[\s>])", re.IGNORECASE)


_BRACKET = re.compile(rb"[\[({\])}]")
# Possessive, so that a text which is not closed is looked at once: it ends where its line does.
_SIGN = re.compile(rb'"""[\s\S]*?"""|"(?:[^"\\\n]++|\\.)*+(?:"|(?P<open>))|<[^<>\s]*>|(?P<bracket>[\[({\])}])')


class _Swelling(Exception):  # noqa: N818 - a signal, not an error
    pass


class Reading(NamedTuple):
    """The graph, None if it could not be read, and what there is to say about the form."""

    graph: Graph | None
    findings: tuple[Finding, ...] = ()


def syntax_of(content: bytes) -> str | None:
    """`json`, `html` (with JSON-LD inside), `xml` (RDF/XML), `nq` or `turtle` (also N-Triples and TriG); None if it is none."""
    start = content.removeprefix(b"\xef\xbb\xbf")[:_BEGINNING].lstrip()
    if start.startswith((b"{", b"[")) and not _TURTLE.match(start[1:].lstrip()[:200]):
        return "json"
    if _MARKUP.match(start) or start[:5].lower() == b"<html":
        if b"http://www.w3.org/1999/02/22-rdf-syntax-ns#" in content and b"RDF" in content:
            return "xml"
        return "html" if _SCRIPT.search(content) else None
    if b"\0" in start or not _TURTLE.match(start):
        return None
    return "nq" if _NQUADS.match(start) else "turtle"


def only_context(content: bytes) -> bool:
    """Is this JSON-LD that has a context and says nothing? Such files are small."""
    if len(content) > _MOST_CONTEXT or syntax_of(content) != "json":
        return False
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.keys() == {"@context"}


def read(given: Given, schemas: Schemas | None) -> Reading:
    """Read all graphs of the file into one. Raises nothing on strange input."""
    content = given.content.removeprefix(b"\xef\xbb\xbf")
    syntax = syntax_of(content) or "turtle"
    place = Place(file=given.name)
    try:
        if syntax != "xml":  # XML says itself how it is encoded
            content.decode("utf-8")
        return _parsed(content, syntax, given, schemas)
    except UnicodeDecodeError as error:
        return Reading(None, (ENCODING.at(place, byte=error.start + 1),))
    except UnknownContext as unknown:
        name = context_file(unknown.address) or "context.jsonld"
        return Reading(None, (CONTEXT.at(place, address=unknown.address, name=name),))
    except json.JSONDecodeError as error:
        where = place.model_copy(update={"line": error.lineno})
        return Reading(None, (SYNTAX.at(where, syntax="JSON", reason=error.msg),))
    except _Swelling:
        return Reading(None, (ENTITIES.at(place),))
    except RecursionError:
        return Reading(None, (DEEP.at(place, most=MOST_DEPTH),))
    except SyntaxError as error:
        where = place.model_copy(update={"line": error.lineno or (_xml_line(content) if syntax == "xml" else None)})
        reason = re.sub(r"^Parser error (?:at|between) line .*?: ", "", str(error.msg)).rstrip(".")
        return Reading(None, (SYNTAX.at(where, syntax=_NAMES[syntax], reason=reason),))
    except (OSError, ValueError, KeyError) as error:
        return Reading(None, (SYNTAX.at(place, syntax=_NAMES[syntax], reason=str(error).rstrip(".")),))


def _parsed(content: bytes, syntax: str, given: Given, schemas: Schemas | None) -> Reading:
    import pyoxigraph

    formats: dict[str, RdfFormat] = {
        "json": pyoxigraph.RdfFormat.JSON_LD,
        "html": pyoxigraph.RdfFormat.JSON_LD,
        "xml": pyoxigraph.RdfFormat.RDF_XML,
        "nq": pyoxigraph.RdfFormat.N_QUADS,
        "turtle": pyoxigraph.RdfFormat.TRIG,  # of which Turtle and N-Triples are parts
    }
    if syntax == "html":
        content = _scripts(content)
    if syntax == "xml":
        _check_entities(content)
    findings: tuple[Finding, ...] = ()
    if syntax in {"json", "html"}:
        content, replaced = with_contexts(content, schemas)
        findings = tuple(OTHER_CONTEXT.at(Place(file=given.name), address=one) for one in replaced)
    elif _depth(content, syntax) > MOST_DEPTH:
        raise RecursionError
    base = given.base if given.base.lower().startswith(("http://", "https://")) else RELATIVE
    quads = pyoxigraph.parse(content, formats[syntax], base_iri=base)
    return Reading(graph(quad.triple for quad in quads), findings)


def _xml_line(content: bytes) -> int | None:
    """The line where XML breaks off, which the reader of RDF/XML does not tell."""
    from lxml import etree

    try:
        etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return error.lineno
    return None


def _scripts(content: bytes) -> bytes:
    """The JSON-LD of an HTML page as one list."""
    found: list[Any] = []
    at = 0
    while (begin := _SCRIPT.search(content, at)) and (end := _SCRIPT_END.search(content, begin.end())):
        script = json.loads(content[begin.end() : end.start()])
        found += script if isinstance(script, list) else [script]
        at = end.end()
    return json.dumps(found).encode()


def _depth(content: bytes, syntax: str) -> int:
    """How deep brackets (elements, in XML) nest at most; those inside texts count too, which only errs on the safe side."""
    if syntax == "xml":
        return _element_depth(content)
    depth = deepest = 0
    for sign in _SIGN.finditer(content):
        if sign["bracket"] or sign["open"] is not None:
            for bracket in _BRACKET.findall(sign.group()):
                depth += 1 if bracket in b"[({" else -1
                deepest = max(deepest, depth)
    return deepest


def _check_entities(content: bytes) -> None:
    """Raises _Swelling where the entities of XML, which its reader fills in, would make much of little."""
    declared = dict(reversed(_ENTITY.findall(content)))  # of two the first counts
    if any(b"&" in value for value in declared.values()):
        raise _Swelling
    used = Counter(use[1] for use in _ENTITY_USE.finditer(content)) if declared else {}
    if sum(count * len(declared.get(name, b"")) for name, count in used.items()) > _MOST_ENTITIES:
        raise _Swelling


def _element_depth(content: bytes) -> int:
    depth = deepest = 0
    for tag in re.finditer(rb"<(/?)[A-Za-z_][^<>]*?(/?)>", content):
        if tag.group(1):
            depth -= 1
        elif not tag.group(2):
            depth += 1
            deepest = max(deepest, depth)
    return deepest

"""The metadata file of an RO-Crate, `ro-crate-metadata.json`, of a package (RO-Crate 1.2 and 1.3).

Identifiers of files are relative paths, percent-encoded. What is not known is left out; a root property that RO-Crate demands and
that we cannot know is a finding.
"""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from fairwoo import grounds
from fairwoo.map.contact import Contact
from fairwoo.map.documents import Described, Maker
from fairwoo.map.terms import Licence, not_open
from fairwoo.map.wording import NO_LICENCE, OPEN_LICENCE, OPEN_METADATA
from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.pack.contents import Contents, Original, Written
from fairwoo.pack.crate_graph import CRATE_METADATA, Graph, ref

DATE_MISSING = FindingKind(
    code="package-date-missing",
    level=Level.ERROR,
    nl="Van het dossier is geen datum van publicatie of besluit bekend (datePublished). Er is geen pakket gemaakt.",
    en="No date of publication or decision is known of the dossier (datePublished). No package was made.",
    do_nl="Zet “published” in dossier.json, neem het dossier opnieuw op, en maak het pakket opnieuw.",
    do_en="Put “published” in dossier.json, bring the dossier in again, and make the package again.",
)

NAME_MISSING = FindingKind(
    code="package-name-missing",
    level=Level.ERROR,
    nl="Het dossier heeft geen titel (name). Er is geen pakket gemaakt.",
    en="The dossier has no title (name). No package was made.",
    do_nl="Zet “title” in dossier.json, neem het dossier opnieuw op, en maak het pakket opnieuw.",
    do_en="Put “title” in dossier.json, bring the dossier in again, and make the package again.",
)

_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_JCI = "https://wetten.overheid.nl/"


def lacking(contents: Contents) -> tuple[Finding, ...]:
    """What RO-Crate demands of a package, and the dossier does not tell: without it there is no package."""
    demanded = (("name", contents.case.title, NAME_MISSING), ("datePublished", _published(contents), DATE_MISSING))
    return tuple(kind.at(Place(file=CRATE_METADATA, path=f"./ {name}")) for name, value, kind in demanded if not value)


def _published(contents: Contents) -> str | None:
    day = contents.case.dossier.published or contents.case.dossier.decided
    return day.isoformat() if day else None


def crate_metadata(contents: Contents) -> bytes:
    """The file."""
    graph = Graph(contents.options.version)
    _describe_root(graph, contents)
    for one in contents.written:
        _add_written(graph, one)
    for original in contents.originals:
        _add_original(graph, original, contents)
    _add_context(graph, contents)
    return graph.written()


def _describe_root(graph: Graph, contents: Contents) -> None:
    case = contents.case
    dossier = case.dossier
    licence = case.licence or not_open()
    values: dict[str, Any] = {
        "name": case.title,
        "description": case.description,
        "datePublished": _published(contents),
        "dateModified": dossier.modified.isoformat() if dossier.modified else None,
        "license": ref(licence.web),
        "identifier": dossier.id,
        "publisher": ref(dossier.publisher.uri),
        "author": ref(dossier.publisher.uri),
        "about": [ref(concept.uri) for concept in (case.category, case.theme) if concept],
        "mentions": [ref(_ground_iri(code)) for code in dossier.grounds],
        "keywords": ", ".join(case.keywords),
        "url": ref(case.source) if case.source else None,
    }
    graph.root(values)


def _add_written(graph: Graph, one: Written) -> None:
    values = {
        "name": one.name,
        "description": OPEN_METADATA,
        "encodingFormat": one.media_type,
        "contentSize": str(len(one.content)),
        "sha256": hashlib.sha256(one.content).hexdigest(),
        "about": ref("./"),
        "license": ref(_CC0),  # metadata that fairwoo makes
    }
    graph.file(one.path, values)


def _add_original(graph: Graph, original: Original, contents: Contents) -> None:
    document, described = original.document, contents.case.documents[original.document.id]
    concepts, root_licence = (contents.case.theme, contents.case.category), contents.case.licence or not_open()
    values = {
        "name": described.title or document.number or original.path,
        "identifier": document.id,
        "encodingFormat": document.media_type,
        "contentSize": str(document.size),
        "sha256": document.sha256,
        "dateCreated": document.dated.isoformat() if document.dated else None,
        "about": [ref(concept.uri) for concept in concepts if concept][:1],
        "author": ref(contents.case.dossier.publisher.uri) if described.maker is Maker.BODY else None,
        "inLanguage": described.language.uri if described.language else None,
        "additionalType": ref(described.kind.uri) if described.kind else None,
        "license": None if _licence(described) == root_licence else ref(_licence(described).web),  # files inherit the root's
        "mentions": [ref(_ground_iri(code)) for code in document.grounds],
    }
    graph.file(original.path, values)


def _licence(described: Described) -> Licence:
    return described.licence or not_open()


def _add_context(graph: Graph, contents: Contents) -> None:
    """The things that files and root refer to, each once, in the order of their identifiers."""
    case = contents.case
    body = case.dossier.publisher
    asked = case.contact.email or case.contact.url
    things: dict[str, dict[str, Any]] = {
        body.uri: {
            "@type": ["Organization", "GovernmentOrganization"],
            "name": body.name,
            "identifier": body.code,
            "url": body.uri,
            **({"contactPoint": ref(asked)} if asked and asked != body.uri else {}),
        }
    }
    if asked and asked != body.uri:
        things[asked] = _contact(case.contact)
    released = [case.documents[one.document.id] for one in contents.originals]
    kinds = [described.kind for described in released]
    for concept in (case.category, case.theme, *kinds):
        if concept:
            things[concept.uri] = {"@type": "DefinedTerm", "name": concept.label, "termCode": concept.code}
    for licence in (case.licence or not_open(), *map(_licence, released)):
        sentence = NO_LICENCE if licence == not_open() else OPEN_LICENCE
        things[licence.web] = {"@type": "CreativeWork", "name": licence.code or licence.web, "description": sentence}
    things.setdefault(_CC0, {"@type": "CreativeWork", "name": "cc0", "description": OPEN_METADATA})
    codes = {*case.dossier.grounds, *(code for one in contents.originals for code in one.document.grounds)}
    things |= {_ground_iri(code): _ground(code) for code in codes}
    if case.source:
        things[case.source] = {"@type": "WebPage", "name": case.title}
    for iri in sorted(things):
        graph.thing(iri, things[iri])


def _contact(contact: Contact) -> dict[str, Any]:
    values = {"@type": "ContactPoint", "name": contact.name, "contactType": "informatie", "url": contact.url}
    email = contact.email.removeprefix("mailto:") if contact.email else None
    return {key: value for key, value in {**values, "email": email}.items() if value}


def _ground(code: str) -> dict[str, Any]:
    known = grounds.ground(code)
    values = {"@type": "DefinedTerm", "name": grounds.describe(code, "nl") if known else code, "termCode": code}
    return values | ({"inDefinedTermSet": known.law} if known else {})


def _ground_iri(code: str) -> str:
    """The address of the ground in the law; a code that no law has is a thing of this crate."""
    known = grounds.ground(code)
    return f"{_JCI}{known.jci}" if known and known.jci else f"#grond-{quote(code, safe='')}"

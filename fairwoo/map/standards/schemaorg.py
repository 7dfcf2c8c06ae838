"""schema.org as JSON-LD: the dossier as a Dataset for search engines, to be embedded in its page.

Source: https://schema.org/ (version 30) and what Google Dataset Search asks of a Dataset: a name and a description of 50 to
5,000 characters. The vocabulary is named inline, so that a reader needs no other address to expand the document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container
from typing import Any
from urllib.parse import unquote

from fairwoo.map.areas import area_of
from fairwoo.map.case import Case
from fairwoo.map.contact import Contact
from fairwoo.map.documents import Described, Maker
from fairwoo.map.inventory import HEADINGS, MEDIA_TYPE, inventory_csv
from fairwoo.map.linked_data import schema
from fairwoo.map.terms import Licence, language_tag, licence, not_open, term
from fairwoo.map.wording import (
    INVENTORY_TITLE,
    REPLACED,
    WITHDRAWN,
    catalogue_words,
    describe_dossier,
    disclosure_sentence,
    one_line,
    series_words,
)
from fairwoo.model import Body, Description, FindingKind, Level, Mapped, Text

NAME = "schemaorg"
TITLE = Text(nl="schema.org (JSON-LD)", en="schema.org (JSON-LD)")

VALUE_MISSING = FindingKind(
    code="schemaorg-value-missing",
    level=Level.ERROR,
    nl="Voor schema.org ontbreekt een verplichte waarde: {what_nl} ({property}). De beschrijving is niet gemaakt.",
    en="A value that schema.org demands is missing: {what_en} ({property}). The description was not made.",
    do_nl="Vul de waarde in de metadata van het dossier in.",
    do_en="Fill in the value in the dossier's metadata.",
)

# Of larger dossiers the parts are named only: FAIR checkers read at most 5 MB, and DCAT has it all.
_MOST_IN_FULL = 1_000
_BRIEF_FILE = frozenset({"@type", "contentUrl", "encodingFormat", "contentSize", "license"})
_BRIEF_PART = frozenset({"@type", "@id", "name"})

_SHORTEST_DESCRIPTION, _LONGEST_DESCRIPTION = 50, 5000


def describe(case: Case) -> Mapped:
    """`schemaorg.jsonld`, or nothing and a finding for each mandatory value that is missing."""
    demanded = (
        ("name", "de titel", "the title", case.title),
        ("publisher", "de naam van de uitgever", "the publisher's name", one_line(case.dossier.publisher.name)),
    )
    missing = tuple(VALUE_MISSING.at(property=name, what_nl=nl, what_en=en) for name, nl, en, value in demanded if not value)
    if missing:
        return Mapped((), missing)
    brief = len(case.documents) > _MOST_IN_FULL
    text = json.dumps(
        {**schema("schemaorg.context.jsonld"), **_dataset(case, brief=brief)}, ensure_ascii=False, indent=None if brief else 2
    )
    # A "<" could end or hide the script element of a page that embeds this; in JSON it may always be written escaped.
    content = text.replace("<", "\\u003c") + "\n"
    description = Description(standard=NAME, file_name="schemaorg.jsonld", media_type="application/ld+json", content=content)
    return Mapped((description,), ())


def _dataset(case: Case, *, brief: bool) -> dict[str, Any]:
    dossier, addresses = case.dossier, case.addresses
    files = [_download(described) for described in case.documents.values() if described.file]
    parts = [_document(case, described) for described in case.documents.values()]
    if brief:
        files, parts = [_only(one, _BRIEF_FILE) for one in files], [_only(one, _BRIEF_PART) for one in parts]
    return _without_empty(
        {
            "@type": "Dataset",
            "@id": addresses.dossier,
            "identifier": [*filter(None, [addresses.ark, addresses.dossier, one_line(dossier.inquiry)])],
            "url": addresses.dossier,
            "name": case.title,
            "description": _description(case),
            "keywords": list(case.keywords),
            "inLanguage": [language_tag(language) for language in case.languages],
            "creator": _body(dossier.publisher),
            "publisher": _publisher(case),
            "dateCreated": dossier.decided.isoformat() if dossier.decided else None,
            "datePublished": dossier.published.isoformat() if dossier.published else None,
            "dateModified": dossier.modified.isoformat() if dossier.modified else None,
            "temporalCoverage": "/".join(day.isoformat() for day in case.period) if case.period else None,
            "spatialCoverage": _place(case),
            "isAccessibleForFree": True,
            "conditionsOfAccess": term("public"),
            "license": _licence(case).web,
            "sdLicense": (licence("cc0") or not_open()).web,
            "isBasedOn": case.source,
            "isPartOf": _series(case),
            "includedInDataCatalog": _catalogue(case),
            "variableMeasured": list(HEADINGS),  # what its inventory says of each document
            "distribution": [_inventory(case), *files],
            "hasPart": parts,
        }
    )


def _licence(case: Case) -> Licence:
    """The publisher's licence if every released file has it; else there is no open licence for the whole."""
    given = case.licence or not_open()
    return given if all(one.licence == given for one in case.documents.values() if one.file) else not_open()


def _description(case: Case) -> str:
    """The description; with what is known of the dossier behind it where it is shorter than search engines take."""
    text = case.description
    if len(text) < _SHORTEST_DESCRIPTION and text != (known := describe_dossier(case.dossier)):
        text = f"{text} {known}"
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[: _LONGEST_DESCRIPTION - 1]}…"


def _body(body: Body) -> dict[str, Any]:
    return {"@type": "GovernmentOrganization", "@id": body.uri, "name": one_line(body.name), "identifier": body.code}


def _point(contact: Contact) -> dict[str, Any]:
    email = unquote(contact.email.removeprefix("mailto:")) if contact.email else None
    return _without_empty({"@type": "ContactPoint", "@id": contact.iri, "name": contact.name, "email": email, "url": contact.url})


def _publisher(case: Case) -> dict[str, Any]:
    policy = {"publishingPrinciples": case.persistence} if case.persistence else {}
    return {**_body(case.dossier.publisher), "contactPoint": _point(case.contact), **policy}


def _place(case: Case) -> dict[str, Any] | None:
    area = area_of(case.addresses, case.dossier.publisher)
    return {"@type": "Place", "@id": area.iri, "name": area.name} if area else None


def _series(case: Case) -> dict[str, Any] | None:
    number, body = one_line(case.dossier.series), case.dossier.publisher
    if not number:
        return None
    title, description = series_words(number, one_line(body.name))
    address = case.addresses.series(body.code, number)
    return {"@type": "CreativeWorkSeries", "@id": address, "name": title, "description": description}


def _catalogue(case: Case) -> dict[str, Any]:
    body = case.dossier.publisher
    address = case.addresses.catalogue(body.code)
    return {"@type": "DataCatalog", "@id": address, "url": address, "name": catalogue_words(one_line(body.name))[0]}


def _inventory(case: Case) -> dict[str, Any]:
    content = inventory_csv(case).encode()
    return {
        "@type": "DataDownload",
        "@id": case.addresses.inventory,
        "name": INVENTORY_TITLE,
        "contentUrl": case.addresses.inventory,
        "encodingFormat": MEDIA_TYPE,
        "contentSize": f"{len(content)} B",
        "sha256": hashlib.sha256(content).hexdigest(),
        "license": (licence("cc0") or not_open()).web,
    }


def _download(described: Described) -> dict[str, Any]:
    document = described.document
    return _without_empty(
        {
            "@type": "DataDownload",
            "@id": described.file,
            "name": described.title,
            "contentUrl": described.file,
            "encodingFormat": document.media_type,
            "contentSize": f"{document.size} B" if document.size is not None else None,
            "sha256": document.sha256,
            "license": described.licence.web if described.licence else None,
        }
    )


def _document(case: Case, described: Described) -> dict[str, Any]:
    document, ark = described.document, case.addresses.document_ark(described.id)
    return _without_empty(
        {
            "@type": "DigitalDocument",
            "@id": described.address,
            "url": described.address,
            "identifier": [*filter(None, [ark, one_line(document.number)])],
            "name": described.title,
            "genre": described.kind.label if described.kind else one_line(document.kind) or None,
            "inLanguage": language_tag(described.language) if described.language else None,
            "dateCreated": document.dated.isoformat() if document.dated else None,
            "creator": _body(case.dossier.publisher) if described.maker is Maker.BODY else None,
            "isAccessibleForFree": bool(described.file or described.elsewhere),
            "conditionsOfAccess": described.access_rights,
            "usageInfo": disclosure_sentence(document),
            "creativeWorkStatus": f"{WITHDRAWN}: {described.withdrawn.words}" if described.withdrawn else None,
            "correction": f"{REPLACED}: {described.correction.words}" if described.correction else None,
            "sameAs": described.elsewhere,
            "isBasedOn": described.source,
            "encoding": {"@type": "DataDownload", "@id": described.file} if described.file else None,
            "isPartOf": case.addresses.dossier,
        }
    )


def _only(node: dict[str, Any], keys: Container[str]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key in keys}


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, [], "")}

"""schema.org as JSON-LD: the dossier as a Dataset for search engines, to be embedded in its page.

Source: https://schema.org/ (version 30) and what Google Dataset Search asks of a Dataset: a name and a description of 50 to
5,000 characters. The vocabulary is named inline, so that a reader needs no other address to expand the document.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from fairwoo.map.case import Case, Contact
from fairwoo.map.documents import Described, Maker
from fairwoo.map.linked_data import schema
from fairwoo.map.terms import language_tag, licence, not_open, term
from fairwoo.map.wording import describe_dossier, disclosure_sentence, one_line
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
    # "</" would end the script element of a page that embeds this; JSON may write the slash escaped.
    content = (
        json.dumps({**schema("schemaorg.context.jsonld"), **_dataset(case)}, ensure_ascii=False, indent=2).replace("</", "<\\/")
        + "\n"
    )
    description = Description(standard=NAME, file_name="schemaorg.jsonld", media_type="application/ld+json", content=content)
    return Mapped((description,), ())


def _dataset(case: Case) -> dict[str, Any]:
    dossier, addresses = case.dossier, case.addresses
    return _without_empty(
        {
            "@type": "Dataset",
            "@id": addresses.dossier,
            "identifier": [addresses.dossier, *filter(None, [one_line(dossier.inquiry)])],
            "url": addresses.dossier,
            "name": case.title,
            "description": _description(case),
            "keywords": list(case.keywords),
            "inLanguage": [language_tag(language) for language in case.languages],
            "creator": _body(dossier.publisher),
            "publisher": {**_body(dossier.publisher), "contactPoint": _point(case.contact)},
            "dateCreated": dossier.decided.isoformat() if dossier.decided else None,
            "datePublished": dossier.published.isoformat() if dossier.published else None,
            "temporalCoverage": "/".join(day.isoformat() for day in case.period) if case.period else None,
            "isAccessibleForFree": True,
            "conditionsOfAccess": term("public"),
            "license": (case.licence or not_open()).web,
            "sdLicense": (licence("cc0") or not_open()).web,
            "isBasedOn": case.source,
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{addresses.base}/", "url": f"{addresses.base}/"},
            "distribution": [_download(described) for described in case.documents.values() if described.file],
            "hasPart": [_document(case, described) for described in case.documents.values()],
        }
    )


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
    document = described.document
    return _without_empty(
        {
            "@type": "DigitalDocument",
            "@id": described.address,
            "url": described.address,
            "identifier": one_line(document.number) or None,
            "name": described.title,
            "genre": described.kind.label if described.kind else one_line(document.kind) or None,
            "inLanguage": language_tag(described.language) if described.language else None,
            "dateCreated": document.dated.isoformat() if document.dated else None,
            "creator": _body(case.dossier.publisher) if described.maker is Maker.BODY else None,
            "isAccessibleForFree": bool(described.file or described.elsewhere),
            "conditionsOfAccess": described.access_rights,
            "usageInfo": disclosure_sentence(document),
            "sameAs": described.elsewhere,
            "isBasedOn": described.source,
            "encoding": {"@type": "DataDownload", "@id": described.file} if described.file else None,
            "isPartOf": case.addresses.dossier,
        }
    )


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in (None, [], "")}

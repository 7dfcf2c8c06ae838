"""Woogle 2.0: the dossier as a delivery file for Woogle, a list of one dossier with its files.

Source: wooverheid/WoogleDocumentatie, edition 2.0 (valid_scheme.json: which keys each type of dossier has, which are mandatory). The
form has no identifiers, no place for a document that is nowhere to be had, and one request, decision and inventory; further ones are
among the documents. Names of people are never written: not that of the requester, and senders and receivers only if they are public
bodies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.map.addresses import LOCAL
from fairwoo.map.case import Case
from fairwoo.map.documents import Described
from fairwoo.map.wording import one_line
from fairwoo.model import DecisionOutcome, Description, Disclosure, Finding, FindingKind, Level, Mapped, Role, Text
from fairwoo.shared import clean_text
from fairwoo.vocab.words import rows

NAME = "woogle"
TITLE = Text(nl="Woogle 2.0 (aanlevering)", en="Woogle 2.0 (delivery)")

TITLE_MISSING = FindingKind(
    code="woogle-title-missing",
    level=Level.ERROR,
    nl="Voor Woogle ontbreekt een verplichte waarde van het dossier: de titel (dc_title). Er is geen aanlevering gemaakt.",
    en="A value that Woogle demands of the dossier is missing: the title (dc_title). No delivery was made.",
    do_nl="Vul de titel in de metadata van het dossier in.",
    do_en="Fill in the title in the dossier's metadata.",
)
PUBLISHER_MISSING = FindingKind(
    code="woogle-publisher-missing",
    level=Level.ERROR,
    nl="Voor Woogle ontbreekt een verplichte waarde van het dossier: de code van het bestuursorgaan (dc_publisher). "
    "Er is geen aanlevering gemaakt.",
    en="A value that Woogle demands of the dossier is missing: the code of the public body (dc_publisher). No delivery was made.",
    do_nl="Geef het bestuursorgaan mee met --publisher. Zie fairwoo list bodies.",
    do_en="Give the public body with --publisher. See fairwoo list bodies.",
)
TYPE_MISSING = FindingKind(
    code="woogle-type-missing",
    level=Level.ERROR,
    nl="Voor Woogle ontbreekt een verplichte waarde van het dossier: de informatiecategorie (dc_type). "
    "Er is geen aanlevering gemaakt.",
    en="A value that Woogle demands of the dossier is missing: the information category (dc_type). No delivery was made.",
    do_nl="Vul de categorie in de metadata van het dossier in, bijvoorbeeld “Woo-verzoeken en -besluiten”.",
    do_en="Fill in the category in the dossier's metadata, for instance “Woo-verzoeken en -besluiten”.",
)
TYPE_NOT_TAKEN = FindingKind(
    code="woogle-type-not-taken",
    level=Level.WARNING,
    nl="Woogle neemt geen aanlevering aan van de categorie “{label}”. Er is geen aanlevering gemaakt.",
    en="Woogle takes no delivery of the category “{label}”. No delivery was made.",
    do_nl="Je hoeft niets te doen. Klopt de categorie niet, verbeter die dan in de metadata.",
    do_en="Nothing needs to be done. If the category is wrong, mend it in the metadata.",
)
LEFT_OUT = FindingKind(
    code="woogle-documents-left-out",
    level=Level.INFO,
    nl="{number} van de documenten zijn nergens op te halen en staan daarom niet in de aanlevering voor Woogle.",
    en="{number} of the documents are nowhere to be had, and therefore not in the delivery for Woogle.",
    do_nl="Je hoeft niets te doen: de aanlevering kent geen documenten zonder bestand.",
    do_en="Nothing needs to be done: the delivery knows no documents without a file.",
)

_SINGLE = {Role.REQUEST: "foi_verzoek", Role.DECISION: "foi_besluit", Role.INVENTORY: "foi_inventaris"}
_DOCUMENTS = "foi_documenten"
_JUDGEMENTS: Mapping[str, str] = {
    Disclosure.PUBLIC: "Openbaar",
    Disclosure.PARTLY_PUBLIC: "Deels openbaar",
    Disclosure.NOT_PUBLIC: "Niet openbaar",
    Disclosure.ALREADY_PUBLIC: "Reeds openbaar",
    DecisionOutcome.NO_DOCUMENTS: "Geen documenten",
}

_Object = dict[str, object]


class _Source(NamedTuple):
    """Where a file is to be had, and whether it stays there."""

    address: str
    lasting: bool


def describe(case: Case) -> Mapped:
    """`woogle.json`, and findings for what the form demands and the dossier lacks."""
    wanted = (
        (case.title, TITLE_MISSING),
        (one_line(case.dossier.publisher.code), PUBLISHER_MISSING),
        (case.category, TYPE_MISSING),
    )
    lacking = tuple(kind.at() for value, kind in wanted if not value)
    if lacking or case.category is None:
        return Mapped((), lacking)
    woogle_type = next(row["woogle"] for row in rows("categories") if row["code"] == case.category.code)
    keys = {row["type"]: row["keys"].split() for row in rows("woogle_types")}
    if woogle_type not in keys:
        return Mapped((), (TYPE_NOT_TAKEN.at(label=case.category.label),))
    sources = {key: found for key, one in case.documents.items() if (found := _source(case, one))}
    content = [_known(_dossier(case, woogle_type, keys[woogle_type]) | {"foi_files": _files(case, sources)})]
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    description = Description(standard=NAME, file_name="woogle.json", media_type="application/json", content=text)
    return Mapped((description,), tuple(_left_out(len(case.documents) - len(sources))))


def _left_out(number: int) -> Iterator[Finding]:
    if number:
        yield LEFT_OUT.at(number=number)


def _dossier(case: Case, woogle_type: str, keys: list[str]) -> _Object:
    dossier = case.dossier
    day = dossier.decided or dossier.published or dossier.requested
    page = case.addresses.dossier if case.addresses.base != LOCAL else None
    of_type: _Object = {
        "foi_requestDate": dossier.requested and dossier.requested.isoformat(),
        "foi_decisionDate": dossier.decided and dossier.decided.isoformat(),
        "foi_isAdjourned": None if dossier.adjourned is None else str(dossier.adjourned),
        "foi_requestText": clean_text(dossier.request_text or "").strip(),
        "foi_decisionText": clean_text(dossier.decision_text or "").strip(),
        "foi_valuation": _JUDGEMENTS[dossier.outcome] if dossier.outcome else None,
    }
    return {
        "dc_title": case.title,
        "dc_description": clean_text(dossier.description or "").strip(),
        "dc_publisher": one_line(dossier.publisher.code),
        "dc_type": woogle_type,
        "dc_date_year": day.year if day else None,
        "dc_source": case.source or page,
        "tooiwl_topic": case.theme.label if case.theme else None,
        "foi_publishedDate": dossier.published and dossier.published.isoformat(),
        **{key: of_type[key] for key in keys},
    }


def _files(case: Case, sources: Mapping[str, _Source]) -> _Object:
    """The files by what they are: the first of its role apart, all others among the documents, in the order of the dossier."""
    files: _Object = {}
    others: list[_Object] = []
    for key, source in sources.items():
        described = case.documents[key]
        place = _SINGLE.get(described.document.role or Role.DOCUMENT)
        if place and place not in files:
            files[place] = _document(described, source)
        else:
            others.append(_document(described, source))
    in_order = {place: files[place] for place in _SINGLE.values() if place in files}
    return in_order | ({_DOCUMENTS: others} if others else {})


def _document(described: Described, source: _Source) -> _Object:
    document = described.document
    return _known(
        {
            "dc_title": described.title,
            "dc_source": source.address,
            "foi_url_on_web": str(source.lasting),
            "foi_sentDate": document.dated and document.dated.isoformat(),
            "foi_documentType": one_line(document.kind) or (described.kind.label if described.kind else None),
            "foi_valuation": _JUDGEMENTS[document.disclosure] if document.disclosure else None,
            "foi_groundsOfRefusal": "; ".join(one_line(code) for code in document.grounds),
            "foi_originator": _body(document.sender),
            "foi_recipient": _body(document.recipient),
        }
    )


def _body(words: str | None) -> str | None:
    """A sender or receiver that is one public body. Others may be people, whose names are nobody's business."""
    return one_line(words) if len(vocab.find_bodies(one_line(words))) == 1 else None


def _source(case: Case, described: Described) -> _Source | None:
    """Where a document is to be had: elsewhere, at our own address, or, without an address to publish on, where it was before."""
    if described.elsewhere:
        return _Source(described.elsewhere, lasting=True)
    if described.file is None:
        return None
    if case.addresses.base != LOCAL:
        return _Source(described.file, lasting=True)
    return _Source(described.source, lasting=True) if described.source else _Source(described.file, lasting=False)


def _known(values: _Object) -> _Object:
    return {key: value for key, value in values.items() if value not in (None, "", {}, [])}

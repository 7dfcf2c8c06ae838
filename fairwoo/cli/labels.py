"""What `show` calls the fields of a dossier and a document, and the codes in them, in the language of the command."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from fairwoo import vocab
from fairwoo.model import DecisionOutcome, Disclosure, Lang, PageBy, Role, SourceKind, Text
from fairwoo.vocab.words import code_words

DOSSIER: Mapping[str, Text] = {
    "id": Text(nl="id", en="id"),
    "publisher": Text(nl="bestuursorgaan", en="public body"),
    "title": Text(nl="titel", en="title"),
    "description": Text(nl="omschrijving", en="description"),
    "regime": Text(nl="wet", en="law"),
    "category": Text(nl="informatiecategorie", en="information category"),
    "requested": Text(nl="verzoek van", en="requested"),
    "received": Text(nl="verzoek ontvangen", en="request received"),
    "decided": Text(nl="besluit van", en="decided"),
    "published": Text(nl="openbaar sinds", en="published"),
    "modified": Text(nl="gewijzigd", en="modified"),
    "adjourned": Text(nl="beslistermijn verdaagd", en="decision adjourned"),
    "outcome": Text(nl="uitkomst", en="outcome"),
    "inquiry": Text(nl="zaaknummer", en="case number"),
    "grounds": Text(nl="gronden", en="grounds"),
    "source_url": Text(nl="webadres", en="web address"),
    "license": Text(nl="licentie", en="licence"),
}
DOCUMENT: Mapping[str, Text] = {
    "title": Text(nl="titel", en="title"),
    "role": Text(nl="rol", en="role"),
    "kind": Text(nl="soort", en="kind"),
    "kind_code": Text(nl="soort volgens TOOI", en="kind in TOOI"),
    "number": Text(nl="nummer", en="number"),
    "dated": Text(nl="datum", en="date"),
    "disclosure": Text(nl="beoordeling", en="disclosure"),
    "grounds": Text(nl="gronden", en="grounds"),
    "redacted_share": Text(nl="gelakt deel", en="redacted share"),
    "sender": Text(nl="afzender", en="sender"),
    "recipient": Text(nl="ontvanger", en="recipient"),
    "source_url": Text(nl="webadres", en="web address"),
    "media_type": Text(nl="mediatype", en="media type"),
    "size": Text(nl="grootte in bytes", en="size in bytes"),
    "sha256": Text(nl="SHA-256", en="SHA-256"),
    "path": Text(nl="bestand", en="file"),
    "parent": Text(nl="zit in", en="is inside"),
}
CODES: Mapping[type[StrEnum], Mapping[str, Text]] = {
    Role: code_words("rol"),
    Disclosure: code_words("beoordeling"),
    DecisionOutcome: code_words("uitkomst"),
    SourceKind: {
        SourceKind.SETTING: Text(nl="instelling", en="setting"),
        SourceKind.METADATA: Text(nl="metadata", en="metadata"),
        SourceKind.INVENTORY: Text(nl="inventarislijst", en="inventory"),
        SourceKind.TEXT: Text(nl="tekst", en="text"),
        SourceKind.FILE_NAME: Text(nl="bestandsnaam", en="file name"),
        SourceKind.PROPERTIES: Text(nl="bestandseigenschappen", en="file properties"),
        SourceKind.FOLDER: Text(nl="map", en="folder"),
    },
    PageBy: {
        PageBy.TEXT_LAYER: Text(nl="tekstlaag", en="text layer"),
        PageBy.OCR: Text(nl="tekstherkenning", en="text recognition"),
        PageBy.NONE: Text(nl="niets", en="nothing"),
    },
}
_LISTED = {"category": vocab.category, "kind_code": vocab.kind}


def said(value: object, lang: Lang, name: str = "") -> str:
    """A value in words; of a code of an official list (the field `name`) its label, and the code."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return CODES[type(value)][value].get(lang) if type(value) in CODES else value
    if isinstance(value, bool):
        return Text(nl="ja" if value else "nee", en="yes" if value else "no").get(lang)
    if isinstance(value, tuple):
        return " ".join(said(one, lang) for one in value)
    if name == "redacted_share" and isinstance(value, float):
        return f"{value:.0%}"
    found = _LISTED[name](str(value)) if name in _LISTED else None
    return f"{found.label} ({value})" if found else str(value)

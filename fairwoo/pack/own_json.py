"""A settled dossier as our own `dossier.json`: all that is known of it, so that it comes back the same elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from fairwoo.ingest.metadata.dossier_json import DocumentEntry, DossierFile
from fairwoo.map.case import Case
from fairwoo.model import Document, Fact, SourceKind, Value

_ADDRESS = re.compile(r"https?://\S+")
_ADDRESSES = {"source_url"}


_SAID_OF_IT = {SourceKind.SETTING, SourceKind.METADATA, SourceKind.INVENTORY}


def own_json(case: Case, files: Collection[str], facts: Iterable[Fact]) -> dict[str, Any]:
    """The dossier of a case in our form, its documents under the ids that they have in public.

    `files` are the ids of the documents whose file lies beside it; the others are told without one.

    An address that the form does not take (a link without https://) is left out; what it was read from says it again. So are grounds
    that were only read in a document that lies beside it (`facts` tell): said here they would become grounds of the decision too.
    """
    dossier, ids = case.dossier, {key: one.id for key, one in case.documents.items()}
    said = {fact.subject for fact in facts if fact.property == "grounds" and fact.source.kind in _SAID_OF_IT}
    read = {ids[one.id] for one in dossier.documents if one.id not in said and (one.id in files or one.parent)}
    keys = set(DossierFile.model_fields) - {"schema_address", "id", "publisher", "documents"}
    content = {
        "id": dossier.id.removeprefix(f"{dossier.publisher.code}-"),
        "publisher": dossier.publisher.code,
        **_values(dossier, keys),
    }
    if dossier.documents:
        named = (_named(document, ids) for document in dossier.documents)
        shown = {ids[key] for key in files}
        content["documents"] = [_entry(one, shown, with_grounds=one.id not in read) for one in named]
    return content


def _named(document: Document, ids: Mapping[str, str]) -> Document:
    """The document, and those it refers to, under their public ids."""
    related = tuple(ids.get(one, one) for one in document.related)
    parent = ids.get(document.parent, document.parent) if document.parent else None
    return document.model_copy(update={"id": ids[document.id], "related": related, "parent": parent})


def _entry(document: Document, files: Collection[str], *, with_grounds: bool) -> dict[str, Any]:
    keys = set(DocumentEntry.model_fields) - {"id", "file"} - (set() if with_grounds else {"grounds"})
    entry: dict[str, Any] = {"id": document.id}
    if document.id in files and document.path is not None:
        entry["file"] = document.path
    return entry | _values(document, keys)


def _values(value: Value, keys: Collection[str]) -> dict[str, Any]:
    """The fields that say something, in the order of the model."""
    given = {key: getattr(value, key) for key in type(value).model_fields if key in keys}
    return {key: _plain(one) for key, one in given.items() if one not in (None, "", ()) and _is_taken(key, one)}


def _is_taken(key: str, value: object) -> bool:
    return key not in _ADDRESSES or bool(_ADDRESS.fullmatch(str(value)))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value

"""The contexts of JSON-LD: from the file itself, from the user's schemas, or our own of schema.org. None is ever fetched."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from fairwoo.model import FindingKind, Level
from fairwoo.shared import data_folder
from fairwoo.validate.given import Schemas

MOST_DEPTH = 200  # of brackets in each other; descriptions have about ten

CONTEXT = FindingKind(
    code="rdf-context-unknown",
    level=Level.ERROR,
    nl="De JSON-LD-context {address} staat niet in het bestand en wordt niet opgehaald, dus de inhoud is niet te lezen.",
    en="The JSON-LD context {address} is not in the file and is not fetched, so the content cannot be read.",
    do_nl="Neem de context op in het bestand, of leg hem als {name} in de map van --schemas.",
    do_en="Put the context into the file, or put it as {name} into the folder of --schemas.",
)
OTHER_CONTEXT = FindingKind(
    code="rdf-context-replaced",
    level=Level.WARNING,
    nl="De JSON-LD-context {address} wordt niet opgehaald; het bestand is gelezen met de context van DCAT-AP, dcat-ap.jsonld.",
    en="The JSON-LD context {address} is not fetched; the file was read with the context of DCAT-AP, dcat-ap.jsonld.",
    do_nl="Verwijs naar de context van DCAT-AP zelf, of neem de context op in het bestand.",
    do_en="Refer to the context of DCAT-AP itself, or put the context into the file.",
)

_SEMIC = "semiceu.github.io"
_DCAT_AP, _PUBLISHED = "dcat-ap.jsonld", "/context/dcat-ap.jsonld"
_LANGUAGE = re.compile(r"(?!id$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # `id` stands for @id


class UnknownContext(Exception):  # noqa: N818 - a signal, not an error
    """A context that is nowhere at hand."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def with_contexts(content: bytes, schemas: Schemas | None) -> tuple[bytes, list[str]]:
    """The document with every context that is an address replaced by what it holds; the addresses for which another was taken.

    SEMIC's examples have a context of their own, with language maps (`{"en": "Bees"}`) which that of DCAT-AP does not have: those are
    written out. Raises UnknownContext, RecursionError, ValueError, OSError.
    """
    document = json.loads(content)
    _check_depth(document)
    if b'"@context"' not in content:
        return content, []
    inlining = _Inlining(schemas)
    whole = inlining.whole(document)
    return json.dumps(_written_out(whole) if inlining.replaced else whole).encode(), inlining.replaced


def _check_depth(value: Any) -> None:
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise RecursionError
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(child, depth + 1) for child in inner if isinstance(child, dict | list)]


class _Inlining:
    """Puts contexts into a document; `replaced` are the addresses for which another context was taken."""

    def __init__(self, schemas: Schemas | None) -> None:
        self.replaced: list[str] = []
        self._schemas = schemas

    def whole(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.whole(one) for one in value]
        if not isinstance(value, dict):
            return value
        return {name: self._context(held) if name == "@context" else self.whole(held) for name, held in value.items()}

    def _context(self, given: Any) -> Any:
        if isinstance(given, list):
            flat = [self._context(one) for one in given]
            return [one for part in flat for one in (part if isinstance(part, list) else [part])]
        if not isinstance(given, str):
            return given
        name = context_file(given)
        if urlsplit(given).hostname in {"schema.org", "www.schema.org"}:
            return _held(data_folder("schemas") / "schemaorg.context.jsonld")
        path = self._schemas.find(name) if self._schemas is not None and re.fullmatch(r"\w[\w.-]*", name) else None
        if path is None:
            raise UnknownContext(given)
        if name == _DCAT_AP and not urlsplit(given).path.endswith(_PUBLISHED) and given not in self.replaced:
            self.replaced.append(given)
        return _held(path)


def context_file(address: str) -> str:
    """What a context is called in the folder of schemas: as in its address, but for DCAT-AP SEMIC has several addresses."""
    parts = urlsplit(address)
    is_semic = parts.hostname == _SEMIC and "/DCAT-AP/" in parts.path
    return _DCAT_AP if is_semic else PurePosixPath(parts.path).name


def _written_out(value: Any) -> Any:
    """The document with texts by language (`{"en": "Bees"}`) as texts that have a language."""
    if isinstance(value, list):
        return [_written_out(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value and all(_LANGUAGE.fullmatch(key) and isinstance(text, str) for key, text in value.items()):
        return [{"@language": key, "@value": text} for key, text in value.items()]
    return {key: held if key == "@context" else _written_out(held) for key, held in value.items()}


def _held(path: Path) -> Any:
    """The context that a file holds, without the terms that a reader stops on: `Xsd:date` where `Xsd` is no prefix (DCAT-AP 3.0.1)."""
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    if not isinstance(context, dict):
        return context
    return {term: held for term, held in context.items() if ":" not in term or term.partition(":")[0] in context}

"""Reading a list as TOOI publishes it: expanded JSON-LD, one file an edition.

`https://repository.officiele-overheidspublicaties.nl/waardelijsten/<set>/<version>/json/<set>_<version>.json`

Beside the bodies such a file has their former states (`HistorischeVersie`, with `einddatumHV`: names a body had before), which
are no bodies, and the events between bodies (`Samenvoeging`, `Uitbreiding`, `Herschikking` …). Of an event, what was
`invalidated` went on in what was `generated` or, where the receiver was there already, in what was `used`.
"""

from __future__ import annotations

import html
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from making.official import SETS, Edition, Entry, FormError

ONTOLOGY = "https://identifier.overheid.nl/tooi/def/ont/"
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")
_PLURAL = f"{ONTOLOGY}prefLabelVoorGroepen"
_ORDER = "http://www.w3.org/ns/shacl#order"
_PROV = "http://www.w3.org/ns/prov#"
_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
_BODY = "https://identifier.overheid.nl/tooi/id/"

Node = dict[str, Any]


def read_tooi(path: Path) -> Edition:
    """The edition in a file of TOOI: bodies or concepts, by `sh:order` and label. Raises FormError."""
    try:
        nodes: list[Node] = json.loads(path.read_text(encoding="utf-8"))
        about = next(node for node in nodes if node["@id"].startswith(SETS))
    except (ValueError, TypeError, KeyError, StopIteration) as error:
        raise FormError(f"{path}: not a list of TOOI in expanded JSON-LD ({error!r})") from error
    name, _, version = about["@id"].removeprefix(SETS).partition("/")
    successors = _successors(nodes)
    entries = tuple(_entry(node, successors) for node in sorted(filter(_listed, nodes), key=_place))
    if not entries:
        raise FormError(f"{path}: no entries")
    return Edition(name, version, _value(about, f"{ONTOLOGY}publicatiedatum"), "TOOI", entries)


def _listed(node: Node) -> bool:
    """Is this a body or a concept: not a former state of one, an event or the list itself."""
    kinds = node.get("@type", [])
    if any(kind.endswith("HistorischeVersie") for kind in kinds) or f"{ONTOLOGY}tijdstipWijziging" in node:
        return False
    return bool(_label(node)) and (node["@id"].startswith(_BODY) or _CONCEPT in kinds)


def _successors(nodes: list[Node]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        after = _addresses(node, "generated") or _addresses(node, "used")
        for gone in _addresses(node, "invalidated"):
            found[gone].update(address.rsplit("/", 1)[1] for address in after)
    return found


def _entry(node: Node, successors: dict[str, set[str]]) -> Entry:
    return Entry(
        uri=node["@id"],
        label=_label(node),
        begins=_value(node, f"{ONTOLOGY}begindatum"),
        ends=_value(node, f"{ONTOLOGY}einddatum"),
        successors=tuple(sorted(successors.get(node["@id"], ()))),
    )


def _label(node: Node) -> str:
    """The label to write: for groups where the list has that (the categories), otherwise the one it has."""
    return next(filter(None, (_value(node, key) for key in (_PLURAL, *_LABELS))), "")


def _place(node: Node) -> tuple[float, str, str]:
    return float(_value(node, _ORDER) or 0), _label(node).casefold(), node["@id"]


def _value(node: Node, key: str) -> str:
    values = node.get(key) or [{}]
    return html.unescape(str(values[0].get("@value", "")))


def _addresses(node: Node, role: str) -> list[str]:
    return [each["@id"] for each in node.get(_PROV + role, []) if "@id" in each]

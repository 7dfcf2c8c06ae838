"""Lists in the form in which they are published, small and invented, for reading and fetching."""

from __future__ import annotations

import json
from typing import Any

ID = "https://identifier.overheid.nl/tooi/id/"
ONTOLOGY = "https://identifier.overheid.nl/tooi/def/ont/"
PROV = "http://www.w3.org/ns/prov#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

Node = dict[str, Any]


def body(path: str, name: str, begins: str = "", ends: str = "") -> Node:
    node: Node = {"@id": ID + path, "@type": [f"{ONTOLOGY}Gemeente"], LABEL: [{"@value": name}]}
    for key, day in (("begindatum", begins), ("einddatum", ends)):
        if day:
            node[ONTOLOGY + key] = [{"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": day}]
    return node


def former(path: str, of: str, name: str, ends: str) -> Node:
    return {
        "@id": ID + path,
        "@type": [f"{ONTOLOGY}HistorischeVersie", f"{ONTOLOGY}Gemeente"],
        LABEL: [{"@value": name}],
        f"{PROV}specializationOf": [{"@id": ID + of}],
        f"{ONTOLOGY}einddatumHV": [{"@value": ends}],
    }


def event(path: str, kind: str, gone: list[str], after: list[str]) -> Node:
    """`kind` Uitbreiding takes what is gone into a body that was there; the others make a new one."""
    role = "used" if kind == "Uitbreiding" else "generated"
    return {
        "@id": ID + path,
        "@type": [ONTOLOGY + kind],
        f"{PROV}{role}": [{"@id": ID + each} for each in after],
        f"{PROV}invalidated": [{"@id": ID + each} for each in gone],
        f"{ONTOLOGY}tijdstipWijziging": [{"@value": "2030-01-01T00:00:00"}],
    }


def about(name: str, version: int) -> Node:
    return {
        "@id": f"https://identifier.overheid.nl/tooi/set/{name}/{version}",
        "@type": ["http://www.w3.org/2002/07/owl#Ontology"],
        f"{ONTOLOGY}publicatiedatum": [{"@value": "2029-12-15"}],
        f"{ONTOLOGY}titel": [{"@value": "Register gemeenten compleet"}],
    }


def municipalities(version: int, *more: Node) -> bytes:
    """Three municipalities of which two become one, and a fourth that goes into two others."""
    nodes = [
        body("gemeente/gm9001", "gemeente Oostveen", ends="2029-12-31"),
        body("gemeente/gm9002", "gemeente Westveen &amp; Dijk", ends="2029-12-31"),
        body("gemeente/gm9003", "gemeente Veenland", begins="2030-01-01"),
        body("gemeente/gm9004", "gemeente Achterveen", ends="2024-12-31"),
        body("gemeente/gm9005", "gemeente Aaveen"),
        former("gemeente/hv_00000001", "gemeente/gm9005", "gemeente Aa", "2011-12-31"),
        event("gemeente/wzg_1", "Samenvoeging", ["gemeente/gm9001", "gemeente/gm9002"], ["gemeente/gm9003"]),
        event("gemeente/wzg_2", "Uitbreiding", ["gemeente/gm9004"], ["gemeente/gm9005"]),
        event("gemeente/wzg_3", "Uitbreiding", ["gemeente/gm9004"], ["gemeente/gm9001"]),
        *more,
        about("rwc_gemeenten_compleet", version),
    ]
    return json.dumps(nodes).encode()

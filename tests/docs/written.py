"""What the standards, publications and packages say of the made dossiers, read from the written files as (part, property) pairs.

The files are read by other libraries than those that wrote them. A part is a class, an object or a file of the standard; a property
is what is said of it. In XML a property is the path to the element that holds text, down to a group that has a part of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree
from rdflib import RDF, Graph

from fairwoo import cli, pack
from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.map.linked_data import prefixes
from fairwoo.map.publications import dcat as catalogues
from fairwoo.store import Workspace
from tests.ingest.made import lay
from tests.map.made import MADE, WITH_API, Made, a_dossier, a_file, decision, read

Pair = tuple[str, str]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ASKED = WITH_API.model_copy(update={"contact_url": "https://www.boarnsterhim.example/contact"})

# Types that a node has beside the one by which it is known.
_BESIDE = {"dcat:Resource", "schema:Dataset", "vcard:Organization", "hydra:Collection", "hydra:PagedCollection", "foaf:Document"}


def told() -> Made:
    """A dossier with what none of the made ones has: what was asked and decided in full, and a receiver that is a body."""
    documents = (decision(), a_file("nota", number="1", sender="gemeente Boarnsterhim", recipient="gemeente Leeuwarden"))
    dossier = a_dossier(
        *documents,
        description="De gemeente besluit over de kap van elf bomen.",
        request_text="Graag alles over de kap.",
        decision_text="Wij maken alles openbaar.",
        adjourned=True,
        grounds=("5.1.2e", "buiten verzoek"),
        source_url="https://www.boarnsterhim.example/besluit/43",
        inquiry="Z2024-0043",
        license="CC0",
    )
    return Made(dossier, read(*documents, puid="fmt/276", format="Acrobat PDF 1.7"))


def dossiers() -> list[Made]:
    return [*MADE.values(), told()]


def contents(standard: str, ending: str) -> Iterator[str]:
    """The files of a standard about each of the dossiers."""
    for made in dossiers():
        yield from (one.content for one in made.describe(standard, settings=ASKED).descriptions if one.file_name.endswith(ending))


def published(standard: str) -> dict[str, bytes]:
    """The files about all dossiers at once, by their paths. Every description changed at noon."""

    def each() -> Iterator[Published]:
        for made in sorted(dossiers(), key=lambda one: one.dossier.id):
            described = made.describe(standard, settings=ASKED).descriptions
            noon = {address: NOON for one in described for address in one.parts}
            yield Published(made.dossier, described, changed=noon, created=noon)

    return {one.path: one.content for one in mapping.publish(standard, each, ASKED) if isinstance(one, Output)}


# --- RDF


def dcat(monkeypatch: Any) -> set[Pair]:
    """Of the descriptions, and of catalogues of one dossier a page, so that there are links between pages."""
    monkeypatch.setattr(catalogues, "_MOST_DATASETS", 1)
    found: set[Pair] = set()
    for text in contents("dcat", ".nt"):
        found |= set(_of_graph(Graph().parse(data=text, format="nt")))
    for path, content in published("dcat").items():
        if path.endswith(".nt"):
            found |= set(_of_graph(Graph().parse(data=content, format="nt")))
    return found


def _of_graph(graph: Graph) -> Iterator[Pair]:
    for subject in set(graph.subjects()):
        types = {_short(one) for one in graph.objects(subject, RDF.type)}
        for name in set(graph.predicates(subject)) - {RDF.type}:
            yield " + ".join(sorted(types - _BESIDE or types)), _short(name)


def _short(iri: Any) -> str:
    found = max(((long, name) for name, long in prefixes().items() if str(iri).startswith(long)), key=lambda one: len(one[0]))
    return f"{found[1]}:{str(iri).removeprefix(found[0])}"


# --- XML


def diwoo() -> set[Pair]:
    """Of the sitemaps of the dossiers, and of all files that a host publishes."""
    found: set[Pair] = set()
    for text in contents("diwoo", "diwoo.xml"):
        found |= set(_of_xml(etree.fromstring(text.encode()), _diwoo_part))
    for path, content in published("diwoo").items():
        if path == "robots.txt":
            found |= {(path, line.partition(":")[0]) for line in content.decode().splitlines()}
        else:
            found |= set(_of_xml(etree.fromstring(content), _diwoo_part))
    return found


def _diwoo_part(element: etree._Element) -> str | None:
    name = etree.QName(element).localname
    return name if name in {"url", "sitemap", "DiWoo", "extraMetadata"} else None


_GROUPS = {
    "begripLabel": "begripGegevens",
    "verwijzingNaam": "verwijzingGegevens",
    "identificatieKenmerk": "identificatieGegevens",
}


def mdto() -> set[Pair]:
    return {pair for text in contents("mdto", ".xml") for pair in _of_xml(etree.fromstring(text.encode()), _mdto_part)}


def _mdto_part(element: etree._Element) -> str | None:
    """An object, that of a document apart from that of a dossier; or one of the groups that MDTO uses in many places."""
    name = etree.QName(element).localname
    if name == "informatieobject":
        level = element.findtext("{*}aggregatieniveau/{*}begripLabel")
        return f"informatieobject ({'dossier' if level == 'Dossier' else 'document'})"
    first = etree.QName(element[0]).localname if len(element) else ""
    return "bestand" if name == "bestand" else _GROUPS.get(first)


def _of_xml(root: etree._Element, part_of: Callable[[etree._Element], str | None]) -> Iterator[Pair]:
    part = part_of(root)
    waiting = [(root, part, "")]
    while waiting:
        element, part, path = waiting.pop()
        for child in element:
            name = etree.QName(child).localname
            own, below = part_of(child), f"{path}/{name}" if path else name
            if part and (not len(child) or own):
                yield part, below
            waiting.append((child, own or part, "" if own else below))


# --- JSON


def schemaorg() -> set[Pair]:
    return {pair for text in contents("schemaorg", ".jsonld") for pair in _of_json(json.loads(text))}


def _of_json(value: Any) -> Iterator[Pair]:
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict):
            for name, below in node.items():
                if not name.startswith("@"):
                    yield node["@type"], name
                    yield from _of_json(below)


def woogle() -> set[Pair]:
    found: set[Pair] = set()
    for text in contents("woogle", ".json"):
        for dossier in json.loads(text):
            files = dossier.get("foi_files", {})
            found |= {("dossier", name) for name in dossier} | {("foi_files", name) for name in files}
            for one in files.values():
                documents: Iterable[Mapping[str, Any]] = one if isinstance(one, list) else [one]
                found |= {("document", name) for document in documents for name in document}
    return found


# --- packages


ID = "gm0055-zwembad"
DELIVERED: Mapping[str, Any] = {
    "dossier.json": {
        "id": "zwembad",
        "title": "Woo-besluit zwembad",
        "publisher": "gemeente Boarnsterhim",
        "category": "2i",
        "theme": "natuur en milieu",
        "decided": "2023-02-01",
        "published": "2023-02-03",
        "modified": "2023-03-04",
        "source_url": "https://www.boarnsterhim.example/besluit/44",
        "license": "CC0",
        "grounds": ["5.1.2e", "buiten verzoek"],
        "documents": [
            {"file": "besluit.txt", "role": "decision", "title": "Besluit", "kind_code": "c_4f50ca9c", "dated": "2023-02-01"},
            {"file": "nota.txt", "title": "Nota", "disclosure": "partly_public", "grounds": ["5.1.2e"], "dated": "2022-10-05"},
        ],
    },
    "besluit.txt": "Wij hebben besloten om de documenten over het nieuwe zwembad van de gemeente openbaar te maken.\n",
    "nota.txt": "In deze nota staat hoe het water van het zwembad wordt verwarmd en wat dat de gemeente per jaar kost. "
    "Wij hebben daarvoor drie bedrijven gevraagd wat zij er voor nodig hebben, en welke manier het zuinigst is.\n",
}


def packed(form: str, folder: Path) -> dict[str, bytes]:
    """The files of a package of a dossier that was taken in."""
    settings = "\n".join(f'{name} = "{value}"' for name, value in ASKED.model_dump(exclude_none=True).items())
    (folder / "fairwoo.toml").write_text(f"[map]\n{settings}\n", encoding="utf-8")
    place = lay(folder / "zwembad", DELIVERED)
    options = ["--workspace", str(folder / "werkmap"), "--config", str(folder / "fairwoo.toml"), "--quiet"]
    assert cli.run([*options, "ingest", str(place), "--until", "map"]) == 0
    output = folder / "pakket"
    pack.write(form, ID, Workspace.open(folder / "werkmap"), output, pack.Options(map=ASKED))
    return {one.relative_to(output).as_posix(): one.read_bytes() for one in output.rglob("*") if one.is_file()}


def ro_crate(folder: Path) -> set[Pair]:
    found: set[Pair] = set()
    for entity in json.loads(packed("ro-crate", folder)["ro-crate-metadata.json"])["@graph"]:
        types = entity["@type"]
        part = " + ".join(types) if isinstance(types, list) else types
        if entity["@id"] == "ro-crate-metadata.json":
            part = "ro-crate-metadata.json"
        found |= {(part, name) for name in entity if not name.startswith("@")}
    return found


def bagit(folder: Path) -> set[Pair]:
    found: set[Pair] = set()
    for path, content in packed("bagit", folder).items():
        if path in {"bagit.txt", "bag-info.txt"}:
            found |= {(path, line.partition(":")[0]) for line in content.decode().splitlines()}
        elif not path.startswith("data/"):
            found.add(("bag", path))
    return found

"""Reading a table of the EU Publications Office: SKOS in RDF/XML or Turtle."""

from __future__ import annotations

from pathlib import Path

from making.official import Edition, Entry, FormError

_TABLES = "http://publications.europa.eu/resource/authority/"
_BROKEN = "<http://www.w3.org/2001/XMLSchema>"  # how older copies declare the prefix xsd:, without its "#"


def read_authority(path: Path) -> Edition:
    """The edition of an authority table, by code; labels in Dutch (English, or any, where it has none) and English.

    Raises FormError.
    """
    from rdflib import OWL, SKOS, Graph, URIRef

    graph = Graph()
    text = path.read_text(encoding="utf-8").replace(_BROKEN, "<http://www.w3.org/2001/XMLSchema#>")
    graph.parse(data=text, format="turtle" if path.suffix == ".ttl" else "xml")
    versions = {str(version) for version in graph.objects(None, OWL.versionInfo)}
    tables = {str(table) for table in graph.objects(None, SKOS.inScheme) if str(table).startswith(_TABLES)}
    if len(versions) != 1 or len(tables) != 1:
        raise FormError(f"{path}: not one table of one version: {sorted(tables)}, {sorted(versions)}")
    (version,), (table,) = versions, tables
    entries = []
    for concept in sorted(set(graph.subjects(SKOS.inScheme, URIRef(table))), key=str):
        labels = {label.language or "": str(label) for label in graph.objects(concept, SKOS.prefLabel)}  # type: ignore[attr-defined]
        if not labels:
            raise FormError(f"{path}: {concept} has no label")
        english = labels.get("en") or min(labels.values())
        entries.append(Entry(str(concept), labels.get("nl") or english, english))
    date = f"{version[:4]}-{version[4:6]}-{version[6:8]}"
    return Edition(table.removeprefix(_TABLES), version, date, "EU", tuple(entries))

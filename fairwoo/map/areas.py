"""The areas that dossiers are about: those of their bodies, by the addresses of the EU where it has one.

Where they lie is known of the country, the provinces and the Caribbean bodies (`vocab/areas.csv`). Of municipalities and water boards
no list with a free licence was at hand: their areas have a name only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from fairwoo.map.addresses import Site
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import authority
from fairwoo.map.wording import one_line
from fairwoo.model import Body
from fairwoo.vocab.words import rows

_COUNTRY = "NL"


class Area(NamedTuple):
    """An area: its address, what it is called, and the corners and middle of it as WKT (longitude first), where known."""

    iri: str
    name: str
    bbox: str | None
    centroid: str | None


def area_of(site: Site, body: Body) -> Area | None:
    """The area that a body works in: its own, or the country; None for a register that TOOI does not have."""
    known = authority(body.register_name)
    if known is None:
        return None
    country = known.area == "country"
    row = _rows().get(_COUNTRY if country else body.code, {})
    return Area(
        iri=row.get("uri") or site.area(body.code),
        name="Nederland" if country else one_line(body.name),
        bbox=_polygon(row) if row else None,
        centroid=f"POINT({row['longitude']} {row['latitude']})" if row else None,
    )


def area_iri(site: Site, body: Body) -> str | None:
    """The address of the area of a body."""
    area = area_of(site, body)
    return area.iri if area else None


def area_nodes(site: Site, body: Body) -> Iterator[Node]:
    """The area of a body in DCAT."""
    if area := area_of(site, body):
        name = {"@value": area.name, "@language": "nl"}
        place = {"dcat:bbox": area.bbox, "dcat:centroid": area.centroid}
        yield {"@id": area.iri, "@type": ["dct:Location"], "skos:prefLabel": name, **place}


def _polygon(row: Mapping[str, str]) -> str:
    west, south, east, north = (row[side] for side in ("west", "south", "east", "north"))
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return f"POLYGON(({', '.join(f'{x} {y}' for x, y in corners)}))"


@cache
def _rows() -> Mapping[str, dict[str, str]]:
    return {row["code"]: row for row in rows("areas")}

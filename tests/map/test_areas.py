"""Where areas lie, held against places whose coordinates are common knowledge (in degrees, from any atlas)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from fairwoo import vocab
from fairwoo.map.addresses import Site
from fairwoo.map.areas import Area, area_of

SITE = Site("https://woo.example.nl")
# Longitude and latitude of a town hall in each province, and one place that lies outside it.
TOWNS = {
    "pv20": ((6.567, 53.217), (5.792, 53.203)),  # Groningen; Leeuwarden
    "pv21": ((5.792, 53.203), (6.567, 53.217)),  # Leeuwarden; Groningen
    "pv22": ((6.562, 52.993), (5.792, 53.203)),  # Assen; Leeuwarden
    "pv23": ((6.092, 52.513), (5.912, 51.985)),  # Zwolle; Arnhem
    "pv24": ((5.475, 52.508), (6.092, 52.513)),  # Lelystad; Zwolle
    "pv25": ((5.912, 51.985), (4.890, 52.373)),  # Arnhem; Amsterdam
    "pv26": ((5.121, 52.091), (4.300, 52.078)),  # Utrecht; Den Haag
    "pv27": ((4.637, 52.381), (5.121, 52.091)),  # Haarlem; Utrecht
    "pv28": ((4.300, 52.078), (5.304, 51.690)),  # Den Haag; 's-Hertogenbosch
    "pv29": ((3.611, 51.500), (4.776, 51.587)),  # Middelburg; Breda
    "pv30": ((5.304, 51.690), (3.611, 51.500)),  # 's-Hertogenbosch; Middelburg
    "pv31": ((5.691, 50.849), (5.304, 51.690)),  # Maastricht; 's-Hertogenbosch
    "col01": ((-68.276, 12.150), (-63.238, 17.631)),  # Kralendijk; Saba
    "col02": ((-62.983, 17.482), (-68.276, 12.150)),  # Oranjestad; Kralendijk
    "col03": ((-63.250, 17.626), (-62.983, 17.482)),  # The Bottom; Oranjestad
}


def area(key: str) -> Area:
    found = area_of(SITE, vocab.match_body(key))
    assert found is not None
    return found


def numbers(text: str | None) -> list[float]:
    return [float(one) for one in re.findall(r"-?\d+\.\d+", text or "")]


def within(place: tuple[float, float], polygon: str | None) -> bool:
    found = numbers(polygon)
    east_west, north_south = found[0::2], found[1::2]
    return min(east_west) <= place[0] <= max(east_west) and min(north_south) <= place[1] <= max(north_south)


@pytest.mark.parametrize("code", TOWNS)
def test_a_town_hall_lies_in_its_area_and_another_does_not(code: str) -> None:
    inside, outside = TOWNS[code]
    found = area(code)
    assert within(inside, found.bbox)
    assert not within(outside, found.bbox)
    assert within((numbers(found.centroid)[0], numbers(found.centroid)[1]), found.bbox)


def test_the_country_holds_its_provinces_and_no_neighbour() -> None:
    country = area("mnre0170")
    for code in (code for code in TOWNS if code.startswith("pv")):
        corners = numbers(area(code).bbox)
        assert all(within(corner, country.bbox) for corner in zip(corners[0::2], corners[1::2], strict=True))
    assert not within((4.444, 50.411), country.bbox)  # Charleroi
    assert not within((8.807, 53.076), country.bbox)  # Bremen


def test_the_polygon_is_a_closed_ring_that_goes_round_against_the_clock() -> None:
    found = numbers(area("pv24").bbox)
    ring = list(zip(found[0::2], found[1::2], strict=True))
    assert len(ring) == 5
    assert ring[0] == ring[-1]
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0


def test_every_province_and_caribbean_body_has_a_place_and_an_area_without_one_has_a_name_only() -> None:
    placed = {body.code for body in vocab.bodies() if body.register_name in {"provincie", "col"}}
    assert placed == set(TOWNS)
    municipality = area("gm0363")
    assert (municipality.iri, municipality.name) == (f"{SITE.base}/gebied/gm0363", "gemeente Amsterdam")
    assert municipality.bbox is municipality.centroid is None

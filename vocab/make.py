"""Make the CSV files that are copies of official lists, and say what changed.

    python vocab/make.py [--standards DIR] [--fetch] [--check]

Reads in DIR (default ../shared/standards): `diwoo/diwoo-metadata-lijsten.xsd`, what TOOI publishes in `tooi/json/*.json`, where it
is there, otherwise the copy `tooi/organisations.json`; the EU tables in `eu-vocab/`; article numbers in
`woo-law/informatiecategorieen.csv`. With --fetch the newest editions are downloaded into DIR first, from
repository.officiele-overheidspublicaties.nl, standaarden.overheid.nl and op.europa.eu. With --check nothing is written, and the
exit code is 1 if something would change. The other files in this folder are kept by hand: see README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from making import fetching, joining
from making.authority import read_authority
from making.changes import changes
from making.official import Edition, FormError, Row
from making.schema import read_schema
from making.tables import read, write
from making.tooi import read_tooi

HERE = Path(__file__).parent
DIWOO = "0.9.8"
SCHEMA = Path("diwoo") / "diwoo-metadata-lijsten.xsd"


def main(arguments: Sequence[str] | None = None, places: fetching.Places | None = None) -> int:
    """Write all files and print what changed; 1 if --check finds a change, 3 if something cannot be read or fetched."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--standards", type=Path, default=HERE.parent.parent / "shared" / "standards")
    parser.add_argument("--fetch", action="store_true", help="download the newest editions into the folder first")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something would change")
    parser.add_argument("--diwoo", default=DIWOO, help="version of the DiWoo schema to fetch (%(default)s)")
    parser.add_argument("--into", type=Path, default=HERE, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        if given.fetch:
            for path in fetching.fetch(given.standards, known(given.into), given.diwoo, places):
                sys.stdout.write(f"fetched {path.name}\n")
        made = make(given.standards, given.into)
        sys.stdout.writelines(f"{line}\n" for line in ahead(given.standards))
    except (FormError, fetching.FetchError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 3
    changed = [report(given.into / file, rows) for file, rows in made.items()]
    if not given.check:
        for file, rows in made.items():
            write(given.into / file, rows)
    return 1 if given.check and any(changed) else 0


def known(folder: Path) -> dict[str, int]:
    """The newest version we have of each list of TOOI."""
    found: dict[str, int] = {}
    for row in read(folder / "lists.csv"):
        name, _, version = row["list"].partition("/")
        if name.startswith(("rwc_", "scw_", "ccw_")):
            found[name] = max(found.get(name, 0), int(version))
    return found


def make(standards: Path, kept: Path) -> dict[str, list[Row]]:
    """The rows of every file, from the published lists in `standards` and the files kept by hand in `kept`."""
    schema = read_schema(standards / SCHEMA)
    newest = registers(standards)
    types = read_authority(newest_file(standards / "eu-vocab", "filetypes-skos-ap-act"))
    themes = read_authority(newest_file(standards / "eu-vocab", "data-theme-skos-ap-act"))
    law = read(standards / "woo-law" / "informatiecategorieen.csv")
    made = {
        "bodies.csv": joining.bodies(schema, newest, read(kept / "body_history.csv")),
        "categories.csv": joining.categories(schema[joining.CATEGORIES], law or kept_law(kept)),
    }
    made |= {file: joining.concepts(schema[name]) for file, name in joining.CONCEPTS.items()}
    made["file_types.csv"] = joining.file_types(types, read(kept / "mqa_formats.csv"))
    made["data_themes.csv"] = joining.data_themes(themes)
    sources = dict.fromkeys(joining.REGISTERS, "bodies.csv") | {name: file for file, name in joining.CONCEPTS.items()}
    sources[joining.CATEGORIES] = "categories.csv"
    made["lists.csv"] = [
        *(joining.edition_rows(file, schema[name]) for name, file in sources.items()),
        *(joining.edition_rows("bodies.csv", newest[name]) for name in joining.REGISTERS if name in newest),
        joining.edition_rows("file_types.csv", types),
        joining.edition_rows("data_themes.csv", themes),
        *joining.kept_editions(kept),
    ]
    return made


def registers(standards: Path) -> dict[str, Edition]:
    """The newest edition of each register that is at hand: as TOOI published it, otherwise as another project copied it."""
    copied = standards / "tooi" / "organisations.json"
    found = joining.read_copied(copied) if copied.exists() else {}
    return found | {edition.name: edition for edition in published(standards, "rwc_*.json")}


def published(standards: Path, names: str) -> list[Edition]:
    """The files of TOOI that are at hand, older editions first."""
    files = (standards / "tooi" / "json").glob(names)
    return [read_tooi(path) for path in sorted(files, key=lambda path: int(path.stem.rpartition("_")[2]))]


def ahead(standards: Path) -> Iterator[str]:
    """Where TOOI is ahead of the DiWoo schema with a list of concepts: that is told, not taken in, for DiWoo would refuse it."""
    schema = read_schema(standards / SCHEMA)
    newest = {edition.name: edition for edition in published(standards, "[sc]cw_*.json")}
    for name, edition in newest.items():
        if name in schema and int(edition.version) > int(schema[name].version):
            yield f"{edition.list} of {edition.date} is newer than what DiWoo admits, {schema[name].list}:"
            yield from (f"  {line}" for line in changes(joining.concepts(schema[name]), joining.concepts(edition)))


def newest_file(folder: Path, stem: str) -> Path:
    """The table as it was fetched (`.rdf`), otherwise the copy in Turtle."""
    fetched = folder / f"{stem}.rdf"
    return fetched if fetched.exists() else folder / f"{stem}.ttl"


def kept_law(folder: Path) -> list[Row]:
    """What we know of the articles of the categories, for when the file that says so is not at hand."""
    return [
        {
            "tooi_uri": row["uri"],
            "woo_code": row["article"],
            "enkelvoud": row["singular"],
            "infocat": f"infocat{row['infocat']}" if row["infocat"] else "",
        }
        for row in read(folder / "categories.csv")
    ]


def report(path: Path, rows: list[Row]) -> bool:
    """Print how many rows the file has and what changes in it; was there a change?"""
    lines = list(changes(read(path), rows))
    sys.stdout.write(f"{path.name}: {len(rows)}\n")
    sys.stdout.writelines(f"  {line}\n" for line in lines)
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())

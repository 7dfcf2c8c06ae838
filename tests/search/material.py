"""The relevance set as values: pages, queries, grades, split. `README.md` tells how it was made."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fairwoo.model import Entry
from tests.search.noise import scanned

HERE = Path(__file__).parent
SET = HERE / "set"
CLASSES = ("known_item", "topic", "inflection", "compound", "phrase", "name", "reference", "typo", "synonym")
BODIES = {
    "gm0007": "gemeente Bellingwedde",
    "gm0009": "gemeente Ten Boer",
    "gm0055": "gemeente Boarnsterhim",
    "gm0365": "gemeente Graft-De Rijp",
    "gm0478": "gemeente Zeevang",
    "gm0870": "gemeente Werkendam",
    "gm1671": "gemeente Maasdonk",
    "gm1672": "gemeente Rijnwoude",
    "mnre0170": "ministerie van Verkeer en Waterstaat",
    "mnre0180": "ministerie van Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer",
    "ws0151": "waterschap Groot Salland",
    "ws0201": "waterschap Regge en Dinkel",
}


class Asked(NamedTuple):
    """A query: its id, its class, what is typed, and what the person wants to find."""

    id: str
    kind: str
    text: str
    wanted: str


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV or TSV file with a header; lines that begin with # are remarks."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t" if path.suffix == ".tsv" else ",", quoting=_quoting(path)))


def _quoting(path: Path) -> int:
    return csv.QUOTE_NONE if path.suffix == ".tsv" else csv.QUOTE_MINIMAL


@cache
def entries() -> tuple[Entry, ...]:
    """All pages, in the order of the files; a withheld document is one entry with page 0 and no text."""
    return tuple(entry for file in sorted(SET.glob("*.toml")) for entry in _read(file))


def by_dossier(pages: Iterable[Entry] | None = None) -> dict[str, list[Entry]]:
    """The pages (all of the set if none are given) by their dossier."""
    found: dict[str, list[Entry]] = {}
    for entry in entries() if pages is None else pages:
        found.setdefault(entry.dossier, []).append(entry)
    return found


def _read(file: Path) -> Iterator[Entry]:
    for dossier in tomllib.loads(file.read_text(encoding="utf-8"))["dossiers"]:
        for document in dossier["documents"]:
            texts = list(enumerate(document["pages"], 1)) or [(0, "")]
            for number, text in texts:
                yield _entry(dossier, document, number, text)


def _entry(dossier: dict[str, Any], document: dict[str, Any], number: int, text: str) -> Entry:
    page = f"{dossier['id']}/{document['id']}/{number}"
    return Entry(
        id=page,
        dossier=dossier["id"],
        document=document["id"],
        page=number,
        text=scanned(text, page) if document.get("scan") else text,
        title=document["title"],
        dossier_title=dossier["title"],
        body=dossier["body"],
        body_name=BODIES[dossier["body"]],
        year=document["dated"].year,
        dated=document["dated"],
        kind=document["kind"],
        disclosure=document["disclosure"],
        grounds=tuple(document.get("grounds", ())),
    )


@cache
def queries() -> tuple[Asked, ...]:
    """The ninety queries."""
    return tuple(Asked(row["query"], row["class"], row["text"], row["wanted"]) for row in rows(SET / "queries.csv"))


@cache
def split() -> dict[str, str]:
    """Query → `open` (may be looked at while the search is made better) or `kept` (only for the final check)."""
    return {row["query"]: row["split"] for row in rows(SET / "split.csv")}


@cache
def grades() -> dict[str, dict[str, int]]:
    """Query → page → grade (0–3). A page that is absent was not judged."""
    found: dict[str, dict[str, int]] = {}
    for row in rows(SET / "qrels.tsv"):
        found.setdefault(row["query"], {})[row["page"]] = int(row["grade"])
    return found

"""The rows of our files, joined from the published lists and from the files kept by hand beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from making.official import Edition, Entry, FormError, Row
from making.tables import read

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
CATEGORIES = "scw_woo_informatiecategorieen"

# The registers in `tooi/organisations.json`, a copy that another project made in June 2026: it does not say which editions it
# took, the project's loader does. Used only for registers of which no file of TOOI itself is at hand.
COPIED = "GPP-publicatiebank c4f3221"
_COPIED_EDITIONS = {
    "gemeentelijst": ("rwc_gemeenten_compleet", "5"),
    "provincielijst": ("rwc_provincies_compleet", "1"),
    "waterschaplijst": ("rwc_waterschappen_compleet", "2"),
    "zbolijst": ("rwc_zbo_compleet", "6"),
    "oorglijst": ("rwc_overige_overheidsorganisaties_compleet", "13"),
    "solijst": ("rwc_samenwerkingsorganisaties_compleet", "3"),
    "caribischelijst": ("rwc_caribische_openbare_lichamen_compleet", "1"),
}
_FORMER_STATE = re.compile(r"/hv_[0-9a-f]+$")


def read_copied(path: Path) -> dict[str, Edition]:
    """The registers of `organisations.json`, without the former states of bodies (`hv_…`) that are among them."""
    found: dict[str, list[Entry]] = {}
    for record in json.loads(path.read_text(encoding="utf-8")):
        fields = record["fields"]
        if not _FORMER_STATE.search(fields["identifier"]):
            found.setdefault(fields["oorsprong"], []).append(Entry(fields["identifier"], fields["naam"]))
    editions = {}
    for origin, entries in found.items():
        if origin not in _COPIED_EDITIONS:
            raise FormError(f"{path}: an unknown register, {origin}")
        name, version = _COPIED_EDITIONS[origin]
        editions[name] = Edition(name, version, "2026-06", COPIED, tuple(entries))
    return editions


def bodies(admitted: Mapping[str, Edition], newest: Mapping[str, Edition], history: list[Row]) -> list[Row]:
    """Every body: those that the DiWoo schema admits in its order, then those that only the newest registers have.

    `newest` may lack registers. Dates and successors are those of TOOI's own file, where one was read, otherwise of `history`.
    """
    known = {row["code"]: row for row in history}
    rows = []
    for name, register in REGISTERS.items():
        later = {entry.code: entry for entry in newest[name].entries} if name in newest else {}
        inside = {entry.code for entry in admitted[name].entries}
        for entry in admitted[name].entries:
            now = later.get(entry.code, entry)
            whole = replace(now, label=entry.label)
            newer_name = now.label if now.label != entry.label else ""
            rows.append(_body(whole, register, admitted[name].list, known) | {"diwoo": "yes", "newer_name": newer_name})
        rows += [
            _body(later[code], register, newest[name].list, known) | {"diwoo": "", "newer_name": ""}
            for code in sorted(later.keys() - inside)
        ]
    return rows


def _body(entry: Entry, register: str, edition: str, history: Mapping[str, Row]) -> Row:
    dated = bool(entry.begins or entry.ends or entry.successors)
    kept = {} if dated else history.get(entry.code, {})
    return {
        "uri": entry.uri,
        "code": entry.code,
        "name": entry.label,
        "register": register,
        "list": edition,
        "begins": kept.get("begins", entry.begins),
        "ends": kept.get("ends", entry.ends),
        "successors": kept.get("successors", " ".join(entry.successors)),
    }


def categories(edition: Edition, law: list[Row]) -> list[Row]:
    """The information categories with their number, article and both labels, in the order of the Woo."""
    of_law = {row["tooi_uri"]: row for row in law}
    rows = []
    for entry in edition.entries:
        known = of_law.get(entry.uri, {})
        article = known.get("woo_code", "3.1")
        rows.append(
            {
                "uri": entry.uri,
                "code": entry.code,
                "label": entry.label,
                "singular": known.get("enkelvoud", ""),
                "infocat": known.get("infocat", "").removeprefix("infocat"),
                "article": article,
                "woogle": article.removeprefix("3.3.") if re.fullmatch(r"3\.3\.\d[a-z]", article) else "",
            }
        )
    return sorted(rows, key=lambda row: row["infocat"] or "999")


def concepts(edition: Edition) -> list[Row]:
    """A list of concepts: address, code, label."""
    return [{"uri": entry.uri, "code": entry.code, "label": entry.label} for entry in edition.entries]


def data_themes(edition: Edition) -> list[Row]:
    """The EU data themes in both languages, without the one for provisional data."""
    return [
        {"uri": entry.uri, "code": entry.code, "nl": entry.label, "en": entry.english}
        for entry in edition.entries
        if entry.code != "OP_DATPRO"
    ]


def file_types(edition: Edition, marks: list[Row]) -> list[Row]:
    """The EU file types with their English names, and in which of the two lists of the EU's quality assessment they are."""
    known = {row["code"]: row for row in marks}
    return [
        {"uri": entry.uri, "code": entry.code, "label": entry.english}
        | {mark: known.get(entry.code, {}).get(mark, "") for mark in ("non_proprietary", "machine_readable")}
        for entry in edition.entries
        if entry.code != "OP_DATPRO"
    ]


def edition_rows(file: str, edition: Edition) -> Row:
    """What `lists.csv` says of one list."""
    return {
        "file": file,
        "list": edition.list,
        "date": edition.date,
        "entries": str(len(edition.entries)),
        "source": edition.source,
    }


def kept_editions(folder: Path) -> list[Row]:
    """What `lists.csv` says of the lists that are kept by hand, with their entries counted again."""
    rows = []
    for row in read(folder / "kept_lists.csv"):
        entries = read(folder / row["file"])
        said = [f"{each.get('list', '')} {each.get('source', '')}".split() for each in entries]
        count = sum(row["list"] in words for words in said) if any(said) else len(entries)
        rows.append(row | {"entries": str(count)})
    return [{key: row[key] for key in ("file", "list", "date", "entries", "source")} for row in rows]

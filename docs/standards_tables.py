"""The tables on what each standard says, from `vocab/standards_filled.csv`, `standards_not_filled.csv` and the code.

They are put in `docs/standards.md` between marks, the text around them being kept by hand, and make up
`docs/referentie/standaarden.md`. `tests/docs/test_standards.py` holds the tables to what is written.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from fairwoo.model import FindingKind, Level
from fairwoo.vocab.words import rows

PAGE = Path(__file__).parent / "standards.md"

TITLES: Mapping[str, str] = {
    "dcat": "DCAT-AP-NL 3",
    "diwoo": "DiWoo 0.9.8",
    "mdto": "MDTO 1.0.1",
    "schemaorg": "schema.org",
    "woogle": "Woogle 2.0",
    "ro_crate": "RO-Crate",
    "bagit": "BagIt",
}
# Where the findings of each are defined; what all standards share stands under "all".
_MODULES: Mapping[str, Sequence[str]] = {
    "dcat": ("fairwoo.map.standards.dcat", "fairwoo.map.publications.dcat"),
    "diwoo": ("fairwoo.map.standards.diwoo", "fairwoo.map.publications.diwoo"),
    "mdto": ("fairwoo.map.standards.mdto",),
    "schemaorg": ("fairwoo.map.standards.schemaorg",),
    "woogle": ("fairwoo.map.standards.woogle",),
    "packages": ("fairwoo.pack.released", "fairwoo.pack.crate"),
    "all": ("fairwoo.map.case", "fairwoo.map.documents", "fairwoo.map.contact", "fairwoo.map.service"),
}
_NEEDS: Mapping[str, str] = {
    "mandatory": "verplicht",
    "recommended": "aanbevolen",
    "optional": "mag",
    "addition": "toevoeging",
}
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "info"}
_BLOCK = re.compile(r"(<!-- table: (\w+) (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def page() -> str:
    """`docs/standards.md` with its tables made anew. Raises KeyError for a mark that names no table."""
    return _BLOCK.sub(lambda mark: f"{mark[1]}\n{_TABLES[mark[2]](mark[3])}\n{mark[4]}", PAGE.read_text(encoding="utf-8"))


def dutch() -> str:
    """`docs/referentie/standaarden.md`: the same tables for those who keep archives."""
    parts = ["# Standaarden\n", _DUTCH_HEAD]
    for standard, title in TITLES.items():
        parts += [f"## {title}\n", _filled(standard, "nl"), ""]
        if any(row["standard"] == standard for row in rows("standards_not_filled")):
            parts += ["Wordt nooit ingevuld:\n", _not_filled(standard, "nl"), ""]
    return "\n".join(parts)


_DUTCH_HEAD = """\
Per standaard: welk gegeven waaruit wordt gevuld, of de standaard het eist, en welke [bevinding](bevindingen.md) komt als het ontbreekt
of niet klopt. Verplicht zonder bevinding: dat volgt altijd uit de rest. Een “toevoeging” staat niet in het profiel, maar mag erbij.
"""


def _filled(standard: str, language: str = "en") -> str:
    """What is written; the name of a class only on its first line."""
    dutch = language == "nl"
    lines = []
    for part, group in groupby((row for row in rows("standards_filled") if row["standard"] == standard), lambda row: row["part"]):
        for number, row in enumerate(group):
            need = _NEEDS[row["need"]] if dutch else row["need"]
            finding = f"`{row['finding']}`" if row["finding"] else ""
            lines.append((f"**{part}**" if number == 0 else "", f"`{row['property']}`", row[language], need, finding))
    heads = (
        ("onderdeel", "gegeven", "waaruit", "nodig", "bevinding") if dutch else ("part", "property", "from", "need", "finding")
    )
    return _table(heads, lines)


def _not_filled(standard: str, language: str = "en") -> str:
    found = [row for row in rows("standards_not_filled") if row["standard"] == standard]
    heads = ("onderdeel", "gegeven", "waarom niet") if language == "nl" else ("part", "property", "why not")
    return _table(heads, [(row["part"], f"`{row['property']}`", row[language]) for row in found])


def _findings(standard: str) -> str:
    kinds: dict[str, FindingKind] = {}
    for name in _MODULES[standard]:
        found = [one for one in vars(importlib.import_module(name)).values() if isinstance(one, FindingKind)]
        kinds |= {one.code: one for one in found}
    shared = set() if standard == "all" else {code for code in kinds if f"`{code}`" in _findings("all")}
    lines = [(f"`{code}`", _LEVELS[kind.level], kind.en) for code, kind in sorted(kinds.items()) if code not in shared]
    return _table(("finding", "level", "text"), lines)


_TABLES = {"filled": _filled, "not_filled": _not_filled, "findings": _findings}


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    written = [heads, ["---"] * len(heads), *lines]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in written)

"""What an Excel workbook (ECMA-376-1 part 18) holds besides its cells: copies of data, remarks, links. Counted only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fairwoo.extract import opc
from fairwoo.extract.cells import shows_nothing
from fairwoo.extract.hidden import is_constant
from fairwoo.extract.package import Package

if TYPE_CHECKING:
    from lxml import etree

_WHITE = "FFFFFF"
_GROUND_BY = (
    "{*}conditionalFormatting",
    "{*}tablePart",
    "{*}picture",
)  # these may colour cells in ways that a cell does not tell


def extras(package: Package, workbook: str, root: etree._Element) -> dict[str, int]:
    """How much there is of each, for `hidden_content`. `root` is that of the part `workbook`."""
    names = package.names()
    sheets = opc.related(package, workbook, "worksheet").values()
    constants = (is_constant(one.get("name", ""), one.text or "") for one in root.iterfind("{*}definedNames/{*}definedName"))
    return {
        "comments": sum(_comments(package, sheet) for sheet in sheets),
        "connections": _elements(package, opc.related(package, workbook, "connections").values(), "{*}connection"),
        "constants": sum(constants),
        "data_models": sum(name.startswith("xl/model/") for name in names),
        "embedded": sum(name.startswith("xl/embeddings/") for name in names),
        "external_links": len(opc.related(package, workbook, "externalLink")),
        "pivot_caches": sum(
            _holds_data(package, cache) for cache in opc.related(package, workbook, "pivotCacheDefinition").values()
        ),
        "revisions": sum(name.startswith("xl/revisions/revisionLog") for name in names),
    }


def _comments(package: Package, sheet: str) -> int:
    """Remarks in a sheet. Those in threads are kept a second time in the old form, for old readers."""
    old = _elements(package, opc.related(package, sheet, "comments").values(), "{*}comment")
    return max(old, _elements(package, opc.related(package, sheet, "threadedComment").values(), "{*}threadedComment"))


def _holds_data(package: Package, cache: str) -> bool:
    """Does the cache of a pivot table hold values of its source: in records, or in the lists of what fields may be?"""
    records = any(part in package for part in opc.related(package, cache, "pivotCacheRecords").values())
    return records or _elements(package, [cache], "{*}s", "{*}n", "{*}d") > 0


def _elements(package: Package, parts: Iterable[str], *tags: str) -> int:
    return sum(1 for part in parts if part in package for _ in package.elements(part, *tags))


def blank_styles(styles: etree._Element) -> frozenset[int]:
    """The cell styles with a number format that shows nothing (`;;;`), by their index."""
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    cells = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(index for index, style in cells if shows_nothing(formats.get(style.get("numFmtId"), "")))


def white_styles(styles: etree._Element) -> frozenset[int]:
    """The cell styles with white letters on a white cell, by their index."""
    fonts = [_is_white(font.find("{*}color"), missing=False) for font in styles.iterfind("{*}fonts/{*}font")]
    fills = [_is_bare(fill.find("{*}patternFill")) for fill in styles.iterfind("{*}fills/{*}fill")]
    cells = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(
        index
        for index, style in cells
        if _at(fonts, style.get("fontId"), missing=False) and _at(fills, style.get("fillId"), missing=True)
    )


def is_plain(package: Package, sheet: str) -> bool:
    """Do the cells of a sheet have no other background than their own?"""
    return next(iter(package.elements(sheet, *_GROUND_BY)), None) is None


def _is_white(colour: etree._Element | None, *, missing: bool) -> bool:
    """Is this white, or the first colour of the theme, which is that of the paper?"""
    if colour is None:
        return missing
    if colour.get("rgb"):
        return colour.get("rgb", "").upper().endswith(_WHITE)
    return colour.get("theme") == "0" and float(colour.get("tint") or 0) == 0


def _is_bare(pattern: etree._Element | None) -> bool:
    if pattern is None:
        return False  # a gradient
    kind = pattern.get("patternType", "none")
    return kind == "none" or (kind == "solid" and _is_white(pattern.find("{*}fgColor"), missing=False))


def _at(values: list[bool], index: str | None, *, missing: bool) -> bool:
    number = int(index) if index and index.isdigit() else 0
    return values[number] if number < len(values) else missing

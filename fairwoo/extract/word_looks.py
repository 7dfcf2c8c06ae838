"""Can the text of a WordprocessingML run be seen? Hidden by its properties or styles, in the colour of its background, or tiny.

ECMA-376-1, 17.3.2 (vanish, color, shd, highlight, sz) and 17.7.2 (which style wins). Where the background cannot be told (a picture,
a shading that depends on the place in a table) the text counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairwoo.extract.colours import LEAST_CONTRAST, contrast
from fairwoo.extract.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

WHITE = "FFFFFF"

_OFF = frozenset({"0", "false", "off"})
_TINY = 4  # half-points: text of 2 points or less
_HIGHLIGHTS = {"black": "000000", "white": WHITE}
_DEEPEST_STYLE = 20
_SHAPES = frozenset({"wsp", "shape", "rect", "roundrect", "oval"})
_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})


class Looks:
    """What the styles of a document and the colour of its pages do to the look of runs."""

    def __init__(self, styles: etree._Element | None = None, page_colour: str = WHITE) -> None:
        every = styles.iterfind("{*}style") if styles is not None else ()
        self._styles = {attribute(style, "styleId"): style for style in every}
        usual = (
            one for one in self._styles.values() if attribute(one, "type") == "paragraph" and attribute(one, "default") == "1"
        )
        self._usual = next((attribute(one, "styleId") for one in usual), "")
        self._defaults = styles.find("{*}docDefaults/{*}rPrDefault/{*}rPr") if styles is not None else None
        self._page_colour = page_colour
        self._told: dict[tuple[str, str], etree._Element | None] = {}
        self._crowded: dict[tuple[etree._Element, str], bool] = {}

    def unseen(self, run: etree._Element) -> str | None:
        """Why the text of the run cannot be seen: "hidden_texts", "unreadable" or None if it can."""
        styles = tuple(self._styles_of(run))
        vanish = self._property(run, styles, "vanish")
        if vanish is not None and attribute(vanish, "val") not in _OFF:
            return "hidden_texts"
        size = self._property(run, styles, "sz")
        if size is not None and attribute(size, "val").isdigit() and int(attribute(size, "val")) <= _TINY:
            return "unreadable"
        colour = self._property(run, styles, "color")
        ink = attribute(colour, "val").upper() if colour is not None else ""
        mark = self._property(run, styles, "highlight")
        if not _is_colour(ink):
            # On black marker, text in the automatic colour stays black; on black shading it turns white.
            return "unreadable" if mark is not None and attribute(mark, "val") == "black" else None
        ground = self._ground(run, mark, self._property(run, styles, "shd"))
        return "unreadable" if ground is not None and contrast(ink, ground) < LEAST_CONTRAST else None

    def _property(self, run: etree._Element, styles: tuple[str, ...], name: str) -> etree._Element | None:
        """The property of the run itself, else of its styles, the nearest first."""
        own = run.find(f"{{*}}rPr/{{*}}{name}")
        if own is not None:
            return own
        found = next((one for style in styles if (one := self._of_style(style, f"rPr/{{*}}{name}")) is not None), None)
        return found if found is not None or self._defaults is None else self._defaults.find(f"{{*}}{name}")

    def _styles_of(self, run: etree._Element) -> Iterator[str]:
        """The styles that the run has: its own, those of its paragraph and its table."""
        for element, path in (
            (run, "rPr/{*}rStyle"),
            (_around(run, "p"), "pPr/{*}pStyle"),
            (_around(run, "tbl"), "tblPr/{*}tblStyle"),
        ):
            style = _value(element, path) if element is not None else ""
            if style or path.startswith("pPr"):
                yield style or self._usual

    def _of_style(self, style: str, path: str) -> etree._Element | None:
        """The element at `path` in the style or in what it is based on."""
        key = style, path
        if key not in self._told:
            found, name = None, style
            for _ in range(_DEEPEST_STYLE):
                element = self._styles.get(name)
                found = element.find("{*}" + path) if element is not None else None
                if element is None or found is not None:
                    break
                name = _value(element, "basedOn")
            self._told[key] = found
        return self._told[key]

    def _ground(self, run: etree._Element, mark: etree._Element | None, shading: etree._Element | None) -> str | None:
        """The colour behind the run; None if it cannot be told."""
        if mark is not None and attribute(mark, "val") != "none":
            return _HIGHLIGHTS.get(attribute(mark, "val"))
        fill = _fill(shading)
        if fill:
            return fill
        for element in run.iterancestors("{*}p", "{*}tc", "{*}tbl", "{*}txbxContent"):
            name = local(element)
            if name == "txbxContent":
                return self._ground_of_box(element)
            fill = _fill(element.find(f"{{*}}{name}Pr/{{*}}shd"))
            if name == "p" and not fill:
                fill = _fill(self._of_style(_value(element, "pPr/{*}pStyle") or self._usual, "pPr/{*}shd"))
            if fill:
                return fill
            if name == "tbl" and self._is_shaded(_value(element, "tblPr/{*}tblStyle")):
                return None
        return None if self._is_crowded(run, "behind") else self._page_colour

    def _is_shaded(self, style: str) -> bool:
        """Does a table style shade anything?"""
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return False
            if any(_fill(one) for one in element.iter("{*}shd")):
                return True
            style = _value(element, "basedOn")
        return False

    def _ground_of_box(self, box: etree._Element) -> str | None:
        shape = next((one for one in box.iterancestors() if local(one) in _SHAPES), None)
        if shape is None:
            return None
        if local(shape) != "wsp":
            if attribute(shape, "filled") not in {"f", "false"}:
                colour = attribute(shape, "fillcolor").lstrip("#").upper()[:6]
                return colour if _is_colour(colour) else WHITE if not colour or colour == "WHITE" else None
        elif (inside := shape.find("{*}spPr")) is not None and (fill := _drawn_fill(inside)) is not None:
            solid = fill.find("{*}srgbClr")
            return attribute(solid, "val").upper() if local(fill) == "solidFill" and solid is not None else None
        elif (inside is None or inside.find("{*}noFill") is None) and shape.find("{*}style/{*}fillRef") is not None:
            return None  # the colour of a theme
        return None if self._is_crowded(box, "around") else self._page_colour

    def _is_crowded(self, element: etree._Element, where: str) -> bool:
        """Are there pictures or filled shapes that text may lie on: behind the text, or anywhere around a floating box?"""
        root = element.getroottree().getroot()
        if (root, where) not in self._crowded:
            drawn = (one for one in root.iter("{*}anchor", "{*}pict") if where == "around" or _is_behind(one))
            self._crowded[root, where] = any(_has_fill(one) for one in drawn)
        return self._crowded[root, where]


def _around(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{{*}}{name}"), None)


def _value(element: etree._Element, path: str) -> str:
    found = element.find("{*}" + path)
    return attribute(found, "val") if found is not None else ""


def _is_colour(text: str) -> bool:
    return re.fullmatch(r"[0-9A-F]{6}", text) is not None


def _fill(shading: etree._Element | None) -> str:
    """The colour of a shading, "" if it has none. A solid pattern covers the fill with its own colour."""
    if shading is None:
        return ""
    colour = attribute(shading, "color" if attribute(shading, "val") == "solid" else "fill").upper()
    return colour if _is_colour(colour) else ""


def _drawn_fill(properties: etree._Element) -> etree._Element | None:
    return next((one for one in properties.iterchildren("*") if local(one) in _FILLS), None)


def _is_behind(drawing: etree._Element) -> bool:
    return attribute(drawing, "behindDoc") in {"1", "true"} or any(
        re.search(r"z-index:\s*-", attribute(one, "style")) for one in drawing.iterchildren("*")
    )


def _has_fill(drawing: etree._Element) -> bool:
    for one in drawing.iter("{*}spPr", "{*}fillRef", "{*}pic", "{*}imagedata", "{*}shape", "{*}rect", "{*}roundrect", "{*}oval"):
        name = local(one)
        if name in {"pic", "imagedata"} or (name == "spPr" and _drawn_fill(one) is not None):
            return True
        if name == "fillRef" and attribute(one, "idx") not in {"", "0"}:
            return True
        if name in _SHAPES and attribute(one, "fillcolor") and attribute(one, "filled") not in {"f", "false"}:
            return True
    return False

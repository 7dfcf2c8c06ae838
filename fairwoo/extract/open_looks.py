"""Text in OpenDocument that is there but cannot be read: white on the paper, or too small (ODF 1.3 part 3, 20.183 and 20.196).

On anything that may have a colour of its own (a shaded cell or paragraph, a shape, a page with a background) text is taken to be seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract.package import Package
from fairwoo.extract.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

_WHITE = re.compile(r"#(?:f[0-9a-f]){3}", re.IGNORECASE)
_SIZE = re.compile(r"(\d*\.?\d+)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SMALLEST = 2.0
_SHAPES = frozenset({"frame", "custom-shape", "g", "rect", "text-box", "control"})
_NO_COLOUR = frozenset({"", "none", "transparent"})
_DEEPEST = 200


class Look(NamedTuple):
    """Whether text is white or tiny, and whether what lies below it may have a colour."""

    faint: bool = False
    on_colour: bool = False

    @property
    def is_seen(self) -> bool:
        """Can text that looks so be read?"""
        return self.on_colour or not self.faint


class Looks:
    """What the styles of a document say of how text looks."""

    def __init__(self, package: Package) -> None:
        self._faint: dict[str, bool | None] = {}
        self._coloured: dict[str, bool | None] = {}
        self._parents: dict[str, str] = {}
        self.paper = Look()
        for part in ("content.xml", "styles.xml"):  # the styles of the content itself come first
            root = package.xml(part) if part in package else None
            for style in root.iter("{*}style") if root is not None else ():
                name = attribute(style, "name")
                self._faint.setdefault(name, _is_faint(style))
                self._coloured.setdefault(name, _has_colour(style) or None)
                self._parents.setdefault(name, attribute(style, "parent-style-name"))
            pages = root.iter("{*}page-layout-properties", "{*}drawing-page-properties") if root is not None else ()
            if any(_colours(one) for one in pages):
                self.paper = Look(on_colour=True)

    def of(self, element: etree._Element, outer: Look) -> Look:
        """The look of what stands in an element inside something of the look `outer`."""
        name = attribute(element, "style-name")
        faint = self._says(name, self._faint) if name else None
        coloured = outer.on_colour or local(element) in _SHAPES or bool(name and self._says(name, self._coloured))
        return Look(outer.faint if faint is None else faint, coloured)

    def _says(self, name: str, said: Mapping[str, bool | None]) -> bool | None:
        for _ in range(_DEEPEST):
            own = said.get(name)
            if own is not None or name not in self._parents:
                return own
            name = self._parents[name]
        return None


def _is_faint(style: etree._Element) -> bool | None:
    """White or tiny, or not; None where a style says nothing of it."""
    said = None
    for text in style.iterchildren("{*}text-properties"):
        colour, size = attribute(text, "color"), _SIZE.fullmatch(attribute(text, "font-size"))
        if colour:
            said = bool(_WHITE.fullmatch(colour)) and attribute(text, "use-window-font-color") != "true"
        if size and float(size[1]) * _POINTS[size[2]] < _SMALLEST:
            said = True
    return said


def _has_colour(style: etree._Element) -> bool:
    return any(_colours(one) for one in style.iterchildren("*") if local(one).endswith("-properties"))


def _colours(properties: etree._Element) -> bool:
    ground = attribute(properties, "background-color")
    image = next(properties.iterchildren("{*}background-image"), None)
    filled = attribute(properties, "fill") not in _NO_COLOUR
    return (
        filled
        or (ground not in _NO_COLOUR and not _WHITE.fullmatch(ground))
        or (image is not None and bool(attribute(image, "href")))
    )

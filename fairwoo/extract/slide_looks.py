"""Colours on PowerPoint slides: what a slide is drawn on, with what a shape is filled, the ink of a run (DrawingML, ECMA-376-1, 20.1).

Where a colour cannot be told (a gradient, a picture, a colour that is worked out from another) the answer is None, and text counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.extract import opc
from fairwoo.extract.package import Package
from fairwoo.extract.reading import UnreadableError
from fairwoo.extract.slide_places import Box, Placed, box_of, shapes_of
from fairwoo.extract.xml_names import local

if TYPE_CHECKING:
    from lxml import etree

CLEAR = "clear"
"""No colour at all: what lies below is seen."""
OPAQUE = "opaque"
"""Some colour that cannot be told, or several: what lies below is not seen."""

_FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"})
_NAMED = {"white": "FFFFFF", "black": "000000"}
_COLOURED = frozenset({"solidFill", "gradFill", "pattFill"})
_WHOLE, _NEARLY_CLEAR = 100_000, 5_000  # thousandths of a per cent
_PLAIN_GROUND = "1001"  # the first of the grounds of a theme


class Backdrop(NamedTuple):
    """What lies under the shapes of a slide: the colour of the ground, the drawings of layout and master, and their placeholders.

    `scheme` gives the colours by the names that shapes call them.
    """

    ground: str | None
    drawn: tuple[Placed, ...]
    placeholders: tuple[etree._Element, ...]
    scheme: Mapping[str, str]

    def box(self, shape: etree._Element) -> Box | None:
        """Where a placeholder of the slide lies by its layout."""
        return next((box for one in self._of(shape) if (box := box_of(one)) is not None), None)

    def fill(self, shape: etree._Element) -> str | None:
        """The colour with which a shape is filled: `CLEAR`, six digits, `OPAQUE`, or None if nothing can be told."""
        if local(shape) in {"pic", "graphicFrame", "contentPart"}:
            return None
        own = _fill_of(shape.find("{*}spPr"))
        if own is not None:
            through = local(own) not in _COLOURED or next(own.iter("{*}alpha", "{*}alphaMod", "{*}alphaOff"), None) is not None
            return self.colour(own) or (None if through else OPAQUE)
        told = shape.find("{*}style/{*}fillRef")
        if told is not None and told.get("idx", "0") != "0":
            return (self._named(told) if told.get("idx") == "1" else None) or OPAQUE
        inherited = any(_fill_of(one.find("{*}spPr")) is not None for one in self._of(shape))
        return None if inherited else CLEAR

    def ink(self, run: etree._Element, shape: etree._Element) -> str | None:
        """The colour of a run by its own properties, else by those of the shape."""
        own = run.find("{*}rPr")
        fill = _fill_of(own)
        if fill is not None:
            outlined = own is not None and own.find("{*}ln") is not None
            return None if outlined else self.colour(fill, faint=_NEARLY_CLEAR)
        paragraph = run.getparent()
        about = paragraph.find("{*}pPr") if paragraph is not None else None
        level = int(about.get("lvl", "0")) + 1 if about is not None and about.get("lvl", "0").isdigit() else 1
        fill = _fill_of(shape.find(f"{{*}}txBody/{{*}}lstStyle/{{*}}lvl{level}pPr/{{*}}defRPr"))
        if fill is not None:
            return self.colour(fill)
        told = shape.find("{*}style/{*}fontRef")
        return self._named(told) if told is not None else None

    def colour(self, fill: etree._Element, faint: int = 0) -> str | None:
        """The colour of a fill; `CLEAR` for none, and for one that lets all but `faint` through."""
        if local(fill) == "noFill":
            return CLEAR
        if local(fill) != "solidFill":
            return None
        alpha = next(fill.iter("{*}alpha"), None)
        through = int(alpha.get("val", "0")) if alpha is not None and alpha.get("val", "").isdigit() else _WHOLE
        if through <= faint:
            return CLEAR
        return self._named(fill) if through >= _WHOLE else None

    def _named(self, holder: etree._Element) -> str | None:
        named = next(holder.iterchildren("*"), None)
        if named is None or any(local(one) != "alpha" for one in named.iterchildren("*")):
            return None
        return colour_of(named, self.scheme)

    def _of(self, shape: etree._Element) -> Iterator[etree._Element]:
        """The placeholders of layout and master that a placeholder of the slide is one of."""
        own = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
        for one in self.placeholders if own is not None else ():
            other = one.find("{*}nvSpPr/{*}nvPr/{*}ph")
            same_kind = other is not None and own is not None and _kind(other) == _kind(own)
            if other is not None and own is not None and (same_kind or other.get("idx", "0") == own.get("idx", "0")):
                yield one


def backdrop_of(package: Package, part: str, slide: etree._Element) -> Backdrop:
    """What lies under the shapes of the slide in `part`."""
    try:
        return _backdrop(package, part, slide)
    except UnreadableError:  # the text of the slide does not depend on it
        return Backdrop(None, (), (), {})


def _backdrop(package: Package, part: str, slide: etree._Element) -> Backdrop:
    layers = [slide]
    name = part
    for kind in ("slideLayout", "slideMaster"):
        name = next((one for one in opc.related(package, name, kind).values() if one in package), "")
        if not name:
            break
        layers.append(package.xml(name))
    theme = (
        next((package.xml(one) for one in opc.related(package, name, "theme").values() if one in package), None) if name else None
    )
    own_colours = any(next(one.iter("{*}overrideClrMapping"), None) is not None for one in layers)
    scheme = {} if own_colours else _scheme(layers[-1].find("{*}clrMap"), theme)
    bare = Backdrop(None, (), (), scheme)
    shapes = [one for layer in layers[1:] for tree in layer.iterfind("{*}cSld/{*}spTree") for one in shapes_of(tree)]
    drawn = (one for one in shapes if not _is_placeholder(one.shape) and not one.hidden and bare.fill(one.shape) != CLEAR)
    placeholders = (one.shape for one in shapes if _is_placeholder(one.shape))
    return Backdrop(_ground(layers, bare, theme), tuple(drawn), tuple(placeholders), scheme)


def colour_of(named: etree._Element, scheme: Mapping[str, str]) -> str | None:
    """The colour that an element such as `srgbClr` names."""
    value = named.get("lastClr", "") if local(named) == "sysClr" else named.get("val", "")
    if local(named) in {"srgbClr", "sysClr"}:
        return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else None
    return {"schemeClr": scheme, "prstClr": _NAMED}.get(local(named), {}).get(value)


def _ground(layers: list[etree._Element], colours: Backdrop, theme: etree._Element | None) -> str | None:
    """The colour that the slide is drawn on: its own, else that of its layout, else that of its master, else white."""
    ground = next((found for one in layers if (found := one.find("{*}cSld/{*}bg")) is not None), None)
    if ground is None:
        return "FFFFFF"
    own = _fill_of(ground.find("{*}bgPr"))
    if own is not None:
        return colours.colour(own)
    told = ground.find("{*}bgRef")
    plain = theme.find("{*}themeElements/{*}fmtScheme/{*}bgFillStyleLst") if theme is not None else None
    first = next(plain.iterchildren("*"), None) if plain is not None else None
    is_plain = first is not None and local(first) == "solidFill" and sum(1 for _ in first.iter("*")) == 2
    if told is None or told.get("idx") != _PLAIN_GROUND or not is_plain:
        return None
    named = next(told.iterchildren("*"), None)
    return colour_of(named, colours.scheme) if named is not None and len(named) == 0 else None


def _scheme(names: etree._Element | None, theme: etree._Element | None) -> dict[str, str]:
    """The colours of a theme, also by the names that a master gives to them."""
    every = theme.find("{*}themeElements/{*}clrScheme") if theme is not None else None
    found: dict[str, str] = {}
    for one in every.iterchildren("*") if every is not None else ():
        named = next(one.iterchildren("*"), None)
        colour = colour_of(named, {}) if named is not None else None
        if colour:
            found[local(one)] = colour
    mapped = names.attrib.items() if names is not None else ()
    return found | {str(name): found[str(value)] for name, value in mapped if str(value) in found}


def _fill_of(properties: etree._Element | None) -> etree._Element | None:
    children = properties.iterchildren("*") if properties is not None else ()
    return next((one for one in children if local(one) in _FILLS), None)


def _is_placeholder(shape: etree._Element) -> bool:
    return shape.find("{*}*/{*}nvPr/{*}ph") is not None


def _kind(placeholder: etree._Element) -> str:
    kind = placeholder.get("type", "obj")
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)

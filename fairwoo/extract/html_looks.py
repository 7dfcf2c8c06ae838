"""Whether HTML text can be seen: by the styles that stand on the elements themselves, as mail programs write them.

Style sheets are not worked out. Where one may set a colour that matters, nothing is said: text is then taken to be seen.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_DECLARED = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])opacity\s*:\s*0*\.?0+\s*(?:;|$|!)", re.IGNORECASE
)
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})$", re.IGNORECASE)
_FUNCTION = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)", re.IGNORECASE)
_SIZE = re.compile(r"0*(\d*\.?\d+)(px|pt|em|rem|%)?$")
_NAMED = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
}
_SAME = 16  # of 255: what differs less cannot be told apart
_SMALLEST = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, None: 2.0}

Colour = tuple[int, int, int]


class Sheet(NamedTuple):
    """What the style sheets of a page may set on elements with a class or an id."""

    colours: bool
    grounds: bool


class Look(NamedTuple):
    """The colours of a text and of what lies below it (None: nobody knows), and whether it has no size or no ink."""

    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    tiny: bool = False
    inkless: bool = False

    @property
    def is_seen(self) -> bool:
        """Can text that looks so be read?"""
        if self.tiny or self.inkless:
            return False
        if self.colour is None or self.ground is None:
            return True
        return max(abs(one - other) for one, other in zip(self.colour, self.ground, strict=True)) > _SAME


def is_hidden(node: Any) -> bool:
    """Does an element hide all that is in it?"""
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def sheet_of(tree: Any) -> Sheet:
    """What the style sheets of a page may set. One that is linked may set anything."""
    linked = any("stylesheet" in (link.attributes.get("rel") or "").lower() for link in tree.css("link"))
    text = " ".join(style.text() for style in tree.css("style"))
    return Sheet(linked or bool(re.search(r"(?<![\w-])color\s*:", text)), linked or "background" in text)


def look_of(node: Any, outer: Look, sheet: Sheet) -> Look:
    """The look of the text in an element that stands in something of the look `outer`."""
    attributes = node.attributes
    declared = {name.lower(): value.strip() for name, value in _DECLARED.findall(attributes.get("style") or "")}
    by_class = bool(attributes.get("class") or attributes.get("id"))
    colour, ink = (None, False) if by_class and sheet.colours else (outer.colour, outer.inkless)
    written = declared.get("color") or attributes.get("color") or (attributes.get("text") if node.tag == "body" else None)
    if written:
        ink = _is_transparent(written)
        colour = _colour(written)
    ground = None if by_class and sheet.grounds else outer.ground
    below = declared.get("background-color") or declared.get("background") or attributes.get("bgcolor")
    if "background-image" in declared or attributes.get("background"):
        ground = None
    elif below and not _is_transparent(below):
        ground = _colour(below.split()[0])
    size = declared.get("font-size")
    return Look(colour, ground, outer.tiny if size is None else _is_tiny(size), ink)


def _colour(written: str) -> Colour | None:
    text = written.lower().replace("!important", "").strip()
    if found := _HEX.match(text):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := _FUNCTION.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    return _NAMED.get(text)


def _is_transparent(written: str) -> bool:
    text = written.lower().strip()
    found = _FUNCTION.match(text)
    return text.startswith(("transparent", "none")) or bool(found and found[4] and float(found[4].strip("%") or 1) == 0)


def _is_tiny(written: str) -> bool:
    found = _SIZE.match(written.lower().replace("!important", "").strip())
    return bool(found) and float(found[1]) < _SMALLEST[found[2]] if found else False

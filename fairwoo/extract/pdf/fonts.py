"""Do the fonts of a PDF say which characters they draw? Without that, text cannot be searched, copied or read aloud.

The rule of ISO 14289-1, 7.21.7 (PDF/UA): a `ToUnicode` map, or an encoding or character collection that is known to everyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fairwoo.extract.pdf.tree import resources_of

_MOST_PAGES = 200
_KNOWN_ENCODINGS = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding"})
_KNOWN_COLLECTIONS = frozenset({"Japan1", "GB1", "CNS1", "Korea1", "KR"})


def fonts_mapped(reader: Any) -> bool | None:
    """Are all fonts of a pypdf document (its first 200 pages) mapped? None if it has no fonts. Raises what pypdf raises."""
    mapped = None
    for font in _fonts(reader):
        mapped = _is_mapped(font)
        if not mapped:
            break
    return mapped


def _fonts(reader: Any) -> Iterator[Any]:
    seen: set[int] = set()
    for resources in resources_of(reader, _MOST_PAGES):
        waiting: list[Any] = [{"/Resources": resources}]
        while waiting:
            used = _get(waiting.pop(), "/Resources")
            yield from _values(_get(used, "/Font"), seen)
            waiting.extend(form for form in _values(_get(used, "/XObject"), seen) if _get(form, "/Subtype") == "/Form")


def _is_mapped(font: Any) -> bool:
    if "/ToUnicode" in font:
        return True
    encoding = _get(font, "/Encoding")
    kind = _get(font, "/Subtype")
    if kind == "/Type0":
        descendants = _get(font, "/DescendantFonts") or [None]
        collection = str(_get(_get(descendants[0], "/CIDSystemInfo"), "/Ordering"))
        return collection in _KNOWN_COLLECTIONS
    if kind == "/Type3":
        return False
    if kind == "/TrueType":
        base = _get(encoding, "/BaseEncoding") if isinstance(encoding, dict) else encoding
        return str(base) in _KNOWN_ENCODINGS
    return True  # Type 1 fonts name their glyphs


def _values(dictionary: Any, seen: set[int]) -> Iterator[Any]:
    """The dictionaries in a dictionary, each once."""
    for reference in dictionary.values() if isinstance(dictionary, dict) else ():
        number = getattr(reference, "idnum", None)
        if number is None or number not in seen:
            if number is not None:
                seen.add(number)
            value = reference.get_object() if hasattr(reference, "get_object") else reference
            if isinstance(value, dict):
                yield value


def _get(dictionary: Any, key: str) -> Any:
    dictionary = dictionary.get_object() if hasattr(dictionary, "get_object") else dictionary
    value: Any = dictionary.get(key) if isinstance(dictionary, dict) else None
    return value.get_object() if hasattr(value, "get_object") else value

"""MDTO 1.0.1: the metadata of an archive about one informatieobject or one bestand.

Beside a sidecar `X.bestand.mdto.xml` lies the file `X` that it is about: then its size and checksums are compared too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from fairwoo.model import Finding, FindingKind, Level, Text
from fairwoo.validate.given import Given, Schemas
from fairwoo.validate.xml_grammar import PREFIXES, tag
from fairwoo.validate.xml_location import check_locations
from fairwoo.validate.xml_mdto import ABSENT, ROOT, RULES, check_object, checksums
from fairwoo.validate.xml_schema import MDTO_FILES, check_official, official
from fairwoo.validate.xml_source import MIB, Reading, prolog
from fairwoo.validate.xml_told import Told, local, shown
from fairwoo.validate.xml_walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element

NAME = "mdto"
TITLE = Text(nl="MDTO 1.0.1 (XML)", en="MDTO 1.0.1 (XML)")
PRECEDENCE = 20

ROOT_WRONG = FindingKind(
    code="mdto-root-wrong",
    level=Level.ERROR,
    nl="Het bestand begint met {found}; MDTO begint met het element MDTO.",
    en="The file begins with {found}; MDTO begins with the element MDTO.",
    do_nl="Zet {found} in een element MDTO.",
    do_en="Put {found} in an element MDTO.",
)
SIZE_DIFFERS = FindingKind(
    code="mdto-omvang-differs",
    level=Level.ERROR,
    nl="omvang is {found}, maar {name} heeft {size} bytes.",
    en="omvang is {found}, but {name} has {size} bytes.",
    do_nl="Het bestand of de metadata is veranderd: zoek uit welk van beide klopt, en verbeter het andere.",
    do_en="The file or the metadata changed: find out which of the two is right, and mend the other.",
)
CHECKSUM_DIFFERS = FindingKind(
    code="mdto-checksum-differs",
    level=Level.ERROR,
    nl="De checksum ({algorithm}) is niet die van {name}: het bestand is veranderd of beschadigd.",
    en="The checksum ({algorithm}) is not that of {name}: the file changed or is damaged.",
    do_nl="Haal het juiste bestand terug, of maak de metadata opnieuw als de wijziging bedoeld was.",
    do_en="Bring back the right file, or make the metadata again if the change was meant.",
)

_LARGEST = 50 * MIB
_ENDINGS = (".bestand.mdto.xml", ".mdto.xml")


def recognises(given: Given) -> bool:
    """By the root `MDTO` or the namespace of MDTO on it."""
    start = prolog(given.content)
    return start.root == "MDTO" or start.namespace.rstrip("/") == PREFIXES["mdto"]


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """By our rules, by the official schema where it is, and against the file beside it where that is."""
    reading = Reading(given, _LARGEST)
    root = reading.whole()
    if root is None:
        yield from [reading.broken] if reading.broken else []
        return
    told = Told(given.name)
    check_locations(root, told)
    rules = Walk(RULES, ABSENT)
    rules.check(*_start(root, told), told)
    check_object(root, told)
    _beside(root, given, told)
    if schemas:
        schema = official(schemas, MDTO_FILES, given.name)
        if isinstance(schema, Finding):
            yield schema
        elif rules.namespaces_are_right:
            check_official(schema, root, told)
    yield from told.in_order()


def _start(root: _Element, told: Told) -> tuple[_Element, str]:
    """The element where the walk starts, and the tag that it ought to have."""
    name = local(root)
    if name == "MDTO":
        return root, ROOT
    told.add(ROOT_WRONG, root, found=shown(name))
    return root, tag("mdto", name) if tag("mdto", name) in RULES else ROOT


def _beside(root: _Element, given: Given, told: Told) -> None:
    """Compare with the file that this is the sidecar of."""
    file = _file_of(given)
    if file is None:
        return
    try:
        size = file.stat().st_size
        for element in root.iter(tag("mdto", "omvang")):
            found = (element.text or "").strip()
            if found.isascii() and found.isdigit() and found.lstrip("0") != str(size).lstrip("0"):
                told.add(SIZE_DIFFERS, element, found=shown(found), name=shown(file.name), size=size)
        for algorithm, value, element in checksums(root):
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, algorithm).hexdigest()
            if digest != value:
                told.add(CHECKSUM_DIFFERS, element, algorithm=algorithm.upper(), name=shown(file.name))
    except OSError:  # what cannot be read cannot be compared; whoever validates files hears of it there
        return


def _file_of(given: Given) -> Path | None:
    if given.folder is None:
        return None
    name = PurePosixPath(given.name.replace("\\", "/")).name
    ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), None)
    file = given.folder / name[: -len(ending)] if ending and len(name) > len(ending) else None
    return file if file is not None and file.is_file() else None

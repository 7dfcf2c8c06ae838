"""What a Word document holds beside its text: variables (ECMA-376-1, 17.15.1.32) and texts in the instructions of fields (17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fairwoo.extract.program_data import Shown, is_by_program
from fairwoo.extract.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

_SWITCH = re.compile(r'\\\S\S?\s*(?:"[^"]*"?|[^\s"\\]+)?')  # with what follows it: `\@ "d MMMM yyyy"`, `\* MERGEFORMAT`
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')


def variables(settings: Iterable[etree._Element], shown: Shown) -> int:
    """How many variables say something that is not shown."""
    every = (one for root in settings for one in root.iterfind("{*}docVars/{*}docVar"))
    return sum(not is_by_program("property", attribute(one, "name")) and shown.lacks(attribute(one, "val")) for one in every)


def instructions(parts: Iterable[etree._Element], shown: Shown) -> int:
    """How many fields have texts in their instructions that are not shown."""
    return sum(any(map(shown.lacks, _told(one))) for root in parts for one in _instructions(root))


def _told(instruction: str) -> list[str]:
    """The quoted texts of an instruction, unless it is of a kind whose texts are no words of people."""
    name, _, rest = instruction.strip().partition(" ")
    kind = name[:1] if name.startswith("=") else name.upper()
    return [] if is_by_program("field", kind) else _QUOTED.findall(_SWITCH.sub(" ", rest))


def _instructions(root: etree._Element) -> Iterator[str]:
    """The instructions of all fields, also of those inside others."""
    open_fields: list[list[str] | None] = []  # None: its instruction is over, and its result goes on
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}fldSimple"):
        kind = attribute(element, "fldCharType")
        if local(element) == "fldSimple":
            yield attribute(element, "instr")
        elif local(element) == "instrText":
            if open_fields and (pieces := open_fields[-1]) is not None:
                pieces.append(element.text or "")
        elif kind == "begin":
            open_fields.append([])
        elif open_fields:
            pieces = open_fields.pop()
            if pieces is not None:
                yield "".join(pieces)
            if kind == "separate":
                open_fields.append(None)

"""The small markup of `texts/`, read into blocks that every writer can set.

    # heading      ## lower heading      - bullet      : line that stays a line      | table | row |
    ---            a new page

In a line `[[5.1.2e]]` is a box with that ground on it, `[[5.1.2e:20]]` one of 20 letters wide, and `[[!secret]]` a box drawn
over letters that are still there: a bad redaction.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOX = re.compile(r"\[\[(.*?)\]\]")
_DEFAULT_WIDTH = 14


@dataclass(frozen=True)
class Box:
    """A black box of `width` letters; `ground` is printed on it, `hidden` is what still lies under it."""

    width: int
    ground: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class Block:
    """`tag` is the PDF structure type (H1, H2, P, LI, TABLE) or PAGE; `rows` are the cells of a table."""

    tag: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(markup: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    for chunk in re.split(r"\n\s*\n", markup.strip()):
        lines = [line.strip() for line in chunk.splitlines()]
        if lines[0].startswith("|"):
            yield Block("TABLE", rows=tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines))
        elif lines[0] == "---":
            yield Block("PAGE")
        else:
            yield from _paragraphs(lines)


def _paragraphs(lines: list[str]) -> Iterator[Block]:
    marks = {"# ": "H1", "## ": "H2", "- ": "LI", ": ": "P"}
    running: list[str] = []
    for line in lines:
        mark = next((mark for mark in marks if line.startswith(mark)), None)
        if mark is None:
            running.append(line)
            continue
        if running:
            yield Block("P", " ".join(running))
            running = []
        yield Block(marks[mark], line[len(mark) :])
    if running:
        yield Block("P", " ".join(running))


def spans(text: str) -> Iterator[str | Box]:
    """The words and boxes of a text, in order."""
    for index, part in enumerate(_BOX.split(text)):
        if index % 2 == 0:
            yield part
        elif part.startswith("!"):
            yield Box(len(part) - 1, hidden=part[1:])
        else:
            ground, _, width = part.partition(":")
            yield Box(int(width or _DEFAULT_WIDTH), ground=ground)


def plain(text: str) -> str:
    """The text for formats without drawing: a box becomes its ground between brackets, and nothing hidden goes along."""
    return "".join(span if isinstance(span, str) else f"[{span.ground or 'gelakt'}]" for span in spans(text))

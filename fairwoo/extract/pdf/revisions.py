"""Words that an earlier revision of a PDF shows and the last one does not: still in the file, for who cuts off its end.

A program that saves incrementally adds to the end of the file and leaves all before it (ISO 32000-1, 7.5.6). Who deletes a name and
saves like that gives it away. Every earlier end-of-file mark is tried: the bytes up to it are opened as a PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fairwoo.extract.pdf.shapes import Box, around
from fairwoo.extract.pdf.unseen_look import to_view
from fairwoo.extract.pdf.unseen_words import Word, telling, words_of
from fairwoo.model import Hidden, HiddenKind

_LARGEST = 100_000_000  # bytes of a file
_MOST_REVISIONS = 10  # the last ones
_MOST_PAGES = 1_000  # of a revision
_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\r?\n?")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d{1,12})|/L\s+(\d{1,12})\b[^>]*?/Linearized\b")
_TRIMMED = re.compile(r"^\W+|\W+$")


class Lost(NamedTuple):
    """What went, and the number of the page it stood on (from 1; the last page, if the page itself went)."""

    page: int
    hidden: Hidden


def lost_words(path: Path) -> tuple[Lost, ...]:
    """The words that stand on a page of an earlier revision and not on that page of the last: one `Lost` for a page at most.

    Where the number of pages changed, a word is lost if it is nowhere in the last revision often enough. Looks at the last ten
    earlier revisions and their first thousand pages, in files up to 100 MB. Empty for a file that does not open.
    """
    import pypdfium2

    if path.stat().st_size > _LARGEST:
        return ()
    content = path.read_bytes()
    ends = _earlier_ends(content)[-_MOST_REVISIONS:]
    last = _counts(content) if ends else None
    if last is None:
        return ()
    found: dict[int, Lost] = {}
    for end in ends:
        try:
            with pypdfium2.PdfDocument(content[:end]) as document:
                for lost in _lost(document, last):
                    if lost.page not in found or found[lost.page].hidden.words < lost.hidden.words:
                        found[lost.page] = lost
        except pypdfium2.PdfiumError:  # the bytes up to there are no PDF by themselves
            continue
    return tuple(found[number] for number in sorted(found))


def _earlier_ends(content: bytes) -> list[int]:
    """Where earlier revisions end. The first mark of a linearized file is no end: the rest of the first revision follows it."""
    linearized = _LINEARIZED.search(content[:1024])
    whole = int(linearized[1] or linearized[2]) if linearized else 0
    start = max(0, content[:1024].find(b"%PDF-"))
    ends = []
    for found in _END.finditer(content):
        table = start + int(found[1])
        own = table < found.start() and _TABLE.match(content, table)  # not that of a PDF within the PDF
        if own and (found.end() >= whole or whole > len(content)):
            ends.append(found.end())
    return ends[:-1] if ends and not content[ends[-1] :].strip(b"\0 \t\r\n") else ends


def _counts(content: bytes) -> list[Counter[str]] | None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            return [Counter(_plain(word) for word in words) for _, words in _pages(document)]
    except pypdfium2.PdfiumError:
        return None


def _pages(document: Any) -> Iterator[tuple[Any, list[Word]]]:
    """The pages that open, with their words; a page that does not open has none."""
    import pypdfium2

    for index in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            yield None, []
            continue
        text_page = page.get_textpage()
        yield page, list(words_of(text_page, set()))
        text_page.close()
        page.close()


def _lost(document: Any, last: list[Counter[str]]) -> Iterator[Lost]:
    same = len(document) == len(last)
    everywhere = sum(last, Counter[str]()) if not same else Counter[str]()
    for number, (page, words) in enumerate(_pages(document), 1):
        left = last[number - 1].copy() if same else everywhere
        gone = []
        for word in words:
            plain = _plain(word)
            if left[plain]:
                left[plain] -= 1
            else:
                gone.append(word)
        count = telling(" ".join(word.text for word in gone))
        if count:
            box = around([word.box for word in gone])
            yield Lost(min(number, max(1, len(last))), _hidden(page, box if number <= len(last) else None, count))


def _hidden(page: Any, box: Box | None, words: int) -> Hidden:
    if box is None:
        return Hidden(kind=HiddenKind.EARLIER_REVISION, words=words)
    seen = box.through(to_view(page))
    return Hidden(
        kind=HiddenKind.EARLIER_REVISION,
        words=words,
        x=round(seen.left, 2),
        y=round(seen.bottom, 2),
        width=round(seen.width, 2),
        height=round(seen.height, 2),
    )


def _plain(word: Word) -> str:
    return _TRIMMED.sub("", word.text).casefold()

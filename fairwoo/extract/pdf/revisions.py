"""Words that an earlier revision of a PDF shows and the last one does not: still in the file, for who cuts off its end.

A program that saves incrementally adds to the end of the file and leaves all before it (ISO 32000-1, 7.5.6). Who deletes a name and
saves like that gives it away. Every earlier end-of-file mark is tried: the bytes up to it are opened as a PDF.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from fairwoo.extract.pdf.annotations import Annotations, annotations_of
from fairwoo.extract.pdf.characters import EVERYTHING, stretches
from fairwoo.extract.pdf.located import located, to_view
from fairwoo.extract.pdf.shapes import Box, around
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
    if not ends:
        return ()
    found: dict[int, Lost] = {}
    try:
        with pypdfium2.PdfDocument(content) as document:
            last = _Last(document)
            for lost in (lost for end in ends for lost in _lost_since(content[:end], last)):
                if lost.page not in found or found[lost.page].hidden.words < lost.hidden.words:
                    found[lost.page] = lost
    except pypdfium2.PdfiumError:
        return ()
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


class _Last:
    """The last revision: what its pages say, and, only where that is asked, how often which word."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self.texts = [one.text for one in _pages(document)]
        self._counts: dict[int, Counter[str]] = {}

    def counts(self, index: int) -> Counter[str]:
        """Of a page, from 0."""
        if index not in self._counts:
            self._counts[index] = Counter(_plain(word) for one in _pages(self._document, index) for word in one.words())
        return self._counts[index]

    @cached_property
    def everywhere(self) -> Counter[str]:
        """Of all pages."""
        return sum(map(self.counts, range(len(self.texts))), Counter[str]())


class _Opened:
    """A page of a revision while it is open, or one that does not open: it says nothing."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._text_page: Any = None
        if page:
            self._text_page = page.get_textpage()
        annotations = annotations_of(page) if page else Annotations()
        self._said = (*annotations.notes, *annotations.shown)
        text = self._text_page.get_text_range() if page and self._text_page.count_chars() > 0 else ""
        self.text = "\0".join([text, *(note.text for note in self._said)])

    def words(self) -> list[Word]:
        """The words of its text, and of its notes. They cost far more than the text."""
        found = [Word(text, [note.box]) for note in self._said for text in note.text.split()]
        if self._text_page is None:
            return found
        return [*(word for stretch in stretches(self._text_page, EVERYTHING) for word in words_of(stretch, EVERYTHING)), *found]

    def close(self) -> None:
        """Let go of it."""
        if self._text_page:
            self._text_page.close()
            self.page.close()


def _pages(document: Any, index: int | None = None) -> Iterator[_Opened]:
    """The pages of a document, or one of them (from 0), each open until the next is asked for."""
    import pypdfium2

    for number in range(min(len(document), _MOST_PAGES)) if index is None else [index]:
        try:
            one = _Opened(document[number])
        except pypdfium2.PdfiumError:
            one = _Opened(None)
        yield one
        one.close()


def _lost_since(content: bytes, last: _Last) -> Iterator[Lost]:
    """Nothing if the bytes are no PDF by themselves."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            yield from _lost(document, last)
    except pypdfium2.PdfiumError:
        return


def _lost(document: Any, last: _Last) -> Iterator[Lost]:
    same = len(document) == len(last.texts)
    everywhere = Counter[str]() if same else last.everywhere.copy()
    for number, one in enumerate(_pages(document), 1):
        if same and one.text == last.texts[number - 1]:
            continue
        left = last.counts(number - 1).copy() if same else everywhere
        gone = []
        for word in one.words():
            plain = _plain(word)
            if left[plain]:
                left[plain] -= 1
            else:
                gone.append(word)
        count = telling(" ".join(word.text for word in gone))
        if count:
            box = around([word.box for word in gone])
            yield Lost(min(number, max(1, len(last.texts))), _hidden(one.page, box if number <= len(last.texts) else None, count))


def _hidden(page: Any, box: Box | None, words: int) -> Hidden:
    if box is None:
        return Hidden(kind=HiddenKind.EARLIER_REVISION, words=words)
    return located(HiddenKind.EARLIER_REVISION, words, box, to_view(page))


def _plain(word: Word) -> str:
    return _TRIMMED.sub("", word.text).casefold()
